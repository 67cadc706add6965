"""Addresses of the API."""

from rest_framework.routers import SimpleRouter

from recommendations.api import (
    FollowUpActivityViewSet,
    FollowUpConditionViewSet,
    FollowUpViewSet,
    FrameworkViewSet,
    RecommendationViewSet,
)

router = SimpleRouter()
router.register("recommendations", RecommendationViewSet, basename="api-recommendation")
router.register("follow-ups", FollowUpViewSet, basename="api-follow-up")
router.register("follow-up-activities", FollowUpActivityViewSet, basename="api-follow-up-activity")
router.register("follow-up-conditions", FollowUpConditionViewSet, basename="api-follow-up-condition")
router.register("frameworks", FrameworkViewSet, basename="api-framework")
urlpatterns = router.urls
