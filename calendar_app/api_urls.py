"""Addresses of the API."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from calendar_app.api import CalendarExportView, DeadlineViewSet, EventViewSet, OutcomeViewSet
from calendar_app.import_api import ImportViewSet
from calendar_app.session_api import ReviewViewSet, SessionViewSet

router = SimpleRouter()
router.register("events", EventViewSet, basename="api-event")
router.register("deadlines", DeadlineViewSet, basename="api-deadline")
router.register("sessions", SessionViewSet, basename="api-session")
router.register("reviews", ReviewViewSet, basename="api-review")
router.register("outcomes", OutcomeViewSet, basename="api-outcome")
router.register("imports", ImportViewSet, basename="api-import")
urlpatterns = [path("calendar/export/", CalendarExportView.as_view(), name="api-calendar-export"), *router.urls]
