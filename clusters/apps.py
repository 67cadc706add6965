from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClustersConfig(AppConfig):
    name = "clusters"
    verbose_name = _("People and clusters")

    def ready(self):
        from clusters import (  # noqa: F401  rules, mails, news and visits register themselves
            notices,
            policy,
            subscriptions,
            visits,
        )
