"""Which steps of the library fit, and planning them backwards; `today` is an argument."""

import datetime as dt
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext_lazy as _

from calendar_app.enums import EntryKind
from engagements.enums import OnBehalfOf, StepOwner
from mechanisms.enums import Family, MechanismKind, Phase

KIND_OF_FAMILY = {
    Family.UPR: MechanismKind.UPR,
    Family.TREATY_BODY: MechanismKind.TREATY_BODY,
    Family.SPECIAL_PROCEDURE: MechanismKind.SPECIAL_PROCEDURE,
    Family.HRC: MechanismKind.HRC,
    Family.REGIONAL: MechanismKind.REGIONAL,
    Family.NATIONAL: MechanismKind.NHRI,
}
# How the library names the anchors of each mechanism; steps for any mechanism fit when they count from one of these.
_ANCHOR_PREFIX = {
    MechanismKind.UPR: ("upr_",),
    MechanismKind.TREATY_BODY: ("tb_",),
    MechanismKind.SPECIAL_PROCEDURE: ("sp_",),
    MechanismKind.HRC: ("hrc_",),
    MechanismKind.REGIONAL: ("regional_",),
}
_COMMON_ANCHORS = frozenset({"session", "outcome"})
# Steps for one body, or for bodies of one family, that stand elsewhere in the library (field report, lines 119 to 122).
_STEPS_OF_BODY = {
    "mara": frozenset({"any.mara"}),
    "mrm": frozenset({"any.mrm"}),
    "peace-operations": frozenset({"any.peacekeeping_hr_component"}),
}
_OF_SOME_BODY = frozenset().union(*_STEPS_OF_BODY.values())
_STEPS_OF_FAMILY = {Family.INVESTIGATION: frozenset({"hrc.coi_confidential_information", "any.coi_role_clarification"})}
# Steps that no body has to receive: of the letter of 2023, of follow-up, of whatever serves any engagement.
_WITHOUT_BODY = ("letter.", "followup.", "any.")
# The components of any engagement process (guide 1, notes to slides 11 to 13; MATRIX E028 to E032).
_PROCESS_GROUP = "000-process"
# The ways to engage that the guide itself lists, slide by slide; these few are ticked at first.
_GUIDE_GROUPS = "000-slide"
_NOT_THE_CLUSTERS = frozenset({"task_team", "gpc"})
# Steps of these phases may lie after the opportunity: they use what came out of it.
FOLLOW_UP_PHASES = frozenset({Phase.FOLLOW_UP, Phase.USE_OUTCOMES})

# Opportunities at which follow-up may begin.
OUTCOME_KINDS = frozenset({EntryKind.REVIEW, EntryKind.ADOPTION, EntryKind.MID_TERM})
_HALF_WAY = ("mid-way", "half-way")

_OWNER_OF = {
    "coordinator": StepOwner.COORDINATOR,
    "co_coordinator": StepOwner.CO_COORDINATOR,
    "task_team": StepOwner.TASK_TEAM,
    "members": StepOwner.MEMBER,
    "delegated_member": StepOwner.MEMBER,
    "legal_members": StepOwner.MEMBER,
    "information_management": StepOwner.MEMBER,
    "law_clinic": StepOwner.MEMBER,
}


_LEGAL = frozenset({"legal_members", "law_clinic"})


def _anchors(template):
    return [anchor for anchor in ((template.timing or {}).get("anchor") or "").split("|") if anchor]


def kind_of(family):
    """The part of the step library that speaks of `family`; families without one of their own use the common part."""
    return KIND_OF_FAMILY.get(family, MechanismKind.ANY)


def own_steps(family, body=""):
    """Keys of the steps that the library holds for the mechanism with the key `body`, or for all of `family`."""
    return _STEPS_OF_BODY.get(body, frozenset()) | _STEPS_OF_FAMILY.get(family, frozenset())


