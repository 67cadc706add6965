"""Addresses of the register in the API."""

from rest_framework.routers import SimpleRouter

from stakeholders.api import StakeholderViewSet

router = SimpleRouter()
router.register("stakeholders", StakeholderViewSet, basename="api-stakeholder")
urlpatterns = router.urls
