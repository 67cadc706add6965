"""Form of an obstacle of the list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mechanisms.enums import ObstacleKind


def _text(label, **attributes):
    required = not attributes
    widget = forms.Textarea(attrs={"rows": 3, **attributes})
    return forms.CharField(label=label, max_length=2000, required=required, widget=widget)


class ObstacleForm(forms.Form):
    """What an obstacle says, in three languages; the other languages have a catalogue of reference texts. `is_new`:
    the place is optional and it is in use."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ObstacleKind.choices)
    name = forms.CharField(label=_("Name"), max_length=120)
    text = _text(_("Explanation"))
    name_fr = forms.CharField(
        label=_("Name in French"), max_length=120, required=False, widget=forms.TextInput(attrs={"lang": "fr"})
    )
    text_fr = _text(_("Explanation in French"), lang="fr")
    name_ar = forms.CharField(
        label=_("Name in Arabic"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"lang": "ar", "dir": "rtl"}),
    )
    text_ar = _text(_("Explanation in Arabic"), lang="ar", dir="rtl")
    position = forms.IntegerField(label=_("Place in the list"), min_value=1, max_value=99)
    is_active = forms.BooleanField(
        label=_("In use"),
        help_text=_("Without the tick it is no longer offered; plans and requests that name it keep it."),
        required=False,
    )

    def __init__(self, *args, is_new=False, **options):
        super().__init__(*args, **options)
        if is_new:
            self.fields["position"].required = False
            del self.fields["is_active"]
