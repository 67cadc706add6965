"""Forms of national plans and programming frameworks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from recommendations.enums import FrameworkKind
from recommendations.models import Framework


class FrameworkForm(forms.Form):
    """A plan or framework as its title page names it."""

    title = forms.CharField(label=_("Title"), help_text=_("As it stands on its title page."), max_length=300)
    kind = forms.ChoiceField(label=_("What is it?"), choices=[("", _("Choose a kind")), *FrameworkKind.choices])
    year_from = forms.IntegerField(label=_("From year"), min_value=1990, max_value=2100)
    year_to = forms.IntegerField(
        label=_("To year"), help_text=_("Empty if it has no end."), min_value=1990, max_value=2100, required=False
    )
    url = forms.URLField(
        label=_("Address"),
        help_text=_("Where it can be read, if it is public."),
        max_length=500,
        required=False,
        assume_scheme="https",
    )
    source = forms.CharField(
        label=_("Source"), help_text=_("Who published it, or who gave it to you and when."), max_length=300
    )


class TieForm(forms.Form):
    """To which plan a followed-up recommendation is tied. `rows`: those to choose from."""

    framework = forms.ModelChoiceField(
        label=_("Plan or framework"), queryset=Framework.objects.none(), empty_label=_("Choose one")
    )
    place = forms.CharField(
        label=_("Where in it?"),
        help_text=_("Chapter, outcome or indicator; empty if it is still to be brought in."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args, rows, **options):
        super().__init__(*args, **options)
        self.fields["framework"].queryset = rows
