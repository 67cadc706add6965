"""Forms of the directory of focal points."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mechanisms.enums import FocalSide, MechanismState
from mechanisms.models import Mechanism


class FocalPointForm(forms.Form):
    """A unit of the directory; `mechanism` only where a new one is added."""

    mechanism = forms.ModelChoiceField(label=_("Mechanism"), queryset=Mechanism.objects.none())
    side = forms.ChoiceField(label=_("Whose focal point"), choices=FocalSide.choices, widget=forms.RadioSelect)
    unit = forms.CharField(
        label=_("Unit or office"),
        max_length=200,
        help_text=_("The unit, not a person: names change, and the directory is read by everyone with an account."),
    )
    languages = forms.CharField(
        label=_("Languages"), max_length=120, required=False, help_text=_("In which it can be written to.")
    )
    contact = forms.CharField(
        label=_("Way to reach it"),
        max_length=250,
        required=False,
        help_text=_("An address of the unit, a page, or the way over another unit. No private address."),
    )
    source = forms.CharField(label=_("Source"), max_length=500, required=False, help_text=_("Where this can be read."))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, is_new, **kwargs):
        super().__init__(*args, **kwargs)
        if is_new:
            bodies = Mechanism.objects.exclude(state__in=(MechanismState.ENDED, MechanismState.MERGED))
            self.fields["mechanism"].queryset = bodies.order_by("family", "name")
            del self.fields["version"]
        else:
            del self.fields["mechanism"]
