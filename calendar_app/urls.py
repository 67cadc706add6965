"""Addresses."""

app_name = "calendar"
urlpatterns = []
