"""Seats in the Strategic Advisory Group of a cluster."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clusters.models.people import User
from clusters.models.places import Cluster, Organisation
from core.scoping import ScopedModel


class AdvisorySeat(ScopedModel):
    """A seat of an organisation in the Strategic Advisory Group, whether or not somebody with an account holds it
    (MATRIX B003, T004). From a day to a day (both included); without a beginning nobody has recorded it."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    # Where the organisation is not in the portal.
    body = models.CharField(_("name of the body"), max_length=200, blank=True)
    is_ohchr = models.BooleanField(_("seat of OHCHR"), default=False)
    # A function, never a private person's name.
    held_by = models.CharField(_("held by"), max_length=150, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        User, verbose_name=_("recorded by"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("seat in the advisory group")
        verbose_name_plural = _("seats in the advisory group")
        ordering = ["cluster", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(body=""), name="advisory_seat_is_somebodys"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="advisory_seat_ends_after_start",
                violation_error_message=_("The end lies before the start."),
            ),
        ]

    def __str__(self):
        return f"seat {self.pk}"
