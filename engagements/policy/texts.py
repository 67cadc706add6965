"""Who sees what belongs to a text beside its words: evidence, organisations that submit, proposed recommendations."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES
from clusters.policy import cluster_ids, glass_cluster_ids
from core import policy
from core.errors import Refused
from engagements import workflow
from engagements.models import EvidenceNote, ProposedRecommendation, Submission, SubmittingOrganisation
from engagements.policy.common import through_visible_submission
from engagements.policy.submissions import _submission_reader_ids, check_can_lead_submission, standings


@policy.register(EvidenceNote)
def visible_evidence(user):
    """Whoever sees the text and may write it, open or closed: its coordinators and the people named as writers. Who
    only reads never learns where a statement comes from."""
    seen = Submission.objects.visible_to(user)
    leads = Q(plan_line__cluster__in=cluster_ids(user, LEAD_ROLES))
    writes = Q(pk__in=_submission_reader_ids(user, may_write=True))
    writes &= Q(plan_line__cluster__in=cluster_ids(user, INSIDE_ROLES))
    glass = Q(plan_line__cluster__in=glass_cluster_ids(user))
    return Q(submission__in=seen.filter(leads | writes | glass).values("pk"))


@policy.register(SubmittingOrganisation)
def visible_submitting_organisations(user):
    return through_visible_submission(user)


@policy.register(ProposedRecommendation)
def visible_proposals(user):
    return through_visible_submission(user)


def check_can_keep_evidence(user, submission):
    """Writers, also once the text has gone out: the question where a sentence came from is asked afterwards."""
    if workflow.Standing.WRITER not in standings(user, submission):
        raise Refused(_("You may read this text, but not change it."))


def check_can_list_organisations(user, submission):
    """Coordinators, while the text is open: who submits stands on the cover."""
    check_can_lead_submission(user, submission)
    if submission.status not in workflow.WRITABLE:
        raise Refused(_("This text is closed: it is %(status)s.") % {"status": submission.get_status_display().lower()})
