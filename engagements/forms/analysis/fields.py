"""Fields of several of these forms."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONG = {"rows": 3}
RATINGS = [("", _("Not judged")), (1, _("1: hardly")), (2, _("2: in part")), (3, _("3: mostly")), (4, _("4: well"))]


class TicksField(forms.MultipleChoiceField):
    """Points to tick; an empty list is an answer."""

    def __init__(self, **options):
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}), **options)
