"""Addresses of the record of sending and of the room of results."""

from django.urls import path

from engagements.views import requests
from engagements.views import results as overview
from engagements.views.submissions import results, sending

_ONE = "submissions/<int:pk>/"

sending_urls = [
    path(f"{_ONE}sending/", sending.submission_sending, name="submission-sending"),
    path(f"{_ONE}final/<slug:form>/", sending.final_download, name="submission-final"),
    path(f"{_ONE}sending/proofs/new/", sending.proof_add, name="submission-proof-add"),
    path(f"{_ONE}sending/proofs/<int:proof_pk>/", sending.proof_file, name="submission-proof"),
    path(f"{_ONE}sending/again/", sending.sent_again, name="submission-sent-again"),
    path(f"{_ONE}sending/acknowledged/", sending.acknowledged, name="submission-acknowledged"),
    path(f"{_ONE}sending/correct/", sending.sending_correct, name="submission-sending-correct"),
    path(f"{_ONE}result/", results.submission_result, name="submission-result"),
    path(f"{_ONE}result/points/", results.points_choose, name="submission-points"),
    path(f"{_ONE}result/points/<int:point_pk>/", results.point_edit, name="submission-point"),
    path(
        f"{_ONE}result/points/<int:point_pk>/<slug:stage>/",
        results.uptake_note,
        name="submission-uptake",
    ),
    path(f"{_ONE}result/closing/", results.closing_write, name="submission-closing"),
    path("submissions/results/", overview.result_overview, name="result-overview"),
    path("submissions/results/<slug:form>/", overview.result_export, name="result-export"),
    path("submissions/requests/", requests.request_list, name="request-list"),
    path("submissions/requests/new/", requests.request_create, name="request-create"),
    path("submissions/requests/<int:pk>/", requests.request_detail, name="request-detail"),
    path("submissions/requests/<int:pk>/edit/", requests.request_edit, name="request-edit"),
    path("submissions/requests/<int:pk>/take-up/", requests.request_take_up, name="request-take-up"),
    path("submissions/requests/<int:pk>/decline/", requests.request_decline, name="request-decline"),
]
