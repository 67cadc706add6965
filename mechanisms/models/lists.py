"""What the short lists that the Task Team keeps have in common."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.texts import in_reader_language


class ListEntry(models.Model):
    """An entry of a list with a name and an explanation in three languages. Retired ones stay where they are used.
    `version` is the optimistic lock."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
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
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self):
        return in_reader_language(self, "name")

    @property
    def explanation(self):
        """The explaining sentences in the reader's language."""
        return in_reader_language(self, "text")
