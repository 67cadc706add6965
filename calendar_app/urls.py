"""Addresses of the calendar."""

from django.urls import path

from calendar_app import views

app_name = "calendar"
urlpatterns = [
    path("", views.calendar, name="calendar"),
    path("dates/<int:pk>/", views.entry_detail, name="entry-detail"),
]
