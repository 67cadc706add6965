"""The rows that versions of some components hold: actors, messages, objectives. Pure: dicts in, dicts out.

Each row carries an `id` that stays the same from version to version, so that change can be told from replacement.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from core.documents.markup import clean_text
from engagements.enums import Stance
from mechanisms.enums import Holds

MOST_ROWS = 60
ACTOR, MESSAGE, OBJECTIVE = "actor", "message", "objective"
# The texts of a row with their greatest length; the first one is what the row is about and may not be empty.
TEXTS = {
    Holds.STAKEHOLDERS: {"actor": 200, "note": 500},
    Holds.MESSAGES: {"audience": 200, "message": 1000, "channel": 200, "timing": 200},
    Holds.OBJECTIVES: {"objective": 500, "course": 500},
}
SCALES = {Holds.STAKEHOLDERS: ("influence", "interest")}


class BrokenRow(ValueError):
    """A row that cannot be kept; `row` is its place, `name` the field, `sentence` what is wrong."""

    def __init__(self, row, name, sentence):
        super().__init__(sentence)
        self.row, self.name, self.sentence = row, name, sentence


def has_rows(holds):
    return holds in TEXTS


def clean_rows(holds, rows, *, step_ids=frozenset()):
    """`rows` as they are kept: known fields only, texts without spaces at their ends, a new id where there is none,
    steps that are the line's own (`step_ids`). Rows without any text are left out. Raises `BrokenRow`."""
    if not has_rows(holds):
        return []
    if len(rows) > MOST_ROWS:
        raise BrokenRow(MOST_ROWS, "", _("Keep to 60 rows, or put some of them together."))
    kept, next_id = [], max((_number(row.get("id")) for row in rows), default=0) + 1
    seen = set()
    for place, row in enumerate(rows):
        texts = {name: _text(row.get(name)) for name in TEXTS[holds]}
        if not any(texts.values()):
            continue
        main = next(iter(texts))
        if not texts[main]:
            raise BrokenRow(place, main, _("Say who or what this row is about."))
        for name, text in texts.items():
            if len(text) > TEXTS[holds][name]:
                raise BrokenRow(place, name, _("This is too long."))
        number = _number(row.get("id"))
        if number == 0 or number in seen:
            number, next_id = next_id, next_id + 1
        seen.add(number)
        kept.append({"id": number, **texts, **_more(holds, row, place, step_ids)})
    return kept


def _text(value):
    """The words of a field; what is no text, and signs that nobody sees or that a database refuses, are left out."""
    return clean_text(value).strip() if isinstance(value, str) else ""


def _number(value):
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**6 else 0


def _more(holds, row, place, step_ids):
    more = {}
    for name in SCALES.get(holds, ()):
        value = row.get(name)
        if value is not None and _number(value) not in range(1, 6):
            raise BrokenRow(place, name, _("Choose a number from 1 to 5, or leave it open."))
        more[name] = value
    if holds == Holds.STAKEHOLDERS:
        more["stance"] = row.get("stance") or Stance.UNKNOWN.value
        if more["stance"] not in Stance.values:
            raise BrokenRow(place, "stance", _("Choose one of the stances."))
    if holds == Holds.OBJECTIVES:
        given = row.get("steps") or []
        steps = [_number(step) for step in given] if isinstance(given, list | tuple) else [0]
        if set(steps) - set(step_ids):
            raise BrokenRow(place, "steps", _("Choose steps of this line."))
        more["steps"] = sorted(set(steps))
    return more


@dataclass(frozen=True)
class RowChange:
    """A row beside the one it was in the earlier version. `state`: new, gone, changed or same. `moved`: {scale: how
    much it rose or fell}; `was`: the earlier values of the fields that differ."""

    row: dict
    state: str
    moved: dict = field(default_factory=dict)
    was: dict = field(default_factory=dict)


def row_changes(holds, before, after):
    """[`RowChange`] in the order of `after`, rows that are gone at the end. Without an earlier version everything is
    the same as itself: a first version has moved nowhere."""
    if before is None:
        return [RowChange(row, "same") for row in after]
    old = {row["id"]: row for row in before}
    changes = []
    for row in after:
        earlier = old.pop(row["id"], None)
        if earlier is None:
            changes.append(RowChange(row, "new"))
            continue
        was = {name: earlier.get(name) for name in row if row[name] != earlier.get(name)}
        moved = {}
        for name in SCALES.get(holds, ()):
            now, then = row.get(name), earlier.get(name)
            if now is not None and then is not None and now != then:
                moved[name] = now - then
        changes.append(RowChange(row, "changed" if was else "same", moved, was))
    return changes + [RowChange(row, "gone") for row in old.values()]
