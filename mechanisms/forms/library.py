"""Forms of the step library and of plan templates."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster
from mechanisms.actions.library import LONGEST_LEAD
from mechanisms.enums import Gate, MechanismKind, Phase
from mechanisms.texts import ROLES


class StepTemplateForm(forms.Form):
    """What people may change of a step of the library."""

    title = forms.CharField(
        label=_("What to do"), max_length=300, help_text=_("One sentence, in English: the other languages follow it.")
    )
    title_fr = forms.CharField(label=_("The same in French"), max_length=300, required=False)
    title_ar = forms.CharField(
        label=_("The same in Arabic"), max_length=300, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    phase = forms.ChoiceField(label=_("Phase"), choices=Phase.choices)
    lead_days = forms.IntegerField(
        label=_("Days before the date"),
        help_text=_("A negative number is after the date. Empty: no proposal."),
        required=False,
        min_value=-LONGEST_LEAD,
        max_value=LONGEST_LEAD,
    )
    who = forms.MultipleChoiceField(
        label=_("Who"), choices=list(ROLES.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    gates = forms.MultipleChoiceField(
        label=_("What must be in place first"),
        choices=Gate.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    capacity_note = forms.CharField(
        label=_("What it takes"),
        help_text=_("People, time or money, so that a cluster can choose what it can carry."),
        required=False,
        max_length=300,
    )


class NewStepTemplateForm(StepTemplateForm):
    """A step that no source names. `clusters`: for which one may add."""

    mechanism_kind = forms.ChoiceField(label=_("Mechanism"), choices=MechanismKind.choices)
    cluster = forms.ModelChoiceField(
        label=_("For"),
        queryset=Cluster.objects.none(),
        required=False,
        empty_label=_("Every cluster"),
        help_text=_("A step of one cluster is offered there alone. Its circle and the Task Team can read it."),
    )
    field_order = ["title", "mechanism_kind", "phase", "cluster", "lead_days", "who"]

    def __init__(self, *args, clusters, may_common, **kwargs):
        super().__init__(*args, **kwargs)
        choice = self.fields["cluster"]
        choice.queryset = clusters
        if not may_common:
            choice.required, choice.empty_label = True, None


class PlanTemplateForm(forms.Form):
    """A named selection of steps; the days may differ from the library's."""

    title = forms.CharField(label=_("Title"), max_length=120)
    note = forms.CharField(
        label=_("When it fits"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, steps, chosen=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.steps, chosen = steps, chosen or {}
        for step in steps:
            self.fields[f"use_{step.pk}"] = forms.BooleanField(
                label=str(step), required=False, initial=step.pk in chosen
            )
            self.fields[f"lead_{step.pk}"] = forms.IntegerField(
                label=_("Days before the date: %(step)s") % {"step": step},
                required=False,
                min_value=-LONGEST_LEAD,
                max_value=LONGEST_LEAD,
                initial=chosen.get(step.pk) if chosen.get(step.pk) is not None else step.lead_days,
                widget=forms.NumberInput(attrs={"class": "lead-days"}),
            )

    def rows(self):
        """The steps to choose from, with their two fields."""
        return [{"step": step, "use": self[f"use_{step.pk}"], "lead": self[f"lead_{step.pk}"]} for step in self.steps]

    def chosen(self):
        """{step id: its days before the date, None where they are the library's}."""
        found = {}
        for step in self.steps:
            if self.cleaned_data.get(f"use_{step.pk}"):
                lead = self.cleaned_data.get(f"lead_{step.pk}")
                found[step.pk] = lead if lead != step.lead_days else None
        return found
