"""Writes to the comments of a submission. The trail keeps ids and states, never a word of them; a private one leaves
none at all."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock, outbox
from core.documents.markup import clean_text
from core.errors import Refused, Stale
from engagements import policy, rules, workflow
from engagements.actions.submissions import TARGET, record
from engagements.models import Comment

COMMENTED = "submission.commented"
MAX_CHARACTERS = 5000
MAX_COMMENTS = 2000
# Remarks of one quarter of an hour travel in one mail.
WINDOW = dt.timedelta(minutes=15)


def _words(text):
    words = clean_text(text).strip()
    if not words:
        raise ValidationError({"text": _("Write your comment.")})
    if len(words) > MAX_CHARACTERS:
        raise ValidationError({"text": _("At most %(most)s characters.") % {"most": f"{MAX_CHARACTERS:,}"}})
    return words


def _tell(comment):
    """Those who hold the pen and those in the thread, at the end of the quarter of an hour; each mail asks again what
    its reader may see."""
    if comment.is_private:
        return
    people = (policy.pen_holder_ids(comment.submission) | policy.talking_ids(comment)) - {comment.by_id}
    window = int(comment.at.timestamp() // WINDOW.total_seconds())
    outbox.queue(
        kind=COMMENTED,
        subject_type=TARGET,
        subject_id=f"{comment.submission_id}:{window}",
        recipients=sorted(people),
        due_on=comment.at.date(),
        not_before=dt.datetime.fromtimestamp((window + 1) * WINDOW.total_seconds(), tz=dt.UTC),
    )


def _record(verb, comment, by, **facts):
    if not comment.is_private:
        record(verb, comment, comment.submission, by=by, after=facts or None)


@transaction.atomic
def add_comment(*, submission, text, section=None, quote="", is_private=False, thread=None, by):
    """Comment on a text, on `section` of it, or on the paragraph that begins with `quote`; with `thread`, answer that
    comment (its section, paragraph and privacy are taken over). Whoever sees the text while it is open; then the
    coordinators. Those who hold the pen and those in the thread are told. Twice makes two comments."""
    policy.check_can_comment(by, submission)
    if thread is not None:
        thread = thread.thread or thread
        if thread.submission_id != submission.pk or (thread.is_private and thread.by_id != by.pk):
            raise Refused(_("This comment belongs to another text."))
        if thread.resolved_at is not None:
            raise Refused(_("This thread is resolved. Open it again to answer."))
        section, quote, is_private = thread.section, thread.quote, thread.is_private
    if section is not None and section.submission_id != submission.pk:
        raise Refused(_("This section belongs to another text."))
    if policy.comments_of(submission, by).count() >= MAX_COMMENTS:
        raise Refused(_("This text has as many comments as it can hold. Withdraw some first."))
    comment = Comment.objects.create(
        submission=submission,
        section=section,
        section_heading=section.heading if section is not None else "",
        quote=rules.quote_of(clean_text(quote)) if section is not None else "",
        thread=thread,
        text=_words(text),
        is_private=is_private,
        by=by,
        at=clock.now(),
    )
    _record("comment.added", comment, by, thread=thread.pk if thread else None)
    _tell(comment)
    return comment


def _take(comment, by, *, expected_version, **changes):
    """The conditional write: `Stale` when somebody changed the comment since."""
    rows = Comment.objects.visible_to(by).filter(pk=comment.pk, version=expected_version)
    if not rows.update(version=expected_version + 1, **changes):
        raise Stale
    for name, value in {**changes, "version": expected_version + 1}.items():
        setattr(comment, name, value)
    return comment


@transaction.atomic
def edit_comment(*, comment, text, expected_version, by):
    """Change one's own words. Not those of a withdrawn comment. `Stale` when they were changed since."""
    policy.check_can_comment(by, comment.submission)
    policy.check_is_own_comment(by, comment)
    if comment.withdrawn_at is not None:
        raise Refused(_("This comment was withdrawn."))
    text = _words(text)
    if text == comment.text:
        return comment
    _take(comment, by, expected_version=expected_version, text=text, edited_at=clock.now())
    _record("comment.changed", comment, by)
    return comment


@transaction.atomic
def withdraw_comment(*, comment, by):
    """Take one's own words back: they are erased, answers stay. Again: nothing."""
    if not type(comment).objects.visible_to(by).filter(pk=comment.pk).exists():
        raise Refused(_("You cannot comment on this text."))
    policy.check_is_own_comment(by, comment)
    if comment.withdrawn_at is not None:
        return comment
    _take(comment, by, expected_version=comment.version, text="", withdrawn_at=clock.now())
    _record("comment.withdrawn", comment, by)
    return comment


def _check_can_settle(comment, by):
    policy.check_can_comment(by, comment.submission)
    if comment.thread_id is not None:
        raise Refused(_("A thread is resolved as a whole."))
    is_writer = workflow.Standing.WRITER in policy.standings(by, comment.submission)
    if not policy.can_resolve(by, comment, is_writer):
        raise Refused(_("Only who began this thread and those who write the text may do this."))


@transaction.atomic
def resolve_comment(*, comment, by):
    """Say that a thread is dealt with: who began it, and those who write the text. Again: nothing."""
    _check_can_settle(comment, by)
    if comment.resolved_at is not None:
        return comment
    _take(comment, by, expected_version=comment.version, resolved_at=clock.now(), resolved_by=by)
    _record("comment.resolved", comment, by)
    return comment


@transaction.atomic
def reopen_comment(*, comment, by):
    """Open a resolved thread again: the same people. Again: nothing."""
    _check_can_settle(comment, by)
    if comment.resolved_at is None:
        return comment
    _take(comment, by, expected_version=comment.version, resolved_at=None, resolved_by=None)
    _record("comment.reopened", comment, by)
    return comment
