"""Views and facts for a general comment or general recommendation that is being written."""

from django.utils.translation import gettext_lazy as _

from engagements.enums import SubmissionKind
from engagements.templates_library import SectionTemplate, SubmissionTemplate
from engagements.templates_library.common import METHOD, SOURCES

TEMPLATES = (
    SubmissionTemplate(
        SubmissionKind.GENERAL_COMMENT,
        {
            "en": "Input for a general comment",
            "fr": "Contribution à une observation générale",
            "es": "Contribución a una observación general",
            "pt": "Contributo para um comentário geral",
            "ar": "مساهمة في تعليق عام",
            "ru": "Материалы для замечания общего порядка",
            "zh": "为一般性意见提交的材料",
        },
        _(
            "A general comment speaks to all States for years. Facts and trends from your country are examples there, "
            "not accusations: bring what shows how a rule works in practice, and leave the single case out."
        ),
        (
            SectionTemplate(
                "gc.facts",
                {
                    "en": "Facts",
                    "fr": "Faits",
                    "es": "Hechos",
                    "pt": "Factos",
                    "ar": "وقائع",
                    "ru": "Факты",
                    "zh": "事实",
                },
                _(
                    "What your monitoring shows on the subject of the draft: for whom, where, since when, with figures "
                    "and their dates. Write so that it holds without knowing the country."
                ),
            ),
            SectionTemplate(
                "gc.trends",
                {
                    "en": "Trends",
                    "fr": "Tendances",
                    "es": "Tendencias",
                    "pt": "Tendências",
                    "ar": "اتجاهات",
                    "ru": "Тенденции",
                    "zh": "趋势",
                },
                _(
                    "What changed over the years and why, as far as it is known. Say what the figures cannot show, and "
                    "whether others see the same."
                ),
            ),
            METHOD,
            SectionTemplate(
                "gc.practice",
                {
                    "en": "Practice that works",
                    "fr": "Pratiques qui fonctionnent",
                    "es": "Prácticas que funcionan",
                    "pt": "Práticas que funcionam",
                    "ar": "ممارسات ناجعة",
                    "ru": "Действенная практика",
                    "zh": "有效的做法",
                },
                _("A law, an office, a procedure that helped, and what made it work. Name it only if it is public."),
            ),
            SectionTemplate(
                "gc.wording",
                {
                    "en": "Suggested wording",
                    "fr": "Formulations proposées",
                    "es": "Redacción propuesta",
                    "pt": "Redação proposta",
                    "ar": "صياغة مقترحة",
                    "ru": "Предлагаемые формулировки",
                    "zh": "建议措辞",
                },
                _(
                    "Paragraph by paragraph of the draft: what to keep, what to add, in words that could stand there "
                    "as they are."
                ),
            ),
            SOURCES,
        ),
    ),
)
