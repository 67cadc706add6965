"""The planner: writes into the ledger who is to be reminded of which date. Sending is the outbox's business.

Who is reminded: the coordinators and co-coordinators of the clusters a date concerns, that is of its country or of its
own cluster (a national cluster's leads also for its sub-national nodes). A date of the whole world reaches only the
leads of countries reviewed or adopted in its session, and only if something can be handed in by it. Members, partners
and the Task Team are reminded of nothing here; steps of a plan remind their owners through the engagement room.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from calendar_app.enums import DEADLINE_KINDS, EXACT, Certainty, EntryState, Publication
from calendar_app.ladder import Deadline, Recipient, wanted
from calendar_app.models import Entry, Mute, Review
from clusters.enums import LEAD_ROLES, Rhythm
from clusters.models import Membership
from clusters.policy import running
from core import clock, outbox
from core.enums import DeliveryState
from core.models import Delivery

SUBJECT = "calendar_app.entry"
REMINDER = "calendar.reminder"
MOVED = "calendar.date_moved"
CANCELLED = "calendar.date_cancelled"

BATCH = 500
# Counting days to an estimate would be counting to nothing.
COUNTABLE = ~Q(certainty__in=[Certainty.ESTIMATE, Certainty.NOT_ANNOUNCED])
REMINDABLE = Q(state=EntryState.OPEN, publication=Publication.PUBLISHED, precision__in=sorted(EXACT)) & COUNTABLE


@dataclass
class Planned:
    """What a run did: rows queued, entered as skipped, queued again after a withdrawal, and withdrawn."""

    queued: int = 0
    skipped: int = 0
    rearmed: int = 0
    withdrawn: int = 0


def ladder_of(leads):
    """A person's own days before, or the portal's ladder. Longest first."""
    return tuple(sorted(set(leads or settings.HRE_REMINDER_LEADS), reverse=True))


def leads_in_charge():
    """Running memberships of coordinators and co-coordinators of active people who want reminders."""
    return Membership.objects.filter(
        running(), role__in=sorted(LEAD_ROLES), cluster__isnull=False, user__is_active=True
    ).exclude(user__reminder_rhythm=Rhythm.NONE)


def in_charge_of(entry):
    """Memberships of the people to be reminded of one entry, with their cluster and person: the same people that the
    planner finds for many entries at once."""
    memberships = leads_in_charge().select_related("user", "cluster")
    if entry.cluster_id is not None:
        return memberships.filter(Q(cluster=entry.cluster_id) | Q(cluster__nodes=entry.cluster_id))
    if entry.country_id is not None:
        return memberships.filter(cluster__country=entry.country_id)
    if entry.kind not in DEADLINE_KINDS or entry.session_id is None:
        return memberships.none()
    reviews = Review.objects.filter(Q(session=entry.session_id) | Q(adoption_session=entry.session_id))
    return memberships.filter(cluster__country__in=reviews.values("country_id"))


def charges_of(person):
    """Running memberships by which `person` is in charge somewhere and wants reminders, with their clusters."""
    return list(leads_in_charge().filter(user=person).select_related("cluster"))


def charge_over(entry, charges):
    """The one of `charges` by which the person is to be reminded of `entry`, or None: the same answer as
    `in_charge_of`, without a question to the database where none is needed. `entry.cluster` must be loaded."""
    if entry.cluster_id is not None:
        near = {entry.cluster_id, entry.cluster.parent_id}
        return next((charge for charge in charges if charge.cluster_id in near), None)
    if entry.country_id is not None:
        return next((charge for charge in charges if charge.cluster.country_id == entry.country_id), None)
    if not charges:
        return None
    return in_charge_of(entry).filter(pk__in=[charge.pk for charge in charges]).first()


class Directory:
    """Who is in charge where, read once for a run: {country: {person: Recipient}} and the same by cluster."""

    def __init__(self, memberships, now):
        self.of_country = defaultdict(dict)
        self.of_cluster = defaultdict(dict)
        fed = self._fed_today(now)
        people = {}
        fields = (
            "user_id",
            "cluster_id",
            "cluster__country_id",
            "user__time_zone",
            "user__reminder_hour",
            "user__reminder_leads",
            "user__reminder_rhythm",
        )
        for user_id, cluster_id, country, zone, hour, leads, rhythm in memberships.values_list(*fields).iterator():
            had_digest = rhythm == Rhythm.DAILY and user_id in fed
            person = people.setdefault(user_id, Recipient(user_id, zone, hour, ladder_of(leads), had_digest))
            self.of_country[country][user_id] = person
            self.of_cluster[cluster_id][user_id] = person
        self.horizon = max((lead for person in people.values() for lead in person.leads), default=0)

    @staticmethod
    def _fed_today(now):
        """People who had a mail of the daily rhythm since about this morning. Half a day and a bit, so that the next
        morning's mail is never taken for today's."""
        sent = Delivery.objects.filter(
            kind__in=[REMINDER, MOVED, CANCELLED],
            sent_at__gte=now - dt.timedelta(hours=14),
            recipient__reminder_rhythm=Rhythm.DAILY,
        )
        return set(sent.values_list("recipient_id", flat=True))

    def concerned(self, entry, countries_of_session):
        """{person: Recipient} for one entry (values of `_page`)."""
        if entry.cluster_id is not None:
            return self.of_cluster[entry.cluster_id] | self.of_cluster[entry.cluster_parent_id]
        if entry.country_id is not None:
            return self.of_country[entry.country_id]
        if entry.kind not in DEADLINE_KINDS:
            return {}
        found = {}
        for country in countries_of_session.get(entry.session_id, ()):
            found |= self.of_country[country]
        return found


def plan_reminders(*, batch=BATCH):
    """Enter every reminder that is due now into the ledger. Returns `Planned`.

    Any number of planners may run at once and as often as they like: each rung is entered once per date. Each batch of
    entries is one transaction, so memory stays the same however many dates there are.
    """
    now = clock.now()
    directory = Directory(leads_in_charge(), now)
    planned, last = Planned(), 0
    while page := _page(now.date(), directory.horizon, after=last, size=batch):
        _plan_page(page, directory, now, planned)
        last = page[-1].pk
    return planned


def _page(today, horizon, *, after, size):
    # A day of margin on each side: it may be yesterday or tomorrow where the recipient lives.
    around = (today - dt.timedelta(days=1), today + dt.timedelta(days=horizon + 1))
    everything = Entry.objects.unscoped("the delivery reads each date again through visible_to(recipient)")
    comes = Q(begins_on=None, due_on__range=around) | Q(begins_on__range=around)
    found = everything.filter(REMINDABLE, comes, pk__gt=after).order_by("pk")
    return list(
        found.annotate(cluster_parent_id=F("cluster__parent_id")).values_list(
            "pk",
            "begins_on",
            "due_on",
            "due_at",
            "kind",
            "country_id",
            "cluster_id",
            "cluster_parent_id",
            "session_id",
            named=True,
        )[:size]
    )


def _plan_page(page, directory, now, planned):
    countries = _countries_of_sessions({row.session_id for row in page if row.country_id is None and row.session_id})
    muted = set(Mute.objects.filter(entry_id__in=[row.pk for row in page]).values_list("entry_id", "user_id"))
    recipients = {
        row.pk: [person for person in directory.concerned(row, countries).values() if (row.pk, person.id) not in muted]
        for row in page
    }
    deadlines = [Deadline(row.pk, row.due_on, row.due_at, row.begins_on) for row in page]
    with transaction.atomic():
        known, obsolete = _known(page)
        _write(wanted(deadlines, recipients, now=now), known, now, planned)
        planned.withdrawn += _waiting(obsolete).update(state=DeliveryState.CANCELLED, error="The date moved.")


def _countries_of_sessions(session_ids):
    found = defaultdict(set)
    if session_ids:
        reviews = Review.objects.filter(Q(session__in=session_ids) | Q(adoption_session__in=session_ids))
        for session_id, adoption_id, country in reviews.values_list("session_id", "adoption_session_id", "country_id"):
            for concerned in {session_id, adoption_id} & session_ids:
                found[concerned].add(country)
    return found


def _known(page):
    """Rows of the ledger about these entries: those of today's date by rung, and the ids of those for another date."""
    due = {str(row.pk): row.due_on for row in page}
    known, obsolete = {}, []
    rows = Delivery.objects.filter(subject_type=SUBJECT, subject_id__in=list(due), kind=REMINDER)
    for pk, subject, person, lead, due_on, state in rows.values_list(
        "pk", "subject_id", "recipient_id", "lead_days", "due_on", "state"
    ):
        if due[subject] == due_on:
            known[int(subject), person, lead] = (pk, state)
        elif state in DeliveryState.waiting():
            obsolete.append(pk)
    return known, obsolete


