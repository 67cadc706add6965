from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClustersConfig(AppConfig):
    name = "clusters"
    verbose_name = _("People and clusters")

    def ready(self):
        from clusters import policy  # noqa: F401  registers who sees what
