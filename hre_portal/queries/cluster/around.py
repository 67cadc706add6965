"""Who and what a cluster works with: its mechanisms, its organisations and its OHCHR partners."""

from django.db.models import F

from calendar_app.queries.planning_years import is_year_planned
from clusters.enums import Role
from clusters.models import Membership
from clusters.policy import running
from engagements.enums import LineState
from engagements.models import PlanLine
from engagements.queries.partners import actors_of, rights_contacts
from engagements.queries.spans import from_year
from hre_portal.addresses import address
from hre_portal.queries.cluster.rows import LIVE, MechanismRow, Partners

PARTNERS_SHOWN = 8
ACTORS_SHOWN = 6


def planned_lines(reader, cluster):
    """The cluster's plan lines from this year on, those set aside left out, in the order of the plan. One query."""
    lines = PlanLine.objects.visible_to(reader.user).filter(from_year(reader.today.year), cluster=cluster)
    lines = lines.exclude(state=LineState.NOT_NOW).select_related("mechanism")
    return list(lines.order_by(F("planned_for").asc(nulls_last=True), "pk"))


def addresses_of(lines):
    """{entry id: address of the newest of `lines` towards it}."""
    towards = sorted((line.pk, line.entry_id) for line in lines if line.entry_id is not None)
    return {entry_id: address("engagements:line-detail", args=[pk]) for pk, entry_id in towards}


def mechanism_rows(lines):
    """The mechanisms of those of `planned_lines` that are live, with their number, in the order of the plan."""
    found = {}
    for line in lines:
        if line.state in LIVE:
            found.setdefault(line.mechanism_id, []).append(line)
    return [
        MechanismRow(
            name=str(lines[0].mechanism),
            family=lines[0].mechanism.family,
            url=address("engagements:line-detail", args=[lines[0].pk])
            if len(lines) == 1
            else address("engagements:plan"),
            lines=len(lines),
        )
        for lines in found.values()
    ]


def partners_of(reader, cluster):
    """Organisations of the cluster and its OHCHR partners now, without e-mail addresses, the human rights actors whom
    it met or invited this year, and whether the cluster has planned the year. One query."""
    year = reader.today.year
    held = (
        Membership.objects.filter(running(), cluster=cluster, user__is_active=True)
        .annotate(is_planned=is_year_planned(reader, cluster))
        .order_by()
        # The columns of contacts, and one that contacts have not.
        .values_list("organisation__name", "role", "user__name", "pk", "is_planned")
    )
    rows = list(held.union(*rights_contacts(reader.user, cluster, year), all=True))
    members = [(role, name, person, planned) for name, role, person, _pk, planned in rows if planned is not None]
    members.sort(key=lambda row: ((row[1] or "").casefold(), row[2].casefold()))
    actors = actors_of(row[:4] for row in rows if row[4] is None)
    names = list(dict.fromkeys(name for role, name, _person, _planned in members if name and role != Role.OHCHR))
    list_url = address("engagements:interaction-list")
    partners = Partners(
        actors=actors[:ACTORS_SHOWN],
        more_actors=max(len(actors) - ACTORS_SHOWN, 0),
        actors_url=f"{list_url}?cluster={cluster.pk}&year={year}" if list_url else "",
        organisations=names[:PARTNERS_SHOWN],
        more=max(len(names) - PARTNERS_SHOWN, 0),
        ohchr=[person for role, _name, person, _planned in members if role == Role.OHCHR],
        url=address("clusters:cluster-people", args=[cluster.pk]),
    )
    return partners, any(is_planned for *_rest, is_planned in members)
