"""Writing a row only if nobody changed it since it was read."""

from django.db.models import F

from core.errors import Stale


def save_version(row, expected_version, by, **changes):
    """Write `changes` to the confidential `row` if it still has `expected_version` and `by` may see it, raising its
    version; otherwise `Stale`. Inside the caller's transaction."""
    rows = type(row).objects.visible_to(by).filter(pk=row.pk, version=expected_version)
    if not rows.update(version=F("version") + 1, **changes):
        raise Stale
    for name, value in changes.items():
        setattr(row, name, value)
    row.version = expected_version + 1
