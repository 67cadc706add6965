"""Addresses of the API."""

from rest_framework.routers import SimpleRouter

from recommendations.api import FollowUpActivityViewSet, FollowUpViewSet, RecommendationViewSet

router = SimpleRouter()
router.register("recommendations", RecommendationViewSet, basename="api-recommendation")
router.register("follow-ups", FollowUpViewSet, basename="api-follow-up")
router.register("follow-up-activities", FollowUpActivityViewSet, basename="api-follow-up-activity")
urlpatterns = router.urls
