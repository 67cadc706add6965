"""Mail, and what the worker does by itself."""

from celery.schedules import crontab

from hre_portal import env
from hre_portal.settings.base import HRE_DATA_DIR, PRODUCTION
from hre_portal.settings.data import REDIS_CONNECT_SECONDS, REDIS_URL

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("HRE_EMAIL_HOST", "127.0.0.1")
EMAIL_PORT = env.number("HRE_EMAIL_PORT", 587 if PRODUCTION else 8025)
EMAIL_HOST_USER = env.text("HRE_EMAIL_USER")
EMAIL_HOST_PASSWORD = env.text("HRE_EMAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("HRE_EMAIL_TLS", default=PRODUCTION)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("HRE_FROM_EMAIL", "HRE Portal <portal@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Some servers refuse the hundred-and-first message on one connection.
HRE_MAIL_PER_CONNECTION = env.number("HRE_MAIL_PER_CONNECTION", 50)
# A worker that holds a mail for longer than this is taken for dead (seconds; far above EMAIL_TIMEOUT).
HRE_DELIVERY_LEASE = env.number("HRE_DELIVERY_LEASE", 900)
# Folder in which the development mail catcher keeps what it received; readable at /dev/mail/.
HRE_MAIL_CATCHER_DIR = None if PRODUCTION else HRE_DATA_DIR / "mail"

CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_BACKEND = None
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_TIMEZONE = "UTC"
CELERY_ENABLE_UTC = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# A host on which no worker runs on purpose: cron calls `manage.py run_periodic`, nothing is handed to a broker.
HRE_CRON_ONLY = env.flag("HRE_CRON_ONLY")
CELERY_BEAT_SCHEDULE_FILENAME = str(HRE_DATA_DIR / "beat-schedule")
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        # Far above the longest task, so Redis never hands a running task out twice.
        "visibility_timeout": 3600,
        "socket_connect_timeout": REDIS_CONNECT_SECONDS,
        "unacked_restore_interval": 2,
        "unacked_restore_throttle": 1,
    }
else:
    _broker = HRE_DATA_DIR / "broker"
    CELERY_BROKER_URL = "folder://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_broker / "queue"),
        "data_folder_out": str(_broker / "queue"),
        "control_folder": str(_broker / "control"),
        "polling_interval": 0.1,
    }
    CELERY_WORKER_POOL = "solo"
    CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
# One table for beat and for `manage.py run_periodic`, which does the same on hosts with cron only.
CELERY_BEAT_SCHEDULE = {
    "plan-reminders": {"task": "calendar_app.tasks.task_plan_reminders", "schedule": crontab(minute="*/15")},
    "plan-step-reminders": {"task": "engagements.tasks.task_plan_step_reminders", "schedule": crontab(minute="*/15")},
    "cases-without-handler": {
        "task": "engagements.tasks.task_cases_without_handler",
        "schedule": crontab(hour=4, minute=40),
    },
    "sweep-renderings": {"task": "engagements.tasks.task_sweep_renderings", "schedule": crontab(minute="*/5")},
    "sweep-deliveries": {"task": "core.tasks.task_sweep_deliveries", "schedule": 60.0},
    "plan-years": {"task": "calendar_app.tasks.task_remind_of_years", "schedule": crontab(hour=4, minute=40)},
    "remove-expired-files": {"task": "core.tasks.task_remove_expired_files", "schedule": crontab(hour=3, minute=20)},
    "clear-sessions": {"task": "core.tasks.task_clear_sessions", "schedule": crontab(hour=3, minute=40)},
    "recompute-stale": {"task": "calendar_app.tasks.task_recompute_stale", "schedule": crontab(hour=2, minute=10)},
}
