"""Reading files of reference data and bringing tables in line with them.

A broken file is named with its line and field and nothing is written. A value that a person has changed in the
portal is never overwritten: the difference is reported instead.
"""

import csv
import datetime as dt
import functools
import zoneinfo
from dataclasses import dataclass, field

import yaml
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core import audit, clock
from core.models import AuditEntry

# Asking for the names walks the whole folder of zones each time.
_zone_names = functools.cache(zoneinfo.available_timezones)

# In place of a set of field names: every field of the row is a person's.
EVERY_FIELD = None


class BrokenFile(Exception):
    """A reference file that cannot be loaded. Names the file, the line (1 = first) and the field or column."""

    def __init__(self, file, line, field_name, problem):
        self.file, self.line, self.field, self.problem = file, line, field_name, problem
        place = [str(file)]
        if line:
            place.append(_("line %(line)s") % {"line": line})
        if field_name:
            place.append(_("field “%(field)s”") % {"field": field_name})
        super().__init__(", ".join(place) + ": " + problem)


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
                _("“%(value)s” is not one of %(choices)s.") % {"value": value, "choices": ", ".join(enum.values)},
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


def read_csv(folder, name, columns):
    """The records of a CSV file with a head line. Every one of `columns` must be there; others are refused."""
    path = folder / name
    rows = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            head = next(reader, [])
            for column in columns:
                if column not in head:
                    raise BrokenFile(name, 1, column, _("the column is missing."))
            for column in head:
                if column not in columns:
                    raise BrokenFile(name, 1, column, _("the column is not known."))
            line = reader.line_num + 1
            for cells in reader:
                if cells and len(cells) != len(head):
                    raise BrokenFile(
                        name,
                        line,
                        head[min(len(cells), len(head) - 1)],
                        _("%(found)s cells instead of %(wanted)s.") % {"found": len(cells), "wanted": len(head)},
                    )
                if cells:
                    rows.append(Row(name, line, dict(zip(head, cells, strict=True))))
                line = reader.line_num + 1
    except FileNotFoundError as error:
        raise BrokenFile(name, None, None, _("the file is missing.")) from error
    except OSError as error:
        raise BrokenFile(name, None, None, _("not readable: %(error)s") % {"error": error.strerror}) from error
    except UnicodeDecodeError as error:
        raise BrokenFile(name, None, None, _("the file is not UTF-8 text.")) from error
    except csv.Error as error:
        raise BrokenFile(name, reader.line_num, None, _("not readable as CSV: %(error)s") % {"error": error}) from error
    return rows


LINE = "__line__"


class _LineLoader(yaml.CSafeLoader):
    """Safe YAML whose mappings remember the line they begin on."""


def _mapping(loader, node):
    values = loader.construct_mapping(node, deep=True)
    values[LINE] = node.start_mark.line + 1
    return values


_LineLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_yaml(folder, name, top, fields):
    """The records of the list `top` of a YAML file. Fields outside `fields` are refused, so a slip is seen."""
    path = folder / name
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise BrokenFile(name, None, None, _("the file is missing.")) from error
    except OSError as error:
        raise BrokenFile(name, None, None, _("not readable: %(error)s") % {"error": error.strerror}) from error
    except UnicodeDecodeError as error:
        raise BrokenFile(name, None, None, _("the file is not UTF-8 text.")) from error
    try:
        content = yaml.load(text, Loader=_LineLoader)  # noqa: S506 (a safe loader that also counts lines)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise BrokenFile(name, line, None, _("not readable as YAML: %(error)s") % {"error": error.problem}) from error
    except yaml.YAMLError as error:
        raise BrokenFile(name, None, None, _("not readable as YAML: %(error)s") % {"error": error}) from error
    records = content.get(top) if isinstance(content, dict) else None
    if not isinstance(records, list):
        raise BrokenFile(name, 1, top, _("a list is expected."))
    rows = []
    for position, record in enumerate(records, start=1):
        if not isinstance(record, dict):
            raise BrokenFile(name, None, top, _("record %(number)s is no table.") % {"number": position})
        for key in record:
            if key != LINE and key not in fields:
                raise BrokenFile(name, record[LINE], key, _("the field is not known."))
        rows.append(Row(name, record[LINE], record))
    return rows


