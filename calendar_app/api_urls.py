"""Addresses of the API."""

from rest_framework.routers import SimpleRouter

from calendar_app.api import DeadlineViewSet, EventViewSet, SessionViewSet

router = SimpleRouter()
router.register("events", EventViewSet, basename="api-event")
router.register("deadlines", DeadlineViewSet, basename="api-deadline")
router.register("sessions", SessionViewSet, basename="api-session")
urlpatterns = router.urls
