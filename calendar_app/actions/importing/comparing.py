"""What a line would change on a date: only what the file says, compared value by value."""

import datetime as dt
from dataclasses import dataclass, field

from calendar_app.actions.entry_building import EDITABLE_GENERATED
from calendar_app.actions.entry_rows import local_hour
from calendar_app.enums import Certainty, EntryState, Precision
from calendar_app.importing import problems as say
from calendar_app.importing.parsing import COLUMN_OF, WHEN
from calendar_app.importing.problems import Problem

_THINGS = {"mechanism": "mechanism_id", "country": "country_id"}
_NEVER_EMPTY = frozenset({"title"})
_ROUGH = (Precision.MONTH, Precision.SEASON)


@dataclass
class Difference:
    """Old and new value by field, of the fields that differ."""

    before: dict = field(default_factory=dict)
    after: dict = field(default_factory=dict)

    def add(self, name, old, new):
        self.before[name], self.after[name] = old, new


def when_of(entry):
    """The five values that say when: a period of one day has no beginning of its own, the hour is local."""
    at = local_hour(entry)
    begins_on = entry.begins_on if entry.begins_on != entry.due_on else None
    return {
        "begins_on": begins_on,
        "due_on": entry.due_on,
        "at": at.replace(tzinfo=None) if at else None,
        "time_zone": entry.time_zone,
        "precision": entry.precision,
    }


def difference(row, entry, themes, *, is_calendar_file):
    """The `Difference` between the parsed `row` and `entry`, whose theme ids are `themes`. Adds a problem where the
    line wants what an import does not do. An empty cell empties a text only in lines that name the date by its
    identifier: who adds a few columns of her own must not empty the others."""
    found = Difference()
    for name, value in row.values.items():
        if name in WHEN or name in ("state", "themes"):
            continue
        current = getattr(entry, _THINGS.get(name, name))
        if name == "certainty" and _stays_unannounced(row, entry):
            # Follows from there being no date.
            continue
        if current != value and not _is_same_text(current, value):
            found.add(name, current, value)
    if row.uid is not None and not is_calendar_file:
        for name in sorted(row.cleared - {"themes"}):
            current = getattr(entry, name)
            if not current.strip():
                continue
            if name in _NEVER_EMPTY:
                row.problems.append(Problem(COLUMN_OF.get(name, name), say.MISSING))
            else:
                found.add(name, current, "")
        if "themes" in row.cleared and themes:
            found.add("themes", themes, [])
    if "themes" in row.values and sorted(themes) != row.values["themes"]:
        found.add("themes", sorted(themes), row.values["themes"])
    _add_when(row, entry, found, is_own_feed=is_calendar_file and row.uid is not None)
    _add_state(row, entry, found)
    if "stage" in found.after:
        row.problems.append(Problem("stage", say.STAGE_NOT_HERE))
    if entry.is_generated:
        for name in [name for name in found.after if name not in EDITABLE_GENERATED]:
            row.problems.append(Problem(COLUMN_OF.get(name, name), say.KEPT_BY_PORTAL))
            break
    return found


def _is_same_text(current, value):
    """Spreadsheets change how lines end and drop the space around texts."""
    if not (isinstance(current, str) and isinstance(value, str)):
        return False
    return "\n".join(current.split("\r\n")).strip() == "\n".join(value.split("\r\n")).strip()


def _stays_unannounced(row, entry):
    return (row.values.get("due_on") if row.has_when else entry.due_on) is None


def _add_when(row, entry, found, *, is_own_feed):
    if not row.has_when:
        return
    now = when_of(entry)
    wanted = {name: row.values.get(name, now[name]) for name in WHEN}
    if is_own_feed and _is_what_the_feed_writes(wanted, now):
        return
    if wanted["due_on"] is None and now["due_on"] is None:
        return
    for name in WHEN:
        if now[name] != wanted[name]:
            found.add(name, now[name], wanted[name])
    if now["due_on"] is None and "certainty" not in row.values:
        # What is announced now is no longer "not announced"; how sure it is, somebody has to say.
        found.add("certainty", entry.certainty, Certainty.PROVISIONAL)
    # Day and hour follow from whether there is an hour.
    if {str(found.before.get("precision")), str(found.after.get("precision"))} == {Precision.DAY, Precision.INSTANT}:
        del found.before["precision"], found.after["precision"]


def _is_what_the_feed_writes(wanted, now):
    """A feed shows a month as all its days and a period with an hour as days: no change by anybody."""
    if now["precision"] in _ROUGH:
        first = wanted["begins_on"] or wanted["due_on"]
        return wanted["at"] is None and first == now["due_on"].replace(day=1)
    same_days = (wanted["begins_on"], wanted["due_on"]) == (now["begins_on"], now["due_on"])
    return (
        same_days
        and (wanted["at"] is None) >= (now["begins_on"] is not None)
        and (wanted["at"] == now["at"] or now["begins_on"] is not None)
    )


def _add_state(row, entry, found):
    state = row.values.get("state")
    if state in (None, entry.state):
        return
    if state == EntryState.CANCELLED and entry.state == EntryState.OPEN:
        found.add("state", entry.state, state)
    else:
        row.problems.append(Problem("state", say.STATE_NOT_HERE))


def as_json(values):
    """Values for keeping: days and hours as ISO text."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value):
    if isinstance(value, dt.time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if hasattr(value, "label") else value


def from_json(values):
    """The kept values as they were."""
    back = dict(values)
    for name in ("begins_on", "due_on"):
        if back.get(name):
            back[name] = dt.date.fromisoformat(back[name])
    if back.get("at"):
        back["at"] = dt.time.fromisoformat(back["at"])
    return back
