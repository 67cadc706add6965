"""Forms of the components of the process."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mechanisms.enums import Holds


class ComponentForm(forms.Form):
    """What a component says, in three languages; the other languages have a catalogue of reference texts."""

    name = forms.CharField(label=_("Name"), max_length=120)
    text = forms.CharField(
        label=_("Explanation"),
        help_text=_("One paragraph: what it is and when it matters."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    name_fr = forms.CharField(label=_("Name in French"), max_length=120, required=False)
    text_fr = forms.CharField(
        label=_("Explanation in French"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "lang": "fr"}),
    )
    name_ar = forms.CharField(
        label=_("Name in Arabic"), max_length=120, required=False, widget=forms.TextInput(attrs={"dir": "rtl"})
    )
    text_ar = forms.CharField(
        label=_("Explanation in Arabic"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "lang": "ar", "dir": "rtl"}),
    )
    position = forms.IntegerField(label=_("Place in the list"), min_value=1, max_value=99)
    is_active = forms.BooleanField(
        label=_("In use"),
        help_text=_("Without the tick it is no longer offered; engagements that used it keep it."),
        required=False,
        initial=True,
    )


class NewComponentForm(ComponentForm):
    holds = forms.ChoiceField(
        label=_("Its versions hold"),
        help_text=_("Decided once: actors, messages and objectives have a table of their own beside the text."),
        choices=Holds.choices,
    )
    position = forms.IntegerField(label=_("Place in the list"), min_value=1, max_value=99, required=False)
    is_active = None
