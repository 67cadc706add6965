"""Addresses of the API: one list for plan lines, one for submissions."""

from rest_framework.routers import SimpleRouter

from engagements.api.plans import PlanLineViewSet
from engagements.api.submissions import SubmissionViewSet

plan_router = SimpleRouter()
plan_router.register("plan-lines", PlanLineViewSet, basename="api-plan-line")
plan_urls = plan_router.urls

submission_router = SimpleRouter()
submission_router.register("submissions", SubmissionViewSet, basename="api-submission")
submission_urls = submission_router.urls

urlpatterns = [*plan_urls, *submission_urls]
