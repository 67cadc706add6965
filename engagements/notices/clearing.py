"""Mails about sign-off: reminders to roles, a change declared as spelling only, an objection to one. A restricted or
confidential text is named by nothing but a link."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from clusters.enums import Rhythm
from core import clock, dates, outbox
from core.mail import Mail
from engagements import policy
from engagements.actions.spelling import DECLARED, OBJECTED
from engagements.enums import SignRole, Status
from engagements.models import SignOffRequest, SpellingChange, Submission
from engagements.queries.submissions import sign_states
from engagements.sign_off_reminders import OVERDUE, REMINDER


def _text(recipient, pk):
    """The text as the recipient may see it now, or None."""
    rows = Submission.objects.visible_to(recipient).filter(pk=pk)
    return rows.select_related("plan_line__cluster__country", "plan_line__mechanism").first()


def prepare_reminder(delivery, recipient):
    """The reminder, if the role still waits, the version still is the text, and the person still may sign."""
    number, _colon, role = delivery.subject_id.partition(":")
    rows = SignOffRequest.objects.visible_to(recipient).filter(pk=number)
    request = rows.select_related("version").defer("version__tree", "version__sections").first()
    submission = _text(recipient, request.version.submission_id) if request else None
    if submission is None:
        return outbox.Dropped(gettext_noop("The person may not see this any more."))
    if submission.status != Status.SIGN_OFF or request.version.text_hash != submission.text_hash:
        return outbox.Dropped(gettext_noop("Another text is up for sign-off now."), is_withdrawn=True)
    if request.due_on != delivery.due_on:
        return outbox.Dropped(gettext_noop("The request has another day now."), is_withdrawn=True)
    if any(state.role == role and state.counts for state in sign_states(recipient, submission)):
        return outbox.Dropped(gettext_noop("The role has answered."), is_withdrawn=True)
    if not policy.roles_in(recipient, submission.plan_line.cluster) & policy.HOLDERS_OF[SignRole(role)]:
        return outbox.Dropped(gettext_noop("The person does not hold this role any more."), is_withdrawn=True)
    if policy.wrote_it(recipient, submission):
        return outbox.Dropped(gettext_noop("The person wrote this text."), is_withdrawn=True)
    if recipient.reminder_rhythm == Rhythm.NONE:
        return outbox.Dropped(gettext_noop("The person wants no reminders."), is_withdrawn=True)
    days = (request.due_on - clock.day_of(recipient)).days
    if delivery.kind == REMINDER and days < 0:
        return outbox.Dropped(gettext_noop("The day has passed."))
    if delivery.kind == REMINDER:
        subject = _("Your sign-off is awaited")
        paragraph = _("Your role has not answered yet. Please read the text and agree or decline.")
        facts = (
            (_("Answer until"), dates.day_text(request.due_on)),
            (_("Time left"), dates.days_left_text(days)),
        )
    else:
        subject = _("Your sign-off is overdue")
        paragraph = _("The day until which your role was asked has passed. This is the last reminder.")
        facts = ((_("Answer until"), dates.day_text(request.due_on)),)
    return _mail(
        submission,
        subject,
        paragraph,
        facts,
        _("You get this because you are %(role)s in %(cluster)s.")
        % {"role": SignRole(role).label, "cluster": submission.plan_line.cluster},
    )


def prepare_spelling(delivery, recipient):
    """That a change was declared as spelling only, or that somebody objected to it."""
    change = SpellingChange.objects.visible_to(recipient).filter(pk=delivery.subject_id.rpartition(":")[2]).first()
    submission = _text(recipient, change.submission_id) if change else None
    if submission is None:
        return outbox.Dropped(gettext_noop("The person may not see this any more."))
    if submission.status != Status.SIGN_OFF:
        return outbox.Dropped(gettext_noop("The submission has moved on."))
    if delivery.kind == OBJECTED:
        return _mail(
            submission,
            _("An objection to a spelling-only change"),
            _("A signatory objects to what you declared as spelling only. What was carried over no longer counts."),
            (),
            _("You get this because you declared the change."),
        )
    if change.objected_at is not None:
        return outbox.Dropped(gettext_noop("Somebody has objected already."))
    return _mail(
        submission,
        _("A text that you signed was corrected"),
        _(
            "A coordinator declared the change as spelling only, so that your sign-off counts for it too. Please look "
            "at the difference; you may object."
        ),
        ((_("Objections until"), dates.instant_text(change.object_until, recipient.time_zone)),),
        _("You get this because your role or your organisation had signed the text."),
    )


def _mail(submission, subject, paragraph, facts, why):
    veiled = policy.is_veiled(submission)
    if veiled:
        # No day and no word: beside other mails it would tell which date and which text it is about.
        subject, heading, facts = _("HRE Portal: something waits for you"), "", ()
        paragraph = _("A text waits for you in the portal. Log in to read which one.")
    else:
        subject, heading = f"{submission.plan_line.cluster.country}: {subject}", submission.title
        facts = ((_("Mechanism"), str(submission.plan_line.mechanism)), *facts)
    return Mail(
        subject=subject,
        heading=heading,
        paragraphs=(paragraph,),
        facts=facts,
        link=reverse("engagements:clearing", args=[submission.pk]),
        link_label=_("Open the sign-offs"),
        why=why,
        is_veiled=veiled,
    )


def register():
    """Once, when the app is ready."""
    outbox.register_kind(REMINDER, prepare=prepare_reminder, label=gettext_lazy("Reminder of a sign-off"))
    outbox.register_kind(OVERDUE, prepare=prepare_reminder, label=gettext_lazy("Last reminder of a sign-off"))
    outbox.register_kind(DECLARED, prepare=prepare_spelling, label=gettext_lazy("Change declared as spelling only"))
    outbox.register_kind(OBJECTED, prepare=prepare_spelling, label=gettext_lazy("Objection to a spelling-only change"))
