"""What the reader has to do in a cluster: open steps and what interactions left to do."""

import datetime as dt

from django.db.models import F, Q
from django.utils.translation import gettext as _

from core.dates import day_text, days_left_text
from engagements.enums import StepState
from engagements.models import EngagementStep
from engagements.queries.interactions import follow_ups
from hre_portal.addresses import address
from hre_portal.queries.cluster.rows import LIVE, URGENT_DAYS, StepRow

STEPS_SHOWN = 8


def open_steps(reader, cluster, roles):
    """Open steps of the reader's roles in live lines, nearest first, one more than is shown. One query."""
    steps = (
        EngagementStep.objects.visible_to(reader.user)
        .filter(Q(owner_role__in=roles) | Q(deputy_role__in=roles))
        .filter(state=StepState.OPEN, plan_line__cluster=cluster, plan_line__state__in=LIVE)
        .select_related("plan_line__mechanism", "template")
        .order_by(F("due_on").asc(nulls_last=True), "position", "pk")
    )
    return [(step.due_on, _step_row(step, reader.today)) for step in steps[: STEPS_SHOWN + 1]]


def _step_row(step, today):
    return StepRow(
        title=step.wording,
        url=address("engagements:line-detail", args=[step.plan_line_id]),
        family=step.plan_line.mechanism.family,
        line=step.plan_line.title,
        **_due(step.due_on, today),
    )


def in_order(rows):
    """Nearest first, those without a day last; steps before follow-ups of the same day."""
    return [row for _key, row in sorted(rows, key=lambda pair: (pair[0] is None, pair[0] or dt.date.min))]


def open_follow_ups(reader, cluster, roles):
    """What interactions left to do for the reader's roles, as steps. One query."""
    found = follow_ups(reader.user, cluster, roles, limit=STEPS_SHOWN + 1)
    return [(row.follow_up_on, _follow_up_row(row, reader.today)) for row in found]


def _follow_up_row(row, today):
    return StepRow(
        title=row.follow_up,
        url=address("engagements:interaction-detail", args=[row.pk]),
        family=row.mechanism.family if row.mechanism_id else "other",
        line=_("Follow-up: %(topic)s") % {"topic": row.topic},
        **_due(row.follow_up_on, today),
    )


def _due(day, today):
    """What a row says of the day something is due on, or that there is none."""
    days = (day - today).days if day else None
    return {
        "due": day_text(day) if day else _("no date"),
        "left": days_left_text(days) if days is not None else "",
        "is_urgent": days is not None and 0 <= days <= URGENT_DAYS,
        "is_late": days is not None and days < 0,
    }
