"""Forms of what surrounds plan lines: objectives, context, concerns, links, copies, what came of a line."""

from django import forms
from django.utils.translation import gettext_lazy as _

from calendar_app.models import Entry
from engagements.enums import AimPurpose, LinkKind, Openness, Route, StepOwner
from engagements.models import PlanLine

# Of the roles of a cluster those that can look after a whole plan.
_PLAN_OWNERS = [(role.value, role.label) for role in (StepOwner.COORDINATOR, StepOwner.CO_COORDINATOR, StepOwner.SAG)]


def _text(label, help_text="", rows=3, limit=2000):
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=limit,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class AimForm(forms.Form):
    """An objective of the cluster's strategy, by hand."""

    text = forms.CharField(label=_("Objective"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    purpose = forms.ChoiceField(label=_("Purpose"), choices=AimPurpose.choices, widget=forms.RadioSelect)
    source = forms.CharField(
        label=_("Where it stands"),
        help_text=_("For instance the strategy or response plan and the number of the objective."),
        required=False,
        max_length=200,
    )
    is_legal_aid = forms.BooleanField(
        label=_("Legal aid or victim advocacy"),
        help_text=_("Then the plan shows where the response helps people to claim their rights before the law."),
        required=False,
    )


class ChangeAimForm(AimForm):
    is_retired = forms.BooleanField(
        label=_("No longer followed"), help_text=_("Lines that serve it keep it."), required=False
    )


class ContextForm(forms.Form):
    """The context of a year. Nothing is needed: what is not known stays empty."""

    owner_role = forms.ChoiceField(
        label=_("Who looks after the plan?"),
        help_text=_("A role, not a person, so that a hand-over loses nothing."),
        choices=[("", _("Not written down")), *_PLAN_OWNERS],
        required=False,
    )
    deputy_role = forms.ChoiceField(
        label=_("Who stands in?"), choices=[("", _("Not written down")), *_PLAN_OWNERS], required=False
    )

    openness = forms.ChoiceField(
        label=_("How open is the Government to human rights work?"),
        choices=[("", _("Not written down")), *Openness.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    openness_note = _text(_("What shows it"), rows=2)
    route = forms.ChoiceField(
        label=_("Which route first?"),
        choices=[("", _("Not written down")), *Route.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    partnerships = _text(_("Partnerships to build on"), rows=2)
    resources = _text(_("People, time and money at hand"), rows=2)
    timing = _text(_("Good and bad moments this year"), _("Elections, talks, budget, seasons."), rows=2)


class ConcernForm(forms.Form):
    """A concern for the plan. `groups`: (key, name) of the groups of people to choose from."""

    text = forms.CharField(
        label=_("What worries you?"),
        help_text=_("A protection problem the plan should take up. No names and no details of a case."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    groups = forms.MultipleChoiceField(label=_("Who is affected?"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, groups=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["groups"].choices = groups


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class OutcomeForm(forms.Form):
    """What came of a line (MATRIX G011)."""

    obtained = _text(_("What came of it?"))
    next_approach = _text(_("What to try next"), _("Where the result disappoints: another body, another way, later."))


class LinkForm(forms.Form):
    """How this line bears on another. `lines`: those to choose from."""

    kind = forms.ChoiceField(label=_("This line"), choices=LinkKind.choices)
    target = forms.ModelChoiceField(
        label=_("The other line"), queryset=PlanLine.objects.none(), empty_label=_("Choose a plan line")
    )

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["target"].queryset = lines


class CopyForm(forms.Form):
    """Where the copy goes. `dates`: dates of the same body ahead; `steps`: those of the line."""

    title = forms.CharField(label=_("Title"), max_length=200)
    entry = forms.ModelChoiceField(
        label=_("Towards which date?"),
        queryset=Entry.objects.none(),
        required=False,
        empty_label=_("No date yet"),
        help_text=_("Dates of the same body that lie ahead. The steps are planned backwards from it."),
    )
    year = forms.IntegerField(label=_("Year of the plan"), min_value=2015, max_value=2100)
    steps = forms.MultipleChoiceField(
        label=_("Steps to take along"),
        help_text=_("With their days before the date. All are open again; notes and results stay with the first line."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, dates, steps, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["entry"].queryset = dates
        self.fields["steps"].choices = steps
