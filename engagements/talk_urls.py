"""Addresses of comments, of drafts shared with the Task Team, and of contributions."""

from django.urls import path

from engagements.views import comments, contributing, contributions, submission_shares

_OF_TEXT = "submissions/<int:pk>/"

comment_urls = [
    path(f"{_OF_TEXT}comments/", comments.comment_list, name="comment-list"),
    path(f"{_OF_TEXT}sections/<int:section_pk>/comment/", comments.comment_add, name="comment-add"),
    path(f"{_OF_TEXT}comments/<int:comment_pk>/", comments.comment_detail, name="comment-detail"),
    path(f"{_OF_TEXT}comments/<int:comment_pk>/<slug:act>/", comments.comment_act, name="comment-act"),
    path("submissions/shared/", submission_shares.shared_drafts, name="shared-drafts"),
    path(f"{_OF_TEXT}share/", submission_shares.submission_share, name="submission-share"),
    path(f"{_OF_TEXT}share/<int:share_pk>/end/", submission_shares.submission_share_end, name="submission-share-end"),
]

_REQUEST = f"{_OF_TEXT}contributions/<int:request_pk>/"
contribution_urls = [
    path("contributions/", contributing.contribution_mine, name="contributions-asked"),
    path("contributions/<int:pk>/", contributing.contribution_write, name="contribution-write"),
    path("contribute/<str:secret>/", contributing.contribute, name="contribute"),
    path(f"{_OF_TEXT}contributions/", contributions.contribution_list, name="contribution-list"),
    path(f"{_OF_TEXT}contributions/all/", contributions.contribution_all, name="contribution-all"),
    path(f"{_OF_TEXT}contributions/ask/", contributions.contribution_ask, name="contribution-ask"),
    path(f"{_REQUEST}link/", contributions.contribution_renew, name="contribution-renew"),
    path(f"{_REQUEST}revoke/", contributions.contribution_revoke, name="contribution-revoke"),
    path(
        f"{_OF_TEXT}contributions/paragraphs/<int:paragraph_pk>/",
        contributions.contribution_settle,
        name="contribution-settle",
    ),
]

talk_urls = [*comment_urls, *contribution_urls]
