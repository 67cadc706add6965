"""What is written down at a meeting, and what those invited to it answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NoteKind(models.TextChoices):
    NOTE = "note", pgettext_lazy("of a meeting", "Note")
    POINT = "point", _("Advocacy point")


class InvitationAnswer(models.TextChoices):
    """Where an invitation stands (MATRIX T002). Nothing is taken off the list: what was withdrawn says so."""

    INVITED = "invited", _("Invited")
    COMING = "coming", pgettext_lazy("answer to an invitation", "Coming")
    DECLINED = "declined", pgettext_lazy("answer to an invitation", "Declined")
    NO_ANSWER = "no_answer", _("No answer")
    CAME = "came", pgettext_lazy("answer to an invitation", "Came")
    WITHDRAWN = "withdrawn", pgettext_lazy("answer to an invitation", "Withdrawn")
