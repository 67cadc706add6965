from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    name = "knowledge"
    verbose_name = _("Knowledge")

    def ready(self):
        from knowledge import policy  # noqa: F401  registers who sees what
        from knowledge.notices import exchange, session_reports, support
        from knowledge.queries import session_reports as _reports  # noqa: F401  it answers the page of a session

        exchange.register()
        session_reports.register()
        support.register()
