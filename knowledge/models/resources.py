"""Free resources to learn from, kept by the Task Team, open to everybody with an account."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.dates import day_text
from core.enums import Confidence
from core.words import listed
from knowledge.enums import Place, ResourceKind
from knowledge.models.common import person
from mechanisms.models import Document, Theme


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
    # Which row of the reference files it is; empty for what people entered.
    reference_key = models.CharField(max_length=60, blank=True, editable=False)
    # Papers of the catalogue that belong to it.
    documents = models.ManyToManyField(Document, verbose_name=_("documents"), blank=True, related_name="+")
    confidence = models.CharField(_("confidence"), max_length=20, choices=Confidence, blank=True, editable=False)
    source = models.CharField(_("source"), max_length=200, blank=True, editable=False)
    position = models.PositiveSmallIntegerField(_("order"), default=0, editable=False)
    # Values of enums.Place: what this guidance covers; empty for what is no guidance on them.
    places = models.JSONField(_("what it covers"), default=list, blank=True)
    # Which edition is offered: "second edition", "version 3"; and the day it was published.
    edition = models.CharField(_("version"), max_length=60, blank=True)
    issued_on = models.DateField(_("published on"), null=True, blank=True)
    is_retired = models.BooleanField(_("no longer offered"), default=False)
    created_by = person(_("created by"))
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ["kind", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reference_key"], condition=~Q(reference_key=""), name="resource_once_per_reference"
            ),
            models.CheckConstraint(condition=~Q(link="") | ~Q(text=""), name="resource_has_link_or_text"),
            models.CheckConstraint(
                condition=~Q(kind=ResourceKind.LEARNING_BITE) | Q(minutes__isnull=False),
                name="resource_bite_has_minutes",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def place_words(self):
        return [place.label for place in Place if place.value in self.places]

    @property
    def edition_text(self):
        """The version as one cites it: "Version 3, 4 May 2027", or the part of it that is known."""
        return listed([part for part in (self.edition, day_text(self.issued_on) if self.issued_on else "") if part])
