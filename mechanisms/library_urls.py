"""Addresses of the step library."""

from django.urls import path

from mechanisms.views import library

app_name = "library"
urlpatterns = [
    path("", library.step_list, name="steps"),
    path("new/", library.step_add, name="step-add"),
    path("<int:pk>/", library.step_detail, name="step-detail"),
    path("<int:pk>/edit/", library.step_edit, name="step-edit"),
    path("<int:pk>/retire/", library.step_retire, name="step-retire"),
    path("templates/new/", library.template_add, name="template-add"),
    path("templates/<int:pk>/", library.template_detail, name="template-detail"),
    path("templates/<int:pk>/edit/", library.template_edit, name="template-edit"),
]
