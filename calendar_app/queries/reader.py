"""Who is reading: her countries, what she leads, her zone and her day. One query for all of it."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from calendar_app.models import Entry
from clusters.enums import INSIDE_ROLES, LEAD_ROLES, Role
from clusters.models import User
from clusters.queries import running_memberships, zone_name
from core import clock


@dataclass(frozen=True)
class Reader:
    """A person at one moment. `today` is her own date: in Maputo it may already be tomorrow."""

    user: User
    zone: str
    today: dt.date
    is_task_team: bool
    is_global: bool
    # ISO codes: countries of the clusters she belongs to (first one first), and of those she leads.
    countries: tuple
    led_countries: frozenset
    # (cluster id, cluster name, ISO code) of the clusters she leads: whose dates she may add.
    led_clusters: tuple

    @cached_property
    def entries(self):
        """The dates she may see: the start of every read of a page, put together once for all of them."""
        return Entry.objects.visible_to(self.user)

    def leads(self, country_code):
        """Whether she may plan for the country; a date of every country concerns each cluster."""
        return bool(self.led_countries) if country_code is None else country_code in self.led_countries


def reader_of(user):
    """The `Reader` for `user`: one query, none where the request has asked it. Memberships out of force count for
    nothing."""
    held = [
        (each.role, each.cluster_id, each.cluster and each.cluster.name, each.cluster and each.cluster.country_id)
        for each in running_memberships(user)
    ]
    zone = zone_name(user)
    roles = {role for role, *_ in held}
    inside = [row for row in held if row[0] in INSIDE_ROLES or row[0] == Role.OHCHR]
    leads = [row for row in held if row[0] in LEAD_ROLES]
    return Reader(
        user=user,
        zone=zone,
        today=clock.day_of(user),
        is_task_team=Role.TASK_TEAM in roles,
        is_global=bool(roles & {Role.TASK_TEAM, Role.GPC, Role.ADMINISTRATOR}),
        # Where she leads comes before where she only takes part.
        countries=tuple(dict.fromkeys(row[3] for row in [*leads, *inside])),
        led_countries=frozenset(row[3] for row in leads),
        led_clusters=tuple(dict.fromkeys((row[1], row[2], row[3]) for row in leads)),
    )
