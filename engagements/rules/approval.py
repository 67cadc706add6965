"""Which rule of an approval policy speaks about an engagement, and what it demands. Pure."""

from dataclasses import dataclass

from engagements.enums import HctDemand, MemberDemand


@dataclass(frozen=True)
class Demands:
    """What must be settled before anything goes out. `organisations`: ids of those whose position counts, where each
    named one is asked; `on_text`: the members' position is asked on the fixed text itself."""

    members: str = MemberDemand.NONE
    organisations: tuple = ()
    on_text: bool = False
    hct: str = HctDemand.NONE
    risk_form: bool = True
    lead_agency: bool = False
    sag: bool = False


# Where a cluster has adopted nothing, or nothing that speaks about this case: the risk form, which an unanswered line
# blocks (guide 4, line 75). Whom else to ask is the cluster's own question (report on the pilots, line 101).
PORTAL_DEFAULT = Demands()


def _weight(rule):
    """Both named before the mark alone, the mark before the kind of mechanism: the mark says who is in danger."""
    return 2 * bool(rule.exposure) + bool(rule.family)


def rule_for(policy_rules, *, family, exposure):
    """The most specific of `policy_rules` that speaks about this kind of mechanism and this mark, or None."""
    speaking = [
        rule for rule in policy_rules if rule.family in ("", str(family)) and rule.exposure in ("", str(exposure))
    ]
    return max(speaking, key=_weight, default=None)


def demands_for(policy_rules, *, family, exposure):
    """What `policy_rules` demand; the portal's default where none of them speaks about it."""
    rule = rule_for(policy_rules, family=family, exposure=exposure)
    if rule is None:
        return PORTAL_DEFAULT
    return Demands(
        members=rule.members,
        organisations=tuple(rule.organisations) if rule.members == MemberDemand.EACH else (),
        on_text=rule.members_on_text and rule.members in (MemberDemand.MAJORITY, MemberDemand.EACH),
        hct=rule.hct,
        risk_form=rule.needs_risk_form,
        lead_agency=rule.needs_lead_agency,
        sag=rule.needs_sag,
    )
