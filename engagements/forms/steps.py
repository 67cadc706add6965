"""Forms of the steps of a plan line: the proposed ones, one step, the cluster's own."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.enums import Aor
from engagements import rules
from engagements.enums import Exposure, OnBehalfOf, StepOwner, strictest
from engagements.enums.sectors import Sector
from engagements.forms.plans import DEPUTIES, FOR_WHOM, OWNERS, DayInput
from engagements.forms.records import ProvisionsMixin
from mechanisms.enums import Gate, Phase, StepCondition
from mechanisms.models import StepTemplate


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
                "gates": [Gate(gate).label for gate in proposal.gates if gate in Gate.values],
                "mark": Exposure(proposal.mark) if proposal.mark in Exposure.values else "",
                "capacity_note": proposal.capacity_note,
                "judgement": proposal.judgement,
                "condition": StepCondition(proposal.condition).label if proposal.condition else "",
                "use": use,
                "lead": field,
                "due_on": due_on,
                "is_past": due_on is not None and due_on < self.today,
            }

    def suggested_mark(self):
        """The most closed of the marks that the library gives the ticked steps, or None where none is ticked."""
        marks = [row["mark"] for row in self.rows() if row["mark"] and row["use"].value()]
        return strictest(*marks) if marks else None

    def chosen(self):
        """Fields of the steps to create, in order of their dates."""
        taken = []
        for proposal in self.proposals:
            if not self.cleaned_data.get(f"use_{proposal.template_id}"):
                continue
            lead = self.cleaned_data.get(f"lead_{proposal.template_id}")
            taken.append({**proposal.as_step(), "lead_days": lead, "due_on": rules.due_date(self.opportunity_on, lead)})
        return sorted(taken, key=lambda step: (step["due_on"] is None, step["due_on"] or self.today))


_FOLDED = ("sectors", "aors", "instrument_", "article_")


class StepForm(ProvisionsMixin, forms.Form):
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
    aors = forms.MultipleChoiceField(
        label=_("Areas of responsibility"),
        choices=Aor.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}),
    )

    def __init__(self, *args, country_id, provisions=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.add_provisions(provisions, country_id=country_id)

    def clean(self):
        self.check_provisions()
        return super().clean()

    def plain_fields(self):
        """Those that one looks at each time."""
        return [self[name] for name in self.fields if not name.startswith(_FOLDED)]

    def more_fields(self):
        """Those that can wait, without the rows of instruments."""
        return [self[name] for name in ("sectors", "aors")]

    def has_more(self):
        """Whether something folded away is filled in or wrong."""
        folded = [self[name] for name in self.fields if name.startswith(_FOLDED)]
        return any(bound.value() or (self.is_bound and bound.errors) for bound in folded)


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
        "aors",
    ]

    def __init__(self, *args, templates=None, judged=None, **kwargs):
        super().__init__(*args, **kwargs)
        if templates is not None:
            self.fields["template"].queryset = templates
        self.judged = judged or {}
        self.fields["template"].label_from_instance = self._words_of

    def _words_of(self, template):
        """The step, and in how far its condition is met."""
        judgement = self.judged.get(template.pk)
        return f"{template} ({judgement.label})" if judgement is not None else str(template)

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("template") and not cleaned.get("title", "").strip() and "template" not in self.errors:
            self.add_error("title", _("Choose a step of the library or say what to do."))
        return cleaned

    def phase(self):
        return Phase.FOLLOW_UP if self.cleaned_data["is_follow_up"] else ""
