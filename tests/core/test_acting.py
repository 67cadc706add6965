"""What a page does with a refusal: after a conflict the form is ready for a decision, and says what is stored."""

import datetime as dt

from django import forms

from core.acting import show_refusal, take_up_stored
from core.components import fields
from core.errors import Refused, Stale

COLOURS = [("r", "Red"), ("Dark", [("b", "Blue")])]


class PlanForm(forms.Form):
    name = forms.CharField(label="Name")
    day = forms.DateField(label="Day", required=False)
    colour = forms.ChoiceField(label="Colour", choices=COLOURS)
    many = forms.MultipleChoiceField(label="Many", choices=COLOURS, required=False)
    is_open = forms.BooleanField(label="Open", required=False)
    reason = forms.CharField(label="Reason", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


STORED = {
    "name": "Theirs <b>",
    "day": dt.date(2027, 5, 4),
    "colour": "b",
    "many": ["r", "b"],
    "is_open": False,
    "version": 3,
}
TYPED = {"name": "Mine", "colour": "r", "is_open": "on", "reason": "Because", "version": "2"}


def posted(typed=TYPED, **options):
    form = PlanForm(typed, initial=STORED, **options)
    assert form.is_valid()
    return form


def test_a_conflict_offers_the_stored_number_and_names_what_is_stored():
    form = posted()
    assert show_refusal(form, Stale()) == 409
    assert form["version"].value() == "3"
    assert form["name"].value() == "Mine"
    assert form.stored == [
        ("Name", "Theirs <b>"),
        ("Day", "4 May 2027"),
        ("Colour", "Blue"),
        ("Many", "Red, Blue"),
        ("Open", "No"),
    ]
    shown = fields.form_errors(form)
    assert "Someone changed this while you were working on it." in shown
    assert "Theirs &lt;b&gt;" in shown


def test_a_prefix_is_kept_in_mind():
    form = PlanForm({f"a-{name}": value for name, value in TYPED.items()}, initial=STORED, prefix="a")
    assert form.is_valid()
    take_up_stored(form)
    assert form["version"].value() == "3"


def test_where_the_form_only_suggests_nothing_is_called_stored():
    form = posted()
    assert show_refusal(form, Stale(), shows_stored=False) == 409
    assert form["version"].value() == "3"
    assert "Theirs" not in fields.form_errors(form)


def test_another_refusal_leaves_the_form_alone():
    form = posted()
    assert show_refusal(form, Refused("Not yours.")) == 403
    assert form["version"].value() == "2"
    assert "Theirs" not in fields.form_errors(form)
