"""Forms of interactions and of series of them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.enums import (
    Channel,
    Delivery,
    Exposure,
    InteractionKind,
    InteractionState,
    Moment,
    SeriesUnit,
    Side,
    StepOwner,
)
from engagements.forms.plans import DayInput
from engagements.queries import interactions as queries
from stakeholders.queries import to_choose

MARKS = [
    (Exposure.OPEN, _("Open: the cluster, the Task Team and the Global Protection Cluster")),
    (Exposure.MEMBERS, _("Members only: the members of the cluster and the Task Team")),
    (Exposure.RESTRICTED, _("Restricted: the coordinators and whoever recorded it")),
    (Exposure.CONFIDENTIAL, _("Confidential: whoever recorded it and the people named on its plan line")),
]
STATES = [("", _("As the day says: held, or proposed if it lies ahead")), *InteractionState.choices]
FUNCTION_ONLY = _("The function, for instance “Desk officer, OHCHR”. Never a private person’s name.")


class StakeholderChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return obj.called


class InteractionForm(forms.Form):
    """Four fields suffice; the rest has sensible defaults. `tied` says what the address knows already."""

    # What the page shows at once.
    FIRST = ("kind", "on", "with_whom", "topic")

    kind = forms.ChoiceField(label=_("What"), choices=InteractionKind.choices, initial=InteractionKind.MEETING)
    on = forms.DateField(label=_("Day"), required=False, widget=DayInput)
    with_whom = forms.CharField(label=_("With whom"), max_length=200, help_text=FUNCTION_ONLY)
    topic = forms.CharField(label=_("Topic"), max_length=200)
    stakeholder = StakeholderChoice(
        label=_("In the register"),
        help_text=_("Who may not see the entry of the register does not see this link either."),
        queryset=None,
        required=False,
        empty_label=_("None"),
    )

    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    side = forms.ChoiceField(
        label=_("Their side"), choices=[("", _("As it fits the kind")), *Side.choices], required=False
    )
    delivery = forms.ChoiceField(
        label=_("How it was delivered"),
        help_text=_("Of an oral statement; its text goes under “Points”."),
        choices=[("", _("No statement")), *Delivery.choices],
        required=False,
    )
    slot = forms.CharField(
        label=_("Hour and place"), help_text=_("Or the slot that a committee gave."), required=False, max_length=120
    )
    moment = forms.ChoiceField(
        label=_("Around a visit"), choices=[("", _("Not tied to a visit")), *Moment.choices], required=False
    )
    attendance = forms.IntegerField(label=_("How many came"), required=False, min_value=0, max_value=100_000)

    speakers = forms.CharField(
        label=_("Who speaks for us"), help_text=_("Functions or organisations."), required=False, max_length=200
    )
    points = forms.CharField(
        label=_("Points"),
        help_text=_("What was or will be said, a paragraph each. Briefings can be taken along as a read-out."),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    is_closed = forms.BooleanField(label=_("Closed meeting: what was said stays among those present"), required=False)
    debrief = forms.CharField(
        label=_("What came of it"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4})
    )

    follow_up = forms.CharField(
        label=_("Follow-up"),
        help_text=_("Stands among your role’s steps until it is done."),
        required=False,
        max_length=300,
    )
    follow_up_on = forms.DateField(label=_("By"), required=False, widget=DayInput)
    follow_up_role = forms.ChoiceField(
        label=_("Who follows up"), choices=[("", _("My role")), *StepOwner.choices], required=False
    )

    plan_line = forms.ModelChoiceField(label=_("Plan line"), queryset=None, required=False, empty_label=_("None"))
    mechanism = forms.ModelChoiceField(label=_("Mechanism"), queryset=None, required=False, empty_label=_("None"))
    theme = forms.ModelChoiceField(
        label=_("Theme"),
        help_text=_("Of a thematic briefing: it belongs to a theme and a committee, not to the review of a State."),
        queryset=None,
        required=False,
        empty_label=_("None"),
    )
    review = forms.ModelChoiceField(
        label=_("Reporting cycle"),
        help_text=_("The review it belongs to; its list shows who was met on each side."),
        queryset=None,
        required=False,
        empty_label=_("None"),
    )
    entry = forms.ModelChoiceField(queryset=None, required=False, widget=forms.HiddenInput)
    series = forms.ModelChoiceField(queryset=None, required=False, widget=forms.HiddenInput)
    channel = forms.ChoiceField(label=_("Way"), choices=Channel.choices, initial=Channel.DIRECT)
    through_whom = forms.CharField(
        label=_("Through whom?"), help_text=_("Needed when the way is indirect."), required=False, max_length=200
    )
    exposure = forms.ChoiceField(label=_("Who may know?"), choices=MARKS, widget=forms.RadioSelect)

    def __init__(self, *args, user, cluster, **options):
        super().__init__(*args, **options)
        self.fields["plan_line"].queryset = queries.lines_to_tie(user, cluster)
        self.fields["mechanism"].queryset = queries.mechanisms_to_tie()
        self.fields["theme"].queryset = queries.themes_to_tie()
        self.fields["review"].queryset = queries.reviews_to_tie(cluster)
        self.fields["entry"].queryset = queries.dates_to_tie(user, cluster)
        self.fields["series"].queryset = queries.series_to_tie(user, cluster)
        self.fields["stakeholder"].queryset = to_choose(user, cluster)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("channel") == Channel.INDIRECT and not cleaned.get("through_whom", "").strip():
            self.add_error("through_whom", _("Say through whom the information goes."))
        if (cleaned.get("follow_up_on") or cleaned.get("follow_up_role")) and not cleaned.get("follow_up"):
            self.add_error("follow_up", _("Say what is to be followed up."))
        return cleaned

    def has_folded_errors(self):
        """Whether something below the fold wants to be looked at: then it is open."""
        return bool(set(self.errors) - set(self.FIRST))


class EditInteractionForm(InteractionForm):
    """All fields at once, the state and the side as they are."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["state"].choices = InteractionState.choices
        self.fields["state"].required = True
        self.fields["side"].choices = Side.choices
        self.fields["side"].required = True


