"""An outcome arrived: whoever sent an input on it is asked once to look whether its points were taken up."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from calendar_app.enums import Publication
from calendar_app.models import Outcome
from clusters.enums import Rhythm
from core import clock, outbox
from core.events import subscribe
from core.mail import Mail
from engagements import policy
from engagements.enums import Status
from engagements.models import Dispatch, Submission

ARRIVED = "submission.outcome_arrived"
SUBJECT = "engagements.submission_outcome"


@subscribe("outcome_published")
def ask_to_look(*, outcome, by):
    """One mail for each input that was sent to the mechanism from a country of the outcome before it was published, to
    the author and to whoever recorded the sending. The outbox keeps one for person, input and outcome, so publishing
    again or adding a country asks nobody twice. An outcome without country asks nobody: it is about the mechanism."""
    countries = list(outcome.countries.values_list("pk", flat=True))
    sent = Dispatch.objects.unscoped("each mail reads its input again through visible_to(recipient)").filter(
        submission__plan_line__cluster__country__in=countries,
        submission__plan_line__mechanism=outcome.mechanism_id,
        submission__status=Status.SUBMITTED,
    )
    if outcome.published_on is not None:
        sent = sent.filter(sent_at__date__lte=outcome.published_on)
    for dispatch in sent.select_related("submission"):
        outbox.queue(
            kind=ARRIVED,
            subject_type=SUBJECT,
            subject_id=f"{dispatch.submission_id}:{outcome.pk}",
            recipients=sorted({dispatch.by_id, dispatch.submission.author_id}),
            due_on=outcome.published_on or clock.today(),
        )


@subscribe("outcome_unpublished")
def forget_to_look(*, outcome, reason, by):
    """The mails that wait are withdrawn."""
    sent = Dispatch.objects.unscoped("names of mails that wait; nothing is told").filter(
        submission__plan_line__mechanism=outcome.mechanism_id
    )
    for submission_id in sent.values_list("submission_id", flat=True):
        outbox.withdraw(
            subject_type=SUBJECT,
            subject_id=f"{submission_id}:{outcome.pk}",
            reason=gettext_noop("The outcome was taken back."),
        )


def prepare_arrived(delivery, recipient):
    """The mail, if the person still sees the input and the outcome is still there. A closed input is not named, nor is
    the outcome: beside it one could read what was sent."""
    submission_id, _colon, outcome_id = delivery.subject_id.partition(":")
    rows = Submission.objects.visible_to(recipient).select_related("plan_line__cluster__country")
    submission = rows.filter(pk=submission_id).first()
    if submission is None:
        return outbox.Dropped(gettext_noop("No longer visible to this person."))
    outcome = Outcome.objects.filter(pk=outcome_id, publication=Publication.PUBLISHED).first()
    if outcome is None:
        return outbox.Dropped(gettext_noop("The outcome was taken back."), is_withdrawn=True)
    if recipient.reminder_rhythm == Rhythm.NONE:
        return outbox.Dropped(gettext_noop("The person wants no reminders."), is_withdrawn=True)
    is_veiled = policy.is_veiled(submission)
    if is_veiled:
        subject, heading, facts = _("HRE Portal: look what became of what was sent"), "", ()
        paragraphs = (_("Log in to read more."),)
    else:
        subject = _("%(country)s: were our points taken up?") % {"country": submission.plan_line.cluster.country}
        heading = submission.title
        paragraphs = (_("The mechanism has published something. Look whether the points of this input show in it."),)
        facts = ((_("Outcome"), str(outcome)),)
    return Mail(
        subject=subject,
        heading=heading,
        paragraphs=paragraphs,
        facts=facts,
        link=reverse("engagements:submission-result", args=[submission.pk]),
        link_label=_("Open it in the portal"),
        why=_("You get this because you wrote or sent this input."),
        is_veiled=is_veiled,
    )


outbox.register_kind(ARRIVED, prepare=prepare_arrived, label=gettext_lazy("Look what became of an input"))
