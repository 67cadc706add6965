"""Addresses."""

from django.urls import path

from mechanisms import views

app_name = "mechanisms"
urlpatterns = [
    path("", views.explorer, name="explorer"),
    path("compare/", views.compare, name="compare"),
    path("documents/", views.documents, name="documents"),
    path("readings/", views.readings, name="readings"),
    path("<slug:key>/", views.mechanism_detail, name="mechanism-detail"),
    path("<slug:key>/read/", views.card_read, name="card-read"),
]
