"""Forms of findings and of the lists of a cluster."""

from engagements.forms.analysis.fields import RATINGS, TicksField
from engagements.forms.analysis.findings import FindingForm
from engagements.forms.analysis.lists import BriefingForm, RegisterForm, SharingForm, StrategyForm, ToolForm

__all__ = [
    "RATINGS",
    "BriefingForm",
    "FindingForm",
    "RegisterForm",
    "SharingForm",
    "StrategyForm",
    "TicksField",
    "ToolForm",
]
