"""Addresses of comments, of drafts shared with the Task Team, and of contributions."""

from django.urls import path

from engagements.views import comments, submission_shares

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

talk_urls = [*comment_urls]
