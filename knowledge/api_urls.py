"""Addresses of this room in the API."""

from rest_framework.routers import SimpleRouter

from knowledge.api.exchange import ExchangeViewSet
from knowledge.api.resources import ResourceViewSet
from knowledge.api.session_reports import SessionReportViewSet
from knowledge.api.support import SupportRequestViewSet

router = SimpleRouter()
router.register("support-requests", SupportRequestViewSet, basename="api-support")
router.register("exchanges", ExchangeViewSet, basename="api-exchange")
router.register("resources", ResourceViewSet, basename="api-resource")
router.register("session-reports", SessionReportViewSet, basename="api-session-report")
urlpatterns = router.urls
