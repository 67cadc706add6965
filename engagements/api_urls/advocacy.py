"""Issues, messages, findings and the lists of a cluster."""

from rest_framework.routers import SimpleRouter

from engagements.api.advocacy import FindingViewSet, IssueViewSet, MessageViewSet
from engagements.api.advocacy_actions import AdvocacyActionViewSet
from engagements.api.sheets import (
    BriefingViewSet,
    MonitoringToolViewSet,
    RegisterEntryViewSet,
    SharingRowViewSet,
    StrategyViewSet,
)
from engagements.api_urls.common import LIST, below

router = SimpleRouter()
router.register("advocacy-issues", IssueViewSet, basename="api-advocacy-issue")
router.register("advocacy-messages", MessageViewSet, basename="api-advocacy-message")
router.register("findings", FindingViewSet, basename="api-finding")
router.register("hct-briefings", BriefingViewSet, basename="api-hct-briefing")
router.register("monitoring-tools", MonitoringToolViewSet, basename="api-monitoring-tool")
router.register("register-entries", RegisterEntryViewSet, basename="api-register-entry")
router.register("sharing-matrix", SharingRowViewSet, basename="api-sharing-row")
router.register("strategies", StrategyViewSet, basename="api-strategy")
urlpatterns = [*router.urls]

_ACTION = "<int:action_pk>/"
urlpatterns += below(
    AdvocacyActionViewSet,
    "advocacy-issues/<int:pk>/actions/",
    api_advocacy_issue_actions=("", LIST),
    api_advocacy_issue_action=(_ACTION, {"patch": "partial_update"}),
    api_advocacy_issue_action_state=(f"{_ACTION}state/", {"post": "state"}),
)
