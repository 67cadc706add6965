"""Audit trail, deliveries and private files in the administration: looking only, and only what the reader may see."""

import contextlib

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core import outbox, trail
from core.enums import DeliveryState
from core.errors import Refused
from core.models import AuditEntry, Delivery, Heartbeat, PrivateFile
from core.words import listed


class LookingOnly(admin.ModelAdmin):
    """Rows that the portal writes by itself."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(AuditEntry)
class AuditEntryAdmin(LookingOnly):
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
        return listed(
            (f"{change.field}: {change.old} → {change.new}" for change in trail.changes(entry)), is_heavy=True
        )


@admin.register(Delivery)
class DeliveryAdmin(LookingOnly):
    """The ledger of mails: ids, dates and states; no text of the field, and nothing of what a mail is about where that
    would tell who is named on what. A failed mail can be sent again."""

    list_display = [
        "state",
        "kind_text",
        "recipient",
        "subject",
        "days_before",
        "day",
        "not_before",
        "sent_at",
        "reason",
    ]
    list_filter = ["state"]
    list_select_related = ["recipient"]
    search_fields = ["recipient__email", "recipient__name", "id"]
    date_hierarchy = "created_at"
    ordering = ["-created_at"]
    actions = ["send_again"]
    fields = [
        "id",
        "kind_text",
        "recipient",
        "subject",
        "days_before",
        "day",
        "state",
        "reason",
        "attempts",
        "crashes",
        "batch",
        "wanted_at",
        "not_before",
        "claimed_at",
        "sent_at",
        "created_at",
    ]
    readonly_fields = fields

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        self._mark(changelist.result_list, request.user)
        return changelist

    def get_object(self, request, object_id, from_field=None):
        delivery = super().get_object(request, object_id, from_field)
        if delivery is not None:
            self._mark([delivery], request.user)
        return delivery

    @staticmethod
    def _mark(deliveries, user):
        seen = outbox.readable(deliveries, user)
        for delivery in deliveries:
            delivery.is_readable = delivery.pk in seen

    @admin.display(description=_("kind"))
    def kind_text(self, delivery):
        return outbox.kind_label(delivery.kind) if delivery.is_readable else "–"

    @admin.display(description=_("subject"))
    def subject(self, delivery):
        return f"{delivery.subject_type} {delivery.subject_id}" if delivery.is_readable else "–"

    @admin.display(description=_("days before"))
    def days_before(self, delivery):
        return delivery.lead_days if delivery.is_readable and delivery.lead_days >= 0 else "–"

    @admin.display(description=_("due on"))
    def day(self, delivery):
        return delivery.due_on if delivery.is_readable else "–"

    @admin.display(description=_("error or reason"))
    def reason(self, delivery):
        return delivery.error if delivery.is_readable or delivery.state in DeliveryState.of_the_server() else "–"

    def lookup_allowed(self, lookup, value, request):
        """The filters offered, and no other: `?subject_id=` would ask for what the column hides."""
        return lookup.partition("__")[0] in {"state", "created_at"}

    @admin.action(description=_("Send failed mails again"), permissions=["view"])
    def send_again(self, request, queryset):
        failed = list(queryset.filter(state=DeliveryState.FAILED).values_list("pk", flat=True))
        for pk in failed:
            # One that went again with another of the same mail is not failed any more.
            with contextlib.suppress(Refused):
                outbox.retry(delivery_id=pk, by=request.user)
        text = ngettext("%(count)s mail is sent again.", "%(count)s mails are sent again.", len(failed))
        messages.info(request, text % {"count": len(failed)})


@admin.register(Heartbeat)
class HeartbeatAdmin(LookingOnly):
    list_display = ["name", "at"]


@admin.register(PrivateFile)
class PrivateFileAdmin(LookingOnly):
    """Which files exist, as far as the reader may see what they belong to; the files themselves are handed out by
    their pages."""

    list_display = ["created_at", "media_type", "size", "parent", "cluster_id", "expires_at"]
    list_filter = ["media_type"]
    search_fields = ["parent", "sha256"]
    fields = ["id", "created_at", "media_type", "size", "sha256", "parent", "cluster_id", "expires_at"]
    readonly_fields = fields

    def get_queryset(self, request):
        return PrivateFile.objects.visible_to(request.user).order_by("-created_at")
