"""Reads of the organisations whose people work in a cluster."""

from dataclasses import dataclass

from clusters import policy
from clusters.enums import OrganisationKind, TaskTeamStatus
from clusters.models import Membership, Organisation


@dataclass(frozen=True)
class Kinds:
    """The organisations of a cluster by kind. `groups`: [(label, organisations)] in the order of the kinds, those
    without one last; `unknown`: how many have none; `lacks_human_rights`: none of those recorded is a human rights
    organisation (MATRIX D036)."""

    groups: list
    unknown: int
    total: int
    lacks_human_rights: bool

    @property
    def nothing_recorded(self):
        return self.unknown == self.total


def member_organisations(user, cluster):
    """The organisations whose people hold a role in `cluster` now, as far as `user` sees the people. One query."""
    here = Membership.objects.filter(policy.memberships_q(user), policy.running(), cluster=cluster)
    return Organisation.objects.filter(pk__in=here.order_by().values("organisation_id")).order_by("name")


def by_kind(organisations):
    """`Kinds` of these organisations; asks nothing of the database."""
    found: dict[str, dict] = {}
    for organisation in organisations:
        found.setdefault(organisation.kind, {})[organisation.pk] = organisation
    order = [*OrganisationKind, ""]
    groups = [
        (kind.label if kind else "", sorted(found[kind].values(), key=lambda one: str(one).casefold()))
        for kind in order
        if kind in found
    ]
    return Kinds(
        groups=groups,
        unknown=len(found.get("", ())),
        total=sum(len(rows) for rows in found.values()),
        lacks_human_rights=bool(found) and OrganisationKind.HUMAN_RIGHTS not in found,
    )


def task_team_organisations():
    """Organisations of which somebody recorded whether they belong to the Task Team (MATRIX B026), members first. Open
    to everybody with an account. One query."""
    rows = Organisation.objects.exclude(task_team="")
    order = [TaskTeamStatus.MEMBER, TaskTeamStatus.INVITED, TaskTeamStatus.PROPOSED, TaskTeamStatus.FORMER]
    return sorted(rows, key=lambda row: (order.index(row.task_team), row.name))
