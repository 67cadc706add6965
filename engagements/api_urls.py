"""Addresses of the API: one list for plan lines, one for submissions."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from engagements.api.advocacy import FindingViewSet, IssueViewSet, MessageViewSet
from engagements.api.interactions import InteractionViewSet
from engagements.api.letter import LetterStepViewSet
from engagements.api.planning import PlanAimViewSet, PlanConcernViewSet, PlanContextViewSet
from engagements.api.plans import PlanLineViewSet
from engagements.api.positions import PositionViewSet
from engagements.api.process import ProcessViewSet
from engagements.api.sending import DispatchViewSet, InputRequestViewSet, ResultViewSet
from engagements.api.series import PressViewSet, SeriesViewSet
from engagements.api.sharing import (
    ProtocolSignatureViewSet,
    SharingExceptionViewSet,
    SharingProtocolViewSet,
    SharingStrategyViewSet,
)
from engagements.api.submissions import SubmissionViewSet
from engagements.api.talk import CommentViewSet, ContributionViewSet

plan_router = SimpleRouter()
plan_router.register("plan-lines", PlanLineViewSet, basename="api-plan-line")
plan_urls = plan_router.urls

_PROCESS = "plan-lines/<int:line_pk>/process/"
process_urls = [
    path(_PROCESS, ProcessViewSet.as_view({"get": "list"}), name="api-process"),
    path(f"{_PROCESS}weights/", ProcessViewSet.as_view({"post": "weigh"}), name="api-process-weights"),
    path(f"{_PROCESS}<slug:key>/", ProcessViewSet.as_view({"get": "retrieve"}), name="api-process-component"),
    path(f"{_PROCESS}<slug:key>/move/", ProcessViewSet.as_view({"post": "move"}), name="api-process-move"),
    path(f"{_PROCESS}<slug:key>/versions/", ProcessViewSet.as_view({"post": "write"}), name="api-process-write"),
]

submission_router = SimpleRouter()
submission_router.register("positions", PositionViewSet, basename="api-position")
submission_router.register("submissions", SubmissionViewSet, basename="api-submission")
submission_urls = submission_router.urls

urlpatterns = [*plan_urls, *process_urls, *submission_urls]

advocacy_router = SimpleRouter()
advocacy_router.register("advocacy-issues", IssueViewSet, basename="api-advocacy-issue")
advocacy_router.register("advocacy-messages", MessageViewSet, basename="api-advocacy-message")
advocacy_router.register("findings", FindingViewSet, basename="api-finding")
urlpatterns += advocacy_router.urls

interaction_router = SimpleRouter()
interaction_router.register("interactions", InteractionViewSet, basename="api-interaction")
interaction_router.register("series", SeriesViewSet, basename="api-series")
interaction_router.register("press-proposals", PressViewSet, basename="api-press")
urlpatterns += interaction_router.urls

planning_router = SimpleRouter()
planning_router.register("letter-steps", LetterStepViewSet, basename="api-letter-step")
planning_router.register("plan-aims", PlanAimViewSet, basename="api-plan-aim")
planning_router.register("plan-concerns", PlanConcernViewSet, basename="api-plan-concern")
planning_router.register("plan-contexts", PlanContextViewSet, basename="api-plan-context")
urlpatterns += planning_router.urls

_TEXT = "submissions/<int:pk>/"
_COMMENT = f"{_TEXT}comments/<int:comment_pk>/"
_GIVEN = f"{_TEXT}contributions/paragraphs/<int:paragraph_pk>/"
urlpatterns += [
    path(
        f"{_TEXT}comments/",
        CommentViewSet.as_view({"get": "list", "post": "create"}),
        name="api-submission-comments",
    ),
    path(f"{_COMMENT}resolve/", CommentViewSet.as_view({"post": "resolve"}), name="api-submission-comment-resolve"),
    path(f"{_COMMENT}reopen/", CommentViewSet.as_view({"post": "reopen"}), name="api-submission-comment-reopen"),
    path(
        f"{_TEXT}contributions/",
        ContributionViewSet.as_view({"get": "list", "post": "create"}),
        name="api-submission-contributions",
    ),
    path(f"{_GIVEN}merge/", ContributionViewSet.as_view({"post": "merge"}), name="api-submission-contribution-merge"),
    path(
        f"{_GIVEN}set-aside/",
        ContributionViewSet.as_view({"post": "set_aside"}),
        name="api-submission-contribution-set-aside",
    ),
]
request_router = SimpleRouter()
request_router.register("input-requests", InputRequestViewSet, basename="api-request")
urlpatterns += request_router.urls

_SENT = "submissions/<int:pk>/"
sending_urls = [
    path(f"{_SENT}sending/", DispatchViewSet.as_view({"get": "retrieve"}), name="api-submission-sending"),
    path(f"{_SENT}sending/again/", DispatchViewSet.as_view({"post": "again"}), name="api-submission-sent-again"),
    path(f"{_SENT}sending/correct/", DispatchViewSet.as_view({"post": "correct"}), name="api-submission-correct"),
    path(
        f"{_SENT}sending/acknowledge/",
        DispatchViewSet.as_view({"post": "acknowledge"}),
        name="api-submission-acknowledge",
    ),
    path(f"{_SENT}result/", ResultViewSet.as_view({"get": "retrieve"}), name="api-submission-result"),
    path(f"{_SENT}result/points/", ResultViewSet.as_view({"post": "add_point"}), name="api-submission-add-point"),
    path(f"{_SENT}result/uptake/", ResultViewSet.as_view({"post": "note"}), name="api-submission-uptake"),
    path(f"{_SENT}result/closing/", ResultViewSet.as_view({"post": "close"}), name="api-submission-closing"),
]
urlpatterns += sending_urls
sharing_router = SimpleRouter()
sharing_router.register("sharing-protocols", SharingProtocolViewSet, basename="api-sharing-protocol")
sharing_router.register("sharing-strategies", SharingStrategyViewSet, basename="api-sharing-strategy")
sharing_router.register("protocol-signatures", ProtocolSignatureViewSet, basename="api-protocol-signature")
sharing_router.register("sharing-exceptions", SharingExceptionViewSet, basename="api-sharing-exception")
urlpatterns += sharing_router.urls
