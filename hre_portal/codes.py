"""How codes in the audit trail read that no field of a model knows, for all rooms in one place."""

from engagements.enums import (
    Exposure,
    HctDemand,
    MemberDemand,
    RiskCategory,
    RiskLevel,
    RiskLine,
    SignRole,
)
from engagements.forms.approval import RuleForm
from mechanisms.enums import Family

# Of a rule in the approval policy: its fields as the form names them, and what they hold.
RULE = {name: field.label for name, field in RuleForm.base_fields.items()}
for kind in (Family, Exposure, MemberDemand, HctDemand):
    RULE |= dict(kind.choices)

CODES = {
    "categories": dict(RiskCategory.choices),
    "levels": dict(RiskLine.choices) | dict(RiskLevel.choices),
    "required_sign_offs": dict(SignRole.choices),
    "roles": dict(SignRole.choices),
    "rules": RULE,
}
