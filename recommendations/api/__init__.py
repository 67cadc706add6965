"""This room for other programs: same visibility, same actions as the pages."""

from recommendations.api.follow_up import FollowUpActivityViewSet, FollowUpViewSet
from recommendations.api.recommendations import RecommendationViewSet

__all__ = ["FollowUpActivityViewSet", "FollowUpViewSet", "RecommendationViewSet"]
