"""Oral statements."""

from django.utils.translation import gettext_lazy as _

from engagements.enums import SubmissionKind
from engagements.templates_library import SectionTemplate, SubmissionTemplate
from engagements.templates_library.common import SOURCES

OPENING = SectionTemplate(
    "statement.opening",
    {
        "en": "Opening",
        "fr": "Ouverture",
        "es": "Apertura",
        "pt": "Abertura",
        "ar": "الافتتاح",
        "ru": "Вступление",
        "zh": "开场",
    },
    _("Address the chair, say for whom you speak, and put your one message into the second sentence."),
)
MESSAGE = SectionTemplate(
    "statement.message",
    {
        "en": "Message",
        "fr": "Message",
        "es": "Mensaje",
        "pt": "Mensagem",
        "ar": "الرسالة",
        "ru": "Главная мысль",
        "zh": "要旨",
    },
    _(
        "Two or three facts that carry the message, each with a date and a group of people. Leave out "
        "whatever "
        ""
        "you would not want read out in the capital tomorrow."
    ),
)
REQUEST = SectionTemplate(
    "statement.request",
    {
        "en": "Request",
        "fr": "Demande",
        "es": "Petición",
        "pt": "Pedido",
        "ar": "الطلب",
        "ru": "Просьба",
        "zh": "请求",
    },
    _("One request, to one addressee, that can be repeated word for word. Thank the chair and stop."),
)

TEMPLATES = (
    SubmissionTemplate(
        SubmissionKind.STATEMENT,
        {
            "en": "Oral statement",
            "fr": "Déclaration orale",
            "es": "Declaración oral",
            "pt": "Declaração oral",
            "ar": "بيان شفوي",
            "ru": "Устное заявление",
            "zh": "口头发言",
        },
        _(
            "Written to be heard. Sentences of one breath, one message, one request. Read it aloud with a watch, "
            "slowly: "
            "interpreters must follow. What is said in the room is recorded and stays public."
        ),
        (
            OPENING,
            MESSAGE,
            REQUEST,
            SOURCES,
        ),
        has_cover=False,
    ),
)
