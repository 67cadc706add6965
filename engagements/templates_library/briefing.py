"""Briefing notes for a meeting with a delegation, a mandate holder or an expert."""

from django.utils.translation import gettext_lazy as _

from engagements.enums import SubmissionKind
from engagements.templates_library import SectionTemplate, SubmissionTemplate
from engagements.templates_library.common import SOURCES

TEMPLATES = (
    SubmissionTemplate(
        SubmissionKind.BRIEFING,
        {
            "en": "Briefing note",
            "fr": "Note d’information",
            "es": "Nota informativa",
            "pt": "Nota informativa",
            "ar": "مذكرة إحاطة",
            "ru": "Информационная записка",
            "zh": "简报",
        },
        _(
            "For somebody who reads it in the car. One page is a good length. Assume that it will be left on a table: "
            "write "
            "nothing that must not be found there."
        ),
        (
            SectionTemplate(
                "briefing.ask",
                {
                    "en": "What we ask",
                    "fr": "Ce que nous demandons",
                    "es": "Lo que pedimos",
                    "pt": "O que pedimos",
                    "ar": "ما نطلبه",
                    "ru": "О чём мы просим",
                    "zh": "我们的请求",
                },
                _("Begin with the request: what this reader, in this office, can do, and by when."),
            ),
            SectionTemplate(
                "briefing.why",
                {
                    "en": "Why now",
                    "fr": "Pourquoi maintenant",
                    "es": "Por qué ahora",
                    "pt": "Porquê agora",
                    "ar": "لماذا الآن",
                    "ru": "Почему сейчас",
                    "zh": "为何是现在",
                },
                _("The date, decision or visit that makes this the moment. Two sentences."),
            ),
            SectionTemplate(
                "briefing.facts",
                {
                    "en": "Key facts",
                    "fr": "Faits essentiels",
                    "es": "Datos esenciales",
                    "pt": "Factos essenciais",
                    "ar": "الوقائع الأساسية",
                    "ru": "Основные факты",
                    "zh": "关键事实",
                },
                _(
                    "Up to five facts as a list (begin each line with a hyphen), with figures, dates and sources "
                    "that may be "
                    ""
                    "named. No persons, no places with few people."
                ),
            ),
            SectionTemplate(
                "briefing.wording",
                {
                    "en": "Wording already agreed",
                    "fr": "Formulations déjà convenues",
                    "es": "Formulaciones ya acordadas",
                    "pt": "Formulações já acordadas",
                    "ar": "صياغات متفق عليها",
                    "ru": "Уже согласованные формулировки",
                    "zh": "已商定的措辞",
                },
                _(
                    "What mechanisms have already said, in their own words, with symbol and paragraph. Delicate "
                    "points are "
                    ""
                    "safest in the words of others."
                ),
            ),
            SOURCES,
        ),
        has_cover=False,
    ),
)
