"""What the mails about dates say, written right before sending from what the recipient may see then.

Dates that not everyone with an account may see get a neutral subject and no title: the mail only says that something
waits behind the login.
"""

import datetime as dt
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from calendar_app.enums import EXACT, Audience, EntryState, Precision, Publication
from calendar_app.models import Entry, Mute
from calendar_app.notices.stopping import EVERYTHING, stop_token
from calendar_app.notices.urgency import is_marked
from calendar_app.queries.concern import choices_for
from calendar_app.recipients import Ladders, charge_over, charges_of
from calendar_app.reminders import CANCELLED, MOVED, REMINDER, is_countable
from clusters.enums import Rhythm
from core import clock, dates, outbox
from core.mail import Mail

DIGESTS = {Rhythm.DAILY: "calendar.daily", Rhythm.WEEKLY: "calendar.weekly"}


def digest_of_reminders(recipient):
    """Who wants one mail a day or a week finds these in it."""
    return DIGESTS.get(recipient.reminder_rhythm, "")


def digest_of_moves(recipient):
    """A session that moves takes many dates along: still one mail."""
    return DIGESTS.get(recipient.reminder_rhythm, "calendar.moves")


def prepare_reminder(delivery, recipient):
    """The reminder, if the person may see the date, is still in charge and still wants it, and the date stands."""
    entry, dropped = _entry_for(delivery, recipient)
    if dropped:
        return dropped
    if entry.state != EntryState.OPEN:
        return outbox.Dropped(gettext_noop("The date is not open any more."), is_withdrawn=True)
    if entry.starts_on != delivery.due_on or not is_countable(entry):
        return outbox.Dropped(gettext_noop("The date moved."), is_withdrawn=True)
    if delivery.lead_days not in entry.ladder:
        return outbox.Dropped(gettext_noop("The person chose other days."), is_withdrawn=True)
    if _is_past(entry, recipient):
        return outbox.Dropped(gettext_noop("The date has passed."))
    left = _days_left(entry, recipient)
    if is_neutral(entry):
        subject = _("HRE Portal: a date in your calendar")
        paragraphs = (_("A date that is shown to few people comes near. Log in to read which one."),)
        facts = ()
    else:
        subject = _("%(place)s: %(title)s – %(day)s (%(left)s)") % {
            "place": _place(entry),
            "title": _named(entry),
            "day": _subject_day(entry),
            "left": left,
        }
        paragraphs = ()
        facts = (
            *_facts(entry),
            (_("Date"), due_text(entry, recipient)),
            (_("Time left"), left),
            (_("Certainty"), entry.get_certainty_display()),
        )
    return _mail(entry, recipient, subject=subject, paragraphs=paragraphs, facts=facts)


def prepare_moved(delivery, recipient):
    entry, dropped = _entry_for(delivery, recipient)
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
    old_from, old_on = (_context_day(delivery, name) for name in ("old_from", "old_on"))
    subject = _("%(place)s: %(title)s – date changed, now %(day)s") % {
        "place": _place(entry),
        "title": _named(entry),
        "day": _subject_day(entry) if is_countable(entry) else day_or_month(entry),
    }
    facts = [*_facts(entry)]
    old_at = delivery.context.get("old_at", "")
    if old_on:
        facts.append((_("Old date"), _old_text(entry, old_from, old_on, old_at)))
    facts += [
        (_("New date"), due_text(entry, recipient)),
        (_("Certainty"), entry.get_certainty_display()),
    ]
    if entry.precision in EXACT:
        facts.append((_("Time left"), _days_left(entry, recipient)))
    paragraphs = (_("This date has changed. Reminders for the old date will not come any more."),)
    if not old_from and old_on == entry.due_on:
        paragraphs = (_("The day stays, its hour has changed."),)
    near = (old_from or old_on, entry.starts_on)
    return _mail(entry, recipient, subject=subject, paragraphs=paragraphs, facts=tuple(facts), near=near)


def _old_text(entry, old_from, old_on, old_at):
    if old_from:
        return dates.period_text(old_from, old_on)
    return dates.instant_text(dt.datetime.fromisoformat(old_at), entry.time_zone) if old_at else dates.day_text(old_on)


def prepare_cancelled(delivery, recipient):
    entry, dropped = _entry_for(delivery, recipient)
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
    subject = _("%(place)s: %(title)s – cancelled") % {"place": _place(entry), "title": _named(entry)}
    facts = (*_facts(entry), (_("Was due"), dates.day_text(delivery.due_on)))
    return _mail(
        entry,
        recipient,
        subject=subject,
        paragraphs=(_("This date was cancelled. No more reminders will come."),),
        facts=facts,
        near=(entry.starts_on,),
    )


def is_neutral(entry):
    """Whether mails must not name the date: not everyone with an account may see it."""
    return entry.audience != Audience.OPEN or entry.cluster_id is not None


def due_text(entry, recipient):
    """The date with its zone, and for an hour also the recipient's own: one text for every mail."""
    if entry.due_at is None:
        return day_or_month(entry)
    there = dates.instant_text(entry.due_at, entry.time_zone)
    if _offset(entry.due_at, entry.time_zone) == _offset(entry.due_at, recipient.time_zone):
        return there
    here = dates.instant_text(entry.due_at, recipient.time_zone)
    return _("%(there)s, for you %(here)s") % {"there": there, "here": here}


