"""Addresses of consultations in confidence and of experience notes."""

from django.urls import path

from engagements.views import blind, experience

_ONE = "plan/<int:pk>/consultations/<int:consultation_pk>/"
_NOTE = "plan/<int:pk>/experience/<int:experience_pk>/"
rooms_urls = [
    path("plan/<int:pk>/consultations/", blind.blind_list, name="blind-list"),
    path(_ONE, blind.blind_detail, name="blind-detail"),
    path(f"{_ONE}asked/", blind.blind_asked, name="blind-asked"),
    path(f"{_ONE}answers/<int:answer_pk>/", blind.blind_answer, name="blind-answer"),
    path(f"{_ONE}close/", blind.blind_close, name="blind-close"),
    path("plan/<int:pk>/experience/", experience.experience_list, name="experience-list"),
    path(_NOTE, experience.experience_edit, name="experience-edit"),
    path(f"{_NOTE}share/", experience.experience_share, name="experience-share"),
    path(f"{_NOTE}unshare/", experience.experience_unshare, name="experience-unshare"),
]