class SeriesForm(forms.Form):
    kind = forms.ChoiceField(label=_("What"), choices=InteractionKind.choices, initial=InteractionKind.MEETING)
    topic = forms.CharField(
        label=_("Topic"), max_length=200, help_text=_("For instance “Exchange of concerns with human rights actors”.")
    )
    with_whom = forms.CharField(label=_("With whom"), max_length=200, required=False, help_text=FUNCTION_ONLY)
    side = forms.ChoiceField(label=_("Their side"), choices=Side.choices, initial=Side.OTHER)
    every = forms.IntegerField(label=_("Every"), min_value=1, max_value=60, initial=1)
    unit = forms.ChoiceField(label=_("Weeks or months"), choices=SeriesUnit.choices, initial=SeriesUnit.MONTHS)
    starts_on = forms.DateField(label=_("First on"), widget=DayInput)
    owner_role = forms.ChoiceField(
        label=_("Who is reminded?"),
        help_text=_("A role, not a person, so that a hand-over loses nothing."),
        choices=StepOwner.choices,
        initial=StepOwner.COORDINATOR,
    )
    mechanism = forms.ModelChoiceField(label=_("Mechanism"), queryset=None, required=False, empty_label=_("None"))
    plan_line = forms.ModelChoiceField(label=_("Plan line"), queryset=None, required=False, empty_label=_("None"))
    exposure = forms.ChoiceField(
        label=_("Who may know?"), choices=MARKS, initial=Exposure.RESTRICTED, widget=forms.RadioSelect
    )

    def __init__(self, *args, user, cluster, **options):
        super().__init__(*args, **options)
        self.fields["plan_line"].queryset = queries.lines_to_tie(user, cluster)
        self.fields["mechanism"].queryset = queries.mechanisms_to_tie()
