"""Mails about peer exchanges: the invitation, a reminder a week and a day before, and that it was called off. Only the
invited get them; the mail names nobody and no list of people."""

from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from core import clock, dates, outbox
from core.mail import Mail
from knowledge import policy
from knowledge.actions.exchange import CALLED_OFF, INVITED, REMINDER
from knowledge.enums import ExchangeState, Reply
from knowledge.queries import exchange as queries


def prepare(delivery, recipient):
    found = queries.exchange(recipient, delivery.subject_id)
    if found is None:
        return outbox.Dropped(gettext_noop("The person may not see this any more."))
    if delivery.kind == CALLED_OFF:
        return _mail(found, recipient, _("Called off"), (found.reason,) if found.reason else ())
    if found.state != ExchangeState.PLANNED or found.starts_at <= clock.now():
        return outbox.Dropped(gettext_noop("The day has passed."))
    if clock.local_day(found.starts_at, found.time_zone) != delivery.due_on:
        return outbox.Dropped(gettext_noop("The exchange has another day now."), is_withdrawn=True)
    if delivery.kind == REMINDER:
        if queries.my_reply(recipient, found) == Reply.NOT_COMING:
            return outbox.Dropped(gettext_noop("The person does not take part."))
        return _mail(found, recipient, _("Soon"), ())
    return _mail(found, recipient, _("Invitation"), (_("You are invited to an exchange among peers."),))


def _mail(found, recipient, word, paragraphs):
    zone = recipient.time_zone
    rule = _("The Chatham House Rule holds: what is said may be used, who said it stays in the room.")
    facts = (
        (_("When"), dates.instant_text(found.starts_at.astimezone(ZoneInfo(zone)), zone)),
        (_("Language"), found.get_language_display()),
    )
    if policy.organises(recipient) or policy.leads_anywhere(recipient):
        why = _("You get this because you coordinate a protection cluster.")
    else:
        why = _("You get this because a coordinator of your cluster invited you.")
    return Mail(
        subject=_("Peer exchange: %(word)s") % {"word": word},
        heading=found.title,
        paragraphs=(*paragraphs, rule),
        facts=facts,
        link=reverse("knowledge:exchange-detail", args=[found.pk]),
        link_label=_("Open the exchange"),
        why=why,
    )


def register():
    """Once, when the app is ready."""
    outbox.register_kind(INVITED, prepare=prepare, label=gettext_lazy("Invitation to a peer exchange"))
    outbox.register_kind(REMINDER, prepare=prepare, label=gettext_lazy("Reminder of a peer exchange"))
    outbox.register_kind(CALLED_OFF, prepare=prepare, label=gettext_lazy("Peer exchange called off"))
