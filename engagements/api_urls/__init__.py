"""Addresses of the API: plan lines, texts, advocacy, interactions, sharing."""

from engagements.api_urls import advocacy, interactions, plans, sending, sharing, texts

urlpatterns = [
    *plans.urlpatterns,
    *texts.urlpatterns,
    *advocacy.urlpatterns,
    *interactions.urlpatterns,
    *sending.urlpatterns,
    *sharing.urlpatterns,
]
