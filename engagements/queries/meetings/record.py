"""Meetings of a cluster over time, and what may be said of a year to everybody of it."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, Q

from calendar_app.rules.arithmetic import shift_months
from core import clock
from engagements import rules
from engagements.enums import SHARED_MARKS, InteractionKind, InteractionState, InvitationAnswer
from engagements.models import AgendaItem, Interaction, MeetingInvitation
from engagements.queries.meetings.agendas import shares_of
from stakeholders.enums import Level

PER_PAGE = 30
# What agendas add up to.
_COUNTED = {
    "total": Count("pk"),
    "rights": Count("pk", filter=Q(is_rights=True)),
    "findings": Count("pk", filter=Q(has_findings=True)),
    "with_findings": Count("interaction", filter=Q(has_findings=True), distinct=True),
    "meetings": Count("interaction", distinct=True),
}


@dataclass(frozen=True, slots=True)
class MeetingRow:
    meeting: Interaction
    share: rules.AgendaShare | None


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """Meetings of a cluster that were held, newest first, and what their agendas of twelve months add up to."""

    page_obj: object
    rows: list
    since: object
    total: rules.AgendaShare
    # Of the meetings since then: how many, and in how many findings were presented.
    meetings: int
    with_findings: int


def held_meetings(user, cluster):
    """Meetings of the cluster itself that were held, as far as the reader sees them."""
    return Interaction.objects.visible_to(user).filter(
        cluster=cluster, kind=InteractionKind.CLUSTER_MEETING, state=InteractionState.HELD
    )


def meeting_record(user, cluster, number):
    """The `MeetingRecord` of a cluster for one page. Five queries, whatever the rows."""
    found = held_meetings(user, cluster)
    page = Paginator(found.select_related("plan_line").order_by("-on", "-pk"), PER_PAGE).get_page(number)
    meetings = list(page.object_list)
    shares = shares_of(user, meetings)
    since = shift_months(clock.day_of(user), -12)
    recent = found.filter(on__gte=since).order_by()
    items = AgendaItem.objects.visible_to(user).filter(interaction__in=recent.values("pk")).order_by()
    counted = items.aggregate(**_COUNTED)
    return MeetingRecord(
        page,
        [MeetingRow(row, shares.get(row.pk)) for row in meetings],
        since,
        rules.AgendaShare(counted["total"], counted["rights"], counted["findings"]),
        counted["meetings"],
        counted["with_findings"],
    )


@dataclass(frozen=True, slots=True)
class SharedYear:
    """Twelve months of meetings and workshops that everybody of the cluster may know of. Closed meetings, and actors
    under an alias, are in none of the numbers, whoever asks: they stand on pages that more people read."""

    agendas: rules.AgendaShare
    meetings: int
    with_findings: int
    invited: int
    at_home: int
    workshops: int
    with_advisers: int


def shared_year(user, cluster):
    """The `SharedYear` of a cluster. Three queries."""
    shared = (
        Interaction.objects.visible_to(user)
        .filter(
            Interaction.marked(SHARED_MARKS),
            cluster=cluster,
            state=InteractionState.HELD,
            on__gte=shift_months(clock.day_of(user), -12),
        )
        .order_by()
    )
    of_cluster = shared.filter(kind=InteractionKind.CLUSTER_MEETING).values("pk")
    items = AgendaItem.objects.visible_to(user).filter(interaction__in=of_cluster).order_by()
    agendas = items.aggregate(**_COUNTED)
    workshops = Q(interaction__kind=InteractionKind.WORKSHOP)
    asked = MeetingInvitation.objects.visible_to(user).filter(
        interaction__in=shared.values("pk"), stakeholder__is_protected=False
    )
    invited = (
        asked.exclude(answer=InvitationAnswer.WITHDRAWN)
        .order_by()
        .aggregate(
            total=Count("pk"),
            at_home=Count("pk", filter=Q(stakeholder__level__in=(Level.LOCAL, Level.NATIONAL))),
            with_advisers=Count(
                "interaction", filter=workshops & Q(stakeholder__kind__in=rules.ADVISERS), distinct=True
            ),
        )
    )
    return SharedYear(
        rules.AgendaShare(agendas["total"], agendas["rights"], agendas["findings"]),
        agendas["meetings"],
        agendas["with_findings"],
        invited["total"],
        invited["at_home"],
        shared.filter(kind=InteractionKind.WORKSHOP).count(),
        invited["with_advisers"],
    )
