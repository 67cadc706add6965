"""Addresses below /api/v1/."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api-schema"), name="api-docs"),
    path("", include("clusters.api_urls")),
    path("", include("mechanisms.api_urls")),
    path("", include("calendar_app.api_urls")),
    path("", include("knowledge.api_urls")),
    path("", include("recommendations.api_urls")),
    path("", include("stakeholders.api_urls")),
    path("", include("engagements.api_urls")),
]
