"""Steps proposed for an engagement, planned backwards; `today` is an argument."""

import datetime as dt
from dataclasses import dataclass, field, replace

from calendar_app.enums import EntryKind
from engagements.enums import ConditionState
from engagements.rules.conditions import Judgement
from engagements.rules.planning.dates import due_date, is_follow_up
from engagements.rules.planning.fitting import ANCHOR_PREFIX, anchors_of, fits, owners_of
from mechanisms.enums import Phase

# The ways to engage that the guide itself lists, slide by slide; these few are ticked at first.
_GUIDE_GROUPS = "000-slide"
# Opportunities at which follow-up may begin.
OUTCOME_KINDS = frozenset({EntryKind.REVIEW, EntryKind.ADOPTION, EntryKind.MID_TERM})
_HALF_WAY = ("mid-way", "half-way")


@dataclass(frozen=True)
class Proposal:
    """A step as proposed. `due_on` is None when the opportunity has no date or the library no lead time."""

    template_id: int
    title: str
    phase: str
    lead_days: int | None
    due_on: dt.date | None
    owner_role: str
    deputy_role: str
    is_follow_up: bool
    is_past: bool
    preselected: bool
    source: str = ""
    basis: str = ""
    gates: tuple = field(default_factory=tuple)
    # Who may know of it, in the words of the library; "" where it says nothing.
    mark: str = ""
    capacity_note: str = ""
    condition: str = ""
    # Whether the condition is met (`rules.conditions.Judgement`); None where there is none or nobody asked.
    judgement: Judgement | None = None

    def as_step(self):
        """The fields of the step that this proposal becomes when it is taken as it is."""
        return {
            "template_id": self.template_id,
            "title": self.title,
            "phase": self.phase,
            "lead_days": self.lead_days,
            "due_on": self.due_on,
            "owner_role": self.owner_role,
            "deputy_role": self.deputy_role,
        }


def proposals(
    templates,
    *,
    kind,
    opportunity_on,
    today,
    entry_kind="",
    outcome_on=None,
    leads=None,
    ended=frozenset(),
    own=frozenset(),
    unmet=frozenset(),
    is_without_body=False,
    judged=None,
):
    """The fitting steps, planned backwards from `opportunity_on`, in order of their dates, undated ones last. `leads`:
    {template id: days before} of a plan template or an earlier line; then those are ticked, no others. `ended`: roles
    that own nothing any more. `own`, `unmet`, `is_without_body`: see `fits`. `judged`:
    {condition: Judgement}; a step whose condition is known not to be met is offered, never ticked.

    Follow-up counts from the day the outcome was or will be adopted (`outcome_on`) where that is known, otherwise from
    the opportunity. A variant is left out when the step it varies is offered. Ticked are the guide's own steps for
    this very mechanism: those before an opportunity that still lies ahead, follow-up only where the opportunity is
    itself a moment of outcomes, and none whose day has passed."""
    chosen = leads or {}
    fitting = [
        template for template in templates if fits(template, kind, own, unmet, is_without_body) or template.pk in chosen
    ]
    keys = {template.key for template in fitting}
    offered = [
        _proposal(template, kind, opportunity_on, today, entry_kind, outcome_on, ended)
        for template in fitting
        if not (template.variant_of and template.variant_of in keys) or template.pk in chosen
    ]
    offered = [replace(proposal, judgement=(judged or {}).get(proposal.condition)) for proposal in offered]
    if leads is not None:
        offered = [_as_chosen(proposal, leads, opportunity_on, today) for proposal in offered]
    offered = [
        replace(proposal, preselected=False)
        if proposal.judgement is not None and proposal.judgement.state == ConditionState.NOT_MET
        else proposal
        for proposal in offered
    ]
    return sorted(offered, key=lambda step: (step.due_on is None, step.due_on or dt.date.max))


def _proposal(template, kind, opportunity_on, today, entry_kind, outcome_on, ended):
    timing = template.timing or {}
    follow_up = is_follow_up(template.phase, template.lead_days, timing)
    # The library says of a few steps that they lie half-way: that is the mid-term date itself.
    is_the_date = entry_kind == EntryKind.MID_TERM and any(word in timing.get("when", "") for word in _HALF_WAY)
    lead = 0 if is_the_date else template.lead_days
    due_on = due_date(opportunity_on, lead)
    if follow_up and not is_the_date and outcome_on is not None and lead is not None and opportunity_on is not None:
        due_on = due_date(outcome_on, lead)
        lead = (opportunity_on - due_on).days
    past = due_on is not None and due_on < today
    # Steps whose moment the sources leave open are offered, not ticked: choosing few is normal.
    is_timed = timing.get("basis") in {"stated", "implied"}
    of_guide = template.mechanism_kind == kind and template.group.startswith(_GUIDE_GROUPS)
    of_guide = of_guide and any(anchor.startswith(ANCHOR_PREFIX.get(kind, ())) for anchor in anchors_of(template))
    fits_moment = entry_kind in OUTCOME_KINDS if follow_up else _fits_before(entry_kind, template.phase)
    owner, deputy = owners_of(template.who, ended)
    return Proposal(
        template_id=template.pk,
        title=str(template),
        phase=template.phase,
        lead_days=lead,
        due_on=due_on,
        owner_role=owner,
        deputy_role=deputy,
        is_follow_up=follow_up,
        is_past=past,
        preselected=is_the_date or (of_guide and is_timed and fits_moment and not past),
        source=template.source,
        basis=timing.get("basis", "not_stated"),
        gates=tuple(template.gates or ()),
        mark=template.confidentiality_default,
        capacity_note=template.capacity_note,
        condition=template.condition,
    )


def _as_chosen(proposal, leads, opportunity_on, today):
    """The proposal with the days of a selection, ticked where the selection names it."""
    if proposal.template_id not in leads:
        return replace(proposal, preselected=False)
    lead = leads[proposal.template_id]
    due_on = due_date(opportunity_on, lead)
    return replace(
        proposal, lead_days=lead, due_on=due_on, is_past=due_on is not None and due_on < today, preselected=True
    )


def _fits_before(entry_kind, phase):
    """Half-way through a cycle nothing is announced any more; members are briefed and something is written again."""
    return entry_kind != EntryKind.MID_TERM or phase in (Phase.EQUIP_MEMBERS, Phase.CONTRIBUTE)
