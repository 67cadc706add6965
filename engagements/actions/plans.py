"""Writes to plan lines: create, change, set aside, follow a moved date.

Every act locks by `version` (a conditional UPDATE; zero rows changed means `Stale`), records an audit entry, and
checks inside the transaction that the writer still sees the row. Free text never enters the audit trail: a line may
become confidential later, and the trail is kept for ever.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core.errors import Refused, Stale
from engagements import policy, rules
from engagements.enums import Channel, Exposure, LineState, OnBehalfOf, Reason, StepState, Trigger
from engagements.models import EngagementStep, PlanLine, PlanLineReader
from mechanisms.models import StepTemplate
from mechanisms.policy import offered_to

TARGET = "engagements.planline"
# Fields of which the trail keeps old and new value; of the others it keeps that they changed.
_KEPT = ("year", "trigger", "channel", "on_behalf_of", "lead_role", "deputy_role", "reasons")
_TEXTS = ("title", "objective", "through_whom")


def parent_of(plan_line_id):
    """How audit entries of a line's steps, readers and risk form name the line they belong to."""
    return f"{TARGET}:{plan_line_id}"


def record(verb, target, plan_line, *, by, before=None, after=None, reason=""):
    """One audit entry about `plan_line` or a part of it. Labels are neutral; a reason is kept unless confidential."""
    is_line = isinstance(target, PlanLine)
    audit.record(
        verb=verb,
        target=target,
        by=by,
        cluster_id=plan_line.cluster_id,
        parent="" if is_line else parent_of(plan_line.pk),
        before=before,
        after=after,
        reason="" if plan_line.exposure == Exposure.CONFIDENTIAL else reason,
        label=f"{target._meta.verbose_name} {target.pk}",
    )


def save_version(row, expected_version, by, **changes):
    """Write `changes` to `row` if nobody did since `expected_version`, raising its version; otherwise `Stale`."""
    changed = (
        type(row)
        .objects.visible_to(by)
        .filter(pk=row.pk, version=expected_version)
        .update(version=F("version") + 1, **changes)
    )
    if not changed:
        raise Stale
    for name, value in changes.items():
        setattr(row, name, value)
    row.version = expected_version + 1


def _check_line(line):
    if set(line.reasons) - set(Reason.values):
        raise ValidationError({"reasons": _("Choose reasons from the list.")})
    if line.channel == Channel.INDIRECT and not line.through_whom.strip():
        raise ValidationError({"through_whom": _("Say through whom the information goes.")})
    line.full_clean(exclude=["created_by", "cluster", "mechanism", "review", "entry", "policy_version"])


def _check_opportunity(cluster, mechanism, entry, review, by):
    """The date must be one the planner sees, of her country or of all, and of the mechanism she plans for, which must
    still be at work (MATRIX C030)."""
    if not mechanism.takes_new_steps:
        raise ValidationError({"mechanism": _("This body has ended or was merged. Choose the one that goes on.")})
    if entry is not None:
        if type(entry).objects.visible_to(by).filter(pk=entry.pk).first() is None:
            raise ValidationError({"entry": _("This date does not exist.")})
        if entry.country_id not in (None, cluster.country_id) or entry.cluster_id not in (None, cluster.pk):
            raise ValidationError({"entry": _("This date belongs to another country.")})
        if entry.mechanism_id != mechanism.pk:
            raise ValidationError({"entry": _("This date belongs to another mechanism.")})
    if review is not None and review.country_id != cluster.country_id:
        raise ValidationError({"review": _("This review is of another country.")})


def check_named(cluster, people):
    """Only people of the cluster may be named: naming anybody else would open nothing."""
    wanted = {person.pk for person in people}
    known = set(policy.nameable_people(cluster).filter(pk__in=wanted).values_list("pk", flat=True))
    if wanted - known:
        raise ValidationError({"readers": _("Only people of this cluster and its OHCHR partner can be named.")})


@transaction.atomic
def create_plan_line(
    *,
    cluster,
    mechanism,
    year,
    title,
    lead_role,
    deputy_role="",
    entry=None,
    review=None,
    objective="",
    reasons=(),
    trigger=Trigger.PLANNED,
    channel=Channel.DIRECT,
    through_whom="",
    exposure=Exposure.MEMBERS,
    readers=(),
    on_behalf_of=OnBehalfOf.CLUSTER,
    steps=(),
    by,
):
    """Plan one engagement with its steps. Coordinators of `cluster` only. `steps` are dicts with the fields of
    `EngagementStep` (title, template, phase, lead_days, due_on, owner_role, deputy_role, position). The creator is
    always named. Raises `ValidationError` with the field's name; twice creates two lines."""
    policy.check_can_plan(by, cluster.pk)
    _check_opportunity(cluster, mechanism, entry, review, by)
    check_named(cluster, readers)
    line = PlanLine(
        cluster=cluster,
        mechanism=mechanism,
        year=year,
        title=title.strip(),
        lead_role=lead_role,
        deputy_role=deputy_role,
        entry=entry,
        review=review or (entry.review if entry is not None else None),
        objective=objective.strip(),
        reasons=list(reasons),
        trigger=trigger,
        channel=channel,
        through_whom=through_whom.strip(),
        exposure=exposure,
        on_behalf_of=on_behalf_of,
        planned_for=entry.due_on if entry is not None else None,
        policy_version=policy.binding_policy(cluster),
        created_by=by,
    )
    _check_line(line)
    line.save(force_insert=True)
    named = {by.pk: by, **{person.pk: person for person in readers}}
    PlanLineReader.objects.bulk_create(
        [PlanLineReader(plan_line=line, user=person, added_by=by) for person in named.values()]
    )
    rows = [EngagementStep(plan_line=line, position=position, **step) for position, step in enumerate(steps, start=1)]
    wanted = {row.template_id for row in rows if row.template_id}
    library = StepTemplate.objects.filter(offered_to(cluster.pk)).in_bulk(wanted) if wanted else {}
    if wanted - set(library):
        raise ValidationError({"steps": _("A step is not offered to this cluster, or was retired. Take it out.")})
    for row in rows:
        if row.template_id:
            row.template = library[row.template_id]
        row.clean_fields(exclude=["plan_line", "template", "done_by"])
        check_step_date(row, line)
    EngagementStep.objects.bulk_create(rows)
    policy.check_still_visible(line, by)
    record(
        "plan_line.created",
        line,
        line,
        by=by,
        after={
            "entry": line.entry_id,
            "planned_for": line.planned_for.isoformat() if line.planned_for else None,
            "exposure": str(line.exposure),
            "lead_role": str(line.lead_role),
            "policy": line.policy_version.number if line.policy_version else 0,
            "steps": len(rows),
            "named": len(named),
        },
    )
    return line