def fits(template, kind, own=frozenset(), unmet=frozenset(), is_without_body=False):
    """Whether the cluster may be offered this step of the library for a mechanism of `kind`. `own`: keys of steps for
    this very mechanism (`own_steps`); `unmet`: conditions of the library that do not hold for the country;
    `is_without_body`: the engagement uses an instrument, stakeholders or several bodies (MATRIX E009)."""
    who = set(template.who or [])
    if who and who <= _NOT_THE_CLUSTERS:
        return False
    if template.key in own:
        return True
    if template.condition in unmet:
        return False
    if template.mechanism_kind == kind and kind != MechanismKind.ANY:
        return True
    if template.mechanism_kind != MechanismKind.ANY or template.key in _OF_SOME_BODY:
        return False
    if is_without_body and template.key.startswith(_WITHOUT_BODY):
        return True
    if template.group == _PROCESS_GROUP:
        return True
    anchors = _anchors(template)
    prefixes = _ANCHOR_PREFIX.get(kind, ())
    return any(anchor in _COMMON_ANCHORS or anchor.startswith(prefixes) for anchor in anchors)


def needs_legal_skills(template):
    """Whether the library names members with legal skills, or a law clinic, for this step (MATRIX D035). A step of the
    cluster's own (None) says nothing of it."""
    return template is not None and not _LEGAL.isdisjoint(template.who or ())


def owners_of(who, ended=frozenset()):
    """The owner and the deputy (or "") that follow from the roles a library step names. Roles that `ended` in the
    cluster are passed over."""
    owners = []
    for word in who or []:
        role = _OWNER_OF.get(word)
        if role and role not in owners and role not in ended:
            owners.append(role)
    if not owners:
        leads = [StepOwner.COORDINATOR, StepOwner.CO_COORDINATOR]
        owners = [role for role in leads if role not in ended][:1] or leads[:1]
    return owners[0], owners[1] if len(owners) > 1 else ""


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


def due_date(opportunity_on, lead_days):
    """`lead_days` before the opportunity (negative: after). None when either is not known."""
    if opportunity_on is None or lead_days is None:
        return None
    return opportunity_on - dt.timedelta(days=lead_days)


def is_follow_up(phase, lead_days, timing=None):
    """Whether a step uses what came out of the opportunity and may therefore lie after it."""
    if phase in FOLLOW_UP_PHASES or (lead_days is not None and lead_days < 0):
        return True
    return (timing or {}).get("when") == "after"


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
):
    """The fitting steps, planned backwards from `opportunity_on`, in order of their dates, undated ones last. `leads`:
    {template id: days before} of a plan template or an earlier line; then those are ticked, no others. `ended`: roles
    that own nothing any more. `own`, `unmet`, `is_without_body`: see `fits`.

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
    if leads is not None:
        offered = [_as_chosen(proposal, leads, opportunity_on, today) for proposal in offered]
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
    of_guide = of_guide and any(anchor.startswith(_ANCHOR_PREFIX.get(kind, ())) for anchor in _anchors(template))
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


def step_date_problem(*, due_on, opportunity_on, follow_up):
    """The sentence for a step that would come too late, or None. Only follow-up may lie after the opportunity."""
    if due_on is None or opportunity_on is None or follow_up or due_on <= opportunity_on:
        return None
    return _("This step must be done before the opportunity. Choose an earlier date, or mark it as follow-up.")


def shifted(due_on, *, planned_for, now_on):
    """The date of an open step after the opportunity moved from `planned_for` to `now_on`: moved by as many days."""
    if due_on is None or planned_for is None or now_on is None:
        return due_on
    return due_on + (now_on - planned_for)


def lead_of(due_on, lead_days, planned_for):
    """How many days before the opportunity a step lay in fact (negative: after), else as the library proposes."""
    if due_on is not None and planned_for is not None:
        return (planned_for - due_on).days
    return lead_days


def moved_with(due_on, lead_days, *, planned_for, now_on):
    """The date of a step that moves with its opportunity: by as many days; where the opportunity had no date before,
    from the step's own days before it."""
    if planned_for is not None:
        return shifted(due_on, planned_for=planned_for, now_on=now_on)
    return due_on or due_date(now_on, lead_days)


def counts_as_done(*, step_for, acted_for):
    """A lead agency's or a single member's act never ticks the cluster's own step (MATRIX A009)."""
    return OnBehalfOf(step_for) == OnBehalfOf(acted_for)
