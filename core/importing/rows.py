"""One record of a file of reference data: a clean value, or the place where the file is broken."""

import datetime as dt
import functools
import zoneinfo

from django.utils.translation import gettext as _

from core.words import listed

# Asking for the names walks the whole folder of zones each time.
_zone_names = functools.cache(zoneinfo.available_timezones)

# Under this name each record of a YAML file keeps the line it begins on.
LINE = "__line__"


class BrokenFile(Exception):
    """A reference file that cannot be loaded. Names the file, the line (1 = first) and the field or column."""

    def __init__(self, file, line, field_name, problem):
        self.file, self.line, self.field, self.problem = file, line, field_name, problem
        place = [str(file)]
        if line:
            place.append(_("line %(line)s") % {"line": line})
        if field_name:
            place.append(_("field “%(field)s”") % {"field": field_name})
        super().__init__(listed(place) + ": " + problem)


class Row:
    """One record of a file. Each reader returns a clean value or raises `BrokenFile` naming the place."""

    def __init__(self, file, line, values):
        self.file, self.line, self.values = file, line, values

    def broken(self, name, problem):
        return BrokenFile(self.file, self.line, name, problem)

    def text(self, name, *, required=False):
        value = self.values.get(name)
        value = "" if value is None else str(value).strip()
        if required and not value:
            raise self.broken(name, _("a value is missing."))
        return value

    def choice(self, name, enum, *, blank=False):
        value = self.text(name, required=not blank)
        if value and value not in enum.values:
            raise self.broken(
                name,
                _("“%(value)s” is not one of %(choices)s.") % {"value": value, "choices": listed(enum.values)},
            )
        return value

    def day(self, name):
        """A calendar day, or None when empty. Only YYYY-MM-DD."""
        value = self.text(name)
        if not value:
            return None
        try:
            return dt.datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=dt.UTC).date()
        except ValueError as error:
            raise self.broken(name, _("“%(value)s” is not a day (YYYY-MM-DD).") % {"value": value}) from error

    def hour(self, name):
        """An hour of the day, or None when empty. Only HH:MM."""
        value = self.text(name)
        if not value:
            return None
        try:
            return dt.datetime.strptime(value, "%H:%M").replace(tzinfo=dt.UTC).time()
        except ValueError as error:
            raise self.broken(name, _("“%(value)s” is not an hour (HH:MM).") % {"value": value}) from error

    def number(self, name, *, default=None):
        value = self.text(name)
        if not value:
            return default
        try:
            return int(value)
        except ValueError as error:
            raise self.broken(name, _("“%(value)s” is not a whole number.") % {"value": value}) from error

    def yes(self, name):
        value = self.text(name, required=True)
        if value not in ("yes", "no"):
            raise self.broken(name, _("“%(value)s” is neither yes nor no.") % {"value": value})
        return value == "yes"

    def zone(self, name):
        """The IANA name of a time zone, or empty."""
        value = self.text(name)
        if value and value not in _zone_names():
            raise self.broken(name, _("“%(value)s” is not a time zone.") % {"value": value})
        return value

    def one_of(self, name, known, *, required=False):
        """`known[value]`, or None when the field is empty; an unknown value breaks the file."""
        value = self.text(name, required=required)
        if not value:
            return None
        if value not in known:
            raise self.broken(name, _("“%(value)s” is not known.") % {"value": value})
        return known[value]

    def names(self, name):
        """A list of short texts (YAML only); empty when absent."""
        value = self.values.get(name) or []
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.broken(name, _("a list of words is expected."))
        return value

    def table(self, name):
        """A mapping (YAML only); empty when absent. The line marks of the reader are taken out."""
        value = self.values.get(name) or {}
        if not isinstance(value, dict):
            raise self.broken(name, _("a table of names and values is expected."))
        return {key: item for key, item in value.items() if key != LINE}
