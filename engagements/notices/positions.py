"""Mails to members who are asked for the position of their organisation, and reminders before the due day. What few
people may see is named by nothing but a link."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from core import clock, dates, outbox
from core.mail import Mail
from engagements import policy
from engagements.actions.members import ASKED, OVERDUE, REMINDER
from engagements.enums import CLOSED_MARKS
from engagements.queries import positions


def _prepare(delivery, recipient):
    position = positions.position(recipient, delivery.subject_id)
    if position is None:
        return outbox.Dropped(gettext_noop("The person may not see this any more."))
    asked, line = position.request, position.request.plan_line
    if position.answer:
        return outbox.Dropped(gettext_noop("The organisation has answered."), is_withdrawn=True)
    if not policy.speaks_for(recipient, position.organisation_id, line.cluster):
        return outbox.Dropped(gettext_noop("The person does not belong to the organisation any more."))
    days = (asked.due_on - clock.day_of(recipient)).days
    if days < 0 and delivery.kind != OVERDUE:
        return outbox.Dropped(gettext_noop("The day has passed."))
    submission = asked.version.submission if asked.version else None
    veiled = policy.mark_on(line, submission) in CLOSED_MARKS
    if delivery.kind == REMINDER:
        subject, paragraph = (
            _("An answer of your organisation is awaited"),
            _("Your organisation has not answered yet."),
        )
    elif delivery.kind == OVERDUE:
        subject, paragraph = (
            _("The answer of your organisation is overdue"),
            _("The day until which your organisation was asked has passed. This is the last reminder."),
        )
    else:
        subject, paragraph = _("Your organisation is asked for its position"), _("Please read it and answer.")
    silence = (
        _("Silence then counts as no objection.")
        if asked.silence_counts
        else _("A missing answer does not count as agreement.")
    )
    facts = ((_("Answer until"), dates.day_text(asked.due_on)),)
    if days >= 0:
        facts += ((_("Time left"), dates.days_left_text(days)),)
    if veiled:
        # No day and no word: beside other mails it would tell which date and which text it is about.
        subject, heading, facts = _("HRE Portal: something waits for your organisation"), "", ()
        paragraphs = (_("A question to your organisation waits in the portal. Log in to read it."),)
    else:
        subject, heading = f"{line.cluster.country}: {subject}", str(submission or line)
        facts = ((_("About"), heading), *facts)
        paragraphs = (paragraph, silence)
    return Mail(
        subject=subject,
        heading=heading,
        paragraphs=paragraphs,
        facts=facts,
        link=reverse("engagements:position-detail", args=[position.pk]),
        link_label=_("Open the question"),
        why=_("You get this because you belong to %(organisation)s in %(cluster)s.")
        % {"organisation": position.organisation, "cluster": line.cluster},
        is_veiled=veiled,
    )


outbox.register_kind(ASKED, prepare=_prepare, label=gettext_lazy("Position of a member asked"))
outbox.register_kind(OVERDUE, prepare=_prepare, label=gettext_lazy("Last reminder of a position asked"))
outbox.register_kind(REMINDER, prepare=_prepare, label=gettext_lazy("Reminder of a position asked"))
