"""Who reads requests for contributions and what came in: those who hold the pen, and the organisation itself.

An organisation that is asked sees the request, the headings and what was asked, not the text: that takes a name on it,
or the consultation. Closed material goes to organisations that have signed; a signature that ended shuts at once.
"""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES
from clusters.models import Membership
from clusters.policy import cluster_ids, glass_cluster_ids, reaches, running
from core import policy
from core.errors import Refused
from engagements import workflow
from engagements.enums import SHARED_MARKS, AskedBy, Exposure, ParagraphState
from engagements.models import (
    ContributionParagraph,
    ContributionRequest,
    ProtocolSignature,
    SharingException,
    SubmissionReader,
)
from engagements.policy.common import through_visible_submission
from engagements.policy.sharing import covered, in_force


def _pen(user):
    """Requests of texts that `user` sees and holds the pen of."""
    named = SubmissionReader.objects.unscoped("whether the asker is named").filter(user=user, may_write=True)
    holds = Q(submission__plan_line__cluster__in=cluster_ids(user, LEAD_ROLES))
    holds |= Q(submission__in=named.values("submission_id"))
    holds |= Q(submission__plan_line__cluster__in=glass_cluster_ids(user))
    return through_visible_submission(user) & holds


def of_her_organisation(user):
    """Requests by account that go to an organisation for which `user` works in the cluster of the text or above it.
    Nothing of a confidential text; of a restricted one what is covered by a signature or an exception."""
    cluster = OuterRef("submission__plan_line__cluster")
    held = Membership.objects.filter(
        running(), user=user, role__in=sorted(INSIDE_ROLES), organisation=OuterRef("organisation")
    ).filter(reaches(cluster))
    text, line = "submission__exposure", "submission__plan_line__exposure"
    shared = Q(**{f"{text}__in": SHARED_MARKS, f"{line}__in": SHARED_MARKS})
    closed = Q(
        **{f"{text}__in": [*SHARED_MARKS, Exposure.RESTRICTED], f"{line}__in": [*SHARED_MARKS, Exposure.RESTRICTED]}
    )
    may = shared | closed & covered(user, cluster="submission__plan_line__cluster", line="submission__plan_line")
    return Q(Exists(held)) & Q(way=AskedBy.ACCOUNT, revoked_at=None) & may


@policy.register(ContributionRequest)
def visible_contribution_requests(user):
    return _pen(user) | of_her_organisation(user)


@policy.register(ContributionParagraph)
def visible_contribution_paragraphs(user):
    """The organisation reads its own. Those who hold the pen read what was sent in: before that, and after it was
    taken back, only what they have dealt with already."""
    requests = ContributionRequest.objects.unscoped("narrowed to what the asker may see")
    sent = Q(request__sent_at__isnull=False) | ~Q(state=ParagraphState.WAITING)
    of_pen = Q(request__in=requests.filter(_pen(user)).order_by().values("pk")) & sent
    own = Q(request__in=requests.filter(of_her_organisation(user)).order_by().values("pk"))
    return of_pen | own


def speaks_for_request(user, request):
    """Whether `user` may write the contribution that is asked of her organisation."""
    rows = ContributionRequest.objects.unscoped("whether it is asked of her organisation").filter(pk=request.pk)
    return rows.filter(of_her_organisation(user)).exists()


def check_can_contribute(user, request):
    if not speaks_for_request(user, request):
        raise Refused(_("Only the organisation that was asked may write this."))


def takes_contributions(submission):
    """Contributions are for texts that are still being written."""
    return submission.status in workflow.WRITABLE


def check_is_open_text(submission):
    if not takes_contributions(submission):
        raise Refused(_("This text is closed. It takes no more contributions."))


def organisation_is_covered(organisation, submission):
    """Whether closed material of the text's cluster may go to the organisation now, whoever asks. One query."""
    line = submission.plan_line
    mine = reaches(line.cluster_id)
    signed = ProtocolSignature.objects.unscoped("a check must not depend on its asker").filter(in_force(), mine)
    excepted = SharingException.objects.unscoped("a check must not depend on its asker").filter(in_force(), mine)
    excepted = excepted.filter(Q(plan_line=None) | Q(plan_line=line))
    found = [rows.order_by().filter(organisation=organisation).values("pk") for rows in (signed, excepted)]
    return found[0].exists() or found[1].exists()


def request_row(request):
    """The row of a request, for a write whose writer was let through by a check above in the same transaction."""
    return ContributionRequest.objects.unscoped("a check has let the writer through").filter(pk=request.pk)


def paragraphs_of(request):
    """Its paragraphs, on the same condition."""
    return ContributionParagraph.objects.unscoped("a check has let the writer through").filter(request=request)


def waiting_paragraphs(user):
    """Paragraphs sent in that nobody has dealt with, of texts that `user` is known to see and holds the pen of: to
    count them within the question that reads the submission."""
    named = SubmissionReader.objects.unscoped("whether the asker is named").filter(user=user, may_write=True)
    rows = ContributionParagraph.objects.unscoped("counted within a submission that the asker sees and writes")
    holds = Q(request__submission__plan_line__cluster__in=cluster_ids(user, LEAD_ROLES))
    holds |= Q(request__submission__in=named.values("submission_id"))
    return rows.filter(holds, state=ParagraphState.WAITING, request__sent_at__isnull=False, request__revoked_at=None)


def merged_paragraphs():
    """Paragraphs that are part of a text, to narrow requests that the asker sees."""
    rows = ContributionParagraph.objects.unscoped("narrows requests that the asker sees")
    return rows.filter(state=ParagraphState.MERGED).order_by()
