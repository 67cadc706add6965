"""Is the portal able to do its work? For `/readyz`, the page of deliveries and the operator's alarm."""

import logging
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.db import DatabaseError, connection
from kombu.exceptions import OperationalError

from core import clock, heartbeat, outbox

log = logging.getLogger(__name__)
# A mail that waits longer than this although it is due: nobody empties the outbox.
ALARM_AFTER_SECONDS = 30 * 60
# The sweeper comes every minute.
BEAT_SILENT_AFTER_SECONDS = 10 * 60
BROKER_TIMEOUT = 2


def report():
    """What the operator wants to know, as plain values: instants in UTC as ISO text, ages in seconds.

    `ready` is whether requests can be served (database). A broker that is away does not make the portal unready:
    the outbox keeps everything and the sweeper or cron sends it; `warnings` names it. `broker` is None where there is
    none on purpose (`HRE_CRON_ONLY`). Never raises for a server that is away. Holds numbers only, but how many mails
    fail is for staff: the view decides who reads more than `ready`.
    """
    found = {"ready": False, "database": _database_answers(), "broker": _broker_answers(), "warnings": []}
    warnings = found["warnings"]
    if found["broker"] is False:
        warnings.append("broker_unreachable")
    if not found["database"]:
        warnings.append("database_unreachable")
        return found
    found["ready"] = True
    counts = outbox.counts()
    now = clock.now()
    oldest = counts.oldest_unsent_at
    runs = heartbeat.last_runs()
    swept_at = runs.get("sweep-deliveries")
    found |= {
        "unsent": counts.unsent,
        "oldest_unsent_seconds": int((now - oldest).total_seconds()) if oldest else 0,
        "retrying": counts.retrying,
        "failed": counts.failed,
        "unconfirmed": counts.unconfirmed,
        "last_runs": {name: at.isoformat() for name, at in sorted(runs.items())},
        "last_beat_seconds": int((now - swept_at).total_seconds()) if swept_at else None,
    }
    if found["oldest_unsent_seconds"] > ALARM_AFTER_SECONDS:
        warnings.append("mails_are_waiting")
    if counts.failed:
        warnings.append("mails_failed")
    if counts.unconfirmed:
        warnings.append("mails_unconfirmed")
    if swept_at is None or found["last_beat_seconds"] > BEAT_SILENT_AFTER_SECONDS:
        warnings.append("beat_is_silent")
    return found


def _database_answers():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        log.error("health.database error=%s", type(error).__name__)
        return False
    return True


def _broker_answers():
    if settings.HRE_CRON_ONLY:
        return None
    folder = settings.CELERY_BROKER_TRANSPORT_OPTIONS.get("data_folder_out")
    if folder is not None and not Path(folder).is_dir():
        # The embedded broker: connecting asks for nothing, and the first message would be lost.
        log.warning("health.broker error=FolderMissing")
        return False
    try:
        with current_app.connection_for_write(connect_timeout=BROKER_TIMEOUT) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=BROKER_TIMEOUT)
    except (OperationalError, OSError) as error:
        log.warning("health.broker error=%s", type(error).__name__)
        return False
    return True
