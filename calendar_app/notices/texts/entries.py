"""The date a mail is about, as its recipient may see it right before sending."""

from django.utils.translation import gettext_noop

from calendar_app.enums import Publication
from calendar_app.models import Entry, Mute
from calendar_app.queries.concern import choices_for
from calendar_app.recipients import Ladders, charge_over, charges_of
from clusters.enums import Rhythm
from core import clock, outbox


def entry_for(delivery, recipient):
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


def is_past(entry, recipient):
    """Whether the date has begun, by its hour or by the recipient's day."""
    if entry.due_at is not None:
        return entry.due_at <= clock.now()
    return entry.starts_on < clock.day_of(recipient)


def readable_dates(subject_ids, user):
    """Of these dates the ones that `user`, who looks after the post, may see."""
    entries = Entry.objects.visible_to(user).filter(pk__in=[int(pk) for pk in subject_ids if pk.isdecimal()])
    return {str(pk) for pk in entries.order_by().values_list("pk", flat=True)}
