"""Who sees and who may act on submissions, their parts and their files."""

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES, Role
from clusters.policy import cluster_ids, glass_cluster_ids, has_role, has_role_in
from core import policy
from core.errors import Refused
from core.models import PrivateFile
from engagements import workflow
from engagements.enums import CLOSED_MARKS, SHARED_MARKS, Exposure, SignRole, Status
from engagements.models import (
    Dispatch,
    DispatchProof,
    FinalFile,
    Rendering,
    Section,
    SignOff,
    Submission,
    SubmissionReader,
    Version,
)
from engagements.policy.common import holders, roles_in, through_visible_submission
from engagements.policy.plans import through_visible_line
from engagements.policy.sharing import covered
from engagements.policy.submission_shares import shared_with_task_team

# Statuses in which the text is still the writers' own (MATRIX B004: members see drafts shared for consultation).
WRITERS_ONLY = (Status.DRAFT, Status.WITHDRAWN)


def _submission_reader_ids(user, **extra):
    named = SubmissionReader.objects.unscoped("whether the asker is named").filter(user=user, **extra)
    return named.values("submission_id")


@policy.register(Submission)
def visible_submissions(user):
    """Never more than the plan line it belongs to, and its own mark on top. While the text is still the writers' own,
    members see it only if named."""
    of_cluster = "plan_line__cluster__in"
    leads = Q(**{of_cluster: cluster_ids(user, LEAD_ROLES)})
    inside = Q(**{of_cluster: cluster_ids(user, INSIDE_ROLES)})
    # A name alone opens nothing once the place in the cluster is gone, even where the line is open to the world.
    named = Q(pk__in=_submission_reader_ids(user)) & Q(**{of_cluster: cluster_ids(user, INSIDE_ROLES | {Role.OHCHR})})
    shared = Q(exposure__in=SHARED_MARKS)
    ready = ~Q(status__in=WRITERS_ONLY)
    seen = shared & leads
    seen |= shared & ready & inside
    seen |= Q(exposure=Exposure.RESTRICTED) & leads
    seen |= shared & named
    seen |= Q(exposure__in=CLOSED_MARKS) & named & covered(user, cluster="plan_line__cluster", line="plan_line")
    if has_role(user, Role.TASK_TEAM):
        seen |= Q(exposure=Exposure.OPEN) & ready
        seen |= shared_with_task_team(user)
    seen |= Q(**{of_cluster: glass_cluster_ids(user)})
    return through_visible_line(user) & seen


@policy.register(SubmissionReader)
def visible_submission_readers(user):
    return through_visible_submission(user)


@policy.register(Section)
def visible_sections(user):
    return through_visible_submission(user)


@policy.register(Version)
def visible_versions(user):
    return through_visible_submission(user)


@policy.register(SignOff)
def visible_sign_offs(user):
    return through_visible_submission(user, "version__submission")


@policy.register(PrivateFile)
def visible_files(user):
    """A rendered version, the very file that went out, and what proves the sending, are seen by whoever sees the
    version, the sending or the proof; a file that the worker made by whoever asked for it."""
    rendered = Version.objects.visible_to(user).filter(pdf__isnull=False).values("pdf_id")
    in_word = Version.objects.visible_to(user).filter(docx__isnull=False).values("docx_id")
    sent = Dispatch.objects.visible_to(user).filter(file__isnull=False).values("file_id")
    final = FinalFile.objects.visible_to(user).values("file_id")
    proofs = DispatchProof.objects.visible_to(user).values("file_id")
    asked = Rendering.objects.visible_to(user).filter(file__isnull=False).values("file_id")
    kept = Q(pk__in=rendered) | Q(pk__in=in_word) | Q(pk__in=asked)
    return kept | Q(pk__in=sent) | Q(pk__in=final) | Q(pk__in=proofs)


NAMED_MARKS = frozenset(CLOSED_MARKS)


def is_veiled(submission):
    """Whether nothing outside the portal may name it: it or its plan line is for few. A text that is marked more open
    than its line is as closed as the line."""
    return submission.mark in CLOSED_MARKS


# Who may give which sign-off. Nobody signs for a role that she does not hold.
HOLDERS_OF = {SignRole.COORDINATOR: LEAD_ROLES, SignRole.SAG: frozenset({Role.SAG})}


def standings(user, submission):
    """In what capacities `user` meets `submission` now: a set of `workflow.Standing`, empty for whoever does not see
    it. Three queries."""
    if not policy.is_visible(submission, user):
        return frozenset()
    writers = rows_of(SubmissionReader, submission).filter(user=user, may_write=True)
    return standings_from(user, submission, roles_in(user, submission.plan_line.cluster), lambda: writers.exists())


