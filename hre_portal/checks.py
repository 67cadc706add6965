"""System checks beyond Django's own: what an operator can get wrong here. Run by `manage.py check --deploy`."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register


@register(Tags.security, deploy=True)
def check_production(app_configs, **kwargs):
    found = []
    if not settings.PRODUCTION:
        found.append(Error("HRE_ENV is not production.", hint="See deploy/env.example.", id="hre.E001"))
    if not settings.HRE_BASE_URL.startswith("https://"):
        found.append(
            Error("HRE_BASE_URL must be the https:// address people type: links in mails use it.", id="hre.E002")
        )
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        found.append(Error("Production needs PostgreSQL: set DATABASE_URL.", id="hre.E003"))
    if not settings.REDIS_URL:
        found.append(
            Warning(
                "Without REDIS_URL the worker reads a folder: one machine, one worker.",
                hint="Set REDIS_URL, or run `manage.py run_periodic` from cron and silence hre.W001.",
                id="hre.W001",
            )
        )
    return found
