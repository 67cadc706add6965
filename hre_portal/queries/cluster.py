"""Home of whoever works in a cluster: dates, own steps, what waits, what moved, partners, mechanisms."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from calendar_app.queries.agenda import upcoming_rows
from calendar_app.queries.around import moved_since, strip_points
from calendar_app.queries.filters import NO_FILTER
from calendar_app.queries.planning_years import is_year_planned, year_task
from calendar_app.queries.rows import AgendaRow
from clusters.enums import INSIDE_ROLES, LEAD_ROLES, Role
from clusters.models import Membership
from clusters.policy import running
from core.dates import day_text, days_left_text
from core.svg import strip_table, time_strip
from engagements.enums import LineState, SignRole, Status, StepState
from engagements.models import EngagementStep, PlanLine, SignOff, Submission, Version
from engagements.queries.interactions import follow_ups
from engagements.queries.positions import asked_of
from hre_portal.addresses import address

DATES_SHOWN = 6
STEPS_SHOWN = 8
WAITING_SHOWN = 8
PARTNERS_SHOWN = 8
URGENT_DAYS = 14
LIVE = (LineState.PLANNED, LineState.UNDER_WAY)


@dataclass(frozen=True, slots=True)
class StepRow:
    title: str
    url: str
    family: str
    line: str
    due: str
    left: str
    is_urgent: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class WaitingRow:
    title: str
    url: str
    what: str
    tone: str
    mechanism: str


@dataclass(frozen=True, slots=True)
class MechanismRow:
    name: str
    family: str
    url: str
    lines: int


@dataclass(frozen=True, slots=True)
class Partners:
    organisations: list
    more: int
    ohchr: list
    url: str


@dataclass(frozen=True, slots=True)
class ClusterHome:
    cluster: object
    role: str
    is_lead: bool
    is_member: bool
    strip: str
    strip_table: str
    rows: list
    next: AgendaRow | None
    steps: list
    has_more_steps: bool
    waiting: list
    # Where what is asked of the reader's own organisation stands, answered or not.
    asked_url: str
    # The yearly planning of themes and mandates, for who leads, until it is done.
    year_task: object
    moved: list
    partners: Partners | None
    mechanisms: list
    calendar_url: str
    plan_url: str
    plan_new_url: str
    record_url: str


def cluster_home(reader, cluster, roles, *, since):
    """What `reader`, who holds `roles` in `cluster`, finds at home. Eleven queries at most, whatever the rows."""
    code = cluster.country_id
    points = strip_points(reader, NO_FILTER, code)
    is_lead = bool(roles & LEAD_ROLES)
    steps = in_order([*_steps(reader, cluster, roles), *_follow_ups(reader, cluster, roles)])
    partners, is_planned = _partners(reader, cluster) if roles & INSIDE_ROLES else (None, True)
    calendar_url = address("calendar:calendar")
    rows = upcoming_rows(reader, code, limit=DATES_SHOWN)
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
        waiting=[*_asked(reader, cluster, roles), *_waiting(reader, cluster, roles)][:WAITING_SHOWN],
        asked_url=address("engagements:position-list") if roles & INSIDE_ROLES else "",
        year_task=year_task(reader, cluster) if is_lead and not is_planned else None,
        moved=moved_since(reader, code, since),
        partners=partners,
        mechanisms=_mechanisms(reader, cluster),
        calendar_url=f"{calendar_url}?country={code}" if calendar_url else "",
        plan_url=address("engagements:plan"),
        plan_new_url=address("engagements:line-create") if is_lead else "",
        record_url=f"{address('engagements:interaction-create')}?cluster={cluster.pk}" if roles & INSIDE_ROLES else "",
    )


def _steps(reader, cluster, roles):
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
    days = (step.due_on - today).days if step.due_on else None
    return StepRow(
        title=step.wording,
        url=address("engagements:line-detail", args=[step.plan_line_id]),
        family=step.plan_line.mechanism.family,
        line=step.plan_line.title,
        due=day_text(step.due_on) if step.due_on else _("no date"),
        left=days_left_text(days) if days is not None else "",
        is_urgent=days is not None and 0 <= days <= URGENT_DAYS,
        is_late=days is not None and days < 0,
    )


def in_order(rows):
    """Nearest first, those without a day last; steps before follow-ups of the same day."""
    return [row for _key, row in sorted(rows, key=lambda pair: (pair[0] is None, pair[0] or dt.date.min))]


def _follow_ups(reader, cluster, roles):
    """What interactions left to do for the reader's roles, as steps. One query."""
    found = follow_ups(reader.user, cluster, roles, limit=STEPS_SHOWN + 1)
    return [(row.follow_up_on, _follow_up_row(row, reader.today)) for row in found]


