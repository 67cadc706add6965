"""Form of the areas of responsibility of a recommendation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.enums import Aor


class AreasForm(forms.Form):
    areas = forms.MultipleChoiceField(
        label=_("Areas of responsibility"),
        help_text=_("Those that it concerns. Everybody sees them."),
        choices=Aor.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
