"""The three mails about a date: it comes near, it moved, it was cancelled."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from calendar_app.enums import EXACT, EntryState
from calendar_app.notices.stopping import EVERYTHING, stop_token
from calendar_app.notices.texts.digests import digest_of_moves, digest_of_reminders
from calendar_app.notices.texts.entries import entry_for, is_past, readable_dates
from calendar_app.notices.texts.words import (
    context_day,
    day_or_month,
    days_left,
    due_text,
    facts_of,
    is_neutral,
    old_text,
    place_of,
    subject_day,
    title_beside_body,
)
from calendar_app.notices.urgency import is_marked
from calendar_app.reminders import CANCELLED, MOVED, REMINDER, is_countable
from core import clock, dates, outbox
from core.mail import Mail


def prepare_reminder(delivery, recipient):
    """The reminder, if the person may see the date, is still in charge and still wants it, and the date stands."""
    entry, dropped = entry_for(delivery, recipient)
    if dropped:
        return dropped
    if entry.state != EntryState.OPEN:
        return outbox.Dropped(gettext_noop("The date is not open any more."), is_withdrawn=True)
    if entry.starts_on != delivery.due_on or not is_countable(entry):
        return outbox.Dropped(gettext_noop("The date moved."), is_withdrawn=True)
    if delivery.lead_days not in entry.ladder:
        return outbox.Dropped(gettext_noop("The person chose other days."), is_withdrawn=True)
    if is_past(entry, recipient):
        return outbox.Dropped(gettext_noop("The date has passed."))
    left = days_left(entry, recipient)
    if is_neutral(entry):
        subject = _("HRE Portal: a date in your calendar")
        paragraphs = (_("A date that is shown to few people comes near. Log in to read which one."),)
        facts = ()
    else:
        subject = _("%(place)s: %(title)s – %(day)s (%(left)s)") % {
            "place": place_of(entry),
            "title": title_beside_body(entry),
            "day": subject_day(entry),
            "left": left,
        }
        paragraphs = ()
        facts = (
            *facts_of(entry),
            (_("Date"), due_text(entry, recipient)),
            (_("Time left"), left),
            (_("Certainty"), entry.get_certainty_display()),
        )
    return _mail(entry, recipient, subject=subject, paragraphs=paragraphs, facts=facts)


def prepare_moved(delivery, recipient):
    entry, dropped = entry_for(delivery, recipient)
    if dropped:
        return dropped
    if entry.state != EntryState.OPEN:
        return outbox.Dropped(gettext_noop("The date is not open any more."), is_withdrawn=True)
    if entry.due_on is not None and entry.due_on != delivery.due_on:
        return outbox.Dropped(gettext_noop("The date moved again."), is_withdrawn=True)
    if is_neutral(entry):
        return _mail(
            entry,
            recipient,
            subject=_("HRE Portal: a date in your calendar has changed"),
            paragraphs=(_("A date that is shown to few people has changed. Log in to read which one."),),
        )
    old_from, old_on = (context_day(delivery, name) for name in ("old_from", "old_on"))
    subject = _("%(place)s: %(title)s – date changed, now %(day)s") % {
        "place": place_of(entry),
        "title": title_beside_body(entry),
        "day": subject_day(entry) if is_countable(entry) else day_or_month(entry),
    }
    facts = [*facts_of(entry)]
    old_at = delivery.context.get("old_at", "")
    if old_on:
        facts.append((_("Old date"), old_text(entry, old_from, old_on, old_at)))
    facts += [
        (_("New date"), due_text(entry, recipient)),
        (_("Certainty"), entry.get_certainty_display()),
    ]
    if entry.precision in EXACT:
        facts.append((_("Time left"), days_left(entry, recipient)))
    paragraphs = (_("This date has changed. Reminders for the old date will not come any more."),)
    if not old_from and old_on == entry.due_on:
        paragraphs = (_("The day stays, its hour has changed."),)
    near = (old_from or old_on, entry.starts_on)
    return _mail(entry, recipient, subject=subject, paragraphs=paragraphs, facts=tuple(facts), near=near)


def prepare_cancelled(delivery, recipient):
    entry, dropped = entry_for(delivery, recipient)
    if dropped:
        return dropped
    if entry.state != EntryState.CANCELLED:
        return outbox.Dropped(gettext_noop("The date is open again."), is_withdrawn=True)
    if is_neutral(entry):
        return _mail(
            entry,
            recipient,
            subject=_("HRE Portal: a date in your calendar has changed"),
            paragraphs=(_("A date that is shown to few people has changed. Log in to read which one."),),
        )
    subject = _("%(place)s: %(title)s – cancelled") % {"place": place_of(entry), "title": title_beside_body(entry)}
    facts = (*facts_of(entry), (_("Was due"), dates.day_text(delivery.due_on)))
    return _mail(
        entry,
        recipient,
        subject=subject,
        paragraphs=(_("This date was cancelled. No more reminders will come."),),
        facts=facts,
        near=(entry.starts_on,),
    )


def _mail(entry, recipient, *, subject, paragraphs=(), facts=(), near=()):
    is_veiled = is_neutral(entry)
    is_urgent = not is_veiled and is_marked(entry, near, clock.day_of(recipient))
    return Mail(
        subject=_("Urgent: %(subject)s") % {"subject": subject} if is_urgent else subject,
        heading="" if is_veiled else str(entry),
        paragraphs=paragraphs,
        facts=facts,
        link=reverse("calendar:entry-detail", args=[entry.pk]),
        link_label=_("Open this date in the portal"),
        why=_("You get this because you are %(role)s of %(cluster)s.")
        % {"role": entry.why.get_role_display(), "cluster": entry.why.cluster},
        stop=reverse("calendar:reminders-stop", args=[stop_token(recipient.pk, entry.pk)]),
        stop_all=reverse("calendar:reminders-stop", args=[stop_token(recipient.pk, EVERYTHING)]),
        is_veiled=is_veiled,
        is_urgent=is_urgent,
    )


outbox.register_kind(
    REMINDER,
    prepare=prepare_reminder,
    label=gettext_lazy("Reminder of a date"),
    digest=digest_of_reminders,
    tells_subject=readable_dates,
    stop=outbox.BY_ITSELF,
)
outbox.register_kind(
    MOVED,
    prepare=prepare_moved,
    label=gettext_lazy("A date changed"),
    digest=digest_of_moves,
    tells_subject=readable_dates,
    stop=outbox.BY_ITSELF,
)
outbox.register_kind(
    CANCELLED,
    prepare=prepare_cancelled,
    label=gettext_lazy("A date was cancelled"),
    digest=digest_of_moves,
    tells_subject=readable_dates,
    stop=outbox.BY_ITSELF,
)
