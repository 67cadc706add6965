"""What the pages of this room share."""

from django.contrib import messages
from django.utils.translation import gettext as _

from core.acting import chosen_of as chosen

__all__ = ["SECTION", "chosen", "saved"]

SECTION = {"section": "knowledge"}


def saved(request, sentence=None):
    messages.success(request, sentence or _("Saved."))
