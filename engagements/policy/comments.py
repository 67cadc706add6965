"""Who reads and who writes comments on a submission."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES, Role
from core import policy
from core.errors import Refused
from engagements import workflow
from engagements.models import Comment, SubmissionReader
from engagements.policy.common import roles_in, through_visible_submission

# Somebody who looks through broken glass reads and says nothing.
_MAY_SPEAK = INSIDE_ROLES | {Role.OHCHR, Role.TASK_TEAM}


def hers(user):
    """Q over comments on a submission that `user` is known to see: a private one is for whoever wrote it."""
    return Q(is_private=False) | Q(by=user)


@policy.register(Comment)
def visible_comments(user):
    """Whoever sees the submission; private ones nobody but who wrote them, not even through broken glass."""
    return through_visible_submission(user) & hers(user)


def comments_of(submission, user):
    """Comments on a submission that `user` is known to see, as far as she may read them: no further question to the
    rules of the submission."""
    rows = Comment.objects.unscoped("the asker was let through to the submission; private ones stay with their writer")
    return rows.filter(hers(user), submission=submission)


def can_comment(roles, submission):
    """For somebody who sees the submission and holds `roles` in its cluster: whether she may comment now. Closed texts
    (cleared and later) are for the coordinators."""
    if submission.status not in workflow.WRITABLE:
        return bool(roles & LEAD_ROLES)
    return bool(roles & _MAY_SPEAK)


def check_can_comment(user, submission):
    """Raises Refused with the reason. Three queries."""
    roles = roles_in(user, submission.plan_line.cluster)
    if not policy.is_visible(submission, user) or not roles & _MAY_SPEAK:
        raise Refused(_("You cannot comment on this text."))
    if not can_comment(roles, submission):
        raise Refused(_("This text is closed. Only the coordinators may still comment on it."))


def check_is_own_comment(user, comment):
    if comment.by_id != user.pk:
        raise Refused(_("Only who wrote a comment may change it."))


def can_resolve(user, comment, is_writer):
    """Who began the thread, and whoever writes the text or leads."""
    return is_writer or comment.by_id == user.pk


def pen_holder_ids(submission):
    """Ids of the author and of those named to write."""
    named = SubmissionReader.objects.unscoped("who is to be told").filter(submission=submission, may_write=True)
    return {submission.author_id} | set(named.values_list("user_id", flat=True))


def talking_ids(comment):
    """Ids of those who have spoken in the thread of a comment."""
    thread = comment.thread_id or comment.pk
    rows = Comment.objects.unscoped("who is to be told").filter(Q(pk=thread) | Q(thread=thread), withdrawn_at=None)
    return set(rows.exclude(by=None).order_by().values_list("by_id", flat=True))


def open_comments(user):
    """Threads that nobody has resolved, on submissions that `user` is known to see: to count them within the question
    that reads the submission."""
    rows = Comment.objects.unscoped("counted within a submission that the asker sees; private ones for their writer")
    return rows.filter(hers(user), thread=None, resolved_at=None, withdrawn_at=None)
