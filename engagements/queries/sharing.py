"""Reads of the rules of sharing, and what the page of safeguards tells of them."""

from dataclasses import dataclass

from django.db.models import Q, Value

from clusters.enums import INSIDE_ROLES
from clusters.models import Cluster, Membership, Organisation
from clusters.policy import cluster_ids, glass_cluster_ids, has_role_in, reaches, running
from core import clock
from engagements import policy
from engagements.models import (
    CaseReferral,
    PlanLine,
    ProtocolSignature,
    ReferralCapacity,
    ReprisalProtocol,
    SharingException,
    SharingProtocol,
    SharingStrategy,
)


def clusters_inside(user):
    """The clusters to whose circle `user` belongs, and those whose glass she has broken."""
    inside = Q(pk__in=cluster_ids(user, INSIDE_ROLES)) | Q(pk__in=glass_cluster_ids(user))
    return Cluster.objects.filter(inside).select_related("country").order_by("country__name", "name")


def protocols(user, cluster):
    """Versions of the protocol, newest first."""
    rows = SharingProtocol.objects.visible_to(user).filter(cluster=cluster)
    return list(rows.select_related("recorded_by"))


def strategies(user, cluster):
    """Versions of the safe-sharing strategy, newest first."""
    rows = SharingStrategy.objects.visible_to(user).filter(cluster=cluster)
    return list(rows.select_related("recorded_by"))


def _mark_running(rows):
    today = clock.today()
    for row in rows:
        row.is_running = row.ended_at is None and (row.ends_on is None or row.ends_on >= today)
    return sorted(rows, key=lambda row: not row.is_running)


def signatures(user, cluster):
    """Who has signed, those in force first; each with `is_running`."""
    rows = ProtocolSignature.objects.visible_to(user).filter(cluster=cluster)
    return _mark_running(rows.select_related("organisation", "protocol", "recorded_by"))


def exceptions(user, cluster):
    """The log of exceptions, those in force first; each with `is_running`, and `line` where the reader sees it."""
    rows = SharingException.objects.visible_to(user).filter(cluster=cluster)
    rows = _mark_running(rows.select_related("organisation", "granted_by"))
    lines = PlanLine.objects.visible_to(user).in_bulk({row.plan_line_id for row in rows if row.plan_line_id})
    for row in rows:
        row.line = lines.get(row.plan_line_id)
    return rows


def signature(user, pk):
    rows = ProtocolSignature.objects.visible_to(user).filter(pk=pk)
    return rows.select_related("organisation", "cluster").first()


def exception(user, pk):
    rows = SharingException.objects.visible_to(user).filter(pk=pk)
    return rows.select_related("organisation", "cluster").first()


def organisations_in(cluster):
    """Organisations whose people work in the cluster now, or in the national one."""
    here = Membership.objects.filter(running(), reaches(cluster))
    return Organisation.objects.filter(pk__in=here.values("organisation_id")).order_by("name")


def capacities(user, cluster):
    """The register of legal help that `user` may read."""
    rows = ReferralCapacity.objects.visible_to(user).filter(cluster=cluster)
    return list(rows.select_related("organisation", "created_by"))


def capacity(user, pk):
    rows = ReferralCapacity.objects.visible_to(user).filter(pk=pk)
    return rows.select_related("organisation", "cluster").first()


@dataclass(frozen=True)
class SafetyCards:
    """What the page of safeguards shows beside the approval policy: newest versions (None: not on record), and the
    reader's own doors."""

    protocol: int | None
    strategy: int | None
    reprisal_protocol: int | None
    has_cases: bool
    is_of_circle: bool
    leads: bool


def safety_cards(user, cluster):
    """For the circle of the cluster only; None for others who may open the page. Whether somebody has cases, or looks
    after reprisals, is told to herself alone."""
    if cluster is None or not (
        has_role_in(user, cluster.pk, INSIDE_ROLES) or clusters_inside(user).filter(pk=cluster.pk).exists()
    ):
        return None
    newest = {"protocol": None, "strategy": None, "reprisal_protocol": None}
    tables = (("protocol", SharingProtocol), ("strategy", SharingStrategy), ("reprisal_protocol", ReprisalProtocol))
    first, *others = (
        model.objects.visible_to(user).filter(cluster=cluster).order_by().values_list(Value(name), "number")
        for name, model in tables
    )
    for name, number in first.union(*others, all=True):
        newest[name] = max(newest[name] or 0, number)
    return SafetyCards(
        **newest,
        has_cases=CaseReferral.objects.visible_to(user).exists(),
        is_of_circle=policy.is_of_circle(user, cluster.pk),
        leads=policy.can_lead_sharing(user, cluster.pk),
    )
