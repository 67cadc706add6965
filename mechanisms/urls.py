"""Addresses."""

from django.urls import path

from mechanisms import component_views, views
from mechanisms.views import norms, obstacles

app_name = "mechanisms"
urlpatterns = [
    path("", views.explorer, name="explorer"),
    path("compare/", views.compare, name="compare"),
    path("documents/", views.documents, name="documents"),
    path("readings/", views.readings, name="readings"),
    path("process/", component_views.components, name="components"),
    path("process/new/", component_views.component_new, name="component-new"),
    path("process/<slug:key>/", component_views.component_edit, name="component-edit"),
    path("obstacles/", obstacles.obstacle_list, name="obstacles"),
    path("obstacles/new/", obstacles.obstacle_new, name="obstacle-new"),
    path("obstacles/<slug:key>/", obstacles.obstacle_edit, name="obstacle-edit"),
    path("focal-points/", views.focal_points, name="focal-points"),
    path("focal-points/add/", views.add_focal_point, name="focal-add"),
    path("focal-points/<int:pk>/", views.edit_focal_point, name="focal-edit"),
    path("focal-points/<int:pk>/confirm/", views.confirm_focal_point, name="focal-confirm"),
    path("focal-points/<int:pk>/end/", views.end_focal_point, name="focal-end"),
    path("law/", norms.law_list, name="law-list"),
    path("law/new/", norms.law_add, name="law-add"),
    path("law/<int:pk>/", norms.law_edit, name="law-edit"),
    path("law/<int:pk>/retire/", norms.law_retire, name="law-retire"),
    path("<slug:key>/", views.mechanism_detail, name="mechanism-detail"),
    path("<slug:key>/read/", views.card_read, name="card-read"),
]
