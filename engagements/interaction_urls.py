"""Addresses of interactions, their series, visits and sessions; part of the engagements' addresses."""

from django.urls import path

from engagements.views import interactions, series

interaction_urls = [
    path("interactions/", interactions.interaction_list, name="interaction-list"),
    path("interactions/new/", interactions.interaction_create, name="interaction-create"),
    path("interactions/export/", interactions.interaction_export, name="interaction-export"),
    path("interactions/series/", series.series_list, name="series-list"),
    path("interactions/series/new/", series.series_create, name="series-create"),
    path("interactions/series/<int:pk>/", series.series_detail, name="series-detail"),
    path("interactions/series/<int:pk>/edit/", series.series_edit, name="series-edit"),
    path("interactions/series/<int:pk>/state/", series.series_state, name="series-state"),
    path("interactions/<int:pk>/", interactions.interaction_detail, name="interaction-detail"),
    path("interactions/<int:pk>/edit/", interactions.interaction_edit, name="interaction-edit"),
    path("interactions/<int:pk>/state/", interactions.interaction_state, name="interaction-state"),
    path("interactions/<int:pk>/read-out/", interactions.interaction_pdf, name="interaction-pdf"),
]
