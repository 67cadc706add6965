"""The audit trail: `record()` is called inside the transaction of the act it tells of."""

from core import clock
from core.middleware import request_id
from core.models import AuditEntry


def record(*, verb, target, by, cluster_id=None, parent="", before=None, after=None, reason="", label=None):
    """Add one entry. `by` is the person, or None for the portal itself; `before` and `after` are flat dicts of
    plain values (dates as ISO text). The entry is readable by the cluster `cluster_id` (or, without one,
    by the Task Team). Returns the entry; calling twice records twice."""
    entry = _entry(verb, target, by, cluster_id, parent, before, after, reason, label)
    entry.save()
    return entry


def neutral_label(row):
    """What the trail calls a row of which it must tell nothing: its kind and its number."""
    return f"{row._meta.verbose_name} {row.pk}"


def record_each(*, verb, acts, by, reason="", cluster_id=None, label=str):
    """One entry for each of many acts of the same kind, in few queries. `acts`: (target, before, after);
    `label(target)` is what the trail calls it."""
    entries = [
        _entry(verb, target, by, cluster_id, "", before, after, reason, label(target)) for target, before, after in acts
    ]
    AuditEntry.objects.bulk_create(entries, batch_size=500)


def _entry(verb, target, by, cluster_id, parent, before, after, reason, label):
    return AuditEntry(
        at=clock.now(),
        actor_id=by.pk if by else None,
        actor_label=str(by) if by else "HRE Portal",
        verb=verb,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        target_label=str(label if label is not None else target)[:300],
        parent=parent,
        cluster_id=cluster_id,
        before=before,
        after=after,
        reason=reason,
        request_id=request_id.get(),
    )
