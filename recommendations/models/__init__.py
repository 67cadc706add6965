"""What mechanisms recommended, open to all with an account; what clusters do about it and the imports of the Task Team,
which are not."""

from recommendations.models.conditions import FollowUpCondition
from recommendations.models.follow_up import FollowUp, FollowUpActivity, HumanitarianLawMark
from recommendations.models.frameworks import FollowUpTie, Framework
from recommendations.models.imports import RecommendationImport, RecommendationImportRow
from recommendations.models.recommendations import OtherText, Recommendation

__all__ = [
    "FollowUp",
    "FollowUpActivity",
    "FollowUpCondition",
    "FollowUpTie",
    "Framework",
    "HumanitarianLawMark",
    "OtherText",
    "Recommendation",
    "RecommendationImport",
    "RecommendationImportRow",
]
