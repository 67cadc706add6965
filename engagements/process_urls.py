"""Addresses of an engagement as a process."""

from django.urls import path

from engagements.views.process import components, look_back, overview, time, versions

process_urls = [
    path("plan/<int:pk>/process/", overview.process, name="process"),
    path("plan/<int:pk>/process/time/", time.process_time, name="process-time"),
    path("plan/<int:pk>/process/pdf/", overview.process_pdf, name="process-pdf"),
    path("plan/<int:pk>/process/weights/", overview.process_weights, name="process-weights"),
    path("plan/<int:pk>/process/look-back/<int:offer_pk>/", look_back.process_look_back, name="process-look-back"),
    path("plan/<int:pk>/process/<slug:key>/", components.process_component, name="process-component"),
    path("plan/<int:pk>/process/<slug:key>/move/", components.process_move, name="process-move"),
    path("plan/<int:pk>/process/<slug:key>/begin/", versions.process_begin, name="process-begin"),
    path("plan/<int:pk>/process/<slug:key>/write/", versions.process_write, name="process-write"),
    path("plan/<int:pk>/process/<slug:key>/compare/", versions.process_compare, name="process-compare"),
    path("plan/<int:pk>/process/<slug:key>/versions/<int:number>/", versions.process_version, name="process-version"),
]
