"""Home of the Task Team and the Global Protection Cluster: dates that want a look, clusters without a plan, moves."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from calendar_app.enums import Publication, SessionState
from calendar_app.models import Session
from calendar_app.queries.around import moved_since
from calendar_app.queries.desk import stale_calendars
from calendar_app.queries.differences import open_differences
from calendar_app.queries.filters import ALL
from calendar_app.queries.worklist import first_looks
from clusters.models import Cluster
from core.svg import StripPoint, strip_table, time_strip
from engagements.models import PlanLine
from engagements.queries.sheets import without_hct_strategy
from engagements.queries.spans import from_year
from hre_portal.addresses import address

WORK_SHOWN = 6
CLUSTERS_SHOWN = 8
STRIP_MOST = 60
STRIP_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Idle:
    """National clusters without a plan line of this year or a later one that is shared with the reader."""

    names: list
    number: int


@dataclass(frozen=True, slots=True)
class DeskHome:
    is_task_team: bool
    # (label, number, address) of the reasons for which dates want a look, and of the rest of the desk.
    counts: list
    desk: list
    # As on the worklist: ("group", WorkGroup) or ("date", WorkRow).
    work: list
    work_number: int
    looks: int
    strip: str
    strip_table: str
    moved: list
    idle: Idle
    # Records that a country team has no protection strategy: for the Global Protection Cluster (MATRIX O019).
    without_strategy: list
    calendar_url: str
    worklist_url: str
    sessions_url: str


def desk_home(reader, *, since):
    """What `reader`, who works at world level, finds. Nine queries at most, whatever the rows; one of them reads
    all dates."""
    worklist_url = address("calendar:worklist")
    points = _sessions(reader)
    calendar_url = address("calendar:calendar")
    counts, work, looks = [], [], 0
    if reader.is_task_team:
        work, looks, counts = first_looks(reader, WORK_SHOWN)
    return DeskHome(
        is_task_team=reader.is_task_team,
        counts=[(label, number, f"{worklist_url}{query}") for value, label, number, query, _chosen in counts if value],
        desk=_desk(reader) if reader.is_task_team else [],
        work=work,
        work_number=counts[0][2] if counts else 0,
        looks=looks,
        strip=time_strip(points=points, today=reader.today, title=_("Sessions of the next twelve months"))
        if points
        else "",
        strip_table=strip_table(points, _("Sessions")) if points else "",
        moved=moved_since(reader, ALL, since),
        idle=_idle(reader),
        without_strategy=[] if reader.is_task_team else without_hct_strategy(reader.user),
        calendar_url=f"{calendar_url}?country={ALL}" if calendar_url else "",
        worklist_url=worklist_url,
        sessions_url=address("calendar:session-list"),
    )


def _desk(reader):
    """[(label, number, address)]: what waits beside single dates."""
    desk_url = address("calendar:desk")
    return [
        (_("Calendars not gone through for long"), stale_calendars(reader), f"{desk_url}?which=stale"),
        (_("Differences to decide on"), open_differences(), address("calendar:differences")),
    ]


def _sessions(reader):
    """Published sessions of twelve months as points; of those whose day is unknown the month, hollow. Sessions are
    public facts. One query."""
    start = reader.today.replace(day=1)
    end = start.replace(year=start.year + 1)
    sessions = (
        Session.objects.filter(publication=Publication.PUBLISHED)
        .filter(
            Q(opens_on__lt=end, closes_on__gte=start)
            | Q(opens_on__lt=end, closes_on=None, opens_on__gte=start)
            | Q(opens_on=None, about_on__gte=start, about_on__lt=end)
        )
        .exclude(state=SessionState.CANCELLED)
        .select_related("mechanism")
        .order_by("opens_on", "about_on", "pk")
    )
    return [_point(session) for session in sessions[:STRIP_MOST]]


def _point(session):
    exact = session.opens_on is not None
    return StripPoint(
        on=session.closes_on or session.opens_on if exact else session.about_on,
        begins_on=session.opens_on,
        family=session.mechanism.family,
        label=str(session),
        url=address("calendar:session-detail", args=[session.pk]),
        is_estimate=not exact,
        is_month=not exact,
    )


def _idle(reader):
    """One query."""
    planned = PlanLine.objects.visible_to(reader.user).filter(from_year(reader.today.year))
    names = list(
        Cluster.objects.filter(parent=None)
        .exclude(pk__in=planned.order_by().values("cluster_id"))
        .select_related("country")
    )
    return Idle([(str(each.country), str(each)) for each in names[:CLUSTERS_SHOWN]], len(names))
