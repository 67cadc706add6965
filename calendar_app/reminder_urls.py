"""Addresses of reminders and of the post office."""

from django.urls import path

from calendar_app.views import reminders as views

urlpatterns = [
    path("reminders/", views.reminder_preferences, name="reminder-preferences"),
    path("reminders/kinds/", views.reminder_kinds, name="reminder-kinds"),
    path("reminders/stopped/<int:pk>/resume/", views.mail_resume, name="mail-resume"),
    path("reminders/stop/<str:token>/", views.reminders_stop, name="reminders-stop"),
    path("dates/<int:pk>/mute/", views.entry_mute, name="entry-mute"),
    path("dates/<int:pk>/unmute/", views.entry_unmute, name="entry-unmute"),
    path("deliveries/", views.delivery_list, name="delivery-list"),
    path("deliveries/<uuid:pk>/retry/", views.delivery_retry, name="delivery-retry"),
]
