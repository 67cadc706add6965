"""Plans in the administration: what is shared within a cluster exists here, never what it says; what is for few shows
under broken glass alone. Reading takes broken glass and the line's own page."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from engagements.enums import SHARED_MARKS
from engagements.models import PlanLine

MASK = "••••••"


@admin.register(PlanLine)
class PlanLineAdmin(admin.ModelAdmin):
    """A list and nothing else: no page of its own (its heading would be the title), no search (it would be an oracle),
    no change (the room's actions audit, this would not). A title shows only to who may see the line anyhow; of a
    closed line not even that it exists: its body, year and mark would tell of an inquiry."""

    list_display = ["pk", "cluster", "family", "year", "exposure", "state", "line_title"]
    list_display_links = None
    list_filter = ["cluster__country", "mechanism__family", "year", "exposure", "state"]
    list_select_related = ["cluster", "mechanism"]
    actions = None

    def get_queryset(self, request):
        rows = PlanLine.objects.unscoped("the administration lists what is shared within clusters; titles are masked")
        readable = PlanLine.objects.visible_to(request.user).filter(pk=OuterRef("pk"))
        rows = rows.annotate(is_readable=Exists(readable)).order_by("-pk")
        return rows.filter(Q(exposure__in=SHARED_MARKS) | Q(is_readable=True))

    @admin.display(description=_("family"), ordering="mechanism__family")
    def family(self, line):
        return line.mechanism.get_family_display()

    @admin.display(description=_("title"))
    def line_title(self, line):
        if not line.is_readable:
            return MASK
        return format_html('<a href="{}">{}</a>', reverse("engagements:line-detail", args=[line.pk]), line.title)

    def lookup_allowed(self, lookup, value, request):
        """The filters offered, and no other: `?title__startswith=` would tell a masked title letter by letter."""
        return lookup.removesuffix("__exact").removesuffix("__iso3") in self.list_filter

    def has_view_permission(self, request, obj=None):
        return obj is None and super().has_view_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
