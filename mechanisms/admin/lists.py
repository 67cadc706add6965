"""The short lists that the Task Team keeps."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from mechanisms.admin.common import WHENCE, CatalogueAdmin
from mechanisms.models import (
    Component,
    Obstacle,
)


class ListAdmin(CatalogueAdmin):
    """Whoever has an entry open on its page in the portal must learn of a change here."""

    search_fields = ["name", "name_fr", "name_ar", "key"]

    def save_model(self, request, obj, form, change):
        if change:
            obj.version += 1
        super().save_model(request, obj, form, change)


@admin.register(Component)
class ComponentAdmin(ListAdmin):
    list_display = ["name", "position", "holds", "is_derived", "is_active"]
    list_filter = ["holds", "is_derived", "is_active"]
    fieldsets = [
        (None, {"fields": ["key", "name", "name_fr", "name_ar", "holds", "position", "is_active"]}),
        (_("Explanation"), {"fields": ["text", "text_fr", "text_ar"]}),
        (WHENCE, {"fields": ["is_derived", "source"]}),
    ]


@admin.register(Obstacle)
class ObstacleAdmin(ListAdmin):
    list_display = ["name", "kind", "position", "is_active"]
    list_filter = ["kind", "is_active"]
    fieldsets = [
        (None, {"fields": ["key", "kind", "name", "name_fr", "name_ar", "position", "is_active"]}),
        (_("Explanation"), {"fields": ["text", "text_fr", "text_ar"]}),
        (WHENCE, {"fields": ["source"]}),
    ]