def day_or_month(entry):
    """A month is never given as its first day, and what lasts several days with both."""
    match entry.precision:
        case Precision.DAY if entry.begins_on and entry.begins_on != entry.due_on:
            return dates.period_text(entry.begins_on, entry.due_on)
        case Precision.DAY | Precision.INSTANT:
            return dates.day_text(entry.due_on)
        case Precision.MONTH:
            return dates.month_text(entry.due_on)
        case Precision.SEASON if entry.about_text:
            return dates.announced_text(entry.about_text)
        case Precision.SEASON:
            return dates.about_text(entry.due_on)
    return dates.day_text(None)


def _entry_for(delivery, recipient):
    """(entry as the recipient may see it now, None), or (None, why it is not to be sent)."""
    entry = outbox.look("entries", delivery, recipient, lambda ids: _visible(ids, recipient)).get(delivery.subject_id)
    if entry is None:
        return None, outbox.Dropped(gettext_noop("The person may not see this date any more."))
    # What follows may be undone; the planner then arms the same rung again.
    if entry.publication != Publication.PUBLISHED:
        return None, outbox.Dropped(gettext_noop("The date was taken back."), is_withdrawn=True)
    if recipient.reminder_rhythm == Rhythm.NONE:
        return None, outbox.Dropped(gettext_noop("The person wants no reminders."), is_withdrawn=True)
    if entry.pk in outbox.look("muted", delivery, recipient, lambda ids: _muted(ids, recipient)):
        return None, outbox.Dropped(gettext_noop("The person muted this date."), is_withdrawn=True)
    ladders = outbox.look("ladders", delivery, recipient, lambda ids: Ladders([recipient.pk]))
    entry.ladder = ladders.of(recipient.pk, recipient.reminder_leads, entry.kind)
    if not entry.ladder:
        return None, outbox.Dropped(gettext_noop("The person wants no reminders of this kind."), is_withdrawn=True)
    charges = outbox.look("charges", delivery, recipient, lambda ids: charges_of(recipient))
    choices = None
    if entry.country_id is None and entry.cluster_id is None:
        choices = outbox.look("choices", delivery, recipient, lambda ids: choices_for(_world_wide(ids, recipient)))
    entry.why = charge_over(entry, charges, choices)
    if entry.why is None:
        return None, outbox.Dropped(
            gettext_noop("The person is not in charge of this date any more."), is_withdrawn=True
        )
    return entry, None


def _visible(ids, recipient):
    entries = Entry.objects.visible_to(recipient).select_related("mechanism", "country", "cluster")
    return {str(entry.pk): entry for entry in entries.filter(pk__in=ids)}


def _world_wide(ids, recipient):
    return [entry for entry in _visible(ids, recipient).values() if entry.country_id is None and not entry.cluster_id]


def _muted(ids, recipient):
    return set(Mute.objects.filter(user=recipient, entry_id__in=ids).values_list("entry_id", flat=True))


def _mail(entry, recipient, *, subject, paragraphs=(), facts=(), near=()):
    is_veiled = is_neutral(entry)
    is_urgent = not is_veiled and is_marked(entry, near, clock.today(recipient.time_zone))
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


def _subject_day(entry):
    """The day counted to, or the hour with its zone: what a subject alone must tell."""
    if entry.due_at is not None and entry.begins_on in (None, entry.due_on):
        return dates.instant_text(entry.due_at, entry.time_zone)
    return dates.day_text(entry.starts_on)


def _context_day(delivery, name):
    text = delivery.context.get(name, "")
    return dt.date.fromisoformat(text) if text else None


def _place(entry):
    mechanism = entry.mechanism.label
    return f"{entry.country}, {mechanism}" if entry.country_id else mechanism


def _named(entry):
    """The title, without the name of the body where the subject begins with it and the title would say it again
    ("CRC: alternative reports")."""
    title, body = str(entry), entry.mechanism.label
    if entry.country_id:
        return title
    # French sets a space before the colon.
    return title.removeprefix(f"{body}: ").removeprefix(f"{body}\xa0: ")


def _facts(entry):
    facts = [(_("Country"), str(entry.country))] if entry.country_id else []
    return [*facts, (_("Mechanism"), str(entry.mechanism))]


def _days_left(entry, recipient):
    return dates.days_left_text((entry.starts_on - clock.today(recipient.time_zone)).days)


def _is_past(entry, recipient):
    if entry.due_at is not None:
        return entry.due_at <= clock.now()
    return entry.starts_on < clock.today(recipient.time_zone)


def _offset(instant, zone):
    return instant.astimezone(ZoneInfo(zone)).utcoffset()


def readable_dates(subject_ids, user):
    """Of these dates the ones that `user`, who looks after the post, may see."""
    entries = Entry.objects.visible_to(user).filter(pk__in=[int(pk) for pk in subject_ids if pk.isdecimal()])
    return {str(pk) for pk in entries.order_by().values_list("pk", flat=True)}


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
