"""Forms of the workspaces of a visit and of a session, and of press proposals."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.words import paused
from engagements.enums import Exposure, InputState, PressState, Raised, StopState
from engagements.forms.interactions import FUNCTION_ONLY, MARKS
from engagements.forms.plans import DayInput
from engagements.queries import interactions as interaction_queries
from engagements.queries import workspaces as queries


class InputForm(forms.Form):
    title = forms.CharField(
        label=_("What is handed over?"), max_length=200, help_text=_("For instance “Note on return, two pages”.")
    )
    recipient = forms.CharField(label=_("For whom?"), max_length=200, required=False, help_text=FUNCTION_ONLY)
    due_on = forms.DateField(label=_("Due on"), required=False, widget=DayInput)
    state = forms.ChoiceField(label=_("State"), choices=InputState.choices, initial=InputState.TO_PREPARE)
    submission = forms.ModelChoiceField(
        label=_("Where is it written?"), queryset=None, required=False, empty_label=_("Not in the portal")
    )

    def __init__(self, *args, user, line, **options):
        super().__init__(*args, **options)
        self.fields["submission"].queryset = queries.texts_to_link(user, line)


class StopForm(forms.Form):
    place = forms.CharField(label=_("Place"), max_length=120)
    host = forms.CharField(label=_("Host"), max_length=200, required=False, help_text=FUNCTION_ONLY)
    on = forms.DateField(label=_("Day"), required=False, widget=DayInput)
    day_note = forms.CharField(
        label=_("When, if no day is known"),
        max_length=80,
        required=False,
        help_text=_("For instance “second day, morning”. It holds when the visit moves."),
    )
    purpose = forms.CharField(label=_("What for?"), max_length=300, required=False)
    state = forms.ChoiceField(label=_("State"), choices=StopState.choices, initial=StopState.PROPOSED)
    safety = forms.CharField(
        label=_("Safety note"),
        help_text=_("Read by the coordinators and the people named on the plan line only."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, user, line, **options):
        super().__init__(*args, **options)


class ConcernForm(forms.Form):
    text = forms.CharField(label=_("Our concern"), max_length=300)
    raised = forms.ChoiceField(label=_("Was it raised?"), choices=Raised.choices, initial=Raised.OPEN)
    note = forms.CharField(
        label=_("By whom, in which words"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    document = forms.ModelChoiceField(
        label=_("Document"), queryset=None, required=False, empty_label=_("None"), help_text=_("From the catalogue.")
    )
    citation = forms.CharField(
        label=_("Where in it"), max_length=120, required=False, help_text=_("For instance “paragraph 24”.")
    )

    def __init__(self, *args, user, line, **options):
        super().__init__(*args, **options)
        self.fields["document"].queryset = queries.documents_to_cite(line)


class ReportForm(forms.Form):
    came_out = forms.CharField(
        label=_("What came out"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 6})
    )
    what_next = forms.CharField(
        label=_("What next"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4})
    )


class PressForm(forms.Form):
    issue = forms.CharField(label=_("Issue"), max_length=200)
    mechanism = forms.ModelChoiceField(label=_("Mandate"), queryset=None, empty_label=_("Choose a mandate"))
    facts = forms.CharField(
        label=_("Facts"),
        help_text=_("What can be said in public, with its source. No names of private persons."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    gap = forms.CharField(
        label=_("Gap it fills"),
        help_text=_("Why our own products do not say it, or not loudly enough."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    embargo_until = forms.DateField(label=_("Embargo until"), required=False, widget=DayInput)
    state = forms.ChoiceField(label=_("State"), choices=PressState.choices, initial=PressState.DRAFT)
    names_cluster = forms.BooleanField(label=_("The cluster may be named as the source"), required=False)
    plan_line = forms.ModelChoiceField(label=_("Plan line"), queryset=None, required=False, empty_label=_("None"))
    exposure = forms.ChoiceField(
        label=_("Who may know?"), choices=MARKS, initial=Exposure.RESTRICTED, widget=forms.RadioSelect
    )

    def __init__(self, *args, user, cluster, **options):
        super().__init__(*args, **options)
        self.fields["plan_line"].queryset = interaction_queries.lines_to_tie(user, cluster)
        self.fields["mechanism"].queryset = queries.mandates_to_address()


class ReadingForm(forms.Form):
    document = forms.ModelChoiceField(
        label=_("General comment"), queryset=None, empty_label=_("Choose a general comment")
    )
    why = forms.CharField(label=_("Why does it matter to us?"), max_length=300, required=False)

    def __init__(self, *args, user, cluster, **options):
        super().__init__(*args, **options)
        self.fields["document"].queryset = queries.comments_to_read(user, cluster)


class SendReadingForm(forms.Form):
    """`people`: whom one may send it to. `had`: who has been sent the very list; those are not ticked."""

    people = forms.TypedMultipleChoiceField(
        label=_("To whom?"),
        coerce=int,
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person.")},
    )
    message = forms.CharField(
        label=_("Your message"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    again = forms.BooleanField(label=_("Send it again to those who have it already"), required=False)

    def __init__(self, *args, people, had, **options):
        super().__init__(*args, **options)
        self.fields["people"].choices = [
            (person.user_id, _with_note(person, person.user_id in had)) for person in people
        ]
        self.fields["people"].initial = [person.user_id for person in people if person.user_id not in had]
        if not had:
            del self.fields["again"]


def _with_note(person, has_it):
    name = paused(person.name, person.organisation or person.role)
    return _("%(name)s (has it already)") % {"name": name} if has_it else name
