"""Forms about what belongs to a text beside its words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.enums import DetailLevel, EvidenceKind
from engagements.forms.submissions import CleanTextField


class EvidenceForm(forms.Form):
    """What stands behind a section or a paragraph."""

    section = forms.TypedChoiceField(label=_("Section"), required=False, coerce=int, empty_value=None)
    paragraph = CleanTextField(
        label=_("First words of the paragraph"),
        max_length=200,
        required=False,
        help_text=_("Empty: it stands behind the whole section."),
    )
    kind = forms.ChoiceField(label=_("Kind of source"), choices=EvidenceKind)
    text = CleanTextField(
        label=_("Note"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Where it comes from, when it was checked, who agreed to what. No names of victims or witnesses."),
    )

    def __init__(self, *args, sections, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {row.pk: row for row in sections}
        self.fields["section"].choices = [
            ("", _("The whole text")),
            *((row.pk, row.heading) for row in sections),
        ]

    def clean_section(self):
        return self.known.get(self.cleaned_data["section"])


class ProposalForm(forms.Form):
    """A recommendation as one would like to read it."""

    text = CleanTextField(
        label=_("Recommendation"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Addressed to the State, one act, as the mechanism would word it."),
    )
    detail = forms.ChoiceField(label=_("Level of detail"), choices=DetailLevel)


class SubmittingForm(forms.Form):
    """An organisation that submits."""

    organisation = forms.TypedChoiceField(label=_("Organisation"), coerce=int)
    is_named = forms.BooleanField(
        label=_("agreed to be named on the cover"),
        required=False,
        help_text=_("Without it the cover speaks of members of the cluster."),
    )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {row.pk: row for row in organisations}
        self.fields["organisation"].choices = [("", _("Choose")), *((row.pk, str(row)) for row in organisations)]

    def clean_organisation(self):
        return self.known[self.cleaned_data["organisation"]]
