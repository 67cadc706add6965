"""Errors that carry a sentence for the person who caused them."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _


class Refused(PermissionDenied):
    """An act that the person may not do, or not now. `sentence` is shown to them as it is (HTTP 403)."""

    def __init__(self, sentence):
        super().__init__(sentence)
        self.sentence = sentence


class Stale(Refused):
    """Someone changed the object since it was read (HTTP 409). Nothing was written; the typed text is kept."""

    def __init__(self, sentence=_("Someone changed this while you were working on it.")):
        super().__init__(sentence)
