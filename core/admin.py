"""The audit trail in the administration: looking only, and only what the reader may see."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core import trail
from core.models import AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    """A superuser's flag opens nothing here: rows come through `visible_to`."""

    list_display = ["at", "actor_label", "verb", "target_label", "cluster_id"]
    list_filter = ["verb"]
    search_fields = ["actor_label", "target_label", "target_type", "target_id", "request_id"]
    date_hierarchy = "at"
    fields = [
        "at",
        "actor_label",
        "verb",
        "target_type",
        "target_id",
        "target_label",
        "parent",
        "cluster_id",
        "changes_text",
        "reason",
        "request_id",
    ]
    readonly_fields = fields

    def get_queryset(self, request):
        return AuditEntry.objects.visible_to(request.user).order_by("-at", "-pk")

    @admin.display(description=_("changes"))
    def changes_text(self, entry):
        return "; ".join(f"{change.field}: {change.old} → {change.new}" for change in trail.changes(entry))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
