"""Forms of plan lines and steps."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.models import User
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
from engagements.enums.sectors import Sector
from engagements.models import PlanAim
from mechanisms.enums import Phase
from mechanisms.models import StepTemplate

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
    hold_until = forms.DateField(
        label=_("Nothing to show before"),
        help_text=_("A bad moment for the authorities, an election, talks: hold until this day."),
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
        if cleaned.get("deputy_role") and cleaned.get("deputy_role") == cleaned.get("lead_role"):
            self.add_error("deputy_role", _("Choose a role other than the lead."))
        return cleaned


class PeopleField(forms.ModelMultipleChoiceField):
    """People to choose from, the default being nobody: the form sets whom the cluster may name."""

    def __init__(self, **options):
        super().__init__(queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple, **options)


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


class StepsForm(forms.Form):
    """The proposed steps: which to take, how many days before the date. Days can be changed; the dates follow."""

    def __init__(self, *args, proposals, opportunity_on, today, **kwargs):
        super().__init__(*args, prefix="step", **kwargs)
        self.proposals, self.opportunity_on, self.today = proposals, opportunity_on, today
        for proposal in proposals:
            self.fields[f"use_{proposal.template_id}"] = forms.BooleanField(
                label=proposal.title, required=False, initial=proposal.preselected
            )
            self.fields[f"lead_{proposal.template_id}"] = forms.IntegerField(
                label=_("Days before the date: %(step)s") % {"step": proposal.title},
                required=False,
                min_value=-1825,
                max_value=1825,
                initial=proposal.lead_days,
                widget=forms.NumberInput(attrs={"class": "lead-days"}),
            )

    def clean(self):
        cleaned = super().clean()
        for proposal in self.proposals:
            name = f"lead_{proposal.template_id}"
            if not cleaned.get(f"use_{proposal.template_id}") or name in self.errors:
                continue
            problem = rules.step_date_problem(
                due_on=rules.due_date(self.opportunity_on, cleaned.get(name)),
                opportunity_on=self.opportunity_on,
                follow_up=proposal.is_follow_up,
            )
            if problem:
                self.add_error(name, problem)
        return cleaned

    def _lead_now(self, proposal):
        """The lead time as typed, where it can be read, otherwise as proposed."""
        if not self.is_bound:
            return proposal.lead_days
        typed = (self.data.get(self.add_prefix(f"lead_{proposal.template_id}")) or "").strip()
        try:
            return int(typed) if typed else None
        except ValueError:
            return proposal.lead_days

    def due_cells(self):
        """The parts of the page that follow typed days. Never the fields: somebody may be typing in the next one."""
        return ",".join(f"#due-{proposal.template_id}" for proposal in self.proposals)

    def first_rows(self):
        """The steps that the guide lists, and whatever is ticked or wrong: what the page shows at once."""
        return [row for row in self.rows() if row["is_first"]]

    def more_rows(self):
        """The rest of the fitting library, folded away: choosing few is normal."""
        return [row for row in self.rows() if not row["is_first"]]

    def rows(self):
        """What the page shows of each proposal, in order of the dates as proposed."""
        for proposal in self.proposals:
            lead = self._lead_now(proposal)
            due_on = rules.due_date(self.opportunity_on, lead) if lead is None or abs(lead) <= 1825 else None
            use, field = self[f"use_{proposal.template_id}"], self[f"lead_{proposal.template_id}"]
            yield {
                "is_first": proposal.preselected or bool(use.value()) or bool(self.is_bound and field.errors),
                "proposal": proposal,
                "owner": StepOwner(proposal.owner_role).label,
                "phase": Phase(proposal.phase).label if proposal.phase else "",
                "use": use,
                "lead": field,
                "due_on": due_on,
                "is_past": due_on is not None and due_on < self.today,
            }

    def chosen(self):
        """Fields of the steps to create, in order of their dates."""
        taken = []
        for proposal in self.proposals:
            if not self.cleaned_data.get(f"use_{proposal.template_id}"):
                continue
            lead = self.cleaned_data.get(f"lead_{proposal.template_id}")
            taken.append({**proposal.as_step(), "lead_days": lead, "due_on": rules.due_date(self.opportunity_on, lead)})
        return sorted(taken, key=lambda step: (step["due_on"] is None, step["due_on"] or self.today))


class StepForm(forms.Form):
    """Another day, owner or deputy for a step."""

    due_on = forms.DateField(label=_("Due on"), required=False, widget=DayInput)
    is_pinned = forms.BooleanField(
        label=_("Fixed day"),
        help_text=_("It stays when the date of the opportunity moves."),
        required=False,
    )
    owner_role = forms.ChoiceField(label=_("Owner"), choices=OWNERS)
    deputy_role = forms.ChoiceField(label=_("Deputy"), choices=DEPUTIES, required=False)
    sectors = forms.MultipleChoiceField(
        label=_("Other sectors that take part"),
        choices=Sector.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}),
    )


class NewStepForm(StepForm):
    """The cluster's own step."""

    is_pinned = None

    template = forms.ModelChoiceField(
        label=_("From the library"),
        queryset=StepTemplate.objects.none(),
        required=False,
        empty_label=_("No, our own step"),
        help_text=_("The library lends the words, and the day where you leave it empty."),
    )
    title = forms.CharField(label=_("Or in your own words"), max_length=300, required=False)
    is_follow_up = forms.BooleanField(
        label=_("Follow-up"),
        help_text=_("It uses what came out, so it may be due after the opportunity."),
        required=False,
    )
    on_behalf_of = forms.ChoiceField(
        label=_("On behalf of"),
        help_text=_("A step of the lead agency is its own; it never ticks the cluster's."),
        choices=FOR_WHOM,
        initial=OnBehalfOf.CLUSTER,
    )
    field_order = [
        "template",
        "title",
        "due_on",
        "is_follow_up",
        "owner_role",
        "deputy_role",
        "on_behalf_of",
        "sectors",
    ]

    def __init__(self, *args, templates=None, **kwargs):
        super().__init__(*args, **kwargs)
        if templates is not None:
            self.fields["template"].queryset = templates

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("template") and not cleaned.get("title", "").strip() and "template" not in self.errors:
            self.add_error("title", _("Choose a step of the library or say what to do."))
        return cleaned

    def phase(self):
        return Phase.FOLLOW_UP if self.cleaned_data["is_follow_up"] else ""


class MarkForm(forms.Form):
    exposure = forms.ChoiceField(label=_("Who may know?"), choices=MARKS, widget=forms.RadioSelect)


class NamePersonForm(forms.Form):
    person = forms.ModelChoiceField(
        label=_("Name a person"), queryset=User.objects.none(), empty_label=_("Choose a person")
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
