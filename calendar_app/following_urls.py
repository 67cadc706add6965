"""Addresses of what a cluster follows."""

from django.urls import path

from calendar_app.views import following as views
from calendar_app.views.alerts import news_wanted

urlpatterns = [
    path("following/", views.following, name="following"),
    path("following/<int:pk>/", views.following_cluster, name="following-cluster"),
    path("following/<int:pk>/themes/", views.following_themes, name="following-themes"),
    path("following/<int:pk>/mandates/", views.following_rank, name="following-rank"),
    path("following/<int:pk>/carry-over/", views.following_carry, name="following-carry"),
    path("following/<int:pk>/planned/", views.following_planned, name="following-planned"),
    path("mandates/<int:pk>/move/", views.mandate_move, name="mandate-move"),
    path("mandates/<int:pk>/reason/", views.mandate_reason, name="mandate-reason"),
    path("mandates/<int:pk>/drop/", views.mandate_drop, name="mandate-drop"),
    path("reminders/news/", news_wanted, name="news-wanted"),
    path("dates/<int:pk>/attendance/", views.entry_attendance, name="entry-attendance"),
]