@dataclass
class Tally:
    created: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(frozen=True)
class Difference:
    """The file says one thing, a person said another; the person's value stays."""

    table: str
    row: str
    field: str
    file_value: str
    portal_value: str


@dataclass
class Report:
    """What a load did, table by table, in the order of loading."""

    tallies: dict = field(default_factory=dict)
    differences: list = field(default_factory=list)

    def tally(self, model):
        return self.tallies.setdefault(str(model._meta.verbose_name_plural), Tally())

    @property
    def changed_anything(self):
        return any(tally.created or tally.changed for tally in self.tallies.values())


def edits_by_people(*models):
    """{(label, id): names of the fields that a person has changed}, by the audit trail."""
    found = {}
    entries = (
        AuditEntry.objects.unscoped("the loader must not overwrite what a person has changed")
        .filter(target_type__in=[model._meta.label_lower for model in models], actor_id__isnull=False)
        .values_list("target_type", "target_id", "after")
    )
    for label, pk, after in entries:
        found.setdefault((label, pk), set()).update(after or {})
    return found


def sync(model, wanted, *, existing, report, edits, whole_row=False, stamp=()):
    """Bring `model` in line with a file, in bulk. Run twice, the second run writes nothing.

    `wanted`: list of (row, key, values), values by attribute name ("mechanism_id"). `existing`: {key: object}; new
    objects are added to it. `edits`: from `edits_by_people`. A field a person has changed stays and is reported;
    with `whole_row` one such change (or a `verified_by`) guards the whole row, for values that hang together.
    `stamp`: fields set to now when a row changes. Every change of an existing row is in the audit trail.
    The caller holds the transaction.
    """
    tally = report.tally(model)
    now = clock.now()
    created, changed, fields, lines = [], [], set(), {}
    for row, key, values in wanted:
        if key in lines:
            raise row.broken(None, _("the same record stands on line %(line)s.") % {"line": lines[key]})
        lines[key] = row.line
        _check_values(model, row, values)
        obj = existing.get(key)
        if obj is None:
            existing[key] = model(**values)
            created.append(existing[key])
            continue
        theirs = _guarded(model, obj, edits, whole_row)
        before, after = {}, {}
        for name, value in values.items():
            current = getattr(obj, name)
            if current == value:
                continue
            if theirs is EVERY_FIELD or name in theirs or name.removesuffix("_id") in theirs:
                report.differences.append(
                    Difference(str(model._meta.verbose_name), str(obj), name, _plain(value), _plain(current))
                )
                continue
            before[name], after[name] = _plain(current), _plain(value)
            setattr(obj, name, value)
        if not after:
            tally.unchanged += 1
            continue
        for name in stamp:
            setattr(obj, name, now)
        fields.update(after, stamp)
        changed.append((obj, before, after))
    model.objects.bulk_create(created, batch_size=500)
    if changed:
        objects = [obj for obj, _before, _after in changed]
        model.objects.bulk_update(objects, sorted(_field_names(model, fields)), batch_size=200)
        for obj, before, after in changed:
            audit.record(verb="reference.updated", target=obj, by=None, before=before, after=after)
    tally.created += len(created)
    tally.changed += len(changed)


def _guarded(model, obj, edits, whole_row):
    theirs = edits.get((model._meta.label_lower, str(obj.pk)))
    if whole_row and (theirs is not None or getattr(obj, "verified_by_id", None)):
        return EVERY_FIELD
    return theirs or set()


def _field_names(model, attributes):
    by_attribute = {item.attname: item.name for item in model._meta.concrete_fields}
    return {by_attribute[name] for name in attributes}


def _check_values(model, row, values):
    """What the columns themselves demand (lengths, ranges, addresses), told with the place in the file."""
    for item in model._meta.concrete_fields:
        value = values.get(item.attname)
        if value in (None, ""):
            continue
        try:
            item.run_validators(value)
        except ValidationError as error:
            raise row.broken(item.name, error.messages[0]) from error


def _plain(value):
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)
