"""Reads of a person's own reminders, and of the post office for staff."""

from django.db.models import Case, IntegerField, Value, When

from calendar_app.enums import EntryState
from calendar_app.models import Entry, Mute
from calendar_app.recipients import in_charge_of
from calendar_app.reminders import REMINDER, SUBJECT
from core.enums import DeliveryState
from core.models import Delivery

# What staff must look at stands first.
_URGENCY = {
    DeliveryState.FAILED: 0,
    DeliveryState.RETRY: 1,
    DeliveryState.SENDING: 2,
    DeliveryState.QUEUED: 3,
    DeliveryState.UNCONFIRMED: 4,
}


def muted_entries(user):
    """The dates that `user` muted and may still see, soonest first."""
    muted = Mute.objects.filter(user=user).values("entry_id")
    return Entry.objects.visible_to(user).filter(pk__in=muted).select_related("mechanism", "country")


def reminder_state(user, entry):
    """How `user` stands to reminders of `entry`: "muted", "on" (in charge of it and wants reminders), or "" (she is
    not reminded of it)."""
    if Mute.objects.filter(user=user, entry_id=entry.pk).exists():
        return "muted"
    return "on" if entry.state == EntryState.OPEN and in_charge_of(entry).filter(user=user).exists() else ""


def waiting_reminders(user, limit=10):
    """Reminders queued for `user`, as (delivery, entry she may see), soonest first."""
    rows = list(
        Delivery.objects.filter(
            recipient=user, subject_type=SUBJECT, kind=REMINDER, state__in=DeliveryState.waiting()
        ).order_by("not_before")[:limit]
    )
    entries = Entry.objects.visible_to(user).select_related("mechanism", "country")
    found = entries.in_bulk([int(row.subject_id) for row in rows])
    return [(row, found[int(row.subject_id)]) for row in rows if int(row.subject_id) in found]


def deliveries(*, state=""):
    """Deliveries with their recipient, those that need a person first, then the newest. For staff; ids and states, no
    titles. `state` "" gives all but those skipped for a nearer reminder."""
    urgency = Case(
        *(When(state=state, then=Value(place)) for state, place in _URGENCY.items()),
        default=Value(9),
        output_field=IntegerField(),
    )
    rows = Delivery.objects.select_related("recipient")
    rows = rows.filter(state=state) if state else rows.exclude(state=DeliveryState.SKIPPED)
    return rows.order_by(urgency, "-created_at", "pk")
