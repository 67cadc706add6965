"""Addresses of the API."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from mechanisms.api import DocumentViewSet, MechanismViewSet, ObstacleViewSet
from mechanisms.country_api import CountryDoorsView, CountryRatificationsView
from mechanisms.norm_api import NormViewSet

router = SimpleRouter()
router.register("mechanisms", MechanismViewSet, basename="api-mechanism")
router.register("obstacles", ObstacleViewSet, basename="api-obstacle")
router.register("documents", DocumentViewSet, basename="api-document")
router.register("domestic-law", NormViewSet, basename="api-domestic-law")
urlpatterns = [
    *router.urls,
    path("countries/<str:iso3>/doors/", CountryDoorsView.as_view(), name="api-country-doors"),
    path("countries/<str:iso3>/ratifications/", CountryRatificationsView.as_view(), name="api-country-ratifications"),
]