def rows_of(model, submission):
    """Sections, versions, readers of a submission, for a write whose writer was let through by a check above in the
    same transaction: who sees the submission sees its parts, so the question is not asked again for each of them."""
    return model.objects.unscoped("a check of this module has let the writer through").filter(submission=submission)


def row_of(submission):
    """The row of the submission itself, on the same condition."""
    return (
        type(submission).objects.unscoped("a check of this module has let the writer through").filter(pk=submission.pk)
    )


def with_newest(submissions):
    """Annotate a queryset of submissions that somebody sees with their newest version: `newest_pk`, `newest_number`,
    `newest_hash`, NULL without one. Who sees the submission sees its versions. No question of its own."""
    versions = Version.objects.unscoped("said of a submission that the asker sees")
    versions = versions.filter(submission=OuterRef("pk")).order_by("-number")
    return submissions.annotate(
        newest_pk=Subquery(versions.values("pk")[:1]),
        newest_number=Subquery(versions.values("number")[:1]),
        newest_hash=Subquery(versions.values("text_hash")[:1]),
    )


def names_writer(user):
    """Whether `user` is named as a writer of a submission that she sees, as part of the question that reads it."""
    named = SubmissionReader.objects.unscoped("whether the asker is named")
    return Exists(named.filter(submission=OuterRef("pk"), user=user, may_write=True).order_by())


def standings_from(user, submission, roles, is_named_writer):
    """The same for somebody who is known to see it and whose `roles` in the cluster were read already;
    `is_named_writer()` is asked only where it matters."""
    if not roles:
        return frozenset()
    found = {workflow.Standing.READER}
    if roles & LEAD_ROLES:
        found |= {workflow.Standing.LEAD, workflow.Standing.WRITER}
    elif is_named_writer():
        found.add(workflow.Standing.WRITER)
    if submission.author_id == user.pk and workflow.Standing.WRITER in found:
        found.add(workflow.Standing.AUTHOR)
    if any(roles & HOLDERS_OF[SignRole(role)] for role in submission.required_sign_offs):
        found.add(workflow.Standing.SIGNATORY)
    return frozenset(found)


def can_write(user, submission):
    """Leads of the cluster who see it, and people named as writers, while the text is open."""
    return submission.status in workflow.WRITABLE and workflow.Standing.WRITER in standings(user, submission)


def check_can_write(user, submission):
    """Raises Refused with the reason: closed for everybody, or not for this person."""
    if submission.status not in workflow.WRITABLE:
        raise Refused(_("This text is closed: it is %(status)s.") % {"status": submission.get_status_display().lower()})
    if workflow.Standing.WRITER not in standings(user, submission):
        raise Refused(_("You may read this text, but not change it."))


def check_can_lead_submission(user, submission):
    """Who sees it, its mark and its end are the coordinators' to decide."""
    if workflow.Standing.LEAD not in standings(user, submission):
        raise Refused(_("Only the coordinators of this cluster may do this."))


def check_can_sign(user, submission, role):
    """Only a role that the submission needs, by a person who holds it and sees the text."""
    if role not in submission.required_sign_offs:
        raise Refused(_("This submission does not need this sign-off."))
    if not policy.is_visible(submission, user) or not has_role_in(
        user, submission.plan_line.cluster_id, HOLDERS_OF[SignRole(role)]
    ):
        raise Refused(_("You cannot sign off for a role that you do not hold."))
    if wrote_it(user, submission):
        raise Refused(_("You wrote this text. Somebody else signs it."))


def wrote_it(user, submission, sections=None):
    """Whether the text is the person's own: she is its author, or the last to write each of its sections. Nobody signs
    or clears what is her own. One query at most, none with the `sections` at hand."""
    if submission.author_id == user.pk:
        return True
    if sections is None:
        sections = rows_of(Section, submission).only("is_sent", "words", "updated_by")
    return {section.updated_by_id for section in sections if section.is_sent and section.words} == {user.pk}


def check_standing(user, submission, transition):
    """That `user` is one of those who may make this move."""
    if not standings(user, submission) & transition.who:
        raise Refused(_("This step is not yours to take."))


def people_told(submission):
    """Ids of those who see the submission because of their place in the cluster or their name; each is asked again
    through `visible_to` when the mail goes out."""
    cluster = submission.plan_line.cluster
    named = set(
        SubmissionReader.objects.unscoped("who is to be told")
        .filter(submission=submission)
        .values_list("user_id", flat=True)
    )
    if submission.exposure == Exposure.CONFIDENTIAL:
        return named
    roles = LEAD_ROLES if submission.exposure == Exposure.RESTRICTED else INSIDE_ROLES
    return named | set(holders(cluster, roles).values_list("pk", flat=True))
