"""Addresses of the people's room in the API."""

from rest_framework.routers import SimpleRouter

from clusters.api import AdvisorySeatViewSet

router = SimpleRouter()
router.register("advisory-seats", AdvisorySeatViewSet, basename="api-advisory-seat")
urlpatterns = router.urls
