"""Planning an engagement with its steps."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from core import clock
from engagements import policy, rules
from engagements.actions.line_checks import (
    check_aim,
    check_mark,
    check_named,
    check_opportunity,
    check_owners,
    check_step_date,
)
from engagements.actions.plans.common import check_line, record
from engagements.actions.sharing import check_may_share
from engagements.enums import CLOSED_MARKS, Channel, OnBehalfOf, Trigger
from engagements.models import EngagementStep, PlanConcern, PlanLine, PlanLineReader
from mechanisms.models import StepTemplate
from mechanisms.policy import offered_to


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
    starts_on=None,
    ends_on=None,
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
    themes of the kind "group". `starts_on`, `ends_on`: the engagement as a whole; over several years it stands in each
    year's plan. `exposure`: without one the line is for the members, towards an investigation
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
        starts_on=starts_on,
        ends_on=ends_on,
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
    check_line(line)
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
    if len(wanted) < sum(row.template_id is not None for row in rows):
        raise ValidationError({"steps": _("The line has this step already.")})
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
