"""Break-glass: an administrator's reasoned, short, visible look into one cluster's confidential material."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clusters import policy, queries
from clusters.actions.holding import hold_cluster
from clusters.models import BreakGlass
from core import audit, clock, outbox
from core.errors import Refused


@transaction.atomic
def break_glass(*, cluster, reason, by):
    """Open `cluster` to the administrator `by` for HRE_BREAK_GLASS_MINUTES. Recorded in the cluster's own trail,
    and its leads are told by mail. While one is open for the cluster, a second is refused."""
    policy.check_can_break_glass(by)
    reason = reason.strip()
    if len(reason) < 10:
        raise ValidationError({"reason": _("Say why, in a sentence: the cluster reads it.")})
    # Pressed twice, the second press waits here and then finds it open.
    hold_cluster(cluster)
    if queries.open_glasses(by).filter(cluster=cluster).exists():
        raise Refused(_("This access is open already."))
    now = clock.now()
    glass = BreakGlass(
        user=by,
        cluster=cluster,
        reason=reason,
        started_at=now,
        ends_at=now + dt.timedelta(minutes=settings.HRE_BREAK_GLASS_MINUTES),
    )
    glass.full_clean()
    glass.save()
    audit.record(
        verb="glass.broken",
        target=glass,
        label=str(cluster),
        cluster_id=cluster.pk,
        by=by,
        after={"started_at": now.isoformat(), "ends_at": glass.ends_at.isoformat()},
        reason=reason,
    )
    outbox.queue(
        kind="break_glass",
        subject_type="clusters.breakglass",
        subject_id=glass.pk,
        recipients=queries.leads_of(cluster.pk).exclude(pk=by.pk),
        due_on=clock.today(),
    )
    return glass


@transaction.atomic
def end_glass(*, glass, by):
    """Close the access before its time. Its owner may; when it is over already, nothing happens."""
    if glass.user_id != by.pk:
        raise Refused(_("Only the person who opened it may close it."))
    now = clock.now()
    # The table demands an end after the start.
    ends_at = max(now, glass.started_at + dt.timedelta(microseconds=1))
    if BreakGlass.objects.filter(pk=glass.pk, ends_at__gt=ends_at).update(ends_at=ends_at):
        before = glass.ends_at
        glass.refresh_from_db()
        audit.record(
            verb="glass.ended",
            target=glass,
            label=str(glass.cluster),
            cluster_id=glass.cluster_id,
            by=by,
            before={"ends_at": before.isoformat()},
            after={"ends_at": ends_at.isoformat()},
        )
    return glass
