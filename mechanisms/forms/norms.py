"""Form of a norm of domestic law."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.enums import Confidence
from mechanisms.enums import DOMESTIC_CHOICES

_SURE = (Confidence.CHECKED, Confidence.SINGLE_SOURCE, Confidence.MEMORY)


class NormForm(forms.Form):
    """A norm as it calls itself."""

    name = forms.CharField(label=_("Title"), help_text=_("As the law calls itself, with its number."), max_length=250)
    short_name = forms.CharField(
        label=_("Short name"), help_text=_("As you cite it: Constitution, Land Act."), max_length=40
    )
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[("", _("Choose a kind")), *DOMESTIC_CHOICES],
    )
    year = forms.IntegerField(label=_("Year"), min_value=1200, max_value=2100, required=False)
    url = forms.URLField(
        label=_("Address"),
        help_text=_("Where the text can be read, an official gazette if possible."),
        max_length=500,
        required=False,
        assume_scheme="https",
    )
    source = forms.CharField(
        label=_("Source"), help_text=_("Where this is known from, and as of when."), max_length=500
    )
    confidence = forms.ChoiceField(
        label=_("How sure is it?"),
        help_text=_("Checked: read in the official text, in force on that day."),
        choices=[(value.value, value.label) for value in _SURE],
        initial=Confidence.MEMORY,
    )
