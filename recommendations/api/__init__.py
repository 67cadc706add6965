"""This room for other programs: same visibility, same actions as the pages."""

from recommendations.api.conditions import FollowUpConditionViewSet
from recommendations.api.follow_up import FollowUpActivityViewSet, FollowUpViewSet
from recommendations.api.frameworks import FrameworkViewSet
from recommendations.api.recommendations import RecommendationViewSet

__all__ = [
    "FollowUpActivityViewSet",
    "FollowUpConditionViewSet",
    "FollowUpViewSet",
    "FrameworkViewSet",
    "RecommendationViewSet",
]
