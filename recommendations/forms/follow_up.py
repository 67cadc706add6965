"""Forms of follow-up. The six prompts of guide 6 stand over the plan in its order (MATRIX K017-K022)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from calendar_app.forms.fields import DayField
from clusters.models import Organisation
from recommendations.enums import ActivityOwner, Mark, OfferState, Progress, StateBody


def _text(label, *, help_text="", most=2000, required=True, rows=2):
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, max_length=most, required=required, widget=widget)


class FollowUpForm(forms.Form):
    """What a cluster adopts, and its plan."""

    objective = _text(
        _("Objective of our response framework"),
        help_text=_("Of the humanitarian response plan or the cluster’s strategy, in its words."),
        most=500,
    )
    follows = _text(_("What do we follow?"), help_text=_("Which part of the recommendation."), required=False)
    responsible_kind = forms.ChoiceField(
        label=_("Who must carry it out?"), choices=[("", _("Choose a body of the State")), *StateBody.choices]
    )
    responsible = forms.CharField(
        label=_("Which one?"),
        help_text=_("The body or bodies by name. Never the cluster: the State alone carries it out."),
        max_length=300,
    )
    support = _text(_("What is our role?"), help_text=_("The cluster supports. How?"))
    purpose = _text(_("What do we want to reach by following it up?"))
    method = _text(_("How do we follow it up?"), required=False)
    first_step = forms.CharField(label=_("Where do we begin?"), help_text=_("The first step."), max_length=500)
    mark = forms.ChoiceField(label=_("Who may know?"), choices=Mark.choices)


class ActivityForm(forms.Form):
    """An activity; with `is_offer` an offer of technical assistance."""

    what = _text(_("What is done?"), most=500)
    counterpart = forms.CharField(
        label=_("Ministry it is offered to"), help_text=_("And its department, if known."), max_length=300
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=_("None"), required=False
    )
    owner_role = forms.ChoiceField(
        label=_("Role that sees to it"),
        help_text=_("An organisation, a role, or both."),
        choices=[("", _("None")), *ActivityOwner.choices],
        required=False,
    )
    starts_on = DayField(label=_("Begins on"), required=False)
    due_on = DayField(label=_("To be done by"))
    cost_source = forms.CharField(
        label=_("Who pays?"), help_text=_("Fund, project or budget."), max_length=300, required=False
    )

    def __init__(self, *args, is_offer, **options):
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = Organisation.objects.order_by("name")
        if not is_offer:
            del self.fields["counterpart"]


class EndForm(forms.Form):
    reason = _text(_("Why?"), most=1000)


class ProgressForm(forms.Form):
    """How an activity goes. `moves`: what it can go to."""

    progress = forms.ChoiceField(label=_("How does it go?"), choices=Progress.choices)
    done_on = DayField(label=_("Done on"), help_text=_("If it is done; empty for today."), required=False)
    reason = _text(_("Why?"), help_text=_("If it is dropped."), most=1000, required=False)

    def __init__(self, *args, moves, **options):
        super().__init__(*args, **options)
        self.fields["progress"].choices = [(move.value, move.label) for move in moves]


class OfferMoveForm(forms.Form):
    """Where an offer stands. `moves`: what it can go to."""

    offer = forms.ChoiceField(label=_("Where does the offer stand?"), choices=OfferState.choices)
    done_on = DayField(label=_("Delivered on"), help_text=_("If it was delivered; empty for today."), required=False)
    reason = _text(_("What did the ministry say?"), most=1000, required=False)

    def __init__(self, *args, moves, **options):
        super().__init__(*args, **options)
        self.fields["offer"].choices = [(move.value, move.label) for move in moves]
