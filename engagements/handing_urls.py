"""Addresses of hand-overs."""

from django.urls import path

from engagements.views import handing

_ONE = "hand-over/<int:pk>/"
handing_urls = [
    path("hand-over/", handing.hand_over_list, name="hand-over-list"),
    path(_ONE, handing.hand_over_detail, name="hand-over-detail"),
    path(f"{_ONE}name/", handing.hand_over_name, name="hand-over-name"),
    path(f"{_ONE}give/", handing.hand_over_give, name="hand-over-give"),
    path(f"{_ONE}receive/", handing.hand_over_receive, name="hand-over-receive"),
    path(f"{_ONE}pdf/", handing.hand_over_pdf, name="hand-over-pdf"),
]
