"""What countries accepted, and the doors that open by it."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from mechanisms.admin.common import WHENCE, CatalogueAdmin
from mechanisms.models import (
    Door,
    Instrument,
    NationalInstitution,
    Ratification,
)


@admin.register(Instrument)
class InstrumentAdmin(CatalogueAdmin):
    list_display = ["short_name", "name", "kind", "mechanism", "confidence"]
    list_filter = ["kind", "confidence"]
    list_select_related = ["mechanism"]
    search_fields = ["short_name", "name", "name_fr", "name_ar", "key"]
    autocomplete_fields = ["mechanism", "parent", "country"]
    readonly_fields = ["source_links"]
    fieldsets = [
        (None, {"fields": ["key", "kind", "short_name", "name", "name_fr", "name_ar"]}),
        (_("Domestic law"), {"fields": ["country", "year", "url", "is_retired"]}),
        (_("Place"), {"fields": ["mechanism", "parent", "position"]}),
        (WHENCE, {"fields": ["confidence", "source", "source_links", "note"]}),
    ]


@admin.register(Ratification)
class RatificationAdmin(CatalogueAdmin):
    """No row means: not known. Enter one with its source rather than guess."""

    keys = ("country", "instrument")
    list_display = ["country", "instrument", "status", "accepted_on", "accepted_year", "as_of", "confidence"]
    list_filter = ["status", "confidence", "instrument"]
    list_select_related = ["country", "instrument"]
    search_fields = ["country__name", "country__iso3", "instrument__short_name"]
    autocomplete_fields = ["country", "instrument"]
    readonly_fields = ["source_links"]
    fieldsets = [
        (None, {"fields": ["country", "instrument", "status"]}),
        (_("Dates"), {"fields": ["signed_on", "accepted_on", "accepted_year", "withdrawn_on", "act", "as_of"]}),
        (WHENCE, {"fields": ["confidence", "source", "source_links", "note"]}),
    ]


@admin.register(Door)
class DoorAdmin(CatalogueAdmin):
    list_display = ["key", "mechanism", "kind", "instrument", "needs", "confidence"]
    list_filter = ["kind", "needs", "confidence"]
    list_select_related = ["mechanism", "instrument"]
    search_fields = ["key", "basis", "mechanism__name", "instrument__short_name"]
    autocomplete_fields = ["mechanism", "instrument"]
    readonly_fields = ["source_links"]
    fieldsets = [
        (None, {"fields": ["key", "mechanism", "kind", "instrument", "needs", "basis", "position"]}),
        (WHENCE, {"fields": ["confidence", "source", "source_links", "note"]}),
    ]


@admin.register(NationalInstitution)
class NationalInstitutionAdmin(CatalogueAdmin):
    keys = ("country",)
    list_display = ["name", "country", "accreditation", "as_of", "confidence"]
    list_filter = ["accreditation", "confidence"]
    list_select_related = ["country"]
    search_fields = ["name", "country__name", "country__iso3"]
    autocomplete_fields = ["country"]
    readonly_fields = ["source_links"]
    fieldsets = [
        (None, {"fields": ["country", "name", "accreditation", "as_of", "next_event", "regional_affiliation"]}),
        (WHENCE, {"fields": ["confidence", "source", "source_links", "note"]}),
    ]
