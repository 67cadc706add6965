"""Forms of the register."""

from django import forms
from django.utils.translation import gettext_lazy as _

from calendar_app.forms.fields import DayField
from clusters.enums import Aor
from clusters.models import Organisation, User
from stakeholders.enums import ActorFamily, Brings, Channels, Level, Relation, StakeholderKind, Stance, WayOfWorking


def _text(label, *, help_text="", most=1000, required=False, rows=2):
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, max_length=most, required=required, widget=widget)


class StakeholderForm(forms.Form):
    """An actor. `protected`: True asks for an alias and has no fields for a name, None offers both."""

    kind = forms.ChoiceField(label=_("What are they?"), choices=[("", _("Choose a kind")), *StakeholderKind.choices])
    family = forms.ChoiceField(label=_("Family of actors"), choices=[("", _("Choose a family")), *ActorFamily.choices])
    level = forms.ChoiceField(
        label=_("Where are they at home?"),
        help_text=_("Local and national actors are invited first."),
        choices=[("", _("Not said")), *Level.choices],
        required=False,
    )
    is_protected = forms.BooleanField(
        label=_("They are in danger: keep an alias only"),
        help_text=_(
            "Then no name, contact or organisation is stored, and only the coordinators and people they name see them."
        ),
        required=False,
    )
    alias = forms.CharField(
        label=_("Alias"),
        help_text=_("Says nothing about who they are: no initials, no place, no post."),
        max_length=80,
        required=False,
    )
    name = forms.CharField(
        label=_("Name"), help_text=_("Of the body or office. Empty under an alias."), max_length=200, required=False
    )
    contact = forms.CharField(
        label=_("How to reach them"),
        help_text=_("Through which office or unit. Empty under an alias."),
        max_length=300,
        required=False,
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation in the portal"),
        queryset=Organisation.objects.none(),
        empty_label=_("None"),
        required=False,
    )
    brings = forms.MultipleChoiceField(
        label=_("What they bring"), choices=Brings.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    brings_note = _text(_("In words"))
    ways = forms.MultipleChoiceField(
        label=_("How do they work?"),
        help_text=_("Whoever denounces and whoever advises need different approaches."),
        choices=WayOfWorking.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    areas = forms.MultipleChoiceField(
        label=_("In which areas of responsibility do we work together?"),
        choices=Aor.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    deployed_from = DayField(
        label=_("Deployed from"),
        help_text=_("Of a human rights adviser: on these days they are proposed as joint presenter and drafter."),
        required=False,
    )
    deployed_until = DayField(label=_("Deployed until"), required=False)
    relation = forms.ChoiceField(label=_("How do we work together?"), choices=Relation.choices)
    obstacle = _text(_("What stands in the way"), help_text=_("Where we do not work together yet."))
    channels = forms.ChoiceField(label=_("Through which channels can they speak?"), choices=Channels.choices)

    def __init__(self, *args, protected=None, **options):
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = Organisation.objects.order_by("name")
        if protected is not None:
            del self.fields["is_protected"]
        if protected:
            for name in ("name", "contact", "organisation"):
                del self.fields[name]
            self.fields["alias"].required = True


class ProtectForm(forms.Form):
    alias = forms.CharField(
        label=_("Alias"),
        help_text=_("Says nothing about who they are: no initials, no place, no post."),
        max_length=80,
    )


class ReaderForm(forms.Form):
    person = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.none(), empty_label=_("Choose a person"))

    def __init__(self, *args, people, **options):
        super().__init__(*args, **options)
        self.fields["person"].queryset = people


class IndependenceForm(forms.Form):
    text = _text(_("How independent are they?"), most=3000, required=True, rows=4)
    may_drive_out = forms.BooleanField(label=_("Inviting them may make other members leave"), required=False)


_STEPS = [("", _("Cannot tell")), (1, _("1: little")), (2, "2"), (3, "3"), (4, "4"), (5, _("5: much"))]


def _number_or_none(value):
    return int(value) if value else None


class StandingForm(forms.Form):
    """How a stakeholder is judged on a day."""

    influence = forms.TypedChoiceField(
        label=_("Influence"),
        help_text=_("On what the cluster wants to reach."),
        choices=_STEPS,
        coerce=_number_or_none,
        empty_value=None,
        required=False,
    )
    interest = forms.TypedChoiceField(
        label=_("Interest"),
        help_text=_("How much it matters to them."),
        choices=_STEPS,
        coerce=_number_or_none,
        empty_value=None,
        required=False,
    )
    stance = forms.ChoiceField(label=_("Where do they stand?"), choices=Stance.choices)
    assessed_on = DayField(label=_("As of"))
    note = forms.CharField(
        label=_("What shows it"),
        help_text=_("No names and nothing said in confidence."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
