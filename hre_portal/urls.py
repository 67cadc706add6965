"""Addresses of the portal. Each app keeps its own list; this one only composes."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from core.views import mail_stop
from hre_portal import country_views, preferences, views

urlpatterns = [
    path("", views.home, name="home"),
    path("language/", preferences.set_language, name="set-language"),
    path("mail/stop/<str:token>/", mail_stop, name="mail-stop"),
    path("theme/", preferences.set_theme, name="set-theme"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("accounts/", include("allauth.urls")),
    path("people/", include("clusters.urls")),
    path("countries/", country_views.countries, name="countries"),
    path("countries/<str:iso3>/", country_views.country, name="country"),
    path("countries/<str:iso3>/instruments.csv", country_views.country_instruments, name="country-instruments"),
    path("mechanisms/", include("mechanisms.urls")),
    path("library/", include("mechanisms.library_urls")),
    path("calendar/", include("calendar_app.urls")),
    path("knowledge/", include("knowledge.urls")),
    path("recommendations/", include("recommendations.urls")),
    path("stakeholders/", include("stakeholders.urls")),
    path("engagements/", include("engagements.urls")),
    path("api/v1/", include("hre_portal.api_urls")),
    path("admin/", admin.site.urls),
]
if settings.HRE_MAIL_CATCHER_DIR is not None:
    urlpatterns += [path("dev/", include("hre_portal.dev_urls"))]

handler400 = "hre_portal.errors.bad_request"
handler403 = "hre_portal.errors.permission_denied"
handler404 = "hre_portal.errors.not_found"
handler500 = "hre_portal.errors.server_error"
