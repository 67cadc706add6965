"""The components of an engagement as a process: what may be opened, closed, reopened and weighed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.texts import in_reader_language
from mechanisms.enums import Holds


class Component(models.Model):
    """A part of the engagement process. The Task Team keeps the list: four are named in the guidance, the others are
    derived from it (MATRIX E010-E015). Retired ones stay on the engagements that used them."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    name_fr = models.CharField(_("name in French"), max_length=120, blank=True)
    name_ar = models.CharField(_("name in Arabic"), max_length=120, blank=True)
    text = models.TextField(_("explanation"))
    text_fr = models.TextField(_("explanation in French"), blank=True)
    text_ar = models.TextField(_("explanation in Arabic"), blank=True)
    holds = models.CharField(_("its versions hold"), max_length=12, choices=Holds, default=Holds.TEXT)
    is_derived = models.BooleanField(
        _("derived"), default=True, help_text=_("Not named in the guidance, but implied by it.")
    )
    is_active = models.BooleanField(_("in use"), default=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("place"), default=0)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("component of the process")
        verbose_name_plural = _("components of the process")
        ordering = ["position", "pk"]

    def __str__(self):
        return in_reader_language(self, "name")

    @property
    def explanation(self):
        """The explaining paragraph in the reader's language."""
        return in_reader_language(self, "text")
