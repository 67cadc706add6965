"""Does once what beat and the worker would do, for hosts that have cron only."""

from functools import partial

from celery import current_app
from django.conf import settings
from django.core.management.base import BaseCommand

from core import clock, heartbeat
from core.background import do_each

# A nightly task is due again after this; cron may call this command every minute.
NIGHTLY_AFTER_HOURS = 20


class Command(BaseCommand):
    help = (
        "Does once, in this process and without a broker, what beat and the worker would do: plan reminders, heal "
        "dates, empty the outbox. Call it every five minutes from cron on hosts without a worker. Safe beside a worker "
        "and beside itself. A piece that fails keeps none of the others from being done; the command then ends badly."
    )

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="also what is due at night only")

    def handle(self, **options):
        current_app.loader.import_default_modules()
        # The same table as beat's. The outbox comes last: it sends what the others queued.
        schedule = sorted(settings.CELERY_BEAT_SCHEDULE.items(), key=lambda item: item[0] == "sweep-deliveries")
        # What cannot be planned tonight keeps no mail from going out.
        do_each(
            partial(self._run, name, planned)
            for name, planned in schedule
            if options["all"] or self._is_due(name, planned["schedule"])
        )

    def _run(self, name, planned):
        count = current_app.tasks[planned["task"]](**planned.get("kwargs", {}))
        self.stdout.write(f"{name}: {count}")

    @staticmethod
    def _is_due(name, schedule):
        is_nightly = len(getattr(schedule, "hour", range(24))) < 24
        last = heartbeat.last_runs().get(name)
        return not is_nightly or last is None or (clock.now() - last).total_seconds() > NIGHTLY_AFTER_HOURS * 3600
