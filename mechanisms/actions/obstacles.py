"""Writes to the list of obstacles, by the Task Team."""

from django.utils.translation import gettext as _

from mechanisms.actions.lists import PLACE, WORDS, add_entry, edit_entry
from mechanisms.models import Obstacle

_LIST = {"called": "obstacle", "fields": ("kind", *WORDS, *PLACE)}


def add_obstacle(*, kind, name, text, by, **values):
    """An obstacle that the list lacks, as `add_entry` has it."""
    taken = _("There is an obstacle of this name.")
    return add_entry(Obstacle, **_LIST, taken=taken, kind=kind, name=name, text=text, by=by, **values)


def edit_obstacle(*, obstacle, expected_version, by, **changes):
    """Change what an obstacle says, its kind, its place, or whether it is offered, as `edit_entry` has it."""
    return edit_entry(obstacle, **_LIST, expected_version=expected_version, by=by, **changes)
