"""Who sees and who may act on issues, messages, the action plan and what partners can bear."""

from django.db.models import Exists, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES, Role
from clusters.policy import cluster_ids, glass_cluster_ids, is_task_team
from core import policy
from core.errors import Refused
from engagements.enums import SHARED_MARKS, Exposure
from engagements.models import (
    ActionPartner,
    AdvocacyAction,
    AdvocacyIssue,
    AdvocacyMessage,
    IssueInstrument,
    PartnerTolerance,
)
from engagements.policy.common import check_role
from engagements.policy.marks import visible_by_mark
from engagements.policy.plans import holds_role


@policy.register(AdvocacyIssue)
def visible_issues(user):
    return visible_by_mark(user)


def through_visible_issue(user):
    return Q(issue__in=AdvocacyIssue.objects.visible_to(user).order_by().values("pk"))


def in_gallery_q():
    """What may hang in the gallery: an open message whose issue, and the plan line behind it, are not closed
    themselves. Whichever of the three is closed later, the message leaves at once (MATRIX H026)."""
    open_line = Q(issue__plan_line=None) | Q(issue__plan_line__exposure__in=SHARED_MARKS)
    return Q(in_gallery=True, exposure=Exposure.OPEN, issue__exposure__in=SHARED_MARKS) & open_line


@policy.register(AdvocacyMessage)
def visible_messages(user):
    """By the message's own mark, and only for who sees its issue; what hangs in the gallery, for the coordinators of
    every cluster, the Task Team and the GPC."""
    seen = visible_by_mark(user, line="issue__plan_line") & through_visible_issue(user)
    return seen | (in_gallery_q() & sees_gallery(user))


def sees_gallery(user):
    """Q, true or false for every row alike: coordinators of any cluster, the Task Team, the GPC."""
    leads = cluster_ids(user, LEAD_ROLES)
    somewhere = _any(leads)
    return somewhere | holds_role(user, Role.TASK_TEAM) | holds_role(user, Role.GPC)


def _any(ids):
    """Q that holds for every row when `ids` (a list, or a subquery outside a request) is not empty."""
    if isinstance(ids, list):
        return ~Q(pk__in=[]) if ids else policy.NOBODY
    return Q(Exists(ids))


@policy.register(IssueInstrument)
def visible_issue_instruments(user):
    return through_visible_issue(user)


@policy.register(AdvocacyAction)
def visible_actions(user):
    return through_visible_issue(user)


@policy.register(ActionPartner)
def visible_action_partners(user):
    return Q(action__issue__in=AdvocacyIssue.objects.visible_to(user).order_by().values("pk"))


@policy.register(PartnerTolerance)
def visible_tolerances(user):
    """What a partner can bear, and the note on it, is for the coordinators alone (MATRIX H023)."""
    return Q(cluster__in=cluster_ids(user, LEAD_ROLES)) | Q(cluster__in=glass_cluster_ids(user))


def can_advocate(roles):
    """Coordinators and co-coordinators decide what is raised, at which level, by whom."""
    return bool(roles & LEAD_ROLES)


def can_draft(roles):
    """Everybody of the cluster may draft messages and write down findings."""
    return bool(roles & INSIDE_ROLES)


def check_can_advocate(user, cluster_id):
    check_role(user, cluster_id, LEAD_ROLES, _("Only the coordinators of this cluster may do this."))


def check_can_draft(user, cluster_id):
    check_role(user, cluster_id, INSIDE_ROLES, _("Only people of this cluster may write here."))


def check_can_edit(user, record):
    """The coordinators, and who wrote it as long as she belongs to the cluster."""
    if record.created_by_id == user.pk:
        check_can_draft(user, record.cluster_id)
    else:
        check_can_advocate(user, record.cluster_id)


def check_can_keep_hints(user):
    if not is_task_team(user):
        raise Refused(_("The hints are kept by the Task Team."))


def keeps_hints(user):
    return is_task_team(user)
