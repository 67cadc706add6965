"""Who sees and who may act on a cluster's plans and submissions. The only statement of both."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES, Role
from clusters.policy import cluster_ids, glass_cluster_ids, has_role, has_role_in
from core import policy
from core.errors import Refused
from core.models import PrivateFile
from engagements.enums import Exposure, Status
from engagements.models import (
    Dispatch,
    EngagementStep,
    PlanLine,
    PlanLineReader,
    RiskForm,
    Section,
    SignOff,
    Submission,
    SubmissionReader,
    Version,
)

# Statuses in which the text is still the writers' own (MATRIX B004: members see drafts shared for consultation).
WRITERS_ONLY = (Status.DRAFT, Status.WITHDRAWN)


def _line_reader_ids(user):
    return PlanLineReader.objects.unscoped("whether the asker is named").filter(user=user).values("plan_line_id")


def _submission_reader_ids(user, **extra):
    named = SubmissionReader.objects.unscoped("whether the asker is named").filter(user=user, **extra)
    return named.values("submission_id")


@policy.register(PlanLine)
def visible_plan_lines(user):
    """open: the cluster, Task Team and GPC. members only: the cluster and the Task Team. restricted: the leads and the
    people named. confidential: the people named, nobody else. A named person must still belong to the cluster or be
    its OHCHR partner. Unknown marks match nothing."""
    inside = Q(cluster__in=cluster_ids(user, INSIDE_ROLES))
    leads = Q(cluster__in=cluster_ids(user, LEAD_ROLES))
    named = Q(pk__in=_line_reader_ids(user)) & Q(cluster__in=cluster_ids(user, INSIDE_ROLES | {Role.OHCHR}))
    shared = Q(exposure__in=[Exposure.OPEN, Exposure.MEMBERS])
    seen = shared & inside
    seen |= Q(exposure=Exposure.RESTRICTED) & leads
    seen |= Q(exposure__in=[Exposure.OPEN, Exposure.MEMBERS, Exposure.RESTRICTED, Exposure.CONFIDENTIAL]) & named
    if has_role(user, Role.TASK_TEAM):
        seen |= shared
    elif has_role(user, Role.GPC):
        seen |= Q(exposure=Exposure.OPEN)
    return seen | Q(cluster__in=glass_cluster_ids(user))


def _through_visible_line(user):
    return Q(plan_line__in=PlanLine.objects.visible_to(user).values("pk"))


@policy.register(PlanLineReader)
def visible_plan_line_readers(user):
    return _through_visible_line(user)


@policy.register(EngagementStep)
def visible_steps(user):
    return _through_visible_line(user)


@policy.register(RiskForm)
def visible_risk_forms(user):
    """Risks to sources are for those who lead or are named, not for every member."""
    trusted = Q(plan_line__cluster__in=cluster_ids(user, LEAD_ROLES | {Role.SAG}))
    trusted |= Q(plan_line__in=_line_reader_ids(user))
    trusted |= Q(plan_line__cluster__in=glass_cluster_ids(user))
    return _through_visible_line(user) & trusted


@policy.register(Submission)
def visible_submissions(user):
    """Never more than the plan line it belongs to, and its own mark on top. While the text is still the writers' own,
    members see it only if named."""
    of_cluster = "plan_line__cluster__in"
    leads = Q(**{of_cluster: cluster_ids(user, LEAD_ROLES)})
    inside = Q(**{of_cluster: cluster_ids(user, INSIDE_ROLES)})
    named = Q(pk__in=_submission_reader_ids(user))
    shared = Q(exposure__in=[Exposure.OPEN, Exposure.MEMBERS])
    ready = ~Q(status__in=WRITERS_ONLY)
    seen = shared & leads
    seen |= shared & ready & inside
    seen |= Q(exposure=Exposure.RESTRICTED) & leads
    seen |= Q(exposure__in=list(Exposure)) & named
    if has_role(user, Role.TASK_TEAM):
        seen |= Q(exposure=Exposure.OPEN) & ready
    seen |= Q(**{of_cluster: glass_cluster_ids(user)})
    return _through_visible_line(user) & seen


def _through_visible_submission(user, path="submission"):
    return Q(**{f"{path}__in": Submission.objects.visible_to(user).values("pk")})


@policy.register(SubmissionReader)
def visible_submission_readers(user):
    return _through_visible_submission(user)


@policy.register(Section)
def visible_sections(user):
    return _through_visible_submission(user)


@policy.register(Version)
def visible_versions(user):
    return _through_visible_submission(user)


@policy.register(SignOff)
def visible_sign_offs(user):
    return _through_visible_submission(user, "version__submission")


@policy.register(Dispatch)
def visible_dispatches(user):
    return _through_visible_submission(user)


@policy.register(PrivateFile)
def visible_files(user):
    """A rendered version is seen by whoever sees the version."""
    return Q(pk__in=Version.objects.visible_to(user).filter(pdf__isnull=False).values("pdf_id"))


def check_can_plan(user, cluster_id):
    """Coordinators and co-coordinators plan."""
    if not has_role_in(user, cluster_id, LEAD_ROLES):
        raise Refused(_("Only the coordinators of this cluster may change its plan."))


def can_write(user, submission):
    """Leads of the cluster who see it, and people named as writers, while the text is open."""
    if submission.status not in (Status.DRAFT, Status.CONSULTATION, Status.SIGN_OFF):
        return False
    if not policy.is_visible(submission, user):
        return False
    named = SubmissionReader.objects.visible_to(user).filter(submission=submission, user=user, may_write=True)
    return has_role_in(user, submission.plan_line.cluster_id, LEAD_ROLES) or named.exists()


def check_can_write(user, submission):
    if not can_write(user, submission):
        raise Refused(_("You may read this text, but not change it."))
