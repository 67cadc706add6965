"""Free resources to learn from, kept by the Task Team, open to everybody with an account."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knowledge.enums import ResourceKind
from knowledge.models.common import person
from mechanisms.models import Theme


class Resource(models.Model):
    """A text of a few minutes, or a page elsewhere. A learning bite says how long it takes (001:198)."""

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=15, choices=ResourceKind)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    theme = models.ForeignKey(
        Theme, verbose_name=_("theme"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    producer = models.CharField(_("made by"), max_length=200, blank=True)
    link = models.URLField(_("address"), max_length=500, blank=True)
    text = models.TextField(_("text"), max_length=20_000, blank=True)
    is_retired = models.BooleanField(_("no longer offered"), default=False)
    created_by = person(_("created by"))
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ["kind", "title", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(link="") | ~Q(text=""), name="resource_has_link_or_text"),
            models.CheckConstraint(
                condition=~Q(kind=ResourceKind.LEARNING_BITE) | Q(minutes__isnull=False),
                name="resource_bite_has_minutes",
            ),
        ]

    def __str__(self):
        return self.title
