"""Which stakeholder fits a step, and why, in words. Rules of thumb of the portal, after the letter's call to partner
with whoever is mandated for protection and rights (003:36); they only order a list, and people choose."""

from django.utils.translation import gettext_lazy as _

from clusters.enums import Aor
from mechanisms.enums import MechanismKind, Phase
from stakeholders.enums import Brings, Relation, StakeholderKind, WayOfWorking

# What a phase needs: of what actors bring (004:25, 004:30), of how they work (000:92), and whose mandate it is near to.
_NEEDS = {
    Phase.ANALYSE: (Brings.MONITORING, Brings.STANDARDS, Brings.EXPERTISE),
    Phase.MAP_STAKEHOLDERS: (Brings.ACCESS, Brings.AWARENESS),
    Phase.PLAN: (Brings.EXPERTISE, Brings.DECISION),
    Phase.USE_OUTCOMES: (Brings.AWARENESS, Brings.MOBILISATION),
    Phase.STAY_INFORMED: (Brings.EXPERTISE,),
    Phase.EQUIP_MEMBERS: (Brings.EXPERTISE, Brings.AWARENESS, Brings.STANDARDS),
    Phase.CONTRIBUTE: (Brings.MONITORING, Brings.LEGAL, Brings.STANDARDS, Brings.ACCESS),
    Phase.PARTICIPATE: (Brings.EXPERTISE, Brings.MOBILISATION),
    Phase.FOLLOW_UP: (Brings.DECISION, Brings.MONITORING, Brings.MOBILISATION),
    Phase.COORDINATE: (Brings.DECISION, Brings.EXPERTISE),
}
_WAYS = {
    Phase.ANALYSE: (WayOfWorking.INVESTIGATE,),
    Phase.USE_OUTCOMES: (WayOfWorking.ADVOCATE, WayOfWorking.ADVISE),
    Phase.CONTRIBUTE: (WayOfWorking.INVESTIGATE,),
    Phase.FOLLOW_UP: (WayOfWorking.ADVISE, WayOfWorking.ADVOCATE),
}
_KIND = StakeholderKind
_EXPERT_KINDS = (_KIND.OHCHR, _KIND.ADVISER, _KIND.NHRI)
_MANDATES = {
    Phase.ANALYSE: (_KIND.OHCHR, _KIND.ADVISER, _KIND.LEGAL_AID, _KIND.RIGHTS_ORGANISATION),
    Phase.USE_OUTCOMES: (_KIND.MEDIA, _KIND.RIGHTS_ORGANISATION),
    Phase.STAY_INFORMED: (_KIND.OHCHR, _KIND.ADVISER),
    Phase.EQUIP_MEMBERS: _EXPERT_KINDS,
    Phase.CONTRIBUTE: (_KIND.ADVISER, _KIND.LEGAL_AID, _KIND.RIGHTS_ORGANISATION, _KIND.COMMUNITY),
    Phase.PARTICIPATE: (_KIND.OHCHR, _KIND.ADVISER),
    Phase.FOLLOW_UP: (_KIND.MINISTRY, _KIND.PARLIAMENT, _KIND.NHRI, _KIND.DEVELOPMENT),
    Phase.COORDINATE: (_KIND.OHCHR, _KIND.ADVISER, _KIND.UN_AGENCY),
}
# Whose own work is with a kind of mechanism.
_NEAR = {
    MechanismKind.UPR: (_KIND.NHRI, _KIND.MISSION),
    MechanismKind.TREATY_BODY: (_KIND.NHRI, _KIND.LEGAL_AID),
    MechanismKind.SPECIAL_PROCEDURE: (_KIND.OHCHR, _KIND.ADVISER, _KIND.RIGHTS_ORGANISATION),
    MechanismKind.HRC: (_KIND.MISSION, _KIND.RIGHTS_ORGANISATION),
    MechanismKind.REGIONAL: (_KIND.NHRI, _KIND.LEGAL_AID),
    MechanismKind.NHRI: (_KIND.NHRI,),
}
# How readily somebody is asked; with whom there is no contact for now nobody is proposed to work.
_READY = {Relation.REGULAR: 0, Relation.SOMETIMES: 1, Relation.NOT_YET: 2}


def reasons_for(stakeholder, *, phase, mechanism_kind, aors=(), day=None):
    """Why `stakeholder` fits a step of that phase, mechanism and those areas on `day`, as sentences; empty where
    nothing speaks for it or there is no contact for now."""
    if stakeholder.relation == Relation.NOT_NOW:
        return []
    found: list[str] = []
    if day is not None and stakeholder.is_deployed_on(day):
        found.append(str(_("A human rights adviser deployed on that day, for joint presenting and drafting")))
    brings = [Brings(value).label for value in _NEEDS.get(phase, ()) if value in stakeholder.brings]
    words = {"phase": Phase(phase).label} if phase in Phase.values else {}
    if brings:
        found.append(_("Brings what “%(phase)s” needs: %(what)s") % {**words, "what": _joined(brings)})
    ways = [WayOfWorking(value).label for value in _WAYS.get(phase, ()) if value in stakeholder.ways]
    if ways:
        found.append(_("Works in a way that helps here: %(ways)s") % {"ways": _joined(ways)})
    if stakeholder.kind in _MANDATES.get(phase, ()):
        kind = stakeholder.get_kind_display()
        found.append(_("Near to its mandate: %(kind)s for “%(phase)s”") % {**words, "kind": kind})
    if stakeholder.kind in _NEAR.get(mechanism_kind, ()):
        kind = MechanismKind(mechanism_kind).label
        found.append(_("Works with this kind of mechanism: %(kind)s") % {"kind": kind})
    shared = [Aor(value).label for value in Aor.values if value in aors and value in stakeholder.areas]
    if shared:
        found.append(_("Works in the same area: %(areas)s") % {"areas": _joined(shared)})
    if stakeholder.kind == _KIND.ADVISER and not (day is not None and stakeholder.is_deployed_on(day)):
        # An adviser who is not there on that day is nobody to ask.
        return []
    return found


def _joined(words):
    return " · ".join(str(word) for word in words)


def order_of(stakeholder, reasons):
    """The key to sort suggestions by: most reasons first, then who is in contact with the cluster."""
    return (-len(reasons), _READY.get(stakeholder.relation, 3), stakeholder.called.casefold(), stakeholder.pk)
