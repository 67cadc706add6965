from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class PortalConfig(AppConfig):
    """Composition root: templates of the home page, system checks."""

    name = "hre_portal"

    def ready(self):
        from core import things, trail
        from hre_portal import checks, codes, verbs  # noqa: F401  checks register themselves

        trail.name_verbs(verbs.VERBS)
        for key, words in codes.CODES.items():
            trail.name_codes(key, words)
        trail.name_keys(codes.KEYS)
        things.name_things(codes.THINGS, openly=codes.OPEN, keys=codes.KEYS_OF)


class PortalAdminConfig(AdminConfig):
    default_site = "hre_portal.admin.PortalAdminSite"
