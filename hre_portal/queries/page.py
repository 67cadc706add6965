"""The home page as a whole: which parts a person sees."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from calendar_app.queries.reader import reader_of
from clusters.enums import Role
from core.acting import number_in
from hre_portal.queries.cluster import cluster_home
from hre_portal.queries.desk import desk_home
from hre_portal.queries.service import service_home


@dataclass(frozen=True, slots=True)
class HomePage:
    """Parts that do not concern the reader are None. `clusters` are (name, address, is chosen) if there is a choice;
    `since_on` is the day her previous visit began, in her zone."""

    cluster: object
    desk: object
    service: object
    clusters: list
    since_on: dt.date | None


def home_page(user, memberships, *, chosen="", since=None):
    """The `HomePage` of `user`. `memberships` are her running ones; `chosen` is the id of one of her clusters as typed
    in the address (anything else means the first); `since` is when her previous visit began. At most 15 queries."""
    reader = reader_of(user)
    own = {membership.cluster_id: membership.cluster for membership in memberships if membership.cluster_id}
    world = {membership.role for membership in memberships if not membership.cluster_id}
    cluster = own.get(number_in(chosen))
    cluster = cluster or next(iter(own.values()), None)
    roles = {membership.role for membership in memberships if cluster and membership.cluster_id == cluster.pk}
    return HomePage(
        cluster=cluster_home(reader, cluster, roles, since=since) if cluster else None,
        desk=desk_home(reader, since=since) if world & {Role.TASK_TEAM, Role.GPC} and not cluster else None,
        service=service_home() if world & {Role.TASK_TEAM, Role.ADMINISTRATOR} else None,
        clusters=[(str(each.country), f"?cluster={pk}", each == cluster) for pk, each in own.items()]
        if len(own) > 1
        else [],
        since_on=since.astimezone(ZoneInfo(reader.zone)).date() if since else None,
    )
