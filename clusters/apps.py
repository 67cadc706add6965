from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClustersConfig(AppConfig):
    name = "clusters"
    verbose_name = _("People and clusters")

    def ready(self):
        from clusters import notices, policy, subscriptions  # noqa: F401  rules, mails and news register themselves
        from clusters.enums import Rhythm, Role
        from core import trail

        trail.name_values("role", dict(Role.choices))
        trail.name_values("reminder_rhythm", dict(Rhythm.choices))
