"""Reads of a person's own reminders, and of who is reminded of a date."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from calendar_app.enums import EntryState, Publication
from calendar_app.ladder import Deadline, Recipient, last_weekday, wanted
from calendar_app.models import Entry, Mute
from calendar_app.recipients import in_charge_of, ladder_for, with_wishes
from calendar_app.reminders import REMINDER, SUBJECT, is_countable
from clusters.enums import INSIDE_ROLES, Rhythm
from clusters.policy import CARING_ROLES, cluster_ids, world_roles
from core import clock, outbox
from core.enums import DeliveryState
from core.models import Delivery, Stop


def muted_entries(user):
    """The dates that `user` muted and may still see, soonest first."""
    muted = Mute.objects.filter(user=user).values("entry_id")
    return Entry.objects.visible_to(user).filter(pk__in=muted).select_related("mechanism", "country")


def stopped_mails(user):
    """What `user` stopped from within a mail, newest first; each row says in `kind_label` what kind of mails."""
    rows = Stop.objects.filter(user=user).order_by("-created_at", "-pk")
    for row in rows:
        row.kind_label = outbox.kind_label(row.kind)
    return rows


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


@dataclass(frozen=True, slots=True)
class Reminded:
    """One person who is reminded of a date: who she is, why, on which day the next mail comes (None: no more), and
    whether she has had one."""

    name: str
    why: str
    next_on: dt.date | None
    has_had_one: bool


@dataclass(frozen=True, slots=True)
class ReminderCard:
    """Who is reminded of one date. `mine`: "muted", "on" (the reader is in charge and wants reminders), or "".
    `people`: those whose roles the reader may know; `others`: how many more. `begins`: reminders wait until the day is
    known. `is_over`: nobody is reminded of it any more. `is_own_only`: a date of the whole world, where only people of
    the reader's own clusters are named and counted, since whom it concerns tells what clusters follow."""

    mine: str
    people: tuple
    others: int
    begins: bool
    is_over: bool
    is_own_only: bool = False

    @property
    def is_nobody(self):
        return not self.people and not self.others

    @property
    def is_shown(self):
        """Of a date of the whole world nothing is said where nothing of the reader's own clusters can be."""
        return not self.is_own_only or self.is_over or not self.is_nobody or bool(self.mine)


def reminder_card(user, entry):
    """The `ReminderCard` of `entry`, which `user` may see: the same people and days that the planner finds. Names only
    of the circle that the reader belongs to, or to who cares for people; of a date of the whole world only of that
    circle, without a number of others. Two queries, whatever the number."""
    charges = {charge.user_id: charge for charge in with_wishes(in_charge_of(entry), entry)}
    is_over = entry.state != EntryState.OPEN or entry.publication != Publication.PUBLISHED
    mine = ""
    if user.pk in charges:
        mine = "muted" if charges[user.pk].is_muted else "on" if entry.state == EntryState.OPEN else ""
    of_person = {pk: ladder_for(charge, entry.kind) for pk, charge in charges.items()}
    wanting = [charge for pk, charge in charges.items() if of_person[pk] and not charge.is_muted]
    is_world = entry.country_id is None and entry.cluster_id is None
    if is_over or not wanting:
        return ReminderCard(mine, (), 0, not is_countable(entry), is_over, is_world)
    # What a cluster follows is read inside the cluster only, also by whoever cares for people.
    is_caring = not is_world and bool(world_roles(user) & CARING_ROLES)
    circle = set() if is_caring else {getattr(each, "pk", each) for each in _circle(user)}
    known = [charge for charge in wanting if is_caring or charge.user_id == user.pk or charge.cluster_id in circle]
    ledger = _ledger(entry)
    people = tuple(
        Reminded(
            name=str(charge.user),
            why=_("%(role)s, %(cluster)s") % {"role": charge.get_role_display(), "cluster": charge.cluster},
            next_on=_next_on(entry, charge.user, of_person[charge.user_id], ledger.get(charge.user_id, {})),
            has_had_one=any(state in DeliveryState.done() for state, _at in ledger.get(charge.user_id, {}).values()),
        )
        for charge in sorted(known, key=lambda charge: str(charge.user))
    )
    others = 0 if is_world else len(wanting) - len(known)
    return ReminderCard(mine, people, others, not is_countable(entry), is_over, is_world)


def _circle(user):
    found = cluster_ids(user, INSIDE_ROLES)
    return found if isinstance(found, list) else found.values_list("pk", flat=True)


def _ledger(entry):
    """{person: {lead: (state, not before)}} for the day that stands now."""
    found = {}
    if entry.starts_on is not None:
        rows = Delivery.objects.filter(
            subject_type=SUBJECT, subject_id=str(entry.pk), kind=REMINDER, due_on=entry.starts_on
        )
        for person, lead, state, at in rows.values_list("recipient_id", "lead_days", "state", "not_before"):
            found.setdefault(person, {})[lead] = (state, at)
    return found


def _next_on(entry, person, ladder, rungs):
    """The day of the person's next mail about the date, where she lives; None when none comes any more."""
    if not is_countable(entry):
        return None
    weekday = person.reminder_weekday if person.reminder_rhythm == Rhythm.WEEKLY else None
    recipient = Recipient(person.pk, person.time_zone, person.reminder_hour, ladder, weekday=weekday)
    deadline = Deadline(entry.pk, entry.starts_on, entry.due_at)
    today, hours = clock.day_of(person), []
    for rung in wanted([deadline], {entry.pk: [recipient]}, now=clock.now()):
        state, at = rungs.get(rung.lead_days, (DeliveryState.QUEUED, rung.not_before))
        if not rung.is_skipped and state in DeliveryState.waiting():
            hours.append(at)
    days = [max(clock.local_day(at, person.time_zone), today) for at in hours]
    for lead in ladder:
        day = entry.starts_on - dt.timedelta(days=lead)
        if weekday is not None:
            day = last_weekday(day, weekday)
        if day > today:
            days.append(day)
    return min(days, default=None)
