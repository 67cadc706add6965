from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EngagementsConfig(AppConfig):
    name = "engagements"
    verbose_name = _("Engagement")

    def ready(self):
        from engagements import policy  # noqa: F401  registers who sees what
        from engagements.notices import (  # noqa: F401  these register their kinds of mails and what they listen to
            clearing,
            comments,
            contributions,
            follow_up,
            handing,
            plans,
            positions,
            process,
            reading,
            requests,
            results,
            safeguards,
            series,
            submissions,
        )
        from engagements.queries import (  # noqa: F401  they answer the calendar, the step library, the documents
            citations,
            library_use,
            messages,
            planned,
            support_origins,
        )

        clearing.register()
        handing.register()
        safeguards.register()
        submissions.register()
        support_origins.register()
