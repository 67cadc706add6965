"""Treaty bodies: information for a list of issues or for a review."""

from django.utils.translation import gettext_lazy as _

from engagements.enums import SubmissionKind
from engagements.templates_library import SectionTemplate, SubmissionTemplate
from engagements.templates_library.common import METHOD, SOURCES

SUMMARY = SectionTemplate(
    "tb.summary",
    {
        "en": "Summary of concerns",
        "fr": "Résumé des préoccupations",
        "es": "Resumen de las preocupaciones",
        "pt": "Resumo das preocupações",
        "ar": "موجز الشواغل",
        "ru": "Краткое изложение проблем",
        "zh": "关切问题摘要",
    },
    _(
        "Your three main concerns, one sentence each, with the article. An expert who has a hundred "
        "reports to "
        ""
        "read decides here whether to read on."
    ),
)
EARLIER = SectionTemplate(
    "tb.follow_up",
    {
        "en": "Follow-up to earlier concluding observations",
        "fr": "Suite donnée aux observations finales précédentes",
        "es": "Seguimiento de las observaciones finales anteriores",
        "pt": "Seguimento das observações finais anteriores",
        "ar": "متابعة الملاحظات الختامية السابقة",
        "ru": "Выполнение предыдущих заключительных замечаний",
        "zh": "先前结论性意见的后续落实",
    },
    _(
        "Quote the paragraph of the concluding observations, then what was done. If nothing is known, "
        "say so; "
        ""
        "do not guess."
    ),
)
ARTICLES = SectionTemplate(
    "tb.articles",
    {
        "en": "Concerns by article",
        "fr": "Préoccupations par article",
        "es": "Preocupaciones por artículo",
        "pt": "Preocupações por artigo",
        "ar": "الشواغل حسب المواد",
        "ru": "Проблемы по статьям",
        "zh": "按条款列出的关切",
    },
    _(
        "A heading per article (begin the line with ##). Law first, practice second, effect third. Show "
        "who is "
        ""
        "hit hardest. Patterns, not persons; no details that lead to a family or a village."
    ),
)
QUESTIONS = SectionTemplate(
    "tb.questions",
    {
        "en": "Questions for the dialogue",
        "fr": "Questions pour le dialogue",
        "es": "Preguntas para el diálogo",
        "pt": "Perguntas para o diálogo",
        "ar": "أسئلة للحوار",
        "ru": "Вопросы для диалога",
        "zh": "对话问题",
    },
    _("Questions that cannot be answered with yes or no, and whose answer you can check. Five good ones are plenty."),
)
SUGGESTED = SectionTemplate(
    "tb.recommendations",
    {
        "en": "Suggested recommendations",
        "fr": "Recommandations proposées",
        "es": "Recomendaciones propuestas",
        "pt": "Recomendações propostas",
        "ar": "توصيات مقترحة",
        "ru": "Предлагаемые рекомендации",
        "zh": "拟议建议",
    },
    _(
        "Word them as the Committee would: addressed to the State party, precise, doable before the "
        "next report. "
        ""
        "Mark the one or two that could be reported on early."
    ),
)

TEMPLATES = (
    SubmissionTemplate(
        SubmissionKind.TREATY_BODY,
        {
            "en": "Information for the Committee",
            "fr": "Informations pour le Comité",
            "es": "Información para el Comité",
            "pt": "Informações para o Comité",
            "ar": "معلومات مقدمة إلى اللجنة",
            "ru": "Информация для Комитета",
            "zh": "提交委员会的资料",
        },
        _(
            "The experts read article by article and ask questions the next morning. Make it easy: say the article, "
            "the "
            "problem, the question you would like them to ask, the recommendation you would like to read."
        ),
        (
            SUMMARY,
            METHOD,
            EARLIER,
            ARTICLES,
            QUESTIONS,
            SUGGESTED,
            SOURCES,
        ),
    ),
)
