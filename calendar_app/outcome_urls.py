"""Addresses of outcomes."""

from django.urls import path

from calendar_app.views import outcomes as views

urlpatterns = [
    path("outcomes/", views.outcome_list, name="outcome-list"),
    path("outcomes/new/", views.outcome_create, name="outcome-create"),
    path("outcomes/<int:pk>/", views.outcome_detail, name="outcome-detail"),
    path("outcomes/<int:pk>/edit/", views.outcome_edit, name="outcome-edit"),
    path("outcomes/<int:pk>/publish/", views.outcome_publish, name="outcome-publish"),
    path("outcomes/<int:pk>/unpublish/", views.outcome_unpublish, name="outcome-unpublish"),
    path("outcomes/<int:pk>/verify/", views.outcome_verify, name="outcome-verify"),
]
