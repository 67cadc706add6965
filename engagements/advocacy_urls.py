"""Addresses of advocacy and analysis."""

from django.urls import path

from engagements.views import advocacy

advocacy_urls = [
    path("advocacy/", advocacy.ladder, name="advocacy"),
    path("advocacy/issues/new/", advocacy.issue_create, name="issue-create"),
    path("advocacy/issues/<int:pk>/", advocacy.issue_detail, name="issue-detail"),
    path("advocacy/issues/<int:pk>/edit/", advocacy.issue_edit, name="issue-edit"),
    path("advocacy/issues/<int:pk>/state/", advocacy.issue_state, name="issue-state"),
    path("advocacy/issues/<int:pk>/actions/new/", advocacy.action_create, name="issue-action-create"),
    path("advocacy/issues/<int:pk>/actions/<int:action_pk>/", advocacy.action_edit, name="issue-action-edit"),
    path("advocacy/issues/<int:pk>/actions/<int:action_pk>/state/", advocacy.action_state, name="issue-action-state"),
    path("advocacy/partners/", advocacy.tolerances, name="tolerances"),
    path("advocacy/partners/<int:pk>/", advocacy.tolerance_edit, name="tolerance-edit"),
]
