"""Addresses."""

app_name = "clusters"
urlpatterns = []
