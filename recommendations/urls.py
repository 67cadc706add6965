"""Addresses."""

from django.urls import path

from recommendations import views

app_name = "recommendations"
urlpatterns = [
    path("", views.recommendation_list, name="list"),
    path("<int:pk>/", views.recommendation_detail, name="detail"),
    path("<int:pk>/humanitarian-law/", views.humanitarian_law, name="humanitarian-law"),
    path("<int:pk>/areas/", views.areas, name="areas"),
    path("<int:rec_pk>/adopt/", views.adopt, name="adopt"),
    path("follow-up/", views.follow_list, name="follow-list"),
    path("follow-up/export/", views.follow_export, name="follow-export"),
    path("follow-up/<int:pk>/", views.follow_detail, name="follow-detail"),
    path("follow-up/<int:pk>/edit/", views.follow_edit, name="follow-edit"),
    path("follow-up/<int:pk>/state/", views.follow_state, name="follow-state"),
    path("follow-up/<int:pk>/activities/new/", views.activity_add, name="follow-activity-add"),
    path("follow-up/<int:pk>/activities/<int:activity_pk>/", views.activity_edit, name="follow-activity-edit"),
    path("follow-up/<int:pk>/activities/<int:activity_pk>/move/", views.activity_move, name="follow-activity-move"),
    path("follow-up/<int:pk>/conditions/new/", views.condition_add, name="follow-condition-add"),
    path("follow-up/<int:pk>/conditions/<int:condition_pk>/", views.condition_edit, name="follow-condition-edit"),
    path(
        "follow-up/<int:pk>/conditions/<int:condition_pk>/settle/",
        views.condition_settle,
        name="follow-condition-settle",
    ),
    path("follow-up/<int:pk>/ties/", views.follow_tie, name="follow-tie"),
    path("follow-up/<int:pk>/ties/<int:tie_pk>/remove/", views.follow_untie, name="follow-untie"),
    path("frameworks/", views.framework_list, name="framework-list"),
    path("frameworks/new/", views.framework_add, name="framework-add"),
    path("frameworks/<int:pk>/edit/", views.framework_edit, name="framework-edit"),
    path("frameworks/<int:pk>/retire/", views.framework_retire, name="framework-retire"),
    path("imports/", views.import_list_page, name="import-list"),
    path("imports/<uuid:pk>/", views.import_detail, name="import-detail"),
    path("imports/<uuid:pk>/apply/", views.import_apply, name="import-apply"),
    path("imports/<uuid:pk>/undo/", views.import_undo, name="import-undo"),
    path("imports/<uuid:pk>/discard/", views.import_discard, name="import-discard"),
]