def _follow_up_row(row, today):
    days = (row.follow_up_on - today).days if row.follow_up_on else None
    return StepRow(
        title=row.follow_up,
        url=address("engagements:interaction-detail", args=[row.pk]),
        family=row.mechanism.family if row.mechanism_id else "other",
        line=_("Follow-up: %(topic)s") % {"topic": row.topic},
        due=day_text(row.follow_up_on) if row.follow_up_on else _("no date"),
        left=days_left_text(days) if days is not None else "",
        is_urgent=days is not None and 0 <= days <= URGENT_DAYS,
        is_late=days is not None and days < 0,
    )


def _signing_roles(roles):
    signing = set()
    if roles & LEAD_ROLES:
        signing.add(SignRole.COORDINATOR)
    if Role.SAG in roles:
        signing.add(SignRole.SAG)
    return signing


def _waiting(reader, cluster, roles):
    """Submissions that wait for the reader: to sign, to comment, to send. One query."""
    signing = _signing_roles(roles)
    submissions = (
        Submission.objects.visible_to(reader.user)
        .filter(plan_line__cluster=cluster, status__in=[Status.CONSULTATION, Status.SIGN_OFF, Status.CLEARED])
        .annotate(**{f"signed_{role}": _is_signed(role) for role in signing})
        .select_related("plan_line__mechanism")
        .order_by("updated_at", "pk")
    )
    rows = []
    for submission in submissions:
        signed = {(submission.pk, role) for role in signing if getattr(submission, f"signed_{role}")}
        row = _waiting_row(submission, signing, signed, roles)
        if row:
            rows.append(row)
    return rows[:WAITING_SHOWN]


def _asked(reader, cluster, roles):
    """Questions to the reader's own organisation that wait for its answer, next due day first. One query."""
    if not roles & INSIDE_ROLES:
        return []
    asked = asked_of(reader.user).filter(request__plan_line__cluster=cluster)
    return [
        WaitingRow(
            title=str(position.request.version.submission if position.request.version else position.request.plan_line),
            url=address("engagements:position-detail", args=[position.pk]),
            what=_("Position asked"),
            tone="warn",
            mechanism=position.request.plan_line.mechanism.label,
        )
        for position in asked[:WAITING_SHOWN]
    ]


def _is_signed(role):
    """Whether `role` has decided on the newest version of a submission, which the reader sees."""
    newest = (
        Version.objects.unscoped("versions of submissions the reader sees")
        .filter(submission=OuterRef("version__submission"))
        .order_by("-number")
        .values("number")[:1]
    )
    decided = SignOff.objects.unscoped("decisions on submissions the reader sees").filter(
        version__submission=OuterRef("pk"), role=role, version__number=Subquery(newest)
    )
    return Exists(decided)


def _waiting_row(submission, signing, signed, roles):
    if submission.status == Status.SIGN_OFF:
        open_roles = [
            role for role in submission.required_sign_offs if role in signing and (submission.pk, role) not in signed
        ]
        if not open_roles:
            return None
        what, tone = _("Sign-off asked"), "warn"
    elif submission.status == Status.CONSULTATION:
        what, tone = _("Comments asked"), "accent"
    elif roles & LEAD_ROLES:
        what, tone = _("Cleared: to be sent"), "ok"
    else:
        return None
    url = address("engagements:submission-detail", args=[submission.pk])
    mechanism = submission.plan_line.mechanism
    return WaitingRow(
        title=submission.title,
        url=url or address("engagements:line-detail", args=[submission.plan_line_id]),
        what=what,
        tone=tone,
        mechanism=mechanism.label,
    )


def _mechanisms(reader, cluster):
    """The mechanisms of the cluster's live plan lines with their number, in the order of the plan. One query."""
    lines = (
        PlanLine.objects.visible_to(reader.user)
        .filter(cluster=cluster, state__in=LIVE, year__gte=reader.today.year)
        .select_related("mechanism")
        .order_by(F("planned_for").asc(nulls_last=True), "pk")
    )
    found = {}
    for line in lines:
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


def _partners(reader, cluster):
    """Organisations of the cluster and its OHCHR partners now, without e-mail addresses, and whether the cluster has
    planned the year. One query."""
    held = (
        Membership.objects.filter(running(), cluster=cluster, user__is_active=True)
        .annotate(is_planned=is_year_planned(reader, cluster))
        .order_by("organisation__name", "user__name", "pk")
        .values_list("role", "organisation__name", "user__name", "is_planned")
    )
    organisations, ohchr, is_planned = {}, [], False
    for role, organisation, name, is_planned in held:  # noqa: B007  the same in each row
        if role == Role.OHCHR:
            ohchr.append(name)
        elif organisation:
            organisations.setdefault(organisation)
    names = list(organisations)
    partners = Partners(
        organisations=names[:PARTNERS_SHOWN],
        more=max(len(names) - PARTNERS_SHOWN, 0),
        ohchr=ohchr,
        url=address("clusters:cluster-people", args=[cluster.pk]),
    )
    return partners, is_planned
