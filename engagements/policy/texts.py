"""Who sees what belongs to a text beside its words: evidence, organisations that submit, proposed recommendations."""

from django.db.models import Q

from clusters.enums import INSIDE_ROLES, LEAD_ROLES
from clusters.policy import cluster_ids, glass_cluster_ids
from core import policy
from engagements.models import EvidenceNote, ProposedRecommendation, Submission, SubmittingOrganisation
from engagements.policy.submissions import _submission_reader_ids


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
    return Q(submission__in=Submission.objects.visible_to(user).values("pk"))


@policy.register(ProposedRecommendation)
def visible_proposals(user):
    return Q(submission__in=Submission.objects.visible_to(user).values("pk"))
