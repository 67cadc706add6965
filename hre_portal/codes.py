"""How codes in the audit trail read that no field of a model knows, for all rooms in one place."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from clusters.enums import Aor
from engagements.enums import (
    ComponentState,
    Exposure,
    HctDemand,
    LinkKind,
    MemberDemand,
    RiskCategory,
    RiskLevel,
    RiskLine,
    SentFile,
    SignRole,
    SourceKind,
    SubmissionChannel,
)
from engagements.enums.sectors import Sector
from engagements.forms.approval import RuleForm
from engagements.rules.registers import REGISTERS
from knowledge.enums import Place
from mechanisms.enums import Family

# Of a rule in the approval policy: its fields as the form names them, and what they hold.
RULE = {name: field.label for name, field in RuleForm.base_fields.items()}
for kind in (Family, Exposure, MemberDemand, HctDemand):
    RULE |= dict(kind.choices)

CODES = {
    "areas": dict(Aor.choices),
    "categories": dict(RiskCategory.choices),
    "channel": dict(SubmissionChannel.choices),
    "kind": dict(LinkKind.choices),
    "language": dict(settings.LANGUAGES),
    "levels": dict(RiskLine.choices) | dict(RiskLevel.choices),
    "marks": {key: words for register in REGISTERS.values() for key, words in register.marks},
    "places": dict(Place.choices),
    "required_sign_offs": dict(SignRole.choices),
    "roles": dict(SignRole.choices),
    "rules": RULE,
    "sectors": dict(Sector.choices),
    "source_kinds": dict(SourceKind.choices),
    "state": dict(ComponentState.choices),
    "what": dict(SentFile.choices),
}

# Keys that neither a field nor the catalogue names as they stand.
KEYS = {
    "aid_at": _("Decision aid answered"),
    "aid_gravity": _("How grave and how urgent?"),
    "aid_responsible": _("Whose duty is it?"),
    "aid_safety": _("How can it be told without harm?"),
    "aid_strength": _("How much do we know?"),
    "asking": _("Question to the members"),
    "because_component": _("Because of"),
    "because_outcome": _("Because of"),
    "by_link": _("By link"),
    "confirmed_after_move": _("Confirmed after the move"),
    "confirmed_sharing": _("Sharing confirmed"),
    "fields": _("What changed"),
    "file_sha256": _("Fingerprint of the file"),
    "framework": _("National plan or framework"),
    "information": _("Information"),
    "is_described": _("Pattern of violations described"),
    "is_marked": _("Marked"),
    "levels": _("Levels of risk"),
    "may_drive_out": _("May drive out"),
    "not_open": _("Not open to everyone"),
    "own": _("Our own words"),
    "policy": _("Version of the approval policy"),
    "section_version": _("Version of the section"),
    "sha256": _("Fingerprint of the file"),
    "signatures_ended": _("Signatures that ended"),
    "steps_moved": _("Steps moved"),
    "texts": _("What changed"),
    "thread": _("Answer to"),
    "type": _("Kind"),
}

# What the numbers and keys of things are under the keys that are no relations of the object.
THINGS = {
    "asking": "engagements.positionrequest",
    "clusters": "clusters.cluster",
    "component": "mechanisms.component:key",
    "country": "clusters.country",
    "date": "calendar_app.entry",
    "engagements.handover.to": "clusters.user",
    "framework": "recommendations.framework",
    "groups": "mechanisms.theme:key",
    "handler": "clusters.user",
    "mandate": "mechanisms.mechanism:key",
    "obstacle": "mechanisms.obstacle:key",
    "organisation": "clusters.organisation",
    "organisations": "clusters.organisation",
    "plan_line": "engagements.planline",
    "point": "engagements.submissionpoint",
    "recommendation": "recommendations.recommendation",
    "section": "engagements.section",
    "stakeholder": "stakeholders.stakeholder",
    "submission": "engagements.submission",
    "themes": "mechanisms.theme:key",
    "user": "clusters.user",
    "user_id": "clusters.user",
}
# Whose names everybody may read.
OPEN = (
    "calendar_app.session",
    "clusters.cluster",
    "clusters.country",
    "clusters.organisation",
    "mechanisms.component",
    "mechanisms.document",
    "mechanisms.mechanism",
    "mechanisms.obstacle",
    "mechanisms.theme",
)
# The weights of a quarter: one key a component.
KEYS_OF = {"engagements.quarterweights": "mechanisms.component:key"}
