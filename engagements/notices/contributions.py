"""Mails about contributions. None of them carries a word of question or answer; closed texts are not named at all."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.debug import sensitive_variables

from calendar_app.notices.texts import digest_of_reminders
from clusters.enums import Rhythm
from core import clock, dates, logs, outbox
from core.mail import Mail
from core.texts import interface_language
from engagements import policy
from engagements.actions.contributing import RECEIVED
from engagements.actions.contributions import ASKED, DUE
from engagements.actions.merging import SET_ASIDE
from engagements.models import ContributionRequest

log = logs.get(__name__)


@sensitive_variables("secret")
def mail_link(request, secret):
    """Send the personal link, in the language asked for. Call it after the commit. Whoever gets it may have no account,
    so it does not pass through the outbox. It says that a contribution is asked for and nothing of what it is about.
    Returns "" or why it failed, in the reader's language."""
    language = interface_language(request.language) or settings.LANGUAGE_CODE
    with translation.override(language):
        context = {
            "url": settings.HRE_BASE_URL + reverse("engagements:contribute", args=[secret]),
            "due_on": request.due_on,
            "expires_on": request.expires_at.date(),
        }
        subject = _("A text is asked of you")
        body = render_to_string("engagements/contributions/mail.txt", context)
    try:
        EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [request.email]).send()
    except (smtplib.SMTPException, OSError) as error:
        log.error("contribution link not sent: request=%s error=%s", request.pk, type(error).__name__)
        if isinstance(error, smtplib.SMTPRecipientsRefused):
            return _("the mail server refused the address")
        return _("the mail server could not be reached or refused")
    return ""


def _request(delivery, recipient):
    rows = ContributionRequest.objects.visible_to(recipient).select_related(
        "submission__plan_line__cluster__country", "submission__plan_line__mechanism"
    )
    return rows.filter(pk=delivery.subject_id.split(":")[0]).first()


def _mail(request, *, subject, paragraph, why, link, label, names_title=False):
    is_veiled = policy.is_veiled(request.submission)
    facts, heading = (), ""
    if not is_veiled:
        cluster = request.submission.plan_line.cluster
        subject = f"{cluster.country}: {subject}"
        facts = ((_("Protection cluster"), str(cluster)), (_("Until"), dates.day_text(request.due_on)))
        heading = request.submission.title if names_title else ""
    return Mail(
        subject=subject,
        heading=heading,
        paragraphs=(paragraph,),
        facts=facts,
        link=link,
        link_label=label,
        why=why,
        is_veiled=is_veiled,
    )


def _to_contributor(delivery, recipient):
    """(request, None) while the person may still write it, else (None, Dropped)."""
    request = _request(delivery, recipient)
    if request is None or not policy.speaks_for_request(recipient, request):
        return None, outbox.Dropped(gettext_noop("No longer visible to this person."))
    if request.sent_at is not None:
        return None, outbox.Dropped(gettext_noop("The contribution was sent in."), is_withdrawn=True)
    if not policy.takes_contributions(request.submission):
        return None, outbox.Dropped(gettext_noop("The text takes no more contributions."), is_withdrawn=True)
    return request, None


def prepare_asked(delivery, recipient):
    """To the people of the organisation, as long as nobody of it has sent it in."""
    request, dropped = _to_contributor(delivery, recipient)
    if dropped:
        return dropped
    return _mail(
        request,
        subject=_("Your organisation is asked for a contribution"),
        paragraph=_("Log in to read what is asked, and write it there. Several people of your organisation may."),
        why=_("You get this because you work for the organisation that is asked."),
        link=reverse("engagements:contribution-write", args=[request.pk]),
        label=_("Open the request"),
    )


def prepare_due(delivery, recipient):
    """The reminder, as long as the day stands and nothing was sent in."""
    request, dropped = _to_contributor(delivery, recipient)
    if dropped:
        return dropped
    if request.due_on != delivery.due_on:
        return outbox.Dropped(gettext_noop("The date moved."), is_withdrawn=True)
    if recipient.reminder_rhythm == Rhythm.NONE:
        return outbox.Dropped(gettext_noop("The person wants no reminders."), is_withdrawn=True)
    days = (request.due_on - clock.day_of(recipient)).days
    if days < 0:
        return outbox.Dropped(gettext_noop("The day has passed."))
    return _mail(
        request,
        subject=_("The contribution of your organisation is due soon"),
        paragraph=_("It has not been sent in yet. What is written so far is kept."),
        why=_("You get this because you work for the organisation that is asked."),
        link=reverse("engagements:contribution-write", args=[request.pk]),
        label=_("Open the request"),
    )


def prepare_received(delivery, recipient):
    """To those who hold the pen, unless it was taken back again."""
    request = _request(delivery, recipient)
    if request is None:
        return outbox.Dropped(gettext_noop("No longer visible to this person."))
    if request.sent_at is None:
        return outbox.Dropped(gettext_noop("The contribution was taken back."), is_withdrawn=True)
    return _mail(
        request,
        subject=_("A contribution came in"),
        paragraph=_("Read it beside the text and take what fits into it, paragraph by paragraph."),
        why=_("You get this because you write this text."),
        link=reverse("engagements:contribution-list", args=[request.submission_id]),
        label=_("Open the contributions"),
        names_title=True,
    )


def prepare_set_aside(delivery, recipient):
    """To who wrote it: a paragraph will not be part of the text; the reason stands on the page."""
    request = _request(delivery, recipient)
    if request is None or not policy.speaks_for_request(recipient, request):
        return outbox.Dropped(gettext_noop("No longer visible to this person."))
    return _mail(
        request,
        subject=_("A paragraph of your contribution was set aside"),
        paragraph=_("You find the reason beside it."),
        why=_("You get this because you wrote the contribution."),
        link=reverse("engagements:contribution-write", args=[request.pk]),
        label=_("Open your contribution"),
    )


outbox.register_kind(ASKED, prepare=prepare_asked, label=gettext_lazy("Contribution asked"))
outbox.register_kind(
    DUE, prepare=prepare_due, label=gettext_lazy("Reminder of a contribution"), digest=digest_of_reminders
)
outbox.register_kind(RECEIVED, prepare=prepare_received, label=gettext_lazy("Contribution came in"))
outbox.register_kind(SET_ASIDE, prepare=prepare_set_aside, label=gettext_lazy("Paragraph set aside"))
