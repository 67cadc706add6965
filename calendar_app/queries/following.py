"""What a cluster follows, for its own circle: themes, ranked mandates of a year, dates it attends or watches."""

from dataclasses import dataclass

from django.db.models import F

from calendar_app.enums import DEADLINE_KINDS, EntryState
from calendar_app.models import Attendance, FollowedTheme, PriorityMandate
from calendar_app.queries.filters import not_over
from calendar_app.queries.planning_years import planned_year
from calendar_app.queries.rows import RowMaker
from clusters.enums import INSIDE_ROLES
from clusters.models import Cluster
from clusters.policy import cluster_ids
from mechanisms.enums import Family, MechanismState, ThemeKind
from mechanisms.models import Mechanism, Theme

TAKEN_MOST = 50


@dataclass(frozen=True, slots=True)
class FollowingPage:
    cluster: Cluster
    others: list
    year: int
    years: list
    may_change: bool
    is_open_year: bool
    # Who said that this year is planned, and when; None: nobody yet.
    planned: object
    themes: list
    followed: list
    ranked: list
    may_carry_over: bool
    taken: list

    @property
    def next_year(self):
        return self.year + 1


@dataclass(frozen=True, slots=True)
class TakenRow:
    row: object
    taking: str
    who: str
    note: str


def own_clusters(user):
    """The clusters `user` belongs to (OHCHR partners do not), national ones first."""
    return list(
        Cluster.objects.filter(pk__in=cluster_ids(user, INSIDE_ROLES))
        .select_related("country")
        .order_by(F("parent").asc(nulls_first=True), "country__name", "name")
    )


def theme_groups():
    """[(kind in words, [themes])] of all themes. One query."""
    themes = list(Theme.objects.all())
    return [
        (kind.label, [theme for theme in themes if theme.kind == kind])
        for kind in ThemeKind
        if any(theme.kind == kind for theme in themes)
    ]


def following_page(reader, cluster_pk, year):
    """The `FollowingPage`, or None for a cluster that the reader does not belong to. Nine queries, whatever the rows.
    `year` None: this one."""
    clusters = own_clusters(reader.user)
    cluster = next((each for each in clusters if each.pk == cluster_pk), None)
    if cluster is None:
        return None
    this = reader.today.year
    ranked_rows = PriorityMandate.objects.visible_to(reader.user).filter(cluster=cluster)
    known = set(ranked_rows.order_by().values_list("year", flat=True).distinct())
    years = sorted(known | {this, this + 1})
    year = year if year in years else this
    leads = _leads(reader, cluster)
    followed = FollowedTheme.objects.visible_to(reader.user).filter(cluster=cluster)
    return FollowingPage(
        cluster=cluster,
        others=[each for each in clusters if each.pk != cluster.pk],
        year=year,
        years=years,
        may_change=leads,
        is_open_year=year >= this,
        planned=planned_year(reader.user, cluster, year),
        themes=theme_groups(),
        followed=list(followed.order_by().values_list("theme_id", flat=True)),
        ranked=list(ranked_rows.filter(year=year).select_related("mechanism").order_by("rank", "pk")),
        may_carry_over=leads and this <= year + 1 <= this + 1,
        taken=taken_rows(reader, cluster),
    )


def _leads(reader, cluster):
    return any(pk in (cluster.pk, cluster.parent_id) for pk, *_rest in reader.led_clusters)


def ranked_mandate(user, pk):
    """One ranked mandate that `user` may see, or None."""
    rows = PriorityMandate.objects.visible_to(user).select_related("mechanism", "cluster")
    return rows.filter(pk=pk).first()


def taken_rows(reader, cluster):
    """The coming dates that the cluster attends or watches, by day. One query."""
    rows = Attendance.objects.visible_to(reader.user).filter(cluster=cluster)
    coming = reader.entries.filter(not_over(reader.today)).order_by().values("pk")
    rows = rows.filter(entry__in=coming).select_related("entry__mechanism", "entry__country")
    maker = RowMaker(reader, with_country=True)
    return [
        TakenRow(maker.row(found.entry), found.get_taking_display(), found.who, found.note)
        for found in rows.order_by(F("entry__due_on").asc(nulls_last=True), "pk")[:TAKEN_MOST]
    ]


@dataclass(frozen=True, slots=True)
class AttendanceCard:
    """What stands on the page of a date: who of the reader's clusters takes part, and for which she may say so."""

    rows: list
    may_set: list
    may_attend: bool


def attendance_card(reader, entry):
    """The `AttendanceCard`, or None for readers without a cluster that the date concerns. Two queries at most."""
    clusters = [each for each in own_clusters(reader.user) if entry.country_id in (None, each.country_id)]
    if not clusters or (entry.cluster_id and entry.cluster_id not in {each.pk for each in clusters}):
        return None
    rows = Attendance.objects.visible_to(reader.user).filter(entry=entry).select_related("cluster", "by")
    may_set = [each for each in clusters if _leads(reader, each)] if entry.state == EntryState.OPEN else []
    found = list(rows.order_by("cluster__name"))
    if not found and not may_set:
        return None
    return AttendanceCard(rows=found, may_set=may_set, may_attend=entry.kind not in DEADLINE_KINDS)


def rankable_mandates(families):
    """[(family in words, [(id, name)])]: mandates in force, for the list one chooses from. One query."""
    found = Mechanism.objects.filter(family__in=families).exclude(
        state__in=[MechanismState.ENDED, MechanismState.MERGED]
    )
    groups = {}
    for mechanism in found.order_by("name").only("family", "name", "name_fr", "name_ar", "short_name"):
        groups.setdefault(mechanism.family, []).append((mechanism.pk, str(mechanism)))
    return [(Family(family).label, groups[family]) for family in families if family in groups]
