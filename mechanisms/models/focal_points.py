"""Focal points for cooperation between OHCHR and a mechanism."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mechanisms.enums import FocalSide
from mechanisms.models.catalogue import Mechanism


class FocalPoint(models.Model):
    """A unit that is the focal point for cooperation, on the side of OHCHR or of the mechanism (MATRIX U024). Units and
    their public ways only: no names of people, no notes about them. One that has ended stays, so that old mail can
    be placed."""

    mechanism = models.ForeignKey(
        Mechanism, verbose_name=_("mechanism"), on_delete=models.CASCADE, related_name="focal_points"
    )
    side = models.CharField(_("side"), max_length=10, choices=FocalSide)
    unit = models.CharField(_("unit"), max_length=200)
    languages = models.CharField(_("languages"), max_length=120, blank=True)
    # Address of a unit, a page, or the way over somebody else.
    contact = models.CharField(_("way to reach it"), max_length=250, blank=True)
    source = models.TextField(_("source"), blank=True)
    confirmed_on = models.DateField(_("last confirmed"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ended_on = models.DateField(_("no longer since"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("focal point")
        verbose_name_plural = _("focal points")
        ordering = ["mechanism__name", "side", "unit"]
        constraints = [
            models.UniqueConstraint(
                fields=["mechanism", "side", "unit"],
                condition=Q(ended_on=None),
                name="focal_point_once_per_side",
                violation_error_message=_("This unit stands there already."),
            )
        ]

    def __str__(self):
        return f"{self.mechanism.label}: {self.unit}"
