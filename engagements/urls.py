"""Addresses: one list for plan lines, one for submissions."""

app_name = "engagements"

plan_urls = []

submission_urls = []

urlpatterns = [*plan_urls, *submission_urls]
