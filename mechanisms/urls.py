"""Addresses."""

app_name = "mechanisms"
urlpatterns = []
