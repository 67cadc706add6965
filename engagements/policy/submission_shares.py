"""Which drafts are shared with the Task Team. A share opens one text on a line that the Task Team sees anyway."""

from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from clusters.enums import Role
from clusters.models import Cluster, Membership, User
from clusters.policy import running
from core import clock, policy
from engagements.enums import Exposure
from engagements.models import ProtocolSignature, SharingException, SubmissionShare
from engagements.policy.common import through_visible_submission
from engagements.policy.sharing import in_force

SHAREABLE_LINES = (Exposure.OPEN, Exposure.MEMBERS)


@policy.register(SubmissionShare)
def visible_submission_shares(user):
    return through_visible_submission(user)


def running_shares(today=None):
    """Shares in force on `today` (UTC), the last day included."""
    return Q(ended_at=None, ends_on__gte=today or clock.today())


def shared_with_task_team(user):
    """Q over submissions: those that a coordinator has shared with the Task Team, for a person of it. A confidential
    text is never opened by a share; a restricted one only where the person's organisation has signed the protocol of
    the cluster, or an exception is in force."""
    shares = SubmissionShare.objects.unscoped("what is shared with the Task Team opens itself to it")
    shared = Q(pk__in=shares.filter(running_shares()).order_by().values("submission_id"))
    clusters, lines = _covered(user)
    may = Q(exposure__in=[Exposure.OPEN, Exposure.MEMBERS])
    may |= Q(exposure=Exposure.RESTRICTED) & (Q(plan_line__cluster__in=clusters) | Q(plan_line__in=lines))
    return shared & may


def _covered(user):
    """(clusters, lines) whose closed material may go to the organisation for which `user` is in the Task Team."""
    mine = Membership.objects.filter(
        running(), user=user, role=Role.TASK_TEAM, cluster=None, organisation__isnull=False
    )
    here = {"organisation__in": mine.values("organisation_id")}
    signed = ProtocolSignature.objects.unscoped("what the organisation of the asker herself has signed")
    signed = signed.filter(in_force(), **here).order_by().values("cluster_id")
    excepted = SharingException.objects.unscoped("what the organisation of the asker herself has signed")
    excepted = excepted.filter(in_force(), **here).order_by()
    general = excepted.filter(plan_line=None).values("cluster_id")
    clusters = Cluster.objects.filter(
        Q(pk__in=signed) | Q(parent__in=signed) | Q(pk__in=general) | Q(parent__in=general)
    )
    return clusters.order_by().values("pk"), excepted.filter(plan_line__isnull=False).values("plan_line_id")


def task_team_people():
    """Active people who are in the Task Team now."""
    held = Membership.objects.filter(running(), role=Role.TASK_TEAM, cluster=None)
    return User.objects.filter(is_active=True, pk__in=held.values("user_id")).order_by("name", "pk")


def task_team_organisations():
    """[(organisation id, name)] for which people are in the Task Team now."""
    held = Membership.objects.filter(running(), role=Role.TASK_TEAM, cluster=None, user__is_active=True)
    rows = held.filter(organisation__isnull=False).order_by("organisation__name")
    return list(rows.values_list("organisation_id", "organisation__name").distinct())


def share_problem(submission):
    """Why this text cannot be shared with the Task Team whoever asks, as a sentence, or ""."""
    if submission.mark == Exposure.CONFIDENTIAL:
        return _("A confidential text is for the people named on it. It cannot be shared with the Task Team.")
    if submission.plan_line.exposure not in SHAREABLE_LINES:
        return _("The Task Team does not see the plan line of this text, and a share opens the text alone.")
    return ""


def share_is_running():
    """Whether a share is in force, as part of the question that reads it."""
    return Case(When(running_shares(), then=Value(True)), default=Value(False))


def share_on():
    """Whether a submission is shared now, as part of the question that reads it for somebody who sees it."""
    rows = SubmissionShare.objects.unscoped("said of a submission that the asker sees")
    return Exists(rows.filter(running_shares(), submission=OuterRef("pk")).order_by())
