"""What makes that a recommendation is carried out well, and what stands in the way (document 002, line 500; MATRIX
K062)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.scoping import ScopedModel
from mechanisms.models import Obstacle
from recommendations.enums import ConditionKind
from recommendations.models.follow_up import FollowUp, person


class FollowUpCondition(ScopedModel):
    """One condition in the plan of a follow-up: something that helps, or an obstacle, if it is one of the list that the
    Task Team keeps then named by it. It may be known by whoever may know of the follow-up."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=ConditionKind)
    text = models.CharField(_("condition"), max_length=500)
    obstacle = models.ForeignKey(
        Obstacle,
        verbose_name=_("obstacle of the list"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    approach = models.TextField(_("what we do about it"), max_length=1000, blank=True)
    # In place, or out of the way; empty while it is not.
    settled_on = models.DateField(_("settled since"), null=True, blank=True)
    created_by = person(_("created by"))
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("condition of a follow-up")
        verbose_name_plural = _("conditions of follow-ups")
        ordering = ["follow_up", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(obstacle=None) | Q(kind="obstacle"), name="follow_up_enabler_is_no_obstacle"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="follow_up_condition_has_text"),
        ]

    def __str__(self):
        return f"condition {self.pk}"

    @property
    def is_obstacle(self):
        return self.kind == ConditionKind.OBSTACLE

    @property
    def adds_words(self):
        """Whether it is an obstacle of the list in other words than its name."""
        return self.obstacle is not None and self.text != str(self.obstacle)
