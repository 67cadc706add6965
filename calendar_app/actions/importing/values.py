"""Values of a line as the building of dates takes them: things instead of ids, day and hour as arguments."""

from dataclasses import dataclass

from calendar_app.actions.importing.comparing import when_of
from calendar_app.enums import Certainty, Precision
from calendar_app.importing.parsing import WHEN
from clusters.models import Country
from mechanisms.models import Mechanism, Theme

_EXACT_OR_NONE = frozenset({Precision.DAY, Precision.INSTANT, Precision.NONE})


@dataclass(frozen=True)
class Things:
    """Everything that values name by id, by id."""

    mechanisms: dict
    countries: dict
    themes: dict

    @classmethod
    def of(cls, lookups):
        return cls(lookups.mechanisms.by_pk, lookups.countries.by_pk, lookups.themes.by_pk)

    @classmethod
    def named_in(cls, values):
        """Those that a list of values names. Three queries."""
        return cls(
            Mechanism.objects.in_bulk({each.get("mechanism") for each in values} - {None}),
            Country.objects.in_bulk({each.get("country") for each in values} - {None}),
            Theme.objects.in_bulk({key for each in values for key in each.get("themes") or ()}),
        )

    def put_into(self, values):
        """`values` with things for ids; a list of themes stays a list."""
        values = dict(values)
        if "mechanism" in values:
            values["mechanism"] = self.mechanisms[values["mechanism"]]
        if values.get("country"):
            values["country"] = self.countries[values["country"]]
        if "themes" in values:
            values["themes"] = [self.themes[key] for key in values["themes"] if key in self.themes]
        return values


def values_of_new(values, things):
    """What `drafted_entry` takes, and the themes beside it. A date of which the file does not say how sure it is, is
    provisional."""
    given = things.put_into({"certainty": Certainty.PROVISIONAL, **values})
    themes = given.pop("themes", [])
    when = _when({name: given.pop(name) for name in WHEN if name in given})
    return {**given, **when}, themes


def values_of_change(values, entry, things):
    """What `apply_changes` takes, and the themes beside it (None: as they are)."""
    given = things.put_into(values)
    themes = given.pop("themes", None)
    given.pop("state", None)
    when = {name: given.pop(name) for name in WHEN if name in given}
    if when:
        given |= _when({**when_of(entry), **when})
    return given, themes


def _when(values):
    """The exact precisions follow from the hour."""
    precision = values.get("precision")
    return {
        "due_on": values.get("due_on"),
        "begins_on": values.get("begins_on"),
        "at": values.get("at"),
        "time_zone": values.get("time_zone", ""),
        "precision": None if precision in _EXACT_OR_NONE else precision,
    }
