from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class PortalConfig(AppConfig):
    """Composition root: templates of the home page, system checks."""

    name = "hre_portal"

    def ready(self):
        from hre_portal import checks  # noqa: F401  registers them


class PortalAdminConfig(AdminConfig):
    default_site = "hre_portal.admin.PortalAdminSite"
