"""Oral statements."""

from django.utils.translation import gettext_lazy as _

from engagements.enums import SubmissionKind
from engagements.templates_library import SectionTemplate, SubmissionTemplate
from engagements.templates_library.common import SOURCES

TEMPLATES = (
    SubmissionTemplate(
        SubmissionKind.STATEMENT,
        {"en": "Oral statement", "fr": "Déclaration orale", "ar": "بيان شفوي"},
        _(
            "Written to be heard. Sentences of one breath, one message, one request. Read it aloud with a watch, "
            "slowly: "
            "interpreters must follow. What is said in the room is recorded and stays public."
        ),
        (
            SectionTemplate(
                "statement.opening",
                {"en": "Opening", "fr": "Ouverture", "ar": "الافتتاح"},
                _("Address the chair, say for whom you speak, and put your one message into the second sentence."),
            ),
            SectionTemplate(
                "statement.message",
                {"en": "Message", "fr": "Message", "ar": "الرسالة"},
                _(
                    "Two or three facts that carry the message, each with a date and a group of people. Leave out "
                    "whatever "
                    ""
                    "you would not want read out in the capital tomorrow."
                ),
            ),
            SectionTemplate(
                "statement.request",
                {"en": "Request", "fr": "Demande", "ar": "الطلب"},
                _("One request, to one addressee, that can be repeated word for word. Thank the chair and stop."),
            ),
            SOURCES,
        ),
        has_cover=False,
    ),
)