def _waiting(pks):
    return Delivery.objects.filter(pk__in=pks, state__in=DeliveryState.waiting())


def _write(rungs, known, now, planned):
    new, again, superseded = [], defaultdict(list), []
    wakes = False
    for rung in rungs:
        pk, state = known.get((rung.entry_id, rung.recipient_id, rung.lead_days), (None, None))
        if pk is None:
            new.append(_row(rung))
            planned.skipped += rung.is_skipped
            planned.queued += not rung.is_skipped
        elif rung.is_skipped and state in DeliveryState.waiting():
            # It waited for a mail server so long that the next rung came.
            superseded.append(pk)
        elif not rung.is_skipped and state == DeliveryState.CANCELLED:
            again[rung.not_before].append(pk)
        else:
            continue
        wakes = wakes or rung.not_before <= now
    Delivery.objects.bulk_create(new, ignore_conflicts=True, batch_size=outbox.CHUNK)
    planned.skipped += _waiting(superseded).update(state=DeliveryState.SKIPPED)
    for not_before, pks in again.items():
        planned.rearmed += outbox.rearm(Delivery.objects.filter(pk__in=pks), not_before=not_before)
    if wakes:
        transaction.on_commit(outbox.wake)


def _row(rung):
    return Delivery(
        subject_type=SUBJECT,
        subject_id=str(rung.entry_id),
        recipient_id=rung.recipient_id,
        kind=REMINDER,
        lead_days=rung.lead_days,
        due_on=rung.due_on,
        state=DeliveryState.SKIPPED if rung.is_skipped else DeliveryState.QUEUED,
        wanted_at=rung.not_before,
        not_before=rung.not_before,
    )
