"""Forms of the room where results are traced."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.enums import Taken
from engagements.forms.submissions import CleanTextField
from mechanisms.models import Document
from recommendations.models import Recommendation


class PointForm(forms.Form):
    """A point in the words of whoever traces it."""

    text = CleanTextField(
        label=_("Point"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("One sentence.")
    )
    place = CleanTextField(
        label=_("Where in our text"), max_length=60, required=False, help_text=_("For instance “para. 12”.")
    )


class UptakeForm(forms.Form):
    """Whether a point shows at one stage, and where."""

    taken = forms.ChoiceField(label=_("How far?"), choices=Taken, widget=forms.RadioSelect)
    outcome = forms.ModelChoiceField(
        label=_("Outcome in the calendar"), queryset=None, required=False, empty_label=_("None of these")
    )
    document = forms.ModelChoiceField(
        label=_("Document in the library"), queryset=None, required=False, empty_label=_("None of these")
    )
    symbol = CleanTextField(label=_("Symbol or title of another document"), max_length=200, required=False)
    citation = CleanTextField(label=_("Paragraph"), max_length=60, required=False)
    link = forms.URLField(label=_("Link"), max_length=500, required=False, assume_scheme="https")
    quote = CleanTextField(
        label=_("In which words"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    recommendation = forms.ModelChoiceField(queryset=None, required=False)
    # Words of the recommendation, for finding it.
    find = CleanTextField(label=_("Find the recommendation that our point became"), max_length=80, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, mechanism_id, country_id, outcomes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["recommendation"].queryset = Recommendation.objects.filter(country=country_id)
        self.fields["outcome"].queryset = outcomes
        self.fields["document"].queryset = Document.objects.filter(mechanism=mechanism_id)


def _words(label, help_text):
    return CleanTextField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ClosingForm(forms.Form):
    """Four fields that every sent input ends with."""

    challenges = _words(_("Challenges"), _("What was hard: time, data, consent, the form the mechanism takes."))
    openings = _words(_("Openings"), _("Doors and contacts that this input opened."))
    outcome = _words(_("Outcome"), _("What the mechanism did with it."))
    impact = _words(_("Impact"), _("What changed for people, as far as can be said."))
    version = forms.IntegerField(widget=forms.HiddenInput)
