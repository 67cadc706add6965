"""What stands in the way of a plan, or of one of its lines (MATRIX A025)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster
from core.scoping import ScopedModel
from engagements.models.common import person
from mechanisms.models import Obstacle


class PlanObstacle(ScopedModel):
    """An obstacle of the list, named for the plan of a year or for one line of it. The Task Team reads it only where
    the cluster shares it, and never through a line that it does not see."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    plan_line = models.ForeignKey(
        "engagements.PlanLine",
        verbose_name=_("plan line"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    obstacle = models.ForeignKey(Obstacle, verbose_name=_("obstacle"), on_delete=models.PROTECT, related_name="+")
    note = models.TextField(_("in a sentence or two"), max_length=1000, blank=True)
    is_shared = models.BooleanField(_("shared with the Task Team"), default=False)
    # Overcome, or in the way no longer: it stays readable and is counted no more.
    ended_on = models.DateField(_("no longer in the way since"), null=True, blank=True)
    named_by = person(_("named by"))
    named_at = models.DateTimeField(_("named"), auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("obstacle to a plan")
        verbose_name_plural = _("obstacles to plans")
        ordering = ["cluster", "year", "obstacle__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "year", "obstacle"], condition=Q(plan_line=None), name="plan_obstacle_once_a_year"
            ),
            models.UniqueConstraint(
                fields=["plan_line", "obstacle"],
                condition=Q(plan_line__isnull=False),
                name="plan_obstacle_once_a_line",
            ),
        ]
        indexes = [models.Index(fields=["cluster", "year"])]

    def __str__(self):
        return f"obstacle to a plan {self.pk}"
