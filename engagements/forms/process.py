"""Forms of the process of an engagement: moving a component, weighing, looking back, writing a version."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.enums import Stance
from engagements.rules.component_rows import TEXTS
from engagements.rules.process import LEAST_WEIGHT, MOST_WEIGHT
from mechanisms.enums import Holds

EMPTY_ROWS = 2
WHY_HELP = _("A few words; no names of persons.")
COMPONENT, OUTCOME, LINE = "component", "outcome", "line"


def _why(label):
    return forms.CharField(
        label=label, help_text=WHY_HELP, max_length=500, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class MoveForm(forms.Form):
    """Why a component is opened, closed or reopened, and what led to it. `causes`: [(heading, [(kind, object)])]."""

    why = _why(_("Why?"))
    because = forms.ChoiceField(label=_("What led to it?"), required=False)

    def __init__(self, *args, causes=(), **kwargs):
        super().__init__(*args, **kwargs)
        self._objects = {f"{kind}:{row.pk}": (kind, row) for _head, rows in causes for kind, row in rows}
        groups = [(head, [(f"{kind}:{row.pk}", str(row)) for kind, row in rows]) for head, rows in causes if rows]
        self.fields["because"].choices = [("", _("Nothing in particular")), *groups]

    def causes(self):
        """The chosen cause as keyword of `move_component`."""
        kind, row = self._objects.get(self.cleaned_data.get("because"), ("", None))
        return {f"because_{kind}": row} if kind else {}


class WeightsForm(forms.Form):
    """One number for each part, as a row of a table."""

    def __init__(self, *args, parts=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.parts = list(parts)
        choices = [(value, str(value)) for value in range(LEAST_WEIGHT, MOST_WEIGHT + 1)]
        for part in self.parts:
            self.fields[f"weight-{part.component.pk}"] = forms.TypedChoiceField(
                label=str(part.component), choices=choices, coerce=int, initial=part.weight
            )

    def rows(self):
        """[(part, [(value, whether it is chosen)], errors)]."""
        found = []
        for part in self.parts:
            bound = self[f"weight-{part.component.pk}"]
            chosen = str(bound.value())
            marks = [(value, str(value) == chosen) for value in range(LEAST_WEIGHT, MOST_WEIGHT + 1)]
            found.append((part, bound.html_name, marks, bound.errors))
        return found

    def weights(self):
        return {part.component.pk: self.cleaned_data[f"weight-{part.component.pk}"] for part in self.parts}


class LookBackForm(forms.Form):
    components = forms.MultipleChoiceField(label=_("Look back at"), widget=forms.CheckboxSelectMultiple)
    why = _why(_("Why?"))

    def __init__(self, *args, parts=(), **kwargs):
        super().__init__(*args, **kwargs)
        self._components = {part.component.key: part.component for part in parts}
        self.fields["components"].choices = [
            (part.component.key, f"{part.component} ({part.state.label})") for part in parts
        ]

    def chosen(self):
        return [self._components[key] for key in self.cleaned_data["components"]]


class DraftForm(forms.Form):
    text = forms.CharField(
        label=_("Text"),
        help_text=_("Kept as you write it. Persons by their function, never by name."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 14, "dir": "auto"}),
    )
    note = forms.CharField(
        label=_("What is new in this version?"), required=False, max_length=200, widget=forms.TextInput()
    )


class _Row(forms.Form):
    row_id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    off = forms.BooleanField(label=_("Take this row off"), required=False)

    def as_row(self):
        """The row as `save_draft` takes it."""
        row = {name: value for name, value in self.cleaned_data.items() if name not in ("row_id", "off")}
        return {"id": self.cleaned_data.get("row_id") or 0, **row}


def _text(holds, name, label, *, rows=0, **options):
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"}) if rows else forms.TextInput(attrs={"dir": "auto"})
    return forms.CharField(label=label, max_length=TEXTS[holds][name], required=False, widget=widget, **options)


class StakeholderRow(_Row):
    actor = _text(Holds.STAKEHOLDERS, "actor", _("Actor"))
    stance = forms.ChoiceField(label=_("Stance"), choices=Stance.choices, initial=Stance.UNKNOWN, required=False)
    influence = forms.TypedChoiceField(label=_("Influence"), coerce=int, empty_value=None, required=False)
    interest = forms.TypedChoiceField(label=_("Interest"), coerce=int, empty_value=None, required=False)
    note = _text(Holds.STAKEHOLDERS, "note", _("Note"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("influence", "interest"):
            self.fields[name].choices = [
                ("", _("Not known")),
                (1, _("1 (little)")),
                (2, "2"),
                (3, "3"),
                (4, "4"),
                (5, _("5 (much)")),
            ]


class MessageRow(_Row):
    audience = _text(Holds.MESSAGES, "audience", _("Audience"))
    message = _text(Holds.MESSAGES, "message", _("Message"), rows=2)
    channel = _text(Holds.MESSAGES, "channel", _("Way"))
    timing = _text(Holds.MESSAGES, "timing", _("When"))


class ObjectiveRow(_Row):
    objective = _text(Holds.OBJECTIVES, "objective", _("Objective"), rows=2)
    course = _text(Holds.OBJECTIVES, "course", _("Ways to get there"), rows=2)
    steps = forms.TypedMultipleChoiceField(
        label=_("Steps that serve it"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, steps=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["steps"].choices = [(step.pk, step.wording) for step in steps]
        if not steps:
            del self.fields["steps"]


ROW_FORMS = {
    Holds.STAKEHOLDERS: StakeholderRow,
    Holds.MESSAGES: MessageRow,
    Holds.OBJECTIVES: ObjectiveRow,
}


def rows_formset(holds, *, data=None, rows=(), steps=()):
    """The rows of a version and two empty ones, or None for a component of text alone."""
    form = ROW_FORMS.get(holds)
    if form is None:
        return None
    factory = forms.formset_factory(form, extra=EMPTY_ROWS, max_num=100, absolute_max=120)
    initial = [{**row, "row_id": row["id"]} for row in rows]
    extra = {"form_kwargs": {"steps": steps}} if holds == Holds.OBJECTIVES else {}
    return factory(data, initial=initial, prefix="rows", **extra)


def rows_of(formset):
    """The rows typed, without those taken off; call it once the formset is valid."""
    if formset is None:
        return []
    return [form.as_row() for form in formset if not form.cleaned_data.get("off")]
