"""What other programs read and write in this room."""

from recommendations.serializers.conditions import (
    ChangeConditionSerializer,
    ConditionSerializer,
    NewConditionSerializer,
    SettleConditionSerializer,
)
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
from recommendations.serializers.frameworks import (
    ChangeFrameworkSerializer,
    FrameworkSerializer,
    NewFrameworkSerializer,
    NewTieSerializer,
    RetireFrameworkSerializer,
    TieSerializer,
)
from recommendations.serializers.recommendations import (
    AreasSerializer,
    HumanitarianLawSerializer,
    RecommendationSerializer,
)

__all__ = [
    "ActivityMoveSerializer",
    "ActivitySerializer",
    "AreasSerializer",
    "ChangeActivitySerializer",
    "ChangeConditionSerializer",
    "ChangeFollowUpSerializer",
    "ChangeFrameworkSerializer",
    "ConditionSerializer",
    "FollowUpSerializer",
    "FollowUpStateSerializer",
    "FrameworkSerializer",
    "HumanitarianLawSerializer",
    "NewActivitySerializer",
    "NewConditionSerializer",
    "NewFollowUpSerializer",
    "NewFrameworkSerializer",
    "NewTieSerializer",
    "RecommendationSerializer",
    "RetireFrameworkSerializer",
    "SettleConditionSerializer",
    "TieSerializer",
]
