"""Moves of the components of a line: opened, closed and reopened in any order, each with a word why. The history is
written once and never changed; the trail keeps acts and numbers, not reasons."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import Publication
from core import clock
from core.errors import Refused, Stale
from core.saving import save_version
from engagements import policy
from engagements.actions.plans import record
from engagements.enums import ComponentAct, ComponentState
from engagements.models import ComponentMove, LineComponent, PlanLine
from engagements.rules.process import state_after

MOST_WHY = 500
NOT_NOW = {
    ComponentAct.OPENED: _("This component was opened before: open it again instead."),
    ComponentAct.CLOSED: _("Only an open component can be closed."),
    ComponentAct.REOPENED: _("Only a closed component can be opened again."),
    ComponentAct.LOOKED_BACK: _("Only an open component can be looked back at; open it first."),
}


@transaction.atomic
def move_component(
    *,
    plan_line,
    component,
    act,
    why,
    expected_version,
    because_component=None,
    because_outcome=None,
    because_line=None,
    by,
):
    """Open, close or reopen `component` on `plan_line`, with the reason and perhaps what led to it. Coordinators only.
    `expected_version`: 0 where it never moved. Raises `Stale` when somebody moved it since, `Refused` where the act
    does not fit its state (a second call does), `ValidationError` for the reason and the cause. Returns the move."""
    check_process(plan_line, by)
    why = clean_why(why)
    _check_cause(component, because_component, because_outcome, because_line, plan_line, by)
    place = place_of(plan_line, component, by)
    if place is None and not component.is_active:
        raise Refused(_("This component is no longer in use."))
    if (place.version if place else 0) != expected_version:
        raise Stale
    return write_move(
        plan_line,
        component,
        place,
        act,
        why,
        by,
        because_component=because_component,
        because_outcome=because_outcome,
        because_line=because_line,
    )


def check_process(plan_line, by):
    """Whoever moves, writes or weighs leads the cluster and sees the line."""
    policy.check_can_plan(by, plan_line.cluster_id)
    policy.check_still_visible(plan_line, by)


def clean_why(why):
    why = " ".join(why.split())
    if not why:
        raise ValidationError({"why": _("Say why, in a few words.")})
    if len(why) > MOST_WHY:
        raise ValidationError({"why": _("Keep the reason below 500 letters.")})
    return why


def place_of(plan_line, component, by):
    """Where the component stands, locked, or None where it never moved."""
    rows = LineComponent.objects.visible_to(by).filter(plan_line=plan_line, component=component)
    return rows.select_for_update(of=("self",)).first()


def write_move(plan_line, component, place, act, why, by, **causes):
    """The move and where it leads to; the callers have checked who and why."""
    act = ComponentAct(act)
    before = ComponentState(place.state) if place else ComponentState.QUIET
    after = state_after(before, act)
    if after is None:
        raise Refused(NOT_NOW[act])
    now = clock.now()
    if place is None:
        try:
            with transaction.atomic():
                LineComponent.objects.create(plan_line=plan_line, component=component, state=after, changed_at=now)
        except IntegrityError as error:
            raise Stale from error
    else:
        save_version(place, place.version, by, state=after, changed_at=now)
    move = ComponentMove(plan_line=plan_line, component=component, act=act, why=why, at=now, by=by, **causes)
    move.save(force_insert=True)
    facts = {"component": component.key, "state": str(after)}
    facts |= {name: cause.pk for name, cause in causes.items() if cause is not None}
    record(f"component.{act}", move, plan_line, by=by, before={"state": str(before)}, after=facts)
    return move


def _check_cause(component, because_component, because_outcome, because_line, plan_line, by):
    """At most one cause, and one that the person sees: naming another must not tell that it exists."""
    if sum(cause is not None for cause in (because_component, because_outcome, because_line)) > 1:
        raise ValidationError({"because": _("Name one cause; the others fit into the reason.")})
    if because_component == component and because_component is not None:
        raise ValidationError({"because": _("A component is not its own cause.")})
    if because_outcome is not None and because_outcome.publication != Publication.PUBLISHED:
        raise ValidationError({"because": _("This outcome is not published.")})
    if because_line is not None:
        seen = PlanLine.objects.visible_to(by).filter(pk=because_line.pk, cluster=plan_line.cluster_id)
        if because_line.pk == plan_line.pk or not seen.exists():
            raise ValidationError({"because": _("Choose another line of this cluster.")})
