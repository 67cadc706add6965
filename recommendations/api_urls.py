"""Addresses of the API."""

from rest_framework.routers import SimpleRouter

from recommendations.api import RecommendationViewSet

router = SimpleRouter()
router.register("recommendations", RecommendationViewSet, basename="api-recommendation")
urlpatterns = router.urls
