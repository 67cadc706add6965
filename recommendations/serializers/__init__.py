"""What other programs read and write in this room."""

from recommendations.serializers.follow_up import (
    ActivityMoveSerializer,
    ActivitySerializer,
    ChangeActivitySerializer,
    ChangeFollowUpSerializer,
    FollowUpSerializer,
    FollowUpStateSerializer,
    NewActivitySerializer,
    NewFollowUpSerializer,
)
from recommendations.serializers.recommendations import HumanitarianLawSerializer, RecommendationSerializer

__all__ = [
    "ActivityMoveSerializer",
    "ActivitySerializer",
    "ChangeActivitySerializer",
    "ChangeFollowUpSerializer",
    "FollowUpSerializer",
    "FollowUpStateSerializer",
    "HumanitarianLawSerializer",
    "NewActivitySerializer",
    "NewFollowUpSerializer",
    "RecommendationSerializer",
]
