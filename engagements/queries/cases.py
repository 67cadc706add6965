"""Reads of individual cases: the handler's and the deputies' alone."""

from engagements import policy
from engagements.enums import CaseState
from engagements.models import CaseDeputy, CaseMove, CaseReferral, PlanLine


def cases(user):
    """Every case of which `user` is, open ones first."""
    rows = CaseReferral.objects.visible_to(user).select_related("cluster__country", "mechanism", "handler")
    return sorted(rows, key=lambda found: found.state == CaseState.CLOSED)


def case(user, pk):
    rows = CaseReferral.objects.visible_to(user).filter(pk=pk)
    return rows.select_related("cluster__country", "mechanism", "handler").first()


def line_of(user, found):
    """The plan line of a case, if the reader sees it."""
    return PlanLine.objects.visible_to(user).filter(pk=found.plan_line_id).first() if found.plan_line_id else None


def deputies(user, found):
    rows = CaseDeputy.objects.visible_to(user).filter(case=found).select_related("user")
    return [row.user for row in rows.order_by("user__name", "user_id")]


def moves(user, found):
    return list(CaseMove.objects.visible_to(user).filter(case=found).select_related("by"))


def lines_to_choose(user, cluster):
    """Plan lines that a case may stand on."""
    return PlanLine.objects.visible_to(user).filter(cluster=cluster).order_by("-year", "title")


def people_to_name(found, besides):
    """Who may be named as deputy."""
    taken = [found.handler_id, *(person.pk for person in besides)]
    return policy.nameable_people(found.cluster).exclude(pk__in=taken)
