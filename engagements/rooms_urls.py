"""Addresses of consultations in confidence and of experience notes."""

from django.urls import path

from engagements.views import blind

_ONE = "plan/<int:pk>/consultations/<int:consultation_pk>/"
rooms_urls = [
    path("plan/<int:pk>/consultations/", blind.blind_list, name="blind-list"),
    path(_ONE, blind.blind_detail, name="blind-detail"),
    path(f"{_ONE}asked/", blind.blind_asked, name="blind-asked"),
    path(f"{_ONE}answers/<int:answer_pk>/", blind.blind_answer, name="blind-answer"),
    path(f"{_ONE}close/", blind.blind_close, name="blind-close"),
]
