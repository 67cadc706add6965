"""Addresses of the API: one list for plan lines, one for submissions."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from engagements.api.advocacy import FindingViewSet, IssueViewSet, MessageViewSet
from engagements.api.advocacy_actions import AdvocacyActionViewSet
from engagements.api.blind import BlindViewSet
from engagements.api.contributions import AskedOfMeViewSet, ContributionViewSet
from engagements.api.files import RenderingViewSet
from engagements.api.interactions import InteractionViewSet
from engagements.api.learning import ExperienceViewSet, PlanObstacleViewSet
from engagements.api.letter import LetterStepViewSet
from engagements.api.planning import PlanAimViewSet, PlanConcernViewSet, PlanContextViewSet
from engagements.api.plans import PlanLineViewSet
from engagements.api.positions import AskingViewSet, PositionViewSet
from engagements.api.process import ProcessViewSet
from engagements.api.requests import InputRequestViewSet
from engagements.api.sections import SectionViewSet, VersionViewSet
from engagements.api.sending import DispatchViewSet, FinalFileViewSet, ProofViewSet, ResultViewSet
from engagements.api.series import PressViewSet, SeriesViewSet
from engagements.api.sharing import (
    ProtocolSignatureViewSet,
    SharingExceptionViewSet,
    SharingProtocolViewSet,
    SharingStrategyViewSet,
)
from engagements.api.submissions import SubmissionViewSet
from engagements.api.talk import CommentViewSet, SharedDraftViewSet
from engagements.api.texts import EvidenceViewSet, ProposalViewSet, SubmittingViewSet


def _of(view, prefix, **names):
    """Addresses below `prefix`: name of the address = (what follows, method of HTTP by method of the view)."""
    return [
        path(f"{prefix}{rest}", view.as_view(methods), name=name.replace("_", "-"))
        for name, (rest, methods) in names.items()
    ]


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
planning_router.register("plan-obstacles", PlanObstacleViewSet, basename="api-plan-obstacle")
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
    path(
        f"{_SENT}result/points/<int:point_pk>/",
        ResultViewSet.as_view({"patch": "change_point"}),
        name="api-submission-point",
    ),
    path(
        f"{_SENT}result/points/<int:point_pk>/remove/",
        ResultViewSet.as_view({"post": "remove_point"}),
        name="api-submission-point-remove",
    ),
    path(f"{_SENT}sending/proofs/", ProofViewSet.as_view({"post": "create"}), name="api-submission-proofs"),
    path(
        f"{_SENT}sending/proofs/<int:proof_pk>/",
        ProofViewSet.as_view({"get": "retrieve"}),
        name="api-submission-proof",
    ),
    path(f"{_SENT}final/<str:form>/", FinalFileViewSet.as_view({"get": "retrieve"}), name="api-submission-final"),
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

_SECTION, _NOTE = "<int:section_pk>/", "<int:note_pk>/"
_PROPOSAL, _ROW = "<int:proposal_pk>/", "<int:row_pk>/"
_LIST = {"get": "list", "post": "create"}
urlpatterns += [
    *_of(
        SectionViewSet,
        f"{_TEXT}sections/",
        api_submission_sections=("", _LIST),
        api_submission_section=(_SECTION, {"patch": "partial_update"}),
        api_submission_section_move=(f"{_SECTION}move/", {"post": "move"}),
        api_submission_section_remove=(f"{_SECTION}remove/", {"post": "remove"}),
        api_submission_section_quote=(f"{_SECTION}quote/", {"post": "quote"}),
        api_submission_section_author=(f"{_SECTION}author/", {"post": "author"}),
    ),
    *_of(
        VersionViewSet,
        f"{_TEXT}versions/",
        api_submission_versions=("", _LIST),
        api_submission_version_restore=("<int:version_pk>/restore/", {"post": "restore"}),
    ),
    *_of(
        EvidenceViewSet,
        f"{_TEXT}evidence/",
        api_submission_evidence=("", _LIST),
        api_submission_evidence_note=(_NOTE, {"patch": "partial_update"}),
        api_submission_evidence_remove=(f"{_NOTE}remove/", {"post": "remove"}),
    ),
    *_of(
        ProposalViewSet,
        f"{_TEXT}proposals/",
        api_submission_proposals=("", _LIST),
        api_submission_proposals_write=("write/", {"post": "write"}),
        api_submission_proposal=(_PROPOSAL, {"patch": "partial_update"}),
        api_submission_proposal_move=(f"{_PROPOSAL}move/", {"post": "move"}),
        api_submission_proposal_remove=(f"{_PROPOSAL}remove/", {"post": "remove"}),
    ),
    *_of(
        SubmittingViewSet,
        f"{_TEXT}organisations/",
        api_submission_organisations=("", _LIST),
        api_submission_organisation_name=(f"{_ROW}name/", {"post": "say_named"}),
        api_submission_organisation_move=(f"{_ROW}move/", {"post": "move"}),
        api_submission_organisation_remove=(f"{_ROW}remove/", {"post": "remove"}),
    ),
    *_of(
        CommentViewSet,
        f"{_TEXT}comments/<int:comment_pk>/",
        api_submission_comment=("", {"patch": "partial_update"}),
        api_submission_comment_withdraw=("withdraw/", {"post": "withdraw"}),
    ),
    *_of(
        SharedDraftViewSet,
        f"{_TEXT}shares/",
        api_submission_shares=("", _LIST),
        api_submission_share_end=("<int:share_pk>/end/", {"post": "end"}),
    ),
    *_of(
        ContributionViewSet,
        f"{_TEXT}contributions/<int:request_pk>/",
        api_submission_contribution_renew=("renew/", {"post": "renew"}),
        api_submission_contribution_revoke=("revoke/", {"post": "revoke"}),
    ),
    *_of(
        AskedOfMeViewSet,
        "contributions/",
        api_contributions=("", {"get": "list"}),
        api_contribution_write=("<int:pk>/", {"get": "retrieve"}),
        api_contribution_save=("<int:pk>/save/", {"post": "save"}),
        api_contribution_send=("<int:pk>/send/", {"post": "send"}),
        api_contribution_take_back=("<int:pk>/take-back/", {"post": "take_back"}),
    ),
    *_of(
        RenderingViewSet,
        f"{_TEXT}files/",
        api_submission_files=("", _LIST),
        api_submission_file=("<int:rendering_pk>/", {"get": "retrieve"}),
        api_submission_file_content=("<int:rendering_pk>/file/", {"get": "content"}),
    ),
]

urlpatterns += _of(AskingViewSet, "plan-lines/<int:line_pk>/askings/", api_line_askings=("", _LIST))
_ASKED_ALONE = "<int:consultation_pk>/"
urlpatterns += _of(
    BlindViewSet,
    "plan-lines/<int:line_pk>/consultations/",
    api_blind_consultations=("", _LIST),
    api_blind_consultation=(_ASKED_ALONE, {"get": "retrieve"}),
    api_blind_asked=(f"{_ASKED_ALONE}asked/", {"post": "asked"}),
    api_blind_answer=(f"{_ASKED_ALONE}answers/<int:answer_pk>/", {"post": "answer"}),
    api_blind_close=(f"{_ASKED_ALONE}close/", {"post": "close"}),
)
_ACTION = "<int:action_pk>/"
urlpatterns += _of(
    AdvocacyActionViewSet,
    "advocacy-issues/<int:pk>/actions/",
    api_advocacy_issue_actions=("", _LIST),
    api_advocacy_issue_action=(_ACTION, {"patch": "partial_update"}),
    api_advocacy_issue_action_state=(f"{_ACTION}state/", {"post": "state"}),
)
_LEARNED = "<int:experience_pk>/"
urlpatterns += _of(
    ExperienceViewSet,
    "plan-lines/<int:line_pk>/experience/",
    api_experience_notes=("", _LIST),
    api_experience_note=(_LEARNED, {"patch": "partial_update"}),
    api_experience_share=(f"{_LEARNED}share/", {"post": "share"}),
    api_experience_take_back=(f"{_LEARNED}take-back/", {"post": "take_back"}),
)
