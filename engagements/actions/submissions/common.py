"""What every write to a submission does: take its row, remember the hash of its text, leave a trail."""

from django.db.models import F

from core import audit, clock
from core.errors import Stale
from engagements import documents, policy
from engagements.models import Section, Submission, SubmittingOrganisation

TARGET = "engagements.submission"
# What documents.text_hash reads of the submission itself, and the hash.
_OF_THE_TEXT = ("title", "language", "exposure", "kind", "names_authors", "text_hash")


def parent_of(submission):
    """How audit entries of sections, versions, readers and sign-offs name the submission they belong to."""
    return f"{TARGET}:{submission.pk}"


def record(verb, target, submission, *, by, before=None, after=None, reason=""):
    """One audit entry about `submission` or a part of it, with a neutral label; a reason is kept unless the text is
    confidential or restricted."""
    is_whole = isinstance(target, Submission)
    audit.record(
        verb=verb,
        target=target,
        by=by,
        cluster_id=submission.plan_line.cluster_id,
        parent="" if is_whole else parent_of(submission),
        before=before,
        after=after,
        reason="" if policy.is_veiled(submission) else reason,
        label=audit.neutral_label(target),
    )


def take(submission, by, *, expected_version=None, statuses=None, saves=True, **changes):
    """Raise the version of the row and hold it until the transaction ends. With `expected_version`, `Stale` when
    somebody changed the submission since; with `statuses`, `Stale` when it moved on. A check comes first. Without
    `saves` the page goes on to say who saved last: who only signed has changed nothing."""
    rows = policy.row_of(submission)
    if expected_version is not None:
        rows = rows.filter(version=expected_version)
    if statuses is not None:
        rows = rows.filter(status__in=statuses)
    if saves:
        changes = {"updated_at": clock.now(), "updated_by": by, **changes}
    if not rows.update(version=F("version") + 1, **changes):
        raise Stale
    for name, value in changes.items():
        setattr(submission, name, value)
    # Whoever waited for the row opened the text before the other wrote: what the hash is made of is read again. Not
    # through visible_to: the move itself may have closed the text for whoever made it.
    submission.refresh_from_db(fields=["version", *_OF_THE_TEXT])


def hold(submission):
    """One writer after another until the transaction ends, where nothing of the text itself changes. A check comes
    first."""
    policy.row_of(submission).update(version=F("version"))


def note_pages(submission, pages):
    """Remember how many pages the text as it now stands fills, cover included. No change of the text: no version, no
    trail. Whoever had the PDF made saw the text."""
    policy.row_of(submission).update(laid_out_pages=pages, laid_out_hash=submission.text_hash)


def note_text(submission):
    """Remember the hash of the text as it now stands. Call it with the row taken. Returns the sections."""
    sections = list(policy.rows_of(Section, submission).select_related("organisation"))
    organisations = list(policy.rows_of(SubmittingOrganisation, submission))
    submission.text_hash = documents.text_hash(submission, sections, organisations)
    policy.row_of(submission).update(text_hash=submission.text_hash)
    return sections
