"""Addresses of the API: one list for plan lines, one for submissions."""

plan_urls = []

submission_urls = []

urlpatterns = [*plan_urls, *submission_urls]
