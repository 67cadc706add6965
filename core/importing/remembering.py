"""What a load found different, kept until somebody decides: nothing is overwritten, nothing is forgotten."""

from core import clock
from core.enums import DifferenceState
from core.models import ReferenceDifference

_TOLD = ("label", "portal_value", "file_value", "file", "line", "source", "goes_together")
_WRITTEN = (*_TOLD, "first_seen", "last_seen", "state", "decided_by", "decided_at", "reason", "version")


def remember(report):
    """Bring the table of differences in line with the `Report` of a load. New ones are open; one that was decided in
    our favour stays decided until the file says something else; one that is gone is settled. The same load again adds
    nothing. The caller holds the transaction. Two reads and three writes at most."""
    now = clock.now()
    labels = {model._meta.label_lower for model in report.present}
    known = {
        (row.target_type, row.target_id, row.field): row
        for row in ReferenceDifference.objects.filter(target_type__in=labels)
    }
    created, changed, seen = [], [], []
    for item in (*report.differences, *report.gone()):
        told = {
            "label": item.row[:300],
            "portal_value": item.portal_value,
            "file_value": item.file_value,
            "file": str(item.file),
            "line": item.line,
            "source": item.source,
            "goes_together": item.goes_together,
        }
        key = (item.model._meta.label_lower, item.pk, item.field)
        row = known.pop(key, None)
        if row is None:
            created.append(
                ReferenceDifference(
                    target_type=key[0], target_id=key[1], field=key[2], first_seen=now, last_seen=now, **told
                )
            )
            continue
        seen.append(row.pk)
        stays = row.state == DifferenceState.OPEN or (
            row.state == DifferenceState.KEPT and row.file_value == told["file_value"]
        )
        if stays and all(getattr(row, name) == value for name, value in told.items()):
            continue
        for name, value in told.items():
            setattr(row, name, value)
        if not stays:
            row.state, row.first_seen = DifferenceState.OPEN, now
            row.decided_by, row.decided_at, row.reason = None, None, ""
        row.version += 1
        row.last_seen = now
        changed.append(row)
    for row in known.values():
        if row.state in (DifferenceState.OPEN, DifferenceState.KEPT):
            row.state = DifferenceState.SETTLED
            row.version += 1
            changed.append(row)
    ReferenceDifference.objects.bulk_create(created, batch_size=500)
    ReferenceDifference.objects.bulk_update(changed, _WRITTEN, batch_size=200)
    if seen:
        ReferenceDifference.objects.filter(pk__in=seen).update(last_seen=now)
