"""Addresses of the do-no-harm check and of clearing."""

from django.urls import path

from engagements.views import clearing

clearing_urls = [
    path("submissions/<int:pk>/check/", clearing.finding_list, name="finding-list"),
    path("submissions/<int:pk>/clearing/", clearing.clearing_room, name="clearing"),
]
