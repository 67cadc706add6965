"""The lead agency's channel or endorsement, for this very version: where the cluster's policy asks for it, and always
for material that goes to an investigation (guide 1, slide 6; MATRIX H007)."""

from django.utils.translation import gettext_lazy as _

from core.dates import day_text
from engagements import policy, rules
from engagements.enums import LeadAgencyWay
from engagements.queries.approval import demands_on
from engagements.queries.gates.common import is_current, place
from engagements.queries.gates.doors import is_for_investigation
from engagements.rules import GATE_LABELS, GateState


def gate(user, line, submission, version):
    if not (demands_on(line, submission).lead_agency or is_for_investigation(line, submission)):
        return None
    facts = {"key": "lead-agency", "label": GATE_LABELS["lead-agency"], "url": place(line, submission, "lead-agency")}
    if submission is not None and not is_current(submission, version):
        missing = [_("The lead agency endorses a fixed version: freeze the text as it stands first.")]
        return GateState(False, missing, **facts)
    standing = policy.standing_of(line, version if submission is not None else None)
    if rules.lead_agency_is_enough(standing.agency):
        said = {"position": LeadAgencyWay(standing.agency).label, "day": day_text(standing.agency_on)}
        note = _("%(position)s, %(day)s") % said
        return GateState(True, note=note, **facts)
    if standing.agency == LeadAgencyWay.DECLINED:
        return GateState(False, [_("The lead agency has declined.")], **facts)
    if submission is None:
        return GateState(False, [_("The lead agency's channel or endorsement is missing.")], **facts)
    sentence = _("The lead agency's channel or endorsement of version %(n)s is missing.") % {"n": version.number}
    return GateState(False, [sentence], **facts)
