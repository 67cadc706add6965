"""Writes to links of plan lines: one sets another off, feeds it, or takes its place (MATRIX E018)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from engagements import policy
from engagements.actions.plans import hold, parent_of
from engagements.enums import LinkKind
from engagements.models import PlanLine, PlanLink


@transaction.atomic
def link_lines(*, source, target, kind, by):
    """`source` bears on `target`. Coordinators of the cluster of `source`, who see both lines; the other line may be of
    a node or of the national cluster of the same country. Twice changes nothing. Returns the link."""
    policy.check_can_plan(by, source.cluster_id)
    seen = PlanLine.objects.visible_to(by).filter(pk=target.pk, cluster__country=source.cluster.country_id)
    if source.pk == target.pk or not seen.exists():
        raise ValidationError({"target": _("Choose another plan line that you see.")})
    if kind not in LinkKind.values:
        raise ValidationError({"kind": _("Choose how one bears on the other.")})
    # Of two who link the same lines at once the second finds the link.
    hold(source, by)
    link = PlanLink.objects.visible_to(by).filter(source=source, target=target, kind=kind).first()
    if link is not None:
        return link
    link = PlanLink(source=source, target=target, kind=kind, created_by=by)
    link.save(force_insert=True)
    _record("plan_link.made", link, by, after={"kind": str(kind)})
    return link


@transaction.atomic
def unlink_lines(*, link, by):
    """Take a link away: coordinators of the cluster of its source, who see both lines."""
    policy.check_can_plan(by, link.source.cluster_id)
    _record("plan_link.removed", link, by, before={"kind": str(link.kind)})
    PlanLink.objects.visible_to(by).filter(pk=link.pk).delete()


def _record(verb, link, by, *, before=None, after=None):
    """The entry is about the line that the link goes to, under the one it comes from: whoever sees both reads it
    (`policy.trail`), in the history of either."""
    audit.record(
        verb=verb,
        target=link.target,
        by=by,
        cluster_id=link.source.cluster_id,
        parent=parent_of(link.source_id),
        before=before,
        after=after,
        label=f"{link.target._meta.verbose_name} {link.target_id}",
    )
