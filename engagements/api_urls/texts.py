"""Texts: what they are made of, who says what to them, what is asked of members."""

from rest_framework.routers import SimpleRouter

from engagements.api.contributions import AskedOfMeViewSet, ContributionViewSet
from engagements.api.files import RenderingViewSet
from engagements.api.positions import PositionViewSet
from engagements.api.sections import SectionViewSet, VersionViewSet
from engagements.api.submissions import SubmissionViewSet
from engagements.api.talk import CommentViewSet, SharedDraftViewSet
from engagements.api.texts import EvidenceViewSet, ProposalViewSet, SubmittingViewSet
from engagements.api_urls.common import LIST, below

router = SimpleRouter()
router.register("positions", PositionViewSet, basename="api-position")
router.register("submissions", SubmissionViewSet, basename="api-submission")
urlpatterns = [*router.urls]

_TEXT = "submissions/<int:pk>/"
_SECTION, _NOTE, _COMMENT = "<int:section_pk>/", "<int:note_pk>/", "<int:comment_pk>/"
_PROPOSAL, _ROW = "<int:proposal_pk>/", "<int:row_pk>/"
_ASKED, _GIVEN = "<int:request_pk>/", "paragraphs/<int:paragraph_pk>/"
urlpatterns += [
    *below(
        SectionViewSet,
        f"{_TEXT}sections/",
        api_submission_sections=("", LIST),
        api_submission_section=(_SECTION, {"patch": "partial_update"}),
        api_submission_section_move=(f"{_SECTION}move/", {"post": "move"}),
        api_submission_section_remove=(f"{_SECTION}remove/", {"post": "remove"}),
        api_submission_section_quote=(f"{_SECTION}quote/", {"post": "quote"}),
        api_submission_section_author=(f"{_SECTION}author/", {"post": "author"}),
    ),
    *below(
        VersionViewSet,
        f"{_TEXT}versions/",
        api_submission_versions=("", LIST),
        api_submission_version_restore=("<int:version_pk>/restore/", {"post": "restore"}),
    ),
    *below(
        EvidenceViewSet,
        f"{_TEXT}evidence/",
        api_submission_evidence=("", LIST),
        api_submission_evidence_note=(_NOTE, {"patch": "partial_update"}),
        api_submission_evidence_remove=(f"{_NOTE}remove/", {"post": "remove"}),
    ),
    *below(
        ProposalViewSet,
        f"{_TEXT}proposals/",
        api_submission_proposals=("", LIST),
        api_submission_proposals_write=("write/", {"post": "write"}),
        api_submission_proposal=(_PROPOSAL, {"patch": "partial_update"}),
        api_submission_proposal_move=(f"{_PROPOSAL}move/", {"post": "move"}),
        api_submission_proposal_remove=(f"{_PROPOSAL}remove/", {"post": "remove"}),
    ),
    *below(
        SubmittingViewSet,
        f"{_TEXT}organisations/",
        api_submission_organisations=("", LIST),
        api_submission_organisation_name=(f"{_ROW}name/", {"post": "say_named"}),
        api_submission_organisation_move=(f"{_ROW}move/", {"post": "move"}),
        api_submission_organisation_remove=(f"{_ROW}remove/", {"post": "remove"}),
    ),
    *below(
        CommentViewSet,
        f"{_TEXT}comments/",
        api_submission_comments=("", LIST),
        api_submission_comment=(_COMMENT, {"patch": "partial_update"}),
        api_submission_comment_resolve=(f"{_COMMENT}resolve/", {"post": "resolve"}),
        api_submission_comment_reopen=(f"{_COMMENT}reopen/", {"post": "reopen"}),
        api_submission_comment_withdraw=(f"{_COMMENT}withdraw/", {"post": "withdraw"}),
    ),
    *below(
        SharedDraftViewSet,
        f"{_TEXT}shares/",
        api_submission_shares=("", LIST),
        api_submission_share_end=("<int:share_pk>/end/", {"post": "end"}),
    ),
    *below(
        ContributionViewSet,
        f"{_TEXT}contributions/",
        api_submission_contributions=("", LIST),
        api_submission_contribution_merge=(f"{_GIVEN}merge/", {"post": "merge"}),
        api_submission_contribution_set_aside=(f"{_GIVEN}set-aside/", {"post": "set_aside"}),
        api_submission_contribution_renew=(f"{_ASKED}renew/", {"post": "renew"}),
        api_submission_contribution_revoke=(f"{_ASKED}revoke/", {"post": "revoke"}),
    ),
    *below(
        AskedOfMeViewSet,
        "contributions/",
        api_contributions=("", {"get": "list"}),
        api_contribution_write=("<int:pk>/", {"get": "retrieve"}),
        api_contribution_save=("<int:pk>/save/", {"post": "save"}),
        api_contribution_send=("<int:pk>/send/", {"post": "send"}),
        api_contribution_take_back=("<int:pk>/take-back/", {"post": "take_back"}),
    ),
    *below(
        RenderingViewSet,
        f"{_TEXT}files/",
        api_submission_files=("", LIST),
        api_submission_file=("<int:rendering_pk>/", {"get": "retrieve"}),
        api_submission_file_content=("<int:rendering_pk>/file/", {"get": "content"}),
    ),
]
