"""Celery application.

With `REDIS_URL` the broker is Redis; without it a folder below the data folder serves as an
embedded broker. Messages carry ids only: what must not be lost stands in the database, and the
sweeper finds it again (see `core/outbox/`), so a lost message costs one beat interval.
"""

import os

from celery import Celery
from celery.signals import import_modules

from hre_portal import broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hre_portal.settings")

broker.register()
app = Celery("hre_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


# Connected last, so it looks when all tasks have been imported: by worker, beat and `manage.py run_periodic`.
@import_modules.connect(sender=app)
def end_without_tasks(**signal):
    """End, instead of running on while mails stay in the outbox, where a task that the clock plans is not there."""
    missing = sorted({planned["task"] for planned in app.conf.beat_schedule.values()} - set(app.tasks))
    if missing:
        raise SystemExit(
            f"Not started, these tasks cannot be imported: {', '.join(missing)}. The cause stands above, "
            "unless a file is missing or a name in CELERY_BEAT_SCHEDULE is wrong."
        )
