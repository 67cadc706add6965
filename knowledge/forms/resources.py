"""Form of a resource."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from calendar_app.forms.fields import DayField
from knowledge.enums import Place, ResourceKind
from mechanisms.models import Theme


class ResourceForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=ResourceKind.choices)
    minutes = forms.IntegerField(
        label=_("Minutes"), help_text=_("A learning bite needs it."), required=False, min_value=1, max_value=600
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    theme = forms.ModelChoiceField(
        label=_("Theme"), queryset=Theme.objects.none(), required=False, empty_label=_("None")
    )
    places = forms.MultipleChoiceField(
        label=_("What does it cover?"),
        help_text=_("For guidance on how to bring human rights into the work of clusters."),
        choices=Place.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    edition = forms.CharField(
        label=_("Version"), help_text=_("As it calls itself: second edition, version 3."), max_length=60, required=False
    )
    issued_on = DayField(label=_("Published on"), required=False)
    producer = forms.CharField(label=_("Made by"), max_length=200, required=False)
    link = forms.URLField(
        label=_("Address"),
        help_text=_("A page that is free of charge."),
        max_length=500,
        required=False,
        assume_scheme="https",
    )
    text = forms.CharField(
        label=_("Text"),
        help_text=_("What can be read here at once, a paragraph each."),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["theme"].queryset = Theme.objects.all()
