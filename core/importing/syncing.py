"""Bringing a table in line with a file; what a person has changed stays and is reported."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core import audit, clock
from core.models import AuditEntry

# In place of a set of field names: every field of the row is a person's.
EVERY_FIELD = None


@dataclass
class Tally:
    created: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(frozen=True)
class Difference:
    """The file says one thing, a person said another; the person's value stays. Without `field` the whole row stands in
    no file any more. Values as JSON holds them."""

    model: type
    pk: str
    row: str
    field: str
    file_value: object
    portal_value: object
    file: str = ""
    line: int | None = None
    source: str = ""
    goes_together: bool = False

    @property
    def table(self):
        return str(self.model._meta.verbose_name)


@dataclass
class Report:
    """What a load did, table by table, in the order of loading."""

    tallies: dict = field(default_factory=dict)
    differences: list = field(default_factory=list)
    # Of each table: every row the loader knows, and those that a file named or a person added.
    present: dict = field(default_factory=dict)
    named: dict = field(default_factory=dict)

    def tally(self, model):
        return self.tallies.setdefault(str(model._meta.verbose_name_plural), Tally())

    def gone(self):
        """A `Difference` for each row that came from a file and stands in none any more. Nothing is deleted."""
        found = []
        for model, rows in self.present.items():
            named = self.named.get(model, set())
            found += [
                Difference(model, pk, str(obj), "", None, None, source=getattr(obj, "source", "") or "")
                for pk, obj in rows.items()
                if pk not in named
            ]
        return found

    @property
    def changed_anything(self):
        return any(tally.created or tally.changed for tally in self.tallies.values())


# A person's decision that the file is followed again: in one value, or in the row as a whole.
VALUE_TAKEN, ROW_TAKEN = "reference.value_taken", "reference.row_taken"
_ADDED = (".added", ".created")
# Who verified stands on the row itself, and a wrong press is taken back there.
_LOOKED = (".verified", ".verification_undone")


class Edits(dict):
    """{(label, id): names of the fields that a person has changed}. `added`: the rows that a person made."""

    def __init__(self):
        super().__init__()
        self.added = set()


def edits_by_people(*models):
    """The `Edits` of `models`, by the audit trail, in the order in which they were made."""
    found = Edits()
    entries = (
        AuditEntry.objects.unscoped("the loader must not overwrite what a person has changed")
        .filter(target_type__in=[model._meta.label_lower for model in models], actor_id__isnull=False)
        .order_by("pk")
        .values_list("target_type", "target_id", "verb", "after")
    )
    for label, pk, verb, after in entries:
        if verb.endswith(_LOOKED):
            continue
        if verb == ROW_TAKEN:
            found.pop((label, pk), None)
        elif verb == VALUE_TAKEN:
            left = found.pop((label, pk), set())
            left -= {*(after or {}), *(name.removesuffix("_id") for name in after or {})}
            if left:
                found[label, pk] = left
        else:
            found.setdefault((label, pk), set()).update(after or {})
        if verb.endswith(_ADDED):
            found.added.add((label, pk))
    return found


def sync(model, wanted, *, existing, report, edits, whole_row=False, stamp=(), rows=None):
    """Bring `model` in line with a file, in bulk. Run twice, the second run writes nothing.

    `wanted`: list of (row, key, values), values by attribute name ("mechanism_id"). `existing`: {key: object}; new
    objects are added to it. `edits`: from `edits_by_people`. A field a person has changed stays and is reported;
    with `whole_row` one such change (or a `verified_by`) guards the whole row, for values that hang together.
    `rows`: the opened rows of a sealed table. `stamp`: fields set to now when a row changes. Every change of an
    existing row is in the audit trail.
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
                    Difference(
                        model=model,
                        pk=str(obj.pk),
                        row=str(obj),
                        field=name,
                        file_value=_plain(value),
                        portal_value=_plain(current),
                        file=row.file,
                        line=row.line,
                        source=str(row.values.get("source") or ""),
                        goes_together=whole_row,
                    )
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
    rows = model.objects if rows is None else rows
    rows.bulk_create(created, batch_size=500)
    if changed:
        objects = [obj for obj, _before, _after in changed]
        rows.bulk_update(objects, sorted(_field_names(model, fields)), batch_size=200)
        for obj, before, after in changed:
            audit.record(verb="reference.updated", target=obj, by=None, before=before, after=after)
    tally.created += len(created)
    tally.changed += len(changed)
    present, named = report.present.setdefault(model, {}), report.named.setdefault(model, set())
    present.update({str(obj.pk): obj for obj in existing.values()})
    named.update(str(existing[key].pk) for key in lines)
    added = getattr(edits, "added", ())
    named.update(pk for label, pk in added if label == model._meta.label_lower)


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
