"""How mechanisms work: what they take, by when, from whom, and the steps towards them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from mechanisms.admin.common import WHENCE, CatalogueAdmin
from mechanisms.models import (
    DeadlineRule,
    ParticipationRule,
    StepTemplate,
    SubmissionRequirement,
)


@admin.register(SubmissionRequirement)
class SubmissionRequirementAdmin(CatalogueAdmin):
    keys = ("mechanism", "key")
    list_display = ["title", "mechanism", "author_type", "limit", "unit", "limit_confidence"]
    list_filter = ["limit_confidence", "confidence", "author_type", "unit", "mechanism__family"]
    list_select_related = ["mechanism"]
    search_fields = ["title", "mechanism__name", "mechanism__key", "channel"]
    autocomplete_fields = ["mechanism"]
    readonly_fields = ["source_links"]
    fieldsets = [
        (None, {"fields": ["mechanism", "key", "title", "author_type"]}),
        (_("Length"), {"fields": ["limit", "unit", "limit_confidence", "counts_footnotes"]}),
        (_("How it is sent"), {"fields": ["formats", "channel", "languages", "at", "time_zone", "publicity"]}),
        (WHENCE, {"fields": ["confidence", "source", "source_links", "note"]}),
    ]


@admin.register(DeadlineRule)
class DeadlineRuleAdmin(CatalogueAdmin):
    """A changed rule gets the next version; the dates that rest on it follow in the nightly run."""

    keys = ("key", "mechanism")
    list_display = ["title", "mechanism", "anchor", "months", "days", "uses_cycle", "author_type", "confidence"]
    list_filter = ["anchor", "entry_kind", "confidence", "author_type", "obligation", "mechanism__family"]
    list_select_related = ["mechanism"]
    search_fields = ["title", "title_fr", "title_ar", "key", "mechanism__name"]
    autocomplete_fields = ["mechanism"]
    readonly_fields = ["source_links", "version"]
    fieldsets = [
        (None, {"fields": ["key", "mechanism", "title", "title_fr", "title_ar", "entry_kind"]}),
        (
            _("Arithmetic"),
            {
                "fields": [
                    "anchor",
                    "session_kind",
                    "months",
                    "uses_cycle",
                    "days",
                    "at",
                    "time_zone",
                    "roll",
                    "is_approximate",
                    "version",
                ]
            },
        ),
        (_("For whom"), {"fields": ["author_type", "obligation"]}),
        (WHENCE, {"fields": ["confidence", "source", "source_links", "note"]}),
    ]

    def save_model(self, request, obj, form, change):
        if change and form.changed_data:
            obj.version += 1
        super().save_model(request, obj, form, change)


@admin.register(StepTemplate)
class StepTemplateAdmin(CatalogueAdmin):
    """The common library. The steps of one cluster are its own and are kept on the pages of the library."""

    list_display = ["title", "mechanism_kind", "phase", "lead_days", "confidentiality_default", "source"]
    list_filter = ["mechanism_kind", "phase", "confidentiality_default", "group"]
    search_fields = ["title", "title_fr", "title_ar", "key"]
    readonly_fields = ["source", "group", "variant_of"]
    fieldsets = [
        (None, {"fields": ["key", "title", "title_fr", "title_ar", "mechanism_kind", "phase", "position"]}),
        (_("Planning"), {"fields": ["who", "timing", "lead_days", "gates", "capacity_note"]}),
        (_("Confidentiality"), {"fields": ["confidentiality_options", "confidentiality_default"]}),
        (WHENCE, {"fields": ["source", "group", "variant_of"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(cluster=None)

    def save_model(self, request, obj, form, change):
        """Whoever has the step open on its page in the portal must learn of it."""
        if change:
            obj.version += 1
        super().save_model(request, obj, form, change)


@admin.register(ParticipationRule)
class ParticipationRuleAdmin(CatalogueAdmin):
    keys = ("mechanism", "actor")
    list_display = ["mechanism", "actor", "may", "confidence"]
    list_filter = ["actor", "confidence", "mechanism__family"]
    list_select_related = ["mechanism"]
    search_fields = ["may", "status_needed", "mechanism__name", "mechanism__key"]
    autocomplete_fields = ["mechanism"]
    readonly_fields = ["source_links"]
    fieldsets = [
        (None, {"fields": ["mechanism", "actor", "may", "status_needed", "speaking"]}),
        (WHENCE, {"fields": ["confidence", "source", "source_links", "note"]}),
    ]
