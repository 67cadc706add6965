"""A plan line copied to the next cycle: its words and chosen steps with their lead times, never its results."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.errors import Refused
from engagements import policy, rules
from engagements.actions.links import link_lines
from engagements.actions.plans import create_plan_line
from engagements.enums import LinkKind, OnBehalfOf, StepOwner, Trigger
from engagements.models import EngagementStep, PlanLine
from engagements.queries.plans import named_people
from mechanisms.models import StepTemplate
from mechanisms.policy import offered_to

# What the copy says as the first line did. Results, state and the trigger are of that cycle alone.
COPIED = (
    "concern",
    "groups",
    "aors",
    "objective",
    "aim",
    "expected_outcome",
    "reasons",
    "timing_note",
    "channel",
    "through_whom",
)


@transaction.atomic
def copy_plan_line(*, plan_line, year, title="", entry=None, steps=None, by):
    """Plan the same engagement again towards `entry` (None: without a date) in `year`. `steps`: ids of the steps to
    take along, None for all that were not set aside; each keeps its days before the date, and is open. What came of the
    first line, its risk form, submissions and notes stay there. Roles that ended in the cluster are passed over. The
    two lines are linked. To whom closed material may not go any more is passed over; the like-minded are asked anew, so
    that the copy speaks for the cluster until then. A line over several years is never copied into a year in which it
    stands; the copy has no start and no end yet. Coordinators only; twice makes two copies. Returns the new line."""
    policy.check_can_plan(by, plan_line.cluster_id)
    if not PlanLine.objects.visible_to(by).filter(pk=plan_line.pk).exists():
        raise Refused(_("This line is not yours to copy."))
    if problem := rules.copy_problem(year, rules.years_of_line(plan_line)):
        raise ValidationError({"year": problem})
    if entry is not None and entry.mechanism_id != plan_line.mechanism_id:
        raise ValidationError({"entry": _("This date belongs to another mechanism.")})
    cluster = plan_line.cluster
    ended = policy.ended_roles(cluster)
    lead, deputy = _held(plan_line.lead_role, plan_line.deputy_role, ended)
    line = create_plan_line(
        cluster=cluster,
        mechanism=plan_line.mechanism,
        year=year,
        title=title.strip() or plan_line.title,
        lead_role=lead,
        deputy_role=deputy,
        entry=entry,
        trigger=Trigger.PLANNED,
        exposure=_mark(plan_line),
        readers=[person for person in named_people(by, plan_line) if person.pk != by.pk and not person.is_shut],
        on_behalf_of=_speaks_for(plan_line),
        steps=_steps(plan_line, steps, entry, ended, by),
        by=by,
        **{name: getattr(plan_line, name) for name in COPIED},
    )
    link_lines(source=plan_line, target=line, kind=LinkKind.FEEDS, by=by)
    return line


def _mark(plan_line):
    """As closed as the first line; one from before investigations had a mark of their own is closed."""
    is_too_open = rules.line_mark_problem(plan_line.mechanism.family, plan_line.exposure)
    return "" if is_too_open else plan_line.exposure


def _speaks_for(plan_line):
    if plan_line.on_behalf_of == OnBehalfOf.LIKE_MINDED:
        return OnBehalfOf.CLUSTER
    return plan_line.on_behalf_of


def _held(owner, deputy, ended):
    """The roles with those passed over that ended: the deputy takes the owner's place, or whoever leads the cluster."""
    held = [role for role in (owner, deputy) if role and role not in ended]
    leads = [role for role in (StepOwner.COORDINATOR, StepOwner.CO_COORDINATOR) if role not in ended]
    held += [] if held else leads[:1] or [owner]
    return held[0], held[1] if len(held) > 1 else ""


def _steps(plan_line, chosen, entry, ended, by):
    """The fields of the steps of the copy, planned backwards from its own date."""
    rows = EngagementStep.objects.visible_to(by).filter(plan_line=plan_line).select_related("template")
    if chosen is None:
        rows = [step for step in rows if step.state != "not_now"]
    else:
        rows = list(rows.filter(pk__in=list(chosen)))
        if len(rows) != len(set(chosen)):
            raise ValidationError({"steps": _("A step belongs to another plan line.")})
    templates = {step.template_id for step in rows if step.template_id}
    offered = set(
        StepTemplate.objects.filter(offered_to(plan_line.cluster_id), pk__in=templates).values_list("pk", flat=True)
    )
    opportunity_on = entry.due_on if entry is not None else None
    copied = []
    for step in rows:
        lead = rules.lead_of(step.due_on, step.lead_days, plan_line.planned_for)
        owner, deputy = _held(step.owner_role, step.deputy_role, ended)
        copied.append(
            {
                # A step retired since is taken along in its own words.
                "template_id": step.template_id if step.template_id in offered else None,
                "title": step.title,
                "phase": step.phase,
                "lead_days": lead,
                "due_on": rules.due_date(opportunity_on, lead),
                "owner_role": owner,
                "deputy_role": deputy,
                "on_behalf_of": step.on_behalf_of,
                "sectors": step.sectors,
                "aors": step.aors,
            }
        )
    return copied
