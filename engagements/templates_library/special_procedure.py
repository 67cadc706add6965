"""Special procedures: answers to calls, information before visits and reports."""

from django.utils.translation import gettext_lazy as _

from engagements.enums import SubmissionKind
from engagements.templates_library import SectionTemplate, SubmissionTemplate
from engagements.templates_library.common import RECOMMENDATIONS, SOURCES

PURPOSE = SectionTemplate(
    "sp.purpose",
    {
        "en": "Purpose",
        "fr": "Objet",
        "es": "Objeto",
        "pt": "Objetivo",
        "ar": "الغرض",
        "ru": "Цель",
        "zh": "目的",
    },
    _(
        "Which mandate, which call or visit, and what you hope the mandate holder will do: ask, visit, "
        "write, "
        ""
        "report. Say whether this text may be quoted and under whose name."
    ),
)
FACTS = SectionTemplate(
    "sp.facts",
    {
        "en": "What is happening, and to whom",
        "fr": "Faits et personnes touchées",
        "es": "Hechos y personas afectadas",
        "pt": "Factos e pessoas afetadas",
        "ar": "الوقائع والمتضررون",
        "ru": "Что происходит и кого это затрагивает",
        "zh": "事实与受影响者",
    },
    _(
        "Pattern, time, area, groups concerned, who is responsible as far as it is established. Be as "
        "exact as "
        ""
        "safety allows and no more: an area large enough, a month rather than a day."
    ),
)
RESPONSE = SectionTemplate(
    "sp.response",
    {
        "en": "What has been done",
        "fr": "Mesures prises",
        "es": "Medidas adoptadas",
        "pt": "Medidas tomadas",
        "ar": "ما اتُّخذ من تدابير",
        "ru": "Принятые меры",
        "zh": "已采取的措施",
    },
    _(
        "Steps of the State and of others, and what came of them. If people tried remedies in the "
        "country, say "
        ""
        "so without naming them."
    ),
)

TEMPLATES = (
    SubmissionTemplate(
        SubmissionKind.SPECIAL_PROCEDURE,
        {
            "en": "Input for special procedures",
            "fr": "Contribution aux procédures spéciales",
            "es": "Contribución para los procedimientos especiales",
            "pt": "Contribuição para os procedimentos especiais",
            "ar": "مساهمة مقدمة إلى الإجراءات الخاصة",
            "ru": "Материалы для специальных процедур",
            "zh": "提交特别程序的材料",
        },
        _(
            "A mandate holder can write to the State, and the letter may become public with the answer. Information "
            "about a "
            "person needs that person's free and informed consent, and a plan for what happens afterwards. Individual "
            "cases "
            "do not belong in this text."
        ),
        (
            PURPOSE,
            SectionTemplate(
                "sp.context",
                {
                    "en": "Context",
                    "fr": "Contexte",
                    "es": "Contexto",
                    "pt": "Contexto",
                    "ar": "السياق",
                    "ru": "Контекст",
                    "zh": "背景",
                },
                _(
                    "Half a page at most: what a reader must know who has never been to the country. Facts with dates, "
                    "neutral words."
                ),
            ),
            FACTS,
            RESPONSE,
            RECOMMENDATIONS,
            SOURCES,
        ),
    ),
)
