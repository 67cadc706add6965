"""Addresses."""

from django.urls import path

from recommendations import views

app_name = "recommendations"
urlpatterns = [
    path("", views.recommendation_list, name="list"),
    path("<int:pk>/", views.recommendation_detail, name="detail"),
    path("imports/", views.import_list_page, name="import-list"),
    path("imports/<uuid:pk>/", views.import_detail, name="import-detail"),
    path("imports/<uuid:pk>/apply/", views.import_apply, name="import-apply"),
    path("imports/<uuid:pk>/undo/", views.import_undo, name="import-undo"),
    path("imports/<uuid:pk>/discard/", views.import_discard, name="import-discard"),
]
