"""Writes to the list of components of the process, by the Task Team."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clusters.policy import check_is_task_team
from core.saving import stripped
from mechanisms.actions.lists import PLACE, WORDS, add_entry, edit_entry
from mechanisms.models import Component

_LIST = {"called": "component", "fields": (*WORDS, "holds", *PLACE)}


def add_component(*, name, text, by, **values):
    """A component of the Task Team's own, marked derived, as `add_entry` has it. It stands on every engagement from
    then on, quiet."""
    taken = _("There is a component of this name.")
    return add_entry(Component, **_LIST, taken=taken, is_derived=True, name=name, text=text, by=by, **values)


def edit_component(*, component, expected_version, by, **changes):
    """Change what a component says, its place, or whether it is in use, as `edit_entry` has it."""
    check_is_task_team(by)
    if stripped(changes).get("holds", component.holds) != component.holds:
        # What versions hold already would not be shown any more.
        raise ValidationError({"holds": _("What its versions hold is decided once, when it is added.")})
    return edit_entry(component, **_LIST, expected_version=expected_version, by=by, **changes)
