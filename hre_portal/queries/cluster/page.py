"""Home of whoever works in a cluster: dates, own steps, what waits, what moved, partners, mechanisms."""

from django.utils.translation import gettext as _

from calendar_app.queries.agenda import upcoming_rows
from calendar_app.queries.around import moved_since, strip_points
from calendar_app.queries.filters import NO_FILTER
from calendar_app.queries.planning_years import year_task
from clusters.enums import INSIDE_ROLES, LEAD_ROLES, Role
from core.svg import strip_table, time_strip
from hre_portal.addresses import address
from hre_portal.queries.cluster.around import addresses_of, mechanism_rows, partners_of, planned_lines
from hre_portal.queries.cluster.rows import ClusterHome
from hre_portal.queries.cluster.steps import STEPS_SHOWN, in_order, open_follow_ups, open_steps
from hre_portal.queries.cluster.waiting import WAITING_SHOWN, asked_rows, waiting_rows

DATES_SHOWN = 6


def cluster_home(reader, cluster, roles, *, since):
    """What `reader`, who holds `roles` in `cluster`, finds at home. Eleven queries at most, whatever the rows."""
    code = cluster.country_id
    points = strip_points(reader, NO_FILTER, code)
    is_lead = bool(roles & LEAD_ROLES)
    steps = in_order([*open_steps(reader, cluster, roles), *open_follow_ups(reader, cluster, roles)])
    partners, is_planned = partners_of(reader, cluster) if roles & INSIDE_ROLES else (None, True)
    calendar_url = address("calendar:calendar")
    lines = planned_lines(reader, cluster)
    rows = upcoming_rows(reader, code, limit=DATES_SHOWN, planned=addresses_of(lines))
    return ClusterHome(
        cluster=cluster,
        role=Role(min(roles, key=list(Role).index)).label,
        is_lead=is_lead,
        is_member=not is_lead,
        strip=time_strip(points=points, today=reader.today, title=_("The next twelve months")) if points else "",
        strip_table=strip_table(points) if points else "",
        rows=rows,
        next=next((row for row in rows if row.is_dated and row.left), None),
        steps=steps[:STEPS_SHOWN],
        has_more_steps=len(steps) > STEPS_SHOWN,
        waiting=[*asked_rows(reader, cluster, roles), *waiting_rows(reader, cluster, roles)][:WAITING_SHOWN],
        asked_url=address("engagements:position-list") if roles & INSIDE_ROLES else "",
        year_task=year_task(reader, cluster) if is_lead and not is_planned else None,
        moved=moved_since(reader, code, since),
        partners=partners,
        mechanisms=mechanism_rows(lines),
        calendar_url=f"{calendar_url}?country={code}" if calendar_url else "",
        plan_url=address("engagements:plan"),
        plan_new_url=address("engagements:line-create") if is_lead else "",
        record_url=f"{address('engagements:interaction-create')}?cluster={cluster.pk}" if roles & INSIDE_ROLES else "",
    )
