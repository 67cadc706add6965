"""What the pages of the catalogue in the administration share."""

from django.contrib import admin
from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from clusters.admin import AuditedAdmin

WHENCE = _("Where it comes from")


class CatalogueAdmin(AuditedAdmin):
    """Kept, never deleted: plans and dates point here. Keys stay as they are once given."""

    keys = ("key",)
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
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
