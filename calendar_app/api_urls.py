"""Addresses of the API."""

from rest_framework.routers import SimpleRouter

from calendar_app.api import DeadlineViewSet, EventViewSet, OutcomeViewSet, SessionViewSet

router = SimpleRouter()
router.register("events", EventViewSet, basename="api-event")
router.register("deadlines", DeadlineViewSet, basename="api-deadline")
router.register("sessions", SessionViewSet, basename="api-session")
router.register("outcomes", OutcomeViewSet, basename="api-outcome")
urlpatterns = router.urls
