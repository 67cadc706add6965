"""Forms of plan lines."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.acting import add_action_errors as add_action_errors
from engagements import rules
from engagements.enums import (
    Aor,
    Channel,
    Exposure,
    OnBehalfOf,
    Reason,
    StepOwner,
    Trigger,
    TriggerKind,
)
from engagements.forms.people import PeopleField, PersonField
from engagements.models import PlanAim

MARKS = [
    (Exposure.OPEN, _("Open: the cluster, the Task Team and the Global Protection Cluster")),
    (Exposure.MEMBERS, _("Members only: the members of the cluster and the Task Team")),
    (Exposure.RESTRICTED, _("Restricted: the coordinators and the people named below")),
    (Exposure.CONFIDENTIAL, _("Confidential: only the people named below")),
]
TRIGGERS = [
    (Trigger.PLANNED, _("Planned ahead")),
    (Trigger.REQUEST, _("Someone asked for it")),
    (Trigger.OPPORTUNITY, _("An opportunity came up")),
]
# Like-minded members are no choice here: they follow from what the members answered.
FOR_WHOM = [choice for choice in OnBehalfOf.choices if choice[0] != OnBehalfOf.LIKE_MINDED]
OWNERS = [("", _("Choose a role")), *StepOwner.choices]
DEPUTIES = [("", _("Nobody yet")), *StepOwner.choices]


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **options):
        super().__init__(format="%Y-%m-%d", **options)


class LineForm(forms.Form):
    """What a plan line says; few fields are needed (MATRIX A017). `groups`: (key, name) of the groups of people to
    choose from; `aims`: the objectives of the cluster."""

    title = forms.CharField(label=_("Title"), max_length=200)
    concern = forms.CharField(
        label=_("What is the concern?"),
        help_text=_("The protection problem in a sentence or two. No names and no details of a case."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    groups = forms.MultipleChoiceField(
        label=_("Who is affected?"),
        help_text=_("Groups of people, never persons."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    aors = forms.MultipleChoiceField(
        label=_("Areas of responsibility"), choices=Aor.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    objective = forms.CharField(
        label=_("What do you want from it?"),
        help_text=_("One or two sentences: what should change for affected people."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    aim = forms.ModelChoiceField(
        label=_("Which objective of the cluster does it serve?"),
        queryset=PlanAim.objects.none(),
        required=False,
        empty_label=_("None, or not written down"),
    )
    expected_outcome = forms.CharField(
        label=_("What outcome is realistic?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reasons = forms.MultipleChoiceField(
        label=_("Why engage?"),
        choices=Reason.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    trigger = forms.ChoiceField(label=_("What set it off?"), choices=TRIGGERS, initial=Trigger.PLANNED)
    trigger_kind = forms.ChoiceField(
        label=_("What exactly?"), choices=[("", _("Not said")), *TriggerKind.choices], required=False
    )
    channel = forms.ChoiceField(
        label=_("Way"),
        help_text=_("Indirect: another body passes the information on, and the cluster may stay unnamed."),
        choices=Channel.choices,
        initial=Channel.DIRECT,
    )
    through_whom = forms.CharField(
        label=_("Through whom?"),
        help_text=_("Needed when the way is indirect."),
        required=False,
        max_length=200,
    )
    on_behalf_of = forms.ChoiceField(label=_("On behalf of"), choices=FOR_WHOM, initial=OnBehalfOf.CLUSTER)
    lead_role = forms.ChoiceField(
        label=_("Who leads?"),
        help_text=_("A role, not a person, so that a hand-over loses nothing."),
        choices=OWNERS,
    )
    deputy_role = forms.ChoiceField(label=_("Who stands in?"), choices=DEPUTIES, required=False)
    year = forms.IntegerField(label=_("Year of the plan"), min_value=2015, max_value=2100)
    starts_on = forms.DateField(label=_("Starts on"), required=False, widget=DayInput)
    ends_on = forms.DateField(
        label=_("Ends on"),
        help_text=_("The engagement as a whole. Over several years it stands in the plan of each of them."),
        required=False,
        widget=DayInput,
    )
    hold_until = forms.DateField(
        label=_("Hold until"),
        help_text=_("A bad moment for the authorities, an election, talks."),
        required=False,
        widget=DayInput,
    )
    timing_note = forms.CharField(label=_("Note on the moment"), required=False, max_length=300)

    def __init__(self, *args, groups=(), aims=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["groups"].choices = groups
        if aims is not None:
            self.fields["aim"].queryset = aims
        if self.initial.get("on_behalf_of") == OnBehalfOf.LIKE_MINDED:
            self.fields["on_behalf_of"].choices = OnBehalfOf.choices

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("channel") == Channel.INDIRECT and not cleaned.get("through_whom", "").strip():
            self.add_error("through_whom", _("Say through whom the information goes."))
        for name, problem in rules.span_problems(cleaned.get("starts_on"), cleaned.get("ends_on")).items():
            self.add_error(name, problem)
        if cleaned.get("deputy_role") and cleaned.get("deputy_role") == cleaned.get("lead_role"):
            self.add_error("deputy_role", _("Choose a role other than the lead."))
        return cleaned


# What stands folded away below a new line: none of it is needed.
_FOLDED = (
    *("starts_on", "ends_on", "hold_until", "timing_note"),
    *("objective", "reasons", "aim", "expected_outcome", "aors", "trigger", "trigger_kind", "on_behalf_of"),
)


class NewLineForm(LineForm):
    exposure = forms.ChoiceField(
        label=_("Who may know?"), choices=MARKS, initial=Exposure.MEMBERS, widget=forms.RadioSelect
    )
    readers = PeopleField(
        label=_("People named"),
        help_text=_("They see a restricted or confidential line. You are always among them."),
        required=False,
    )

    avenue = forms.ChoiceField(
        label=_("Which avenue?"),
        help_text=_("A date of the calendar, or a body without a date for a standing aim."),
    )

    def __init__(self, *args, people=None, avenues=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["avenue"].choices = [("", _("Choose an avenue")), *avenues]
        if people is not None:
            self.fields["readers"].queryset = people

    def has_more(self):
        """Whether something folded away was typed or is wrong."""
        return self.is_bound and any(name in self.errors or name in self.changed_data for name in _FOLDED)


class MarkForm(forms.Form):
    exposure = forms.ChoiceField(label=_("Who may know?"), choices=MARKS, widget=forms.RadioSelect)


class NamePersonForm(forms.Form):
    person = PersonField(label=_("Name a person"), empty_label=_("Choose a person"))

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
