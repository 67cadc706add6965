"""Writing a row only if nobody changed it since it was read."""

from django.db.models import F

from core.errors import Stale
from core.scoping import ScopedModel


def save_version(row, expected_version, by, **changes):
    """Write `changes` to `row` if it still has `expected_version` and `by` may see it, raising its version; otherwise
    `Stale`. A row of an open model is seen by everybody with an account. Inside the caller's transaction."""
    rows = type(row).objects
    seen = rows.visible_to(by) if isinstance(row, ScopedModel) else rows.all()
    if not seen.filter(pk=row.pk, version=expected_version).update(version=F("version") + 1, **changes):
        raise Stale
    for name, value in changes.items():
        setattr(row, name, value)
    row.version = expected_version + 1


def change_version(row, values, expected_version, by, *, check, always=False, **stamps):
    """Give `row` those of `values` that differ from what it says, and save it with `save_version` once `check(row)` let
    the whole pass; `stamps` are written with them. Returns what changed, {name: new value}. Nothing changed: nothing is
    checked or written and `expected_version` is not looked at, unless `always`. The trail is the caller's."""
    changes = {name: value for name, value in values.items() if value != getattr(row, name)}
    if changes or always:
        for name, value in changes.items():
            setattr(row, name, value)
        check(row)
        save_version(row, expected_version, by, **stamps, **changes)
    return changes


def stripped(values):
    """{name: value}, texts without space around them."""
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def stripped_of(values, allowed):
    """The same where only the names in `allowed` may be given: another one is a mistake of the caller, TypeError."""
    if unknown := set(values) - set(allowed):
        raise TypeError(f"not of this record: {', '.join(sorted(unknown))}")
    return stripped(values)
