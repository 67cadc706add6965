"""Sections that most outlines share."""

from django.utils.translation import gettext_lazy as _

from engagements.templates_library import SectionTemplate

METHOD = SectionTemplate(
    "common.method",
    {
        "en": "Method and consultation",
        "fr": "Méthode et consultation",
        "es": "Metodología y consultas",
        "pt": "Metodologia e consultas",
        "ar": "المنهجية والتشاور",
        "ru": "Методика и консультации",
        "zh": "方法与磋商",
    },
    _(
        "Say in a few lines who wrote this, how the information was gathered and checked, and who was consulted. "
        "Name organisations only if they agreed. Do not describe sources so closely that someone could find them. "
        "Say what you could not verify."
    ),
)
SOURCES = SectionTemplate(
    "common.sources",
    {
        "en": "Sources (never sent)",
        "fr": "Sources (jamais envoyées)",
        "es": "Fuentes (nunca se envían)",
        "pt": "Fontes (nunca enviadas)",
        "ar": "المصادر (لا تُرسل أبدا)",
        "ru": "Источники (никогда не отправляются)",
        "zh": "资料来源（绝不发送）",
    },
    _(
        "For your own file: which report, meeting or data set stands behind which paragraph, and who agreed to what. "
        "This part never goes into the document, the PDF or the word count. Even here, write no names of victims or "
        "witnesses."
    ),
    is_sent=False,
)
RECOMMENDATIONS = SectionTemplate(
    "common.recommendations",
    {
        "en": "Recommendations",
        "fr": "Recommandations",
        "es": "Recomendaciones",
        "pt": "Recomendações",
        "ar": "التوصيات",
        "ru": "Рекомендации",
        "zh": "建议",
    },
    _(
        "One act per recommendation: who should do what, for whom, by when. Ask for things that can be seen to have "
        "been done. Prefer few that you will follow up over many that nobody can. Check that nothing you ask for could "
        "be turned against the people concerned."
    ),
)
