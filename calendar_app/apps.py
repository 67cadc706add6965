from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarConfig(AppConfig):
    name = "calendar_app"
    verbose_name = _("Calendar")

    def ready(self):
        from calendar_app import notices, policy  # noqa: F401  registers kinds of mails, and who sees what