def check_step_date(step, line):
    """A step may not be due after the opportunity, follow-up apart."""
    follow_up = rules.is_follow_up(
        step.phase, step.lead_days, step.template.timing if step.template_id is not None else None
    )
    problem = rules.step_date_problem(due_on=step.due_on, opportunity_on=line.planned_for, follow_up=follow_up)
    if problem:
        raise ValidationError({"due_on": problem})


@transaction.atomic
def edit_plan_line(*, plan_line, expected_version, by, **changes):
    """Change what the line says (title, objective, reasons, trigger, channel, through whom, on behalf of, year, lead,
    deputy). Coordinators only. `Stale` when somebody changed it since `expected_version`."""
    policy.check_can_plan(by, plan_line.cluster_id)
    unknown = set(changes) - {*_KEPT, *_TEXTS}
    if unknown:
        raise TypeError(f"edit_plan_line does not change {', '.join(sorted(unknown))}")
    before = {name: getattr(plan_line, name) for name in changes}
    changes = {name: value.strip() if isinstance(value, str) else value for name, value in changes.items()}
    changes = {name: value for name, value in changes.items() if value != before[name]}
    for name, value in changes.items():
        setattr(plan_line, name, value)
    _check_line(plan_line)
    save_version(plan_line, expected_version, by, updated_at=clock.now(), **changes)
    policy.check_still_visible(plan_line, by)
    texts = [name for name in changes if name in _TEXTS]
    old = {name: before[name] for name in changes if name in _KEPT}
    new = {name: changes[name] for name in changes if name in _KEPT}
    if texts:
        new["texts"] = texts
    if changes:
        record("plan_line.changed", plan_line, plan_line, by=by, before=old or None, after=new)
    return plan_line


@transaction.atomic
def set_line_state(*, plan_line, state, expected_version, by, reason=""):
    """Planned, under way, done, or not now (which needs a reason and can be taken back at any time)."""
    policy.check_can_plan(by, plan_line.cluster_id)
    state, reason = LineState(state), reason.strip()
    if state == LineState.NOT_NOW and not reason:
        raise ValidationError({"reason": _("Say why not now.")})
    before = plan_line.state
    kept = reason if state == LineState.NOT_NOW else ""
    save_version(plan_line, expected_version, by, state=state, state_reason=kept[:300], updated_at=clock.now())
    record(
        "plan_line.state",
        plan_line,
        plan_line,
        by=by,
        before={"state": str(before)},
        after={"state": str(state)},
        reason=reason,
    )
    return plan_line


@transaction.atomic
def follow_moved_date(*, plan_line, move_steps, expected_version, by):
    """The opportunity's date moved: move the open steps by as many days, or only note the new date. Done and set-aside
    steps stay. Coordinators only; a second call finds nothing to do and is refused. Returns how many steps moved."""
    policy.check_can_plan(by, plan_line.cluster_id)
    entry = plan_line.entry
    if entry is None or not type(entry).objects.visible_to(by).filter(pk=entry.pk).exists():
        raise Refused(_("This line is not tied to a date."))
    now_on, before = entry.due_on, plan_line.planned_for
    if now_on == before:
        raise Refused(_("The steps already follow this date."))
    moved = []
    if move_steps and now_on is not None:
        open_steps = EngagementStep.objects.visible_to(by).filter(plan_line=plan_line, state=StepState.OPEN)
        for step in open_steps.select_for_update(of=("self",)):
            if before is not None:
                new_on = rules.shifted(step.due_on, planned_for=before, now_on=now_on)
            else:
                new_on = step.due_on or rules.due_date(now_on, step.lead_days)
            if new_on != step.due_on:
                step.due_on, step.version = new_on, step.version + 1
                moved.append(step)
        EngagementStep.objects.visible_to(by).bulk_update(moved, ["due_on", "version"])
    save_version(plan_line, expected_version, by, planned_for=now_on, updated_at=clock.now())
    record(
        "plan_line.followed_date",
        plan_line,
        plan_line,
        by=by,
        before={"planned_for": before.isoformat() if before else None},
        after={"planned_for": now_on.isoformat() if now_on else None, "steps_moved": len(moved)},
    )
    return len(moved)
