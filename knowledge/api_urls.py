"""Addresses of this room in the API."""

from rest_framework.routers import SimpleRouter

from knowledge.api.support import SupportRequestViewSet

router = SimpleRouter()
router.register("support-requests", SupportRequestViewSet, basename="api-support")
urlpatterns = router.urls
