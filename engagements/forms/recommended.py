"""Making a recommendation the priority of an issue that is there already."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.enums import Horizon


class PriorityForm(forms.Form):
    """`issues`: the open ones of the cluster."""

    issue = forms.ModelChoiceField(label=_("Issue"), queryset=None, empty_label=_("Choose an issue"))
    horizon = forms.ChoiceField(
        label=_("How soon can it move?"), choices=Horizon.choices, initial=Horizon.SHORT, widget=forms.RadioSelect
    )

    def __init__(self, *args, issues, **options):
        super().__init__(*args, **options)
        self.fields["issue"].queryset = issues
