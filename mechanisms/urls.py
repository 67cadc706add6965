"""Addresses."""

from django.urls import path

from mechanisms import component_views, views

app_name = "mechanisms"
urlpatterns = [
    path("", views.explorer, name="explorer"),
    path("compare/", views.compare, name="compare"),
    path("documents/", views.documents, name="documents"),
    path("readings/", views.readings, name="readings"),
    path("process/", component_views.components, name="components"),
    path("process/new/", component_views.component_new, name="component-new"),
    path("process/<slug:key>/", component_views.component_edit, name="component-edit"),
    path("<slug:key>/", views.mechanism_detail, name="mechanism-detail"),
    path("<slug:key>/read/", views.card_read, name="card-read"),
]
