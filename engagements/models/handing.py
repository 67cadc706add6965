"""Handing a coordinator's work over. Records belong to the cluster; this keeps what one head knows (MATRIX A023)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import Role
from clusters.models import Cluster
from core.scoping import ScopedModel
from engagements.enums.handing import HandOverState
from engagements.models.common import person


class HandOver(ScopedModel):
    """One hand-over of a lead role. Prepared by who leaves and seen by her alone; once given, by her successor and
    everybody who leads the cluster, then and later."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    from_person = person(_("from"), null=False, blank=False, on_delete=models.PROTECT)
    to_person = person(_("successor"), on_delete=models.PROTECT)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    note = models.TextField(_("what my successor should know"), max_length=6000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=HandOverState, default=HandOverState.PREPARED)
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    given_at = models.DateTimeField(_("handed over at"), null=True, blank=True)
    received_at = models.DateTimeField(_("taken over at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "from_person"],
                condition=Q(state=HandOverState.PREPARED),
                name="hand_over_one_prepared",
            ),
            models.CheckConstraint(
                condition=Q(state=HandOverState.PREPARED)
                | Q(to_person__isnull=False, last_day__isnull=False, given_at__isnull=False),
                name="hand_over_given_is_whole",
            ),
        ]

    def __str__(self):
        return f"hand-over {self.pk}"
