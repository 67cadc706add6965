"""The catalogue in the administration, for the Task Team and administrators. Each save is in the audit trail, which
also tells the loader what a person has changed: those values are not overwritten."""

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from clusters.admin import AuditedAdmin
from mechanisms.models import (
    Component,
    DeadlineRule,
    Document,
    Door,
    Fact,
    Instrument,
    MandateHolder,
    Mechanism,
    NationalInstitution,
    Obstacle,
    ParticipationRule,
    Ratification,
    StepTemplate,
    SubmissionRequirement,
    Theme,
)

WHENCE = _("Where it comes from")


class CatalogueAdmin(AuditedAdmin):
    """Kept, never deleted: plans and dates point here. Keys stay as they are once given."""

    keys = ("key",)
    list_per_page = 50

    def get_readonly_fields(self, request, obj=None):
        return (*self.readonly_fields, *(self.keys if obj else ()))

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("addresses of the source"))
    def source_links(self, obj):
        """The source as links that can be followed; texts stay texts."""
        parts = [part.strip() for part in (obj.source or "").split(" | ") if part.strip()]
        return format_html_join(mark_safe("<br>"), "{}", ((_linked(part),) for part in parts))


def _linked(part):
    if part.startswith(("http://", "https://")):
        return format_html('<a href="{}" rel="noreferrer">{}</a>', part.split(" ")[0], part)
    return part


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

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "url":
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)


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

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "url":
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)


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


@admin.register(Instrument)
class InstrumentAdmin(CatalogueAdmin):
    list_display = ["short_name", "name", "kind", "mechanism", "confidence"]
    list_filter = ["kind", "confidence"]
    list_select_related = ["mechanism"]
    search_fields = ["short_name", "name", "name_fr", "name_ar", "key"]
    autocomplete_fields = ["mechanism", "parent"]
    readonly_fields = ["source_links"]
    fieldsets = [
        (None, {"fields": ["key", "kind", "short_name", "name", "name_fr", "name_ar"]}),
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


@admin.register(Component)
class ComponentAdmin(CatalogueAdmin):
    list_display = ["name", "position", "holds", "is_derived", "is_active"]
    list_filter = ["holds", "is_derived", "is_active"]
    search_fields = ["name", "name_fr", "name_ar", "key"]
    fieldsets = [
        (None, {"fields": ["key", "name", "name_fr", "name_ar", "holds", "position", "is_active"]}),
        (_("Explanation"), {"fields": ["text", "text_fr", "text_ar"]}),
        (WHENCE, {"fields": ["is_derived", "source"]}),
    ]

    def save_model(self, request, obj, form, change):
        if change:
            obj.version += 1
        super().save_model(request, obj, form, change)


@admin.register(Obstacle)
class ObstacleAdmin(CatalogueAdmin):
    list_display = ["name", "kind", "position", "is_active"]
    list_filter = ["kind", "is_active"]
    search_fields = ["name", "name_fr", "name_ar", "key"]
    fieldsets = [
        (None, {"fields": ["key", "kind", "name", "name_fr", "name_ar", "position", "is_active"]}),
        (_("Explanation"), {"fields": ["text", "text_fr", "text_ar"]}),
        (WHENCE, {"fields": ["source"]}),
    ]

    def save_model(self, request, obj, form, change):
        if change:
            obj.version += 1
        super().save_model(request, obj, form, change)
