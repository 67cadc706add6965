"""What writes to a case share: the trail, and what is checked."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from engagements import policy
from engagements.models import CaseMove

CASE = "engagements.casereferral"


def record(verb, case, by, *, target=None, before=None, after=None):
    """One audit entry about a case, or `target`, a part of it, under a neutral label."""
    part = target is not None
    target = target or case
    audit.record(
        verb=verb,
        target=target,
        by=by,
        cluster_id=case.cluster_id,
        parent=f"{CASE}:{case.pk}" if part else "",
        before=before,
        after=after,
        label=audit.neutral_label(target),
    )


def note_move(case, verb, by):
    """Keep that `by` made the move `verb`, with the state it led to."""
    CaseMove.objects.create(case=case, verb=verb, state=case.state, at=clock.now(), by=by)


def check_line(cluster, plan_line, by):
    """A plan line must be the cluster's own and seen by the writer."""
    if plan_line is None:
        return
    if plan_line.cluster_id != cluster.pk:
        raise ValidationError({"plan_line": _("This plan line belongs to another cluster.")})
    policy.check_still_visible(plan_line, by)


def check_interim(interim_measures, interim_by):
    """Whoever asks for interim measures says by when."""
    if interim_measures and interim_by is None:
        raise ValidationError({"interim_by": _("Say until when the mechanism must have acted.")})


def plain(value):
    """A value as the trail keeps it."""
    return value.isoformat() if hasattr(value, "isoformat") else value
