"""Mails about comments, and to the Task Team about a draft that was shared with it. Closed texts are not named."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from core import outbox
from core.mail import Mail
from engagements import policy
from engagements.actions.comments import COMMENTED, WINDOW
from engagements.actions.submission_shares import SHARED
from engagements.models import Comment, Submission, SubmissionShare


def _submission(recipient, pk):
    rows = Submission.objects.visible_to(recipient).select_related(
        "plan_line__cluster__country", "plan_line__mechanism"
    )
    return rows.filter(pk=pk).first()


def _mail(submission, *, subject, paragraph, why, room, label):
    is_veiled = policy.is_veiled(submission)
    facts = ()
    if not is_veiled:
        subject = f"{submission.plan_line.cluster.country}: {subject}"
        facts = ((_("Mechanism"), str(submission.plan_line.mechanism)),)
    return Mail(
        subject=subject,
        heading="" if is_veiled else submission.title,
        paragraphs=(paragraph,),
        facts=facts,
        link=reverse(f"engagements:{room}", args=[submission.pk]),
        link_label=label,
        why=why,
        is_veiled=is_veiled,
    )


def prepare_commented(delivery, recipient):
    """Somebody else has said something in that quarter of an hour which the person may still read. Never the words."""
    pk, window = delivery.subject_id.split(":")
    submission = _submission(recipient, pk)
    if submission is None:
        return outbox.Dropped(gettext_noop("No longer visible to this person."))
    since = dt.datetime.fromtimestamp(int(window) * WINDOW.total_seconds(), tz=dt.UTC)
    said = Comment.objects.visible_to(recipient).filter(
        submission=submission, is_private=False, withdrawn_at=None, at__gte=since, at__lt=since + WINDOW
    )
    if not said.exclude(by=recipient).exists():
        return outbox.Dropped(gettext_noop("The comment was withdrawn."))
    return _mail(
        submission,
        subject=_("New comments on a text"),
        paragraph=_("Somebody has commented on a text that you write, or answered you. Log in to read it."),
        why=_("You get this because you write this text or have commented on it."),
        room="comment-list",
        label=_("Open the comments"),
    )


def prepare_shared(delivery, recipient):
    """To people of the Task Team, as long as the share runs and opens the text to them."""
    pk, share = delivery.subject_id.split(":")
    submission = _submission(recipient, pk)
    shares = SubmissionShare.objects.visible_to(recipient).filter(policy.running_shares(), pk=share)
    if submission is None or not shares.exists():
        return outbox.Dropped(gettext_noop("No longer visible to this person."))
    return _mail(
        submission,
        subject=_("A cluster asks for your comments on a draft"),
        paragraph=_("A draft is shared with the Task Team. Log in to read what is asked, and comment beside the text."),
        why=_("You get this because you are in the Task Team."),
        room="submission-detail",
        label=_("Open the text"),
    )


outbox.register_kind(
    COMMENTED,
    prepare=prepare_commented,
    label=gettext_lazy("Comments on a text"),
    digest=lambda recipient: "submission.comments",
)
outbox.register_kind(SHARED, prepare=prepare_shared, label=gettext_lazy("Draft shared with the Task Team"))
