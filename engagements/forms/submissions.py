"""Forms about submissions: they parse what was typed; the rules stand in the actions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.documents.labels import LANGUAGE_NAMES
from core.documents.markup import clean_text
from engagements import policy, rules
from engagements.enums import Drafting, Exposure, SignRole, SubmissionKind
from engagements.forms.people import PeopleField, PersonField
from mechanisms.models import SubmissionRequirement

DOCUMENT_LANGUAGES = list(LANGUAGE_NAMES.items())


class CleanTextField(forms.CharField):
    """Text without control characters: a pasted null byte must not cost anybody her text."""

    def to_python(self, value):
        return super().to_python(clean_text(value) if isinstance(value, str) else value)


class SubmissionForm(forms.Form):
    """Begin a submission on a plan line."""

    kind = forms.ChoiceField(label=_("Kind"), choices=SubmissionKind)
    title = CleanTextField(
        label=_("Title"), max_length=200, help_text=_("Stands on the cover. No names, nothing that identifies people.")
    )
    language = forms.ChoiceField(label=_("Language of the document"), choices=DOCUMENT_LANGUAGES)
    requirement = forms.ModelChoiceField(
        label=_("What the mechanism takes"),
        queryset=SubmissionRequirement.objects.none(),
        required=False,
        empty_label=_("Not known"),
        help_text=_("Gives the limit that is counted against."),
    )
    exposure = forms.ChoiceField(
        label=_("Who may know"),
        choices=Exposure,
        help_text=_("Restricted: the coordinators and people you name. Confidential: only people you name."),
    )
    readers = PeopleField(
        label=_("People who may read"),
        required=False,
        help_text=_("You yourself are named in any case."),
    )
    required_sign_offs = forms.MultipleChoiceField(
        label=_("Who signs off"), choices=SignRole, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, plan_line, requirements, user, **kwargs):
        super().__init__(*args, **kwargs)
        family = plan_line.mechanism.family
        self.fields["kind"].choices = [kind for kind in SubmissionKind.choices if rules.kind_fits(kind[0], family)]
        self.fields["requirement"].queryset = SubmissionRequirement.objects.filter(mechanism=plan_line.mechanism)
        # The choices in the order the query gave, without asking again.
        self.fields["requirement"].choices = [("", _("Not known")), *((row.pk, str(row)) for row in requirements)]
        people = policy.nameable_people(plan_line.cluster).exclude(pk=user.pk)
        self.fields["readers"].queryset = people


class SubmissionEditForm(forms.Form):
    """What a submission is called, its language, its limit, who signs."""

    title = CleanTextField(label=_("Title"), max_length=200)
    language = forms.ChoiceField(label=_("Language of the document"), choices=DOCUMENT_LANGUAGES)
    requirement = forms.ModelChoiceField(
        label=_("What the mechanism takes"),
        queryset=SubmissionRequirement.objects.none(),
        required=False,
        empty_label=_("Not known"),
    )
    required_sign_offs = forms.MultipleChoiceField(
        label=_("Who signs off"), choices=SignRole, widget=forms.CheckboxSelectMultiple
    )
    drafting = forms.ChoiceField(label=_("Whose draft"), choices=Drafting)
    draft_of = CleanTextField(
        label=_("Who drafts it"),
        max_length=200,
        required=False,
        help_text=_("The organisation or office to whose draft we contribute."),
    )
    speaking_minutes = forms.DecimalField(
        label=_("Speaking time in minutes"),
        min_value=0.5,
        max_value=120,
        max_digits=4,
        decimal_places=1,
        required=False,
        help_text=_("What the list of speakers or the invitation says for this one statement."),
    )
    names_authors = forms.BooleanField(
        label=_("Name under each heading the organisation that wrote the section"),
        required=False,
        help_text=_("For the draft. Take it off for the final text, unless all agreed."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, submission, **kwargs):
        super().__init__(*args, **kwargs)
        mechanism = submission.plan_line.mechanism_id
        if not submission.is_spoken:
            del self.fields["speaking_minutes"]
        self.fields["requirement"].queryset = SubmissionRequirement.objects.filter(mechanism=mechanism)


class MarkForm(forms.Form):
    exposure = forms.ChoiceField(label=_("Who may know"), choices=Exposure)
    version = forms.IntegerField(widget=forms.HiddenInput)


class PersonForm(forms.Form):
    """Name somebody of the cluster."""

    person = PersonField(label=_("Person"), empty_label=_("Choose a person"))
    may_write = forms.BooleanField(label=_("may write"), required=False)

    def __init__(self, *args, cluster, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = policy.nameable_people(cluster)


class SectionForm(forms.Form):
    """One section with the version it was opened at."""

    heading = CleanTextField(label=_("Heading"), max_length=200)
    body = CleanTextField(
        label=_("Text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 22, "spellcheck": "true"})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class NewSectionForm(forms.Form):
    heading = CleanTextField(label=_("Heading of the new section"), max_length=200)
    is_internal = forms.BooleanField(label=_("never sent"), required=False)


class NoteForm(forms.Form):
    note = CleanTextField(label=_("Note"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class MoveForm(forms.Form):
    """Any move of the workflow; `reason` where one is needed."""

    reason = CleanTextField(label=_("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    due_on = forms.DateField(
        label=_("Answer until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Whoever has not answered is reminded before this day, and once after it."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class SignOffForm(forms.Form):
    role = forms.ChoiceField(choices=SignRole)
    decision = forms.CharField(max_length=10)
    comment = CleanTextField(label=_("Comment"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    signed_version = forms.IntegerField()
