"""Who sees and who may keep the record of sending, its proofs, requests of others, and what came of a submission."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES
from clusters.policy import cluster_ids, glass_cluster_ids, has_role_in
from core import policy
from core.errors import Refused
from engagements.enums import Status
from engagements.models import (
    Dispatch,
    DispatchAttempt,
    DispatchCorrection,
    DispatchProof,
    FinalFile,
    InputRequest,
    PointUptake,
    SubmissionClosing,
    SubmissionPoint,
)
from engagements.policy.common import check_role, through_visible_submission
from engagements.policy.marks import visible_by_mark


@policy.register(Dispatch)
def visible_dispatches(user):
    return through_visible_submission(user)


@policy.register(DispatchAttempt)
def visible_attempts(user):
    return through_visible_submission(user, "dispatch__submission")


@policy.register(DispatchCorrection)
def visible_corrections(user):
    return through_visible_submission(user, "dispatch__submission")


@policy.register(FinalFile)
def visible_final_files(user):
    return through_visible_submission(user, "version__submission")


@policy.register(DispatchProof)
def visible_proofs(user):
    """A receipt or an e-mail names people and addresses: only the coordinators and the author of the text, and only
    those of them who see the text."""
    line = "dispatch__submission__plan_line__cluster__in"
    inside = Q(**{line: cluster_ids(user, INSIDE_ROLES)})
    few = Q(**{line: cluster_ids(user, LEAD_ROLES)}) | (Q(dispatch__submission__author=user) & inside)
    few |= Q(**{line: glass_cluster_ids(user)})
    return through_visible_submission(user, "dispatch__submission") & few


@policy.register(SubmissionPoint)
def visible_points(user):
    return through_visible_submission(user)


@policy.register(PointUptake)
def visible_uptake(user):
    return through_visible_submission(user, "point__submission")


@policy.register(SubmissionClosing)
def visible_closings(user):
    return through_visible_submission(user)


@policy.register(InputRequest)
def visible_requests(user):
    return visible_by_mark(user)


def sees_proofs(user, submission, roles):
    """Whether somebody who sees the submission and has `roles` in its cluster sees its proofs as well."""
    return bool(roles & LEAD_ROLES) or (submission.author_id == user.pk and bool(roles & INSIDE_ROLES))


def corrects(roles):
    """Whether somebody with `roles` in the cluster keeps the record of sending."""
    return bool(roles & LEAD_ROLES)


def answers_requests(roles):
    """Whether somebody with `roles` in the cluster decides what is taken up."""
    return bool(roles & LEAD_ROLES)


def notes_requests(roles):
    """Whether somebody with `roles` in the cluster may note a request."""
    return bool(roles & INSIDE_ROLES)


def traces(user, submission, roles):
    """Whether somebody who sees the submission may note what came of it: the coordinators, and its author while she
    belongs to the cluster."""
    return sees_proofs(user, submission, roles)


def check_can_correct_sending(user, submission):
    """The record of sending is the coordinators' own, from the day there is one."""
    _check_sent(submission)
    if not policy.is_visible(submission, user) or not _leads(user, submission):
        raise Refused(_("Only the coordinators of this cluster may change the record of sending."))


def check_can_add_proof(user, submission):
    """The coordinators, and the author of the text as long as she belongs to the cluster."""
    _check_sent(submission)
    if not policy.is_visible(submission, user) or not (_leads(user, submission) or _wrote(user, submission)):
        raise Refused(_("Only the coordinators and the author add proofs of the sending."))


def check_can_trace(user, submission):
    """Points are looked for once the text went out: by the coordinators, and by its author while she belongs to the
    cluster."""
    _check_sent(submission)
    if not policy.is_visible(submission, user) or not (_leads(user, submission) or _wrote(user, submission)):
        raise Refused(_("Only the coordinators and the author note what came of it."))


def _check_sent(submission):
    if submission.status != Status.SUBMITTED:
        raise Refused(_("This text has not gone out yet."))


def _leads(user, submission):
    return has_role_in(user, submission.plan_line.cluster_id, LEAD_ROLES)


def _wrote(user, submission):
    return submission.author_id == user.pk and has_role_in(user, submission.plan_line.cluster_id, INSIDE_ROLES)


def check_can_note_request(user, cluster_id):
    """A request may reach anybody who belongs to the cluster."""
    check_role(user, cluster_id, INSIDE_ROLES, _("Only people of this cluster may write here."))


def check_can_answer_request(user, cluster_id):
    """Whether it is taken up is the coordinators' to decide."""
    check_role(user, cluster_id, LEAD_ROLES, _("Only the coordinators decide what is taken up."))


def check_can_change_request(user, request):
    if request.created_by_id == user.pk:
        check_can_note_request(user, request.cluster_id)
    else:
        check_can_answer_request(user, request.cluster_id)
