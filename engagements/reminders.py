"""Reminders of the steps of a plan: who holds a step, and which rungs of the ladder are due. Sending is the outbox's.

A step belongs to a role. Reminded are the people who hold it now in the line's cluster (or in the national cluster
above it) and may see it; when nobody does, those who hold the deputy's role.
"""

import datetime as dt
from collections import defaultdict
from typing import NamedTuple

from django.db import transaction

from calendar_app.ladder import WEEK, Deadline, Recipient, wanted
from calendar_app.recipients import ladder_of, weekly
from clusters.enums import Rhythm, Role
from clusters.models import Membership
from clusters.policy import running
from core import clock, heartbeat, outbox
from core.enums import DeliveryState
from core.models import Delivery
from engagements import policy
from engagements.enums import LineState, StepOwner, StepState
from engagements.models import EngagementStep

STEP = "engagements.step"
LINE = "engagements.plan_line"
STEP_REMINDER = "plan.step_reminder"
DATE_MOVED = "plan.date_moved"
# Its mail stands alone: beside the calendar's own news of the move one could read which date it is.
CLOSED_DATE_MOVED = "plan.closed_date_moved"
NAMED = "plan.named"
# The name under which the planner's runs are noted.
RUN = "plan-step-reminders"
# A step is days of work, not a session: the longer rungs of a person's ladder would only be noise.
LONGEST_LEAD = 14
BATCH = 500
LIVE = (LineState.PLANNED, LineState.UNDER_WAY)


def step_ladder(leads):
    """The rungs of a person's ladder that suit a step; without any, the shortest one she has."""
    ladder = ladder_of(leads)
    return tuple(lead for lead in ladder if lead <= LONGEST_LEAD) or ladder[-1:]


class Wanting(NamedTuple):
    """A row that somebody is to be told of: the holders of the first of `roles` ("" is none) that will do."""

    pk: int
    roles: tuple
    cluster_id: int
    parent_id: int | None


class Holders:
    """Who holds which role where, read once for a run."""

    def __init__(self):
        now, last_run = clock.now(), heartbeat.last_runs().get(RUN)
        self.people = {}
        self.of = defaultdict(set)
        memberships = Membership.objects.filter(running(), role__in=StepOwner.values, user__is_active=True).exclude(
            user__reminder_rhythm=Rhythm.NONE
        )
        fields = (
            "user_id",
            "cluster_id",
            "role",
            "user__time_zone",
            "user__reminder_hour",
            "user__reminder_leads",
            "user__reminder_rhythm",
            "user__reminder_weekday",
        )
        for user_id, cluster_id, role, zone, hour, leads, rhythm, weekday in memberships.values_list(
            *fields
        ).iterator():
            on, missed = weekly(rhythm, weekday, zone, now=now, last_run=last_run)
            self.people[user_id] = Recipient(user_id, zone, hour, step_ladder(leads), False, on, missed)
            self.of[cluster_id, role].add(user_id)

    def of_role(self, role, cluster_id, parent_id):
        """Ids of the people who hold `role` for a cluster."""
        if role == StepOwner.TASK_TEAM:
            return self.of[None, Role.TASK_TEAM]
        held = self.of[cluster_id, role]
        return held | self.of[parent_id, role] if parent_id else held

    def to_tell(self, model, rows):
        """{id of a row: the people to tell of it} for `rows` of `model`, given as `Wanting`: of each, the holders of
        the first of its roles that anyone holds who may see it. Three queries for up to twenty-five people."""
        held, asked = {}, defaultdict(set)
        for row in rows:
            held[row.pk] = [self.of_role(role, row.cluster_id, row.parent_id) for role in row.roles if role]
            for person in set().union(*held[row.pk]):
                asked[person].add(row.pk)
        seen = policy.seen_by_each(model, asked)
        told = {}
        for pk, groups in held.items():
            who_see = ([person for person in sorted(group) if pk in seen.get(person, ())] for group in groups)
            told[pk] = [self.people[person] for person in next(filter(None, who_see), ())]
        return told


def plan_step_reminders(*, batch=BATCH):
    """Enter every step reminder that is due now into the ledger. Returns how many mails were queued. Any number of
    planners may run at once and as often as they like: each rung is entered once per step and date."""
    now, holders = clock.now(), Holders()
    horizon = max((lead for person in holders.people.values() for lead in person.leads), default=0)
    queued, last = 0, 0
    while page := _page(now.date(), horizon, after=last, size=batch):
        queued += _plan_page(page, holders, now)
        last = page[-1].pk
    return queued


def _page(today, horizon, *, after, size):
    # A day of margin on each side: it may be yesterday or tomorrow where the recipient lives.
    around = (today - dt.timedelta(days=1), today + dt.timedelta(days=horizon + WEEK + 1))
    steps = EngagementStep.objects.unscoped("the delivery reads each step again through visible_to(recipient)")
    due = steps.filter(state=StepState.OPEN, plan_line__state__in=LIVE, due_on__range=around, pk__gt=after)
    return list(
        due.order_by("pk").values_list(
            "pk",
            "due_on",
            "owner_role",
            "deputy_role",
            "plan_line__cluster_id",
            "plan_line__cluster__parent_id",
            named=True,
        )[:size]
    )


def _plan_page(page, holders, now):
    rows = [
        Wanting(row.pk, (row.owner_role, row.deputy_role), row.plan_line__cluster_id, row.plan_line__cluster__parent_id)
        for row in page
    ]
    recipients = holders.to_tell(EngagementStep, rows)
    rungs = wanted([Deadline(row.pk, row.due_on) for row in page], recipients, now=now)
    with transaction.atomic():
        return _write(list(rungs), _known(page), now)


def _known(page):
    """{(step, person, lead, due): (id, state)} of the rows that are in the ledger already."""
    rows = Delivery.objects.filter(
        subject_type=STEP, subject_id__in=[str(row.pk) for row in page], kind=STEP_REMINDER
    ).values_list("subject_id", "recipient_id", "lead_days", "due_on", "pk", "state")
    return {(int(step), person, lead, due): (pk, state) for step, person, lead, due, pk, state in rows}


def _write(rungs, known, now):
    new, again, superseded = [], defaultdict(list), []
    for rung in rungs:
        pk, state = known.get((rung.entry_id, rung.recipient_id, rung.lead_days, rung.due_on), (None, None))
        if pk is None:
            new.append(_row(rung))
        elif rung.is_skipped and state in DeliveryState.waiting():
            superseded.append(pk)
        elif not rung.is_skipped and state == DeliveryState.CANCELLED:
            again[rung.not_before].append(pk)
    Delivery.objects.bulk_create(new, ignore_conflicts=True, batch_size=outbox.CHUNK)
    waiting = Delivery.objects.filter(pk__in=superseded, state__in=DeliveryState.waiting())
    waiting.update(state=DeliveryState.SKIPPED)
    queued = sum(1 for row in new if row.state == DeliveryState.QUEUED)
    for not_before, pks in again.items():
        queued += outbox.rearm(Delivery.objects.filter(pk__in=pks), not_before=not_before)
    if queued and any(rung.not_before <= now for rung in rungs):
        transaction.on_commit(outbox.wake)
    return queued


def _row(rung):
    return Delivery(
        subject_type=STEP,
        subject_id=str(rung.entry_id),
        recipient_id=rung.recipient_id,
        kind=STEP_REMINDER,
        lead_days=rung.lead_days,
        due_on=rung.due_on,
        state=DeliveryState.SKIPPED if rung.is_skipped else DeliveryState.QUEUED,
        wanted_at=rung.not_before,
        not_before=rung.not_before,
    )
