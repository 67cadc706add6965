"""Writes to links of plan lines: one sets another off, feeds it, or takes its place (MATRIX E018)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from engagements import policy
from engagements.actions.plans import record
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
    link = PlanLink.objects.visible_to(by).filter(source=source, target=target, kind=kind).first()
    if link is not None:
        return link
    link = PlanLink(source=source, target=target, kind=kind, created_by=by)
    link.save(force_insert=True)
    record("plan_link.made", link, source, by=by, after={"kind": str(kind), "target": target.pk})
    return link


@transaction.atomic
def unlink_lines(*, link, by):
    """Take a link away: coordinators of the cluster of its source, who see both lines."""
    policy.check_can_plan(by, link.source.cluster_id)
    record("plan_link.removed", link, link.source, by=by, before={"kind": str(link.kind), "target": link.target_id})
    PlanLink.objects.visible_to(by).filter(pk=link.pk).delete()
