"""Things in the audit trail: an entry keeps the number or the key of a thing, a reader meets its name."""

from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist

_kinds: dict[str, str] = {}
_open: set[str] = set()
# Keys whose names are those of things themselves: {"app.model of the object": "app.model:field"}.
_keys_of: dict[str, str] = {}


@dataclass(frozen=True)
class Thing:
    """A kind of thing, and the field by which the trail keeps it."""

    model: type
    field: str = "pk"

    @property
    def is_person(self):
        return self.model is get_user_model()

    @property
    def is_open(self):
        return self.model._meta.label_lower in _open


def name_things(kinds, *, openly=(), keys=None):
    """Say what stands under keys of `before` and `after` that are no relations of the object. `kinds` maps a key, or
    "app.model.key" for the entries about one kind of object, to "app.model" (kept by number), to "app.model:field"
    (kept by that field) or to "" (a number and no thing); `keys` maps a kind of object whose keys are themselves
    things. `openly`: the models whose names everybody may read; of all others the trail tells kind and number, as in
    the head of an entry. From an app's `ready()`."""
    _kinds.update(kinds)
    _open.update(openly)
    _keys_of.update(keys or {})


def field_of(target_type, name):
    """The model's field, whose name the catalogues know; None for a key that is no field (any more)."""
    try:
        return apps.get_model(target_type)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None


def kind_of(target_type, name):
    """The `Thing` that stands under the key `name` of an entry about a `target_type`, or None."""
    if (said := _kinds.get(f"{target_type}.{name}")) is not None:
        return _thing(said)
    field, said = field_of(target_type, name), _thing(_kinds.get(name, ""))
    if field is not None and (field.many_to_one or field.one_to_one):
        # Of some relations the trail keeps the key.
        return said if said is not None and said.model is field.related_model else Thing(field.related_model)
    return said if field is None or not getattr(field, "choices", None) else None


def kind_of_keys(target_type, field):
    """The `Thing` whose names stand in the place of the names of fields, or None."""
    return _thing(_keys_of.get(target_type, "")) if field is None else None


def _thing(said):
    label, _colon, field = said.partition(":")
    return Thing(apps.get_model(label), field or "pk") if label else None


def names_of(entries):
    """{(model, field): {value: name}} for the things in `entries`: one query for each open kind of thing."""
    wanted: dict[tuple, set] = {}
    for entry in entries:
        for kept in (entry.before, entry.after):
            for name, value in kept.items() if isinstance(kept, dict) else ():
                field = field_of(entry.target_type, name)
                if keyed := kind_of_keys(entry.target_type, field):
                    _want(wanted, keyed, name)
                _collect(wanted, kind_of(entry.target_type, name), value)
    return {key: _names(*key, values) for key, values in wanted.items()}


def _collect(wanted, thing, value):
    if thing is not None and not thing.is_person and thing.is_open:
        for each in _each(value):
            _want(wanted, thing, each)
    elif thing is None:
        for name, inner in _inside(value):
            if name in _kinds:
                _collect(wanted, _thing(_kinds[name]), inner)


def _want(wanted, thing, value):
    if value not in (None, "") and not isinstance(value, bool | dict | list):
        wanted.setdefault((thing.model, thing.field), set()).add(str(value))


def _names(model, field, values):
    column = model._meta.pk if field == "pk" else model._meta.get_field(field)
    if column.get_internal_type().endswith(("AutoField", "IntegerField")):
        values = {value for value in values if value.isdecimal()}
    rows = model.objects.filter(**{f"{column.name}__in": values}) if values else ()
    return {str(getattr(row, column.attname)): str(row) for row in rows}


def _each(value):
    if isinstance(value, str):
        # Keys that were written down as one line.
        return value.split(", ")
    return value if isinstance(value, list) else [value]


def _inside(value):
    """The (key, value) pairs of the nested values in `value`."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            yield from each.items()


def worded(value, thing, names):
    """`value`, one number or key or several, as the names of things. Nothing for none."""
    if isinstance(value, list):
        return [worded(each, thing, names) for each in value]
    if not value or isinstance(value, bool | dict):
        return None if value == 0 else value
    found = names.get((thing.model, thing.field), {}) if names else {}
    if isinstance(value, str) and ", " in value and value not in found:
        return [worded(each, thing, names) for each in value.split(", ")]
    if name := found.get(str(value)):
        return name
    # A key, or a name that was written down as it was, says more than the kind.
    return f"{thing.model._meta.verbose_name} {value}" if isinstance(value, int) else value


def words_inside(value, names):
    """`value` with the things in its nested values in words."""
    if isinstance(value, list):
        return [words_inside(each, names) for each in value]
    if isinstance(value, dict):
        return {
            name: worded(each, thing, names)
            if (thing := _thing(_kinds.get(name, ""))) is not None
            else words_inside(each, names)
            for name, each in value.items()
        }
    return value
