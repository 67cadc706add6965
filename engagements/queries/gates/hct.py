"""The Humanitarian Country Team: informed, consulted or approving, as the cluster's policy says (MATRIX H001, H002). A
decision against it blocks whatever the policy asks."""

from django.utils.translation import gettext_lazy as _

from core.dates import day_text
from engagements import policy, rules
from engagements.enums import HctDecision, HctDemand
from engagements.queries.approval import demands_on
from engagements.queries.gates.common import other_ways, place
from engagements.rules import GATE_LABELS, GateState

_MISSING = {
    HctDemand.INFORMED: _("The Humanitarian Country Team has not been informed."),
    HctDemand.CONSULTED: _("The Humanitarian Country Team has not been consulted."),
    HctDemand.APPROVING: _("The approval of the Humanitarian Country Team is missing."),
}


def gate(user, line, submission, version):
    demand = demands_on(line, submission).hct
    standing = policy.standing_of(line, version if submission is not None else None)
    if demand == HctDemand.NONE and standing.hct != HctDecision.DECLINED:
        return None
    facts = {
        "key": "hct",
        "label": GATE_LABELS["hct"],
        "url": place(line, submission, "hct"),
    }
    if standing.hct == HctDecision.DECLINED:
        missing = [_("The Humanitarian Country Team has declined.")]
        return GateState(False, missing, offers=other_ways(line), **facts)
    if rules.hct_is_enough(demand, standing.hct):
        said = {"position": HctDecision(standing.hct).label, "day": day_text(standing.hct_on)}
        note = _("%(position)s, %(day)s") % said
        return GateState(True, note=note, **facts)
    return GateState(False, [_MISSING[demand]], **facts)
