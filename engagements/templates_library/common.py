"""Sections that most outlines share."""

from django.utils.translation import gettext_lazy as _

from engagements.templates_library import SectionTemplate

METHOD = SectionTemplate(
    "common.method",
    {"en": "Method and consultation", "fr": "Méthode et consultation", "ar": "المنهجية والتشاور"},
    _(
        "Say in a few lines who wrote this, how the information was gathered and checked, and who was consulted. "
        "Name organisations only if they agreed. Do not describe sources so closely that someone could find them. "
        "Say what you could not verify."
    ),
)
SOURCES = SectionTemplate(
    "common.sources",
    {"en": "Sources (never sent)", "fr": "Sources (jamais envoyées)", "ar": "المصادر (لا تُرسل أبدا)"},
    _(
        "For your own file: which report, meeting or data set stands behind which paragraph, and who agreed to what. "
        "This part never goes into the document, the PDF or the word count. Even here, write no names of victims or "
        "witnesses."
    ),
    is_sent=False,
)
RECOMMENDATIONS = SectionTemplate(
    "common.recommendations",
    {"en": "Recommendations", "fr": "Recommandations", "ar": "التوصيات"},
    _(
        "One act per recommendation: who should do what, for whom, by when. Ask for things that can be seen to have "
        "been done. Prefer few that you will follow up over many that nobody can. Check that nothing you ask for could "
        "be turned against the people concerned."
    ),
)
