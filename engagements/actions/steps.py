"""Writes to the steps of a plan line. A step is done, set aside with a reason, reopened, changed or added; never
deleted, so that the plan shows what was thought of and not chosen."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from core import clock
from core.errors import Refused
from core.saving import save_version
from engagements import policy, rules
from engagements.actions.cited import check_cited, cited_by_step, pairs_of, set_step_provisions
from engagements.actions.line_checks import check_owners, check_step_date
from engagements.actions.plans import hold, record
from engagements.enums import OnBehalfOf, StepState
from engagements.models import EngagementStep
from engagements.rules.areas import check_areas
from engagements.rules.sectors import check_sectors
from mechanisms.models import StepTemplate
from mechanisms.policy import offered_to


def _iso(day):
    return day.isoformat() if day else None


@transaction.atomic
def add_step(
    *,
    plan_line,
    title="",
    owner_role,
    template=None,
    due_on=None,
    deputy_role="",
    phase="",
    on_behalf_of=OnBehalfOf.CLUSTER,
    note="",
    sectors=(),
    aors=(),
    provisions=(),
    by,
):
    """Add a step: the cluster's own, or one of the library (`template`, which lends title and phase, and the day where
    none is given). Coordinators only. A date after the opportunity needs a follow-up phase. A step of another cluster,
    a retired one and one the line has already are refused. `provisions`: (Instrument, article) pairs that it rests on,
    treaties or law of the country (MATRIX E003)."""
    policy.check_can_plan(by, plan_line.cluster_id)
    policy.check_still_visible(plan_line, by)
    if template is not None:
        # Of two who add the same step at once the second finds it there.
        hold(plan_line, by)
        _check_template(template, plan_line, by)
        title, phase = title.strip() or str(template), template.phase
        due_on = due_on or rules.due_date(plan_line.planned_for, template.lead_days)
    last = EngagementStep.objects.visible_to(by).filter(plan_line=plan_line).aggregate(last=Max("position"))["last"]
    lead_days = (plan_line.planned_for - due_on).days if due_on and plan_line.planned_for else None
    step = EngagementStep(
        plan_line=plan_line,
        template=template,
        title=title.strip(),
        owner_role=owner_role,
        deputy_role=deputy_role,
        due_on=due_on,
        lead_days=lead_days if lead_days is not None and (lead_days >= 0 or template is not None) else None,
        phase=phase,
        on_behalf_of=on_behalf_of,
        note=note.strip(),
        sectors=check_sectors(sectors),
        aors=check_areas(aors),
        position=(last or 0) + 1,
    )
    check_step_date(step, plan_line)
    check_owners(plan_line.cluster, owner_role=owner_role, deputy_role=deputy_role)
    step.full_clean(exclude=["plan_line", "template", "done_by"])
    check_cited(provisions, plan_line.cluster.country_id, field="provisions")
    step.save(force_insert=True)
    set_step_provisions(step, pairs_of(provisions), by)
    record("step.added", step, plan_line, by=by, after={"due_on": _iso(due_on), "owner_role": str(owner_role)})
    return step


def _check_template(template, plan_line, by):
    if not StepTemplate.objects.filter(offered_to(plan_line.cluster_id), pk=template.pk).exists():
        raise ValidationError({"template": _("This step is not offered to this cluster, or was retired.")})
    if EngagementStep.objects.visible_to(by).filter(plan_line=plan_line, template=template).exists():
        raise ValidationError({"template": _("The line has this step already.")})


@transaction.atomic
def change_step(
    *,
    step,
    due_on,
    owner_role,
    deputy_role,
    expected_version,
    by,
    is_pinned=None,
    sectors=None,
    aors=None,
    provisions=None,
):
    """Another day, owner or deputy; `is_pinned`: whether the day is fixed and stays when the opportunity moves;
    `sectors`: others that take part; `aors`: areas of responsibility; `provisions`: (Instrument, article) pairs that it
    rests on (each None: as it was). Coordinators only. A new owner must be a role that has not ended in the cluster."""
    line = step.plan_line
    policy.check_can_plan(by, line.cluster_id)
    before = {
        "due_on": _iso(step.due_on),
        "owner_role": str(step.owner_role),
        "deputy_role": str(step.deputy_role),
    }
    owners = {"owner_role": owner_role, "deputy_role": deputy_role}
    changed = {name: role for name, role in owners.items() if role and role != getattr(step, name)}
    step.due_on, step.owner_role, step.deputy_role = due_on, owner_role, deputy_role
    step.clean_fields(exclude=["plan_line", "template", "done_by"])
    check_step_date(step, line)
    if changed:
        check_owners(line.cluster, **changed)
    values = {"due_on": due_on, **owners}
    after = {"due_on": _iso(due_on), "owner_role": str(owner_role), "deputy_role": str(deputy_role)}
    if is_pinned is not None and is_pinned != step.is_pinned:
        before["is_pinned"], after["is_pinned"], values["is_pinned"] = step.is_pinned, is_pinned, is_pinned
    tags = {
        "sectors": None if sectors is None else check_sectors(sectors),
        "aors": None if aors is None else check_areas(aors),
    }
    for name, tagged in tags.items():
        if tagged is not None and tagged != getattr(step, name):
            before[name], after[name], values[name] = getattr(step, name), tagged, tagged
    cited = cited_by_step(step, by) if provisions is not None else set()
    check_cited(provisions or (), line.cluster.country_id, field="provisions", known=cited)
    save_version(step, expected_version, by, **values)
    if provisions is not None and pairs_of(provisions) != cited:
        set_step_provisions(step, pairs_of(provisions), by)
        before["instruments"], after["instruments"] = len(cited), len(pairs_of(provisions))
    record("step.changed", step, line, by=by, before=before, after=after)
    return step


@transaction.atomic
def mark_step_done(*, step, expected_version, by, acted_for=None):
    """The step is done. Coordinators, its owner and its deputy. `acted_for` says for whom the act was done: the lead
    agency's act never ticks the cluster's own step (MATRIX A009). Refused when it is done already."""
    policy.check_can_do_step(by, step)
    if not rules.counts_as_done(step_for=step.on_behalf_of, acted_for=acted_for or step.on_behalf_of):
        raise Refused(
            _("An act of the lead agency or of one member does not complete the cluster's own step. Add it as a step.")
        )
    _move(step, StepState.DONE, expected_version, by, verb="step.done", done_at=clock.now(), done_by=by)
    return step


@transaction.atomic
def reopen_step(*, step, expected_version, by):
    """Open again what was done or set aside. Coordinators, its owner and its deputy."""
    policy.check_can_do_step(by, step)
    _move(step, StepState.OPEN, expected_version, by, verb="step.reopened", done_at=None, done_by=None)
    return step


@transaction.atomic
def set_step_aside(*, step, reason, expected_version, by):
    """Not now, with a reason. Coordinators, its owner and its deputy. It can be reopened."""
    policy.check_can_do_step(by, step)
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Say why not now.")})
    if len(reason) > 300:
        raise ValidationError({"reason": _("Use at most 300 characters.")})
    _move(
        step,
        StepState.NOT_NOW,
        expected_version,
        by,
        verb="step.not_now",
        reason=reason,
        done_at=None,
        done_by=None,
    )
    return step


def _move(step, state, expected_version, by, *, verb, reason="", **changes):
    before = step.state
    if before == state:
        raise Refused(_("This step is already marked so."))
    save_version(step, expected_version, by, state=state, state_reason=reason, **changes)
    record(
        verb,
        step,
        step.plan_line,
        by=by,
        before={"state": str(before)},
        after={"state": str(state)},
        reason=reason,
    )
