"""Who is reminded of a date, and how long before it.

The coordinators and co-coordinators of the clusters a date concerns, that is of its country or of its own cluster (a
national cluster's leads also for its sub-national nodes). A date of the whole world reaches the leads of the clusters
that it concerns by the rule of `queries.concern`, and only if something can be handed in by it or the cluster takes
part in it. Members, partners and the Task Team are reminded of nothing here; steps of a plan remind their owners
through the engagement room.

A date belongs to roles, never to people: whoever holds the role when it is planned and when it is sent gets the mail.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef, Subquery

from calendar_app.enums import DEADLINE_KINDS, URGENT_KINDS
from calendar_app.ladder import Recipient, chosen, last_weekday
from calendar_app.models import KindRule, Mute, OwnLadder
from calendar_app.queries.concern import choices_for, clusters_concerned, clusters_taking_part
from clusters.enums import LEAD_ROLES, Rhythm
from clusters.models import Membership
from clusters.policy import reaches, running
from core.clock import known_zone
from core.models import Delivery


def ladder_of(leads):
    """A person's own days before, or the portal's ladder, for what has no kind of its own. Longest first."""
    return chosen(own_of_kind=None, own=leads, of_kind=(), usual=settings.HRE_REMINDER_LEADS)


def usual_leads(kind):
    """Days before of a kind for which the Task Team has set none."""
    return settings.HRE_URGENT_REMINDER_LEADS if kind in URGENT_KINDS else settings.HRE_REMINDER_LEADS


def kind_leads():
    """{kind: days before} of the kinds that have days of their own: as the Task Team set them, else the shorter ladder
    of urgent kinds. One query."""
    found = {str(kind): tuple(usual_leads(kind)) for kind in URGENT_KINDS}
    found |= {kind: tuple(leads) for kind, leads in KindRule.objects.values_list("kind", "leads") if leads}
    return found


class Ladders:
    """The ladder of each person for each kind of date, read once. `people`: ids; None for everybody. Two queries."""

    def __init__(self, people=None):
        self._of_kind = kind_leads()
        own = OwnLadder.objects.all() if people is None else OwnLadder.objects.filter(user__in=people)
        self._own = {(user, kind): leads for user, kind, leads in own.values_list("user_id", "kind", "leads")}
        self.longest = max(
            [lead for leads in (*self._of_kind.values(), *self._own.values()) for lead in leads],
            default=0,
        )

    def of(self, user_id, own, kind):
        """Days before for one person, whose ladder for all kinds is `own`, and one kind of date. Longest first; empty
        when she wants no reminders of that kind."""
        return chosen(
            own_of_kind=self._own.get((user_id, kind)),
            own=own,
            of_kind=self._of_kind.get(kind, ()),
            usual=settings.HRE_REMINDER_LEADS,
        )


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
        return memberships.filter(reaches(entry.cluster_id))
    if entry.country_id is not None:
        return memberships.filter(cluster__country=entry.country_id)
    concerned = clusters_concerned(entry) if entry.kind in DEADLINE_KINDS else clusters_taking_part(entry)
    return memberships.filter(cluster__in=concerned)


def _concerned_by_world(entry, choices, country_of_mechanism):
    """(ISO codes, ids of clusters) whose leads are reminded of a date of the whole world."""
    if entry.kind not in DEADLINE_KINDS:
        return set(), set(choices.by_entry.get(entry.pk, ()))
    codes = choices.countries(entry) | ({country_of_mechanism} if country_of_mechanism else set())
    return codes, choices.clusters(entry)


def with_wishes(memberships, entry):
    """`memberships` of people in charge of `entry`, each with `is_muted` and with what `ladder_for` needs, as part of
    the same question."""
    own = OwnLadder.objects.filter(user=OuterRef("user"), kind=entry.kind)
    return memberships.annotate(
        is_muted=Exists(Mute.objects.filter(user=OuterRef("user"), entry_id=entry.pk)),
        own_of_kind=Subquery(own.values("leads")[:1]),
        of_kind=Subquery(KindRule.objects.filter(kind=entry.kind).values("leads")[:1]),
    )


def ladder_for(charge, kind):
    """Days before of the person of `charge`, a membership from `with_wishes`. Longest first."""
    return chosen(
        own_of_kind=charge.own_of_kind,
        own=charge.user.reminder_leads,
        of_kind=charge.of_kind or (),
        usual=usual_leads(kind),
    )


def charges_of(person):
    """Running memberships by which `person` is in charge somewhere and wants reminders, with their clusters."""
    return list(leads_in_charge().filter(user=person).select_related("cluster"))


def charge_over(entry, charges, choices=None):
    """The one of `charges` by which the person is to be reminded of `entry`, or None: the same answer as
    `in_charge_of`, without a question to the database where none is needed. `entry.cluster` and `entry.mechanism` must
    be loaded; `choices`, if given, covers the date."""
    if entry.cluster_id is not None:
        near = {entry.cluster_id, entry.cluster.parent_id}
        return next((charge for charge in charges if charge.cluster_id in near), None)
    if entry.country_id is not None:
        return next((charge for charge in charges if charge.cluster.country_id == entry.country_id), None)
    if not charges:
        return None
    codes, clusters = _concerned_by_world(entry, choices or choices_for([entry]), entry.mechanism.country_id)
    return next(
        (each for each in charges if each.cluster.country_id in codes or each.cluster_id in clusters),
        None,
    )


def weekly(rhythm, weekday, zone, *, now, last_run):
    """The two facts of the weekly rhythm for a `Recipient`: (her weekday or None, whether the week's mail was missed
    because the planner, which last ran at `last_run`, has not run since that day began where she lives)."""
    if rhythm != Rhythm.WEEKLY:
        return None, False
    last_mail = last_weekday(now.astimezone(ZoneInfo(zone)).date(), weekday)
    missed = last_run is not None and last_run.astimezone(ZoneInfo(zone)).date() < last_mail
    return weekday, missed


class Directory:
    """Who is in charge where, read once for a run: {country: {person: Recipient}} and the same by cluster. `last_run`
    is when the planner ran before; `fed_by` the kinds of mails of the daily and weekly rhythm."""

    def __init__(self, memberships, now, *, last_run=None, fed_by=()):
        self.of_country = defaultdict(dict)
        self.of_cluster = defaultdict(dict)
        self._own, self._with_ladder = {}, {}
        self._ladders = Ladders()
        fed = self._fed_today(now, fed_by)
        people = {}
        fields = (
            "user_id",
            "cluster_id",
            "cluster__country_id",
            "user__time_zone",
            "user__reminder_hour",
            "user__reminder_leads",
            "user__reminder_rhythm",
            "user__reminder_weekday",
        )
        for row in memberships.values_list(*fields).iterator():
            user_id, cluster_id, country, zone, hour, leads, rhythm, weekday = row
            if user_id not in people:
                zone = known_zone(zone)
                on, missed = weekly(rhythm, weekday, zone, now=now, last_run=last_run)
                people[user_id] = Recipient(user_id, zone, hour, (), user_id in fed, on, missed)
                self._own[user_id] = leads
            self.of_country[country][user_id] = people[user_id]
            self.of_cluster[cluster_id][user_id] = people[user_id]
        usual = max(settings.HRE_REMINDER_LEADS, default=0)
        self.horizon = max([usual, self._ladders.longest, *(max(leads, default=0) for leads in self._own.values())])

    @staticmethod
    def _fed_today(now, kinds):
        """People who had a mail of the daily or weekly rhythm since about this morning. Half a day and a bit, so that
        the next morning's mail is never taken for today's."""
        sent = Delivery.objects.filter(
            kind__in=kinds,
            sent_at__gte=now - dt.timedelta(hours=14),
            recipient__reminder_rhythm__in=[Rhythm.DAILY, Rhythm.WEEKLY],
        )
        return set(sent.values_list("recipient_id", flat=True))

    def concerned(self, entry, choices):
        """{person: Recipient with her ladder for this kind} for one entry (values of the planner's page)."""
        if entry.cluster_id is not None:
            found = self.of_cluster[entry.cluster_id] | self.of_cluster[entry.cluster_parent_id]
        elif entry.country_id is not None:
            found = self.of_country[entry.country_id]
        else:
            found = {}
            codes, clusters = _concerned_by_world(entry, choices, entry.mechanism__country_id)
            for code in codes:
                found = found | self.of_country[code]
            for cluster in clusters:
                found = found | self.of_cluster[cluster]
        return {user_id: self._for_kind(person, entry.kind) for user_id, person in found.items()}

    def _for_kind(self, person, kind):
        made = self._with_ladder.get((person.id, kind))
        if made is None:
            leads = self._ladders.of(person.id, self._own[person.id], kind)
            made = self._with_ladder[person.id, kind] = replace(person, leads=leads)
        return made
