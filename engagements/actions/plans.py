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
from core.saving import save_version as save_version
from engagements import policy, rules
from engagements.actions.covers import forget_files
from engagements.actions.line_checks import (
    check_aim,
    check_mark,
    check_named,
    check_opportunity,
    check_owners,
    check_step_date,
    check_tags,
)
from engagements.actions.sharing import check_may_share
from engagements.enums import CLOSED_MARKS, Channel, Exposure, LineState, OnBehalfOf, Trigger
from engagements.models import EngagementStep, PlanAim, PlanConcern, PlanLine, PlanLineReader
from mechanisms.models import StepTemplate
from mechanisms.policy import offered_to

TARGET = "engagements.planline"
# Fields of which the trail keeps old and new value; of the others it keeps that they changed.
_KEPT = (
    "year",
    "trigger",
    "trigger_kind",
    "channel",
    "on_behalf_of",
    "lead_role",
    "deputy_role",
    "reasons",
    "groups",
    "aors",
    "aim",
    "hold_until",
)
# What gates look at on the line itself.
_GATES_LOOK_AT = (
    "channel",
    "through_whom",
    "exposure",
    "on_behalf_of",
    "supporters",
    "pattern",
    "policy_version",
)
_TEXTS = (
    "title",
    "concern",
    "objective",
    "through_whom",
    "expected_outcome",
    "obtained",
    "next_approach",
    "timing_note",
)


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


def hold(plan_line, by):
    """Hold the line's row until the transaction ends: what gates depend on does not change while something is sent,
    and nothing is sent while it changes. Call it after the check. On SQLite writers wait for one another anyway."""
    rows = PlanLine.objects.visible_to(by).filter(pk=plan_line.pk).select_for_update(of=("self",))
    list(rows.order_by().values_list("pk", flat=True))
    # What a page has read before counts no longer.
    policy.forget_standing(plan_line)
    plan_line.refresh_from_db(fields=_GATES_LOOK_AT)


def _check_line(line, changed=("groups",)):
    check_tags(line, changed)
    if line.channel == Channel.INDIRECT and not line.through_whom.strip():
        raise ValidationError({"through_whom": _("Say through whom the information goes.")})
    if line.on_behalf_of == OnBehalfOf.LIKE_MINDED and not line.supporters:
        raise ValidationError({"on_behalf_of": _("First ask the members: those who agree are the like-minded ones.")})
    line.full_clean(exclude=["created_by", "cluster", "mechanism", "review", "entry", "aim", "policy_version"])


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
    concern="",
    groups=(),
    aors=(),
    objective="",
    aim=None,
    expected_outcome="",
    reasons=(),
    trigger=Trigger.PLANNED,
    trigger_kind="",
    hold_until=None,
    timing_note="",
    channel=Channel.DIRECT,
    through_whom="",
    exposure="",
    readers=(),
    on_behalf_of=OnBehalfOf.CLUSTER,
    steps=(),
    answers=None,
    by,
):
    """Plan one engagement with its steps. Coordinators of `cluster` only. `steps` are dicts with the fields of
    `EngagementStep` (title, template, phase, lead_days, due_on, owner_role, deputy_role, position). `groups`: keys of
    themes of the kind "group". `exposure`: without one the line is for the members, towards an investigation
    confidential, and no more open than restricted there. `answers`: the raised concern that this line takes up. The
    creator is always named. Raises `ValidationError` with the field's name; twice creates two lines."""
    policy.check_can_plan(by, cluster.pk)
    check_opportunity(cluster, mechanism, entry, review, by)
    check_named(cluster, readers)
    check_aim(aim, cluster, by)
    steps = list(steps)
    owners = {role for step in steps for role in (step.get("owner_role"), step.get("deputy_role")) if role}
    check_owners(cluster, lead_role=lead_role, deputy_role=deputy_role, steps=owners)
    exposure = exposure or rules.usual_mark(mechanism.family)
    check_mark(mechanism, exposure)
    if exposure in CLOSED_MARKS:
        check_may_share(cluster, readers)
    line = PlanLine(
        cluster=cluster,
        mechanism=mechanism,
        year=year,
        title=title.strip(),
        lead_role=lead_role,
        deputy_role=deputy_role,
        entry=entry,
        review=review or (entry.review if entry is not None else None),
        concern=concern.strip(),
        groups=list(groups),
        aors=list(aors),
        objective=objective.strip(),
        aim=aim,
        expected_outcome=expected_outcome.strip(),
        reasons=list(reasons),
        trigger=trigger,
        trigger_kind=trigger_kind,
        hold_until=hold_until,
        timing_note=timing_note.strip(),
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
    if answers is not None:
        take_up(concern=answers, plan_line=line, by=by)
    return line


def take_up(*, concern, plan_line, by):
    """The line answers a raised concern of the same cluster. Part of planning; an answered one is left as it is."""
    if concern.cluster_id != plan_line.cluster_id:
        raise ValidationError({"concern": _("This concern belongs to another cluster.")})
    waiting = PlanConcern.objects.visible_to(by).filter(pk=concern.pk, answered_at=None)
    now = clock.now()
    if waiting.update(plan_line=plan_line, answered_by=by, answered_at=now, version=F("version") + 1):
        record("concern.taken_up", concern, plan_line, by=by, after={"plan_line": plan_line.pk})


def _plain(value):
    """A value as the trail keeps it: days as ISO text, rows as their number."""
    if isinstance(value, PlanAim):
        return value.pk
    return value.isoformat() if hasattr(value, "isoformat") else value


@transaction.atomic
def edit_plan_line(*, plan_line, expected_version, by, **changes):
    """Change what the line says: any field of `_KEPT` and `_TEXTS`. Coordinators only. A new lead or deputy must be a
    role that has not ended in the cluster. `Stale` when somebody changed it since `expected_version`."""
    policy.check_can_plan(by, plan_line.cluster_id)
    unknown = set(changes) - {*_KEPT, *_TEXTS}
    if unknown:
        raise TypeError(f"edit_plan_line does not change {', '.join(sorted(unknown))}")
    before = {name: getattr(plan_line, name) for name in changes}
    changes = {name: value.strip() if isinstance(value, str) else value for name, value in changes.items()}
    changes = {name: value for name, value in changes.items() if value != before[name]}
    for name, value in changes.items():
        setattr(plan_line, name, value)
    _check_line(plan_line, changed=changes)
    check_aim(changes.get("aim"), plan_line.cluster, by)
    owners = {name: changes[name] for name in ("lead_role", "deputy_role") if changes.get(name)}
    if owners:
        check_owners(plan_line.cluster, **owners)
    save_version(plan_line, expected_version, by, updated_at=clock.now(), **changes)
    policy.check_still_visible(plan_line, by)
    if "on_behalf_of" in changes:
        forget_files(policy.versions_on(plan_line))
    texts = [name for name in changes if name in _TEXTS]
    old = {name: _plain(before[name]) for name in changes if name in _KEPT}
    new = {name: _plain(changes[name]) for name in changes if name in _KEPT}
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
    if len(reason) > 300:
        raise ValidationError({"reason": _("Use at most 300 characters.")})
    before = plan_line.state
    kept = reason if state == LineState.NOT_NOW else ""
    save_version(plan_line, expected_version, by, state=state, state_reason=kept, updated_at=clock.now())
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
