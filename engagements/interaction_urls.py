"""Addresses of interactions, their series, visits and sessions; part of the engagements' addresses."""

from django.urls import path

from engagements.views import interactions, press, reading, series, workspaces

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
    path("plan/<int:pk>/visit/", workspaces.line_visit, name="line-visit"),
    path("plan/<int:pk>/session/", workspaces.line_session, name="line-session"),
    path("plan/<int:pk>/inputs/new/", workspaces.line_input, name="line-input-create"),
    path("plan/<int:pk>/inputs/<int:input_pk>/", workspaces.line_input, name="line-input-edit"),
    path("plan/<int:pk>/stops/new/", workspaces.line_stop, name="line-stop-create"),
    path("plan/<int:pk>/stops/<int:stop_pk>/", workspaces.line_stop, name="line-stop-edit"),
    path("plan/<int:pk>/concerns/new/", workspaces.line_concern, name="line-concern-create"),
    path("plan/<int:pk>/concerns/<int:concern_pk>/", workspaces.line_concern, name="line-concern-edit"),
    path("plan/<int:pk>/report/", workspaces.line_report, name="line-report"),
    path("press/", press.press_list, name="press-list"),
    path("press/new/", press.press_create, name="press-create"),
    path("press/<int:pk>/", press.press_detail, name="press-detail"),
    path("press/<int:pk>/edit/", press.press_edit, name="press-edit"),
    path("reading/", reading.reading_list, name="reading-list"),
    path("reading/send/", reading.reading_send, name="reading-send"),
]
