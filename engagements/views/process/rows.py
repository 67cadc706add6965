"""The rows of a version in words: one shape for the page and for comparing."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.enums import Stance
from engagements.queries import plans
from engagements.queries import process as queries
from engagements.rules.component_rows import has_rows
from mechanisms.enums import Holds

HEADS = {
    Holds.STAKEHOLDERS: {
        "actor": gettext_lazy("Actor"),
        "stance": gettext_lazy("Stance"),
        "influence": gettext_lazy("Influence"),
        "interest": gettext_lazy("Interest"),
        "note": gettext_lazy("Note"),
    },
    Holds.MESSAGES: {
        "audience": gettext_lazy("Audience"),
        "message": gettext_lazy("Message"),
        "channel": gettext_lazy("Way"),
        "timing": gettext_lazy("When"),
    },
    Holds.OBJECTIVES: {
        "objective": gettext_lazy("Objective"),
        "course": gettext_lazy("Ways to get there"),
        "steps": gettext_lazy("Steps that serve it"),
    },
}
_STATES = {"new": ("ok", gettext_lazy("new")), "gone": ("danger", gettext_lazy("gone"))}


@dataclass
class ShownCell:
    """`text` as it is now, `was` as it was in the version before where it differs, `lines` for several."""

    text: str
    was: str = ""
    moved: str = ""
    lines: list = field(default_factory=list)


@dataclass
class ShownRow:
    cells: list
    tone: str = ""
    state: str = ""


@dataclass
class ShownRows:
    heads: list
    rows: list


def shown_rows(user, line, version, changes=None):
    """`ShownRows` of a version with how each row moved since the one before, or None for a component of text alone."""
    holds = version.component.holds
    if not has_rows(holds):
        return None
    if changes is None:
        changes = queries.rows_with_change(user, version)
    titles = {}
    if holds == Holds.OBJECTIVES and any(change.row.get("steps") for change in changes):
        titles = {step.pk: step.wording for step in plans.steps_of(user, line)}
    names = list(HEADS[holds])
    rows = []
    for change in changes:
        tone, state = _STATES.get(change.state, ("", ""))
        rows.append(ShownRow([_cell(name, change, titles) for name in names], tone, state))
    return ShownRows(list(HEADS[holds].values()), rows)


def _cell(name, change, titles):
    value = change.row.get(name)
    if name == "steps":
        return ShownCell("", lines=[titles[step] for step in value or [] if step in titles])
    was = _words(name, change.was[name]) if change.was.get(name) not in (None, "") else ""
    moved = ""
    if name in change.moved:
        by = change.moved[name]
        moved = _("up by %(n)s") % {"n": by} if by > 0 else _("down by %(n)s") % {"n": -by}
    return ShownCell(_words(name, value), was, moved)


def _words(name, value):
    if name == "stance":
        return Stance(value).label if value in Stance.values else ""
    return "–" if value in (None, "") else str(value)
