"""Which steps of the library fit, and to whom they fall."""

from engagements.enums import StepOwner
from mechanisms.enums import Family, MechanismKind

KIND_OF_FAMILY = {
    Family.UPR: MechanismKind.UPR,
    Family.TREATY_BODY: MechanismKind.TREATY_BODY,
    Family.SPECIAL_PROCEDURE: MechanismKind.SPECIAL_PROCEDURE,
    Family.HRC: MechanismKind.HRC,
    Family.REGIONAL: MechanismKind.REGIONAL,
    Family.NATIONAL: MechanismKind.NHRI,
}
# How the library names the anchors of each mechanism; steps for any mechanism fit when they count from one of these.
ANCHOR_PREFIX = {
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
# Steps that no body has to receive: of the letter of 2022, of follow-up, of whatever serves any engagement.
_WITHOUT_BODY = ("letter.", "followup.", "any.")
# The components of any engagement process (guide 1, notes to slides 11 to 13; MATRIX E028 to E032).
_PROCESS_GROUP = "000-process"
_NOT_THE_CLUSTERS = frozenset({"task_team", "gpc"})
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


def anchors_of(template):
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
    anchors = anchors_of(template)
    prefixes = ANCHOR_PREFIX.get(kind, ())
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
