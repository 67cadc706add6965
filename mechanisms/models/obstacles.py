"""What stands in the way of engaging with mechanisms: a list for plans, requests for support and questionnaires."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.texts import in_reader_language
from mechanisms.enums import ObstacleKind


class Obstacle(models.Model):
    """An obstacle that clusters named, of one of three linked kinds (document 001, lines 91-115; MATRIX A025). The Task
    Team keeps the list. Retired ones stay where they were named."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=ObstacleKind)
    name = models.CharField(_("name"), max_length=120)
    name_fr = models.CharField(_("name in French"), max_length=120, blank=True)
    name_ar = models.CharField(_("name in Arabic"), max_length=120, blank=True)
    text = models.TextField(_("explanation"))
    text_fr = models.TextField(_("explanation in French"), blank=True)
    text_ar = models.TextField(_("explanation in Arabic"), blank=True)
    is_active = models.BooleanField(_("in use"), default=True)
    # Document and line; empty for what the Task Team added.
    source = models.CharField(_("source"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("place"), default=0)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("obstacle")
        verbose_name_plural = _("obstacles")
        ordering = ["position", "pk"]

    def __str__(self):
        return in_reader_language(self, "name")

    @property
    def explanation(self):
        """The explaining sentences in the reader's language."""
        return in_reader_language(self, "text")
