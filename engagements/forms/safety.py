"""Forms of the rules of sharing, of cases, legal help and reprisals."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.models import Organisation, User
from engagements.enums import Exposure, ReprisalKind, ReprisalState, Urgency
from engagements.forms.plans import DayInput
from engagements.models import PlanLine
from mechanisms.models import Mechanism

NO_NAMES = _("Never write names, numbers, addresses or exact places.")


def _text(label, rows=4, *, help_text="", required=True, most=6000):
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=most, widget=widget)


def _day(label, *, help_text="", required=True):
    return forms.DateField(label=label, help_text=help_text, required=required, widget=DayInput)


class NamesNobody(forms.Form):
    """Adds the tick that a writer sets when what looks like a name is none. Shown only once it is asked for."""

    names_nobody = forms.BooleanField(
        label=_("This names nobody"),
        help_text=_("What looks like a name is an office, a body or a place."),
        required=False,
    )
    field_order = None

    def shown_fields(self):
        """The fields of the page in order, the tick last and only where it is asked for."""
        asked = "names_nobody" in self.errors or bool(self["names_nobody"].value())
        return [bound for bound in self if bound.name != "names_nobody"] + ([self["names_nobody"]] if asked else [])


class PlainForm(forms.Form):
    def shown_fields(self):
        return list(self)


# --- Sharing ---------------------------------------------------------------------------------------------------------


class ProtocolForm(PlainForm):
    text = _text(
        _("Rules"),
        14,
        help_text=_("What is shared with whom, how it is marked, what nobody passes on. As the members agreed."),
        most=40_000,
    )
    in_force_on = _day(_("In force from"))
    signatures_end = forms.BooleanField(
        label=_("Everybody signs anew"),
        help_text=_("All signatures end now, and with them what people of those organisations see by name."),
        required=False,
    )


class StrategyForm(PlainForm):
    recipients = _text(_("Recipients"), 3, help_text=_("Who gets information: bodies and offices, no persons."))
    classification = _text(_("Classification"), 3, help_text=_("What is open, restricted, confidential."))
    rhythm = _text(_("Rhythm"), 2, help_text=_("How regularly, on which occasions."))
    for_victims = _text(_("Measures that protect victims"), 3)
    for_witnesses = _text(_("Measures that protect witnesses"), 3)
    for_civil_society = _text(_("Measures that protect local civil society"), 3)


class SignatureForm(PlainForm):
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=_("Choose an organisation")
    )
    starts_on = _day(_("Signed on"))
    ends_on = _day(_("Until"), help_text=_("Empty: until it is ended."), required=False)

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations


class ExceptionForm(PlainForm):
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=_("Choose an organisation")
    )
    plan_line = forms.ModelChoiceField(
        label=_("Only for the plan line"),
        queryset=PlanLine.objects.none(),
        required=False,
        empty_label=_("Everything described below"),
    )
    what = forms.CharField(
        label=_("What is shared"),
        max_length=300,
        help_text=_("The whole cluster reads this log: describe it without telling what is confidential."),
    )
    reason = _text(_("Reason"), 3)
    ends_on = _day(_("Until"), help_text=_("After this day the organisation sees nothing of it any more."))

    def __init__(self, *args, organisations, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        self.fields["plan_line"].queryset = lines


class CapacityForm(PlainForm):
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=_("Choose an organisation")
    )
    rights = _text(_("Rights and procedures"), 3, help_text=_("For which rights and before which bodies it helps."))
    areas = forms.CharField(label=_("Areas"), max_length=300, required=False)
    reach = _text(_("How to reach it safely"), 3, help_text=_("The way that puts nobody at risk. No case here."))
    exposure = forms.ChoiceField(label=_("Who may know"), choices=Exposure.choices, initial=Exposure.MEMBERS)
    looked_at_on = _day(_("Last confirmed on"), required=False)

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations


# --- Cases -----------------------------------------------------------------------------------------------------------


class CaseForm(NamesNobody):
    plan_line = forms.ModelChoiceField(
        label=_("Plan line"), queryset=PlanLine.objects.none(), required=False, empty_label=_("None")
    )
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Urgency.choices, initial=Urgency.ORDINARY)
    interim_measures = forms.BooleanField(
        label=_("Interim measures are asked"),
        help_text=_("An urgent request that the mechanism prevent harm that cannot be undone."),
        required=False,
    )
    interim_by = _day(_("Needed by"), required=False)
    notes = _text(_("Notes"), 4, help_text=NO_NAMES, required=False)

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["plan_line"].queryset = lines


class NewCaseForm(CaseForm):
    mechanism = forms.ModelChoiceField(
        label=_("Mechanism"), queryset=Mechanism.objects.none(), empty_label=_("Choose a mechanism")
    )
    field_order = ["mechanism", "plan_line", "urgency", "interim_measures", "interim_by", "notes"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mechanism"].queryset = Mechanism.objects.order_by("name")


class EditCaseForm(CaseForm):
    outcome = _text(_("Outcome"), 3, help_text=NO_NAMES, required=False)


class ConsentForm(NamesNobody):
    consent_on = _day(_("Consent given on"))
    consent_scope = _text(
        _("What the consent covers"),
        3,
        help_text=_("For which step, with whom it may be shared, what must not be said. Never a name."),
        most=2000,
    )
    consented = forms.BooleanField(label=_("The person was informed of the risks and agreed freely"), required=True)
    field_order = ["consent_on", "consent_scope", "consented"]


class PersonForm(PlainForm):
    person = forms.ModelChoiceField(
        label=_("Name a deputy"), queryset=User.objects.none(), empty_label=_("Choose a person")
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


# --- Reprisals -------------------------------------------------------------------------------------------------------


class MonthOrDay(forms.CharField):
    """ "2026-11" or "2026-11-22": gives (date, whether only the month is known), or (None, True)."""

    default_error_messages = {"invalid": _("Write a month as 2026-11 or a day as 2026-11-22.")}

    def to_python(self, value):
        text = (super().to_python(value) or "").strip()
        if not text:
            return None, True
        try:
            if len(text) == 7:
                return dt.date.fromisoformat(f"{text}-01"), True
            return dt.date.fromisoformat(text), False
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error

    def validate(self, value):
        """Nothing beyond what reading it has shown."""

    def run_validators(self, value):
        """The value is a pair; validators of texts do not fit it."""


class ReprisalForm(NamesNobody):
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Choose a kind")), *ReprisalKind.choices])
    mechanism = forms.ModelChoiceField(
        label=_("After cooperating with"),
        queryset=Mechanism.objects.none(),
        required=False,
        empty_label=_("Not known, or several"),
    )
    when = MonthOrDay(
        label=_("When"), help_text=_("A month is enough: 2026-11. A day: 2026-11-22."), required=False, max_length=10
    )
    description = _text(_("What happened"), 5, help_text=NO_NAMES, most=4000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mechanism"].queryset = Mechanism.objects.order_by("name")


class FollowUpForm(NamesNobody):
    state = forms.ChoiceField(label=_("State"), choices=ReprisalState.choices)
    route = _text(
        _("Route to a focal point"), 2, help_text=_("Which office it went to, and how. No persons."), required=False
    )
    follow_up = _text(_("Follow-up"), 4, help_text=NO_NAMES, required=False)
    warns = forms.BooleanField(
        label=_("Ask whoever sends next to this mechanism to speak with the circle first"), required=False
    )


class CircleForm(PlainForm):
    people = forms.ModelMultipleChoiceField(
        label=_("People of the circle"),
        help_text=_("At least two. They alone read what is reported; two of them are needed to delete."),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people


class ReprisalProtocolForm(PlainForm):
    at_once = _text(
        _("What is done at once"),
        5,
        help_text=_("The first hour and the first day: who is brought to safety, who stops what, who is told."),
    )
    whom = _text(
        _("Whom to speak with, and how"),
        4,
        help_text=_("Offices and functions, and the safe way to each. The names of the circle stay with the circle."),
    )
    focal_points = _text(
        _("Route to the focal points"),
        4,
        help_text=_("Which office brings it to the focal points on reprisals, and with whose consent."),
    )
    measures = _text(_("What protects people"), 4, help_text=_("Before, during and after cooperation."), required=False)
    never = _text(
        _("What nobody does"), 3, help_text=_("For instance: publish, name, call by an open line."), required=False
    )
    in_force_on = _day(_("In force from"))
