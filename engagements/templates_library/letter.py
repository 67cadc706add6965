"""Letters of information to a mandate holder."""

from django.utils.translation import gettext_lazy as _

from engagements.enums import SubmissionKind
from engagements.templates_library import SectionTemplate, SubmissionTemplate
from engagements.templates_library.common import SOURCES
from engagements.templates_library.special_procedure import FACTS, PURPOSE, RESPONSE

TEMPLATES = (
    SubmissionTemplate(
        SubmissionKind.LETTER,
        {
            "en": "Letter of information",
            "fr": "Lettre d’information",
            "es": "Carta de información",
            "pt": "Carta de informação",
            "ar": "رسالة إعلامية",
            "ru": "Информационное письмо",
            "zh": "情况通报函",
        },
        _(
            "Sent on your own initiative, mostly in confidence: what a mandate holder should know now. A page or two. "
            "Say in the first lines how it may be used. A case of a person is not a letter: refer it by the procedure "
            "that asks for consent."
        ),
        (
            PURPOSE,
            FACTS,
            RESPONSE,
            SectionTemplate(
                "letter.use",
                {
                    "en": "How this may be used",
                    "fr": "Utilisation de ces informations",
                    "es": "Uso de esta información",
                    "pt": "Utilização destas informações",
                    "ar": "كيفية استخدام هذه المعلومات",
                    "ru": "Как можно использовать эти сведения",
                    "zh": "本资料的使用方式",
                },
                _(
                    "Choose and write it out: to be quoted; to be used without naming us; to understand only. Say whom "
                    "to ask before anything is published."
                ),
            ),
            SOURCES,
        ),
        has_cover=False,
    ),
)
