"""Addresses of support, exchange and learning."""

from django.urls import path

from knowledge.views import support

app_name = "knowledge"

urlpatterns = [
    path("support/", support.support_list, name="support-list"),
    path("support/new/", support.support_ask, name="support-ask"),
    path("support/<int:pk>/", support.support_detail, name="support-detail"),
    path("support/<int:pk>/move/", support.support_move, name="support-move"),
]
