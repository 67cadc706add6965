"""Addresses of sharing with members."""

from django.urls import path

from calendar_app.views import sharing as views

urlpatterns = [
    path("dates/<int:pk>/share/", views.entry_share, name="entry-share"),
    path("dates/<int:pk>/offer/", views.entry_offer, name="entry-offer"),
    path("outcomes/<int:pk>/share/", views.outcome_share, name="outcome-share"),
    path("share/outcomes/", views.share_outcomes, name="share-outcomes"),
    path("share/calendar/", views.share_calendar, name="share-calendar"),
]
