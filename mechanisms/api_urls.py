"""Addresses of the API."""

from rest_framework.routers import SimpleRouter

from mechanisms.api import MechanismViewSet

router = SimpleRouter()
router.register("mechanisms", MechanismViewSet, basename="api-mechanism")
urlpatterns = router.urls
