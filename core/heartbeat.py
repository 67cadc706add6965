"""When the periodic tasks last ran to their end."""

from core import clock
from core.models import Heartbeat


def beat(name):
    """Note that the periodic task `name` (its key in CELERY_BEAT_SCHEDULE) ran to its end now."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": clock.now()})


def last_runs():
    """{name of the task: instant of its last run}."""
    return dict(Heartbeat.objects.values_list("name", "at"))
