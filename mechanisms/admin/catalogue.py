"""Mechanisms with what is said of them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from mechanisms.admin.common import WHENCE, CatalogueAdmin
from mechanisms.models import (
    Document,
    Fact,
    MandateHolder,
    Mechanism,
    Theme,
)


@admin.register(Mechanism)
class MechanismAdmin(CatalogueAdmin):
    list_display = ["name", "short_name", "family", "kind", "country", "state", "confidence"]
    list_filter = ["family", "state", "confidence", "region", ("country", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["country"]
    search_fields = ["name", "short_name", "name_fr", "name_ar", "key", "holders__name"]
    autocomplete_fields = ["parent", "merged_into", "country", "themes"]
    readonly_fields = ["source_links"]
    fieldsets = [
        (None, {"fields": ["key", "family", "kind", "name", "short_name", "name_fr", "name_ar", "also_known_as"]}),
        (_("Place"), {"fields": ["parent", "country", "region", "seat", "time_zone", "position"]}),
        (_("Life"), {"fields": ["state", "state_since", "merged_into", "active_from", "active_to", "as_of"]}),
        (_("Themes"), {"fields": ["themes"]}),
        (_("What it is"), {"fields": ["what_it_is", "what_it_is_not"]}),
        (_("Official page"), {"fields": ["url", "url_confidence"]}),
        (WHENCE, {"fields": ["confidence", "source", "source_links", "note"]}),
    ]


@admin.register(Fact)
class FactAdmin(CatalogueAdmin):
    keys = ("mechanism", "key")
    list_display = ["label", "mechanism", "section", "value_start", "confidence"]
    list_filter = ["confidence", "section", "mechanism__family"]
    list_select_related = ["mechanism"]
    search_fields = ["label", "value", "mechanism__name", "mechanism__key"]
    autocomplete_fields = ["mechanism"]
    readonly_fields = ["source_links"]
    fieldsets = [
        (None, {"fields": ["mechanism", "section", "key", "label", "value", "position"]}),
        (WHENCE, {"fields": ["confidence", "source", "source_links", "note"]}),
    ]

    @admin.display(description=_("value"))
    def value_start(self, obj):
        return obj.value if len(obj.value) <= 80 else f"{obj.value[:79]}…"


@admin.register(Theme)
class ThemeAdmin(CatalogueAdmin):
    list_display = ["name", "kind", "name_fr", "name_ar", "position"]
    list_filter = ["kind"]
    search_fields = ["name", "name_fr", "name_ar", "key"]


@admin.register(MandateHolder)
class MandateHolderAdmin(CatalogueAdmin):
    """Who left stays: put the end into "until" and take "in office" away."""

    keys = ("mechanism",)
    list_display = ["name", "mechanism", "is_present", "since", "until", "as_of", "confidence"]
    list_filter = ["is_present", "confidence"]
    list_select_related = ["mechanism"]
    search_fields = ["name", "mechanism__name", "mechanism__key"]
    autocomplete_fields = ["mechanism"]
    readonly_fields = ["source_links"]
    fieldsets = [
        (None, {"fields": ["mechanism", "name", "is_present", "since", "until", "as_of"]}),
        (WHENCE, {"fields": ["confidence", "source", "source_links", "note"]}),
    ]


@admin.register(Document)
class DocumentAdmin(CatalogueAdmin):
    keys = ("mechanism",)
    list_display = ["symbol", "title", "mechanism", "kind", "year", "confidence"]
    list_filter = ["kind", "confidence", "themes"]
    list_select_related = ["mechanism"]
    search_fields = ["symbol", "title", "author", "mechanism__name", "mechanism__key"]
    autocomplete_fields = ["mechanism", "themes"]
    readonly_fields = ["source_links"]
    fieldsets = [
        (None, {"fields": ["mechanism", "kind", "symbol", "title", "year", "forum", "author", "url", "themes"]}),
        (WHENCE, {"fields": ["confidence", "source", "source_links", "note"]}),
    ]
