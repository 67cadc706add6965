"""Addresses of the register of stakeholders."""

from django.urls import path

from stakeholders import views

app_name = "stakeholders"

urlpatterns = [
    path("", views.register, name="list"),
    path("new/", views.add, name="add"),
    path("influence/", views.standings, name="standings"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/protect/", views.protect, name="protect"),
    path("<int:pk>/readers/", views.readers, name="readers"),
    path("<int:pk>/independence/", views.independence, name="independence"),
    path("<int:pk>/standing/", views.standing, name="standing"),
    path("<int:pk>/archive/", views.archive, name="archive"),
]
