"""What a cluster asks of the Task Team."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster
from core.scoping import ScopedModel
from knowledge.enums import Audience, SupportKind, SupportOrigin, SupportProvider, SupportState
from knowledge.models.common import person
from mechanisms.models import Obstacle


class SupportRequest(ScopedModel):
    """One request, between the coordinators of a cluster and the Task Team."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=SupportKind)
    # Common support is the same for many clusters; tailored is for this one alone (001:60).
    is_tailored = models.BooleanField(_("tailored to us"), default=True)
    wanted_on = models.DateField(_("wanted for"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    audience = models.CharField(_("for whom"), max_length=20, choices=Audience, default=Audience.MEMBERS)
    people_expected = models.PositiveSmallIntegerField(_("people expected"), null=True, blank=True)
    text = models.TextField(_("what we need"), max_length=4000)
    # What stands in the way, where the request is about that (MATRIX A025).
    obstacle = models.ForeignKey(
        Obstacle, verbose_name=_("obstacle"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Whom the Task Team should bring in; empty: nobody beside itself.
    provider = models.CharField(_("whom to bring in"), max_length=12, choices=SupportProvider, blank=True)
    # The page it was asked from: kind and number, resolved for the reader by the room above (knowledge.origins).
    origin = models.CharField(_("asked from"), max_length=15, choices=SupportOrigin, blank=True)
    origin_id = models.BigIntegerField(null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=SupportState, default=SupportState.REQUESTED)
    asked_by = person(_("asked by"))
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    taken_by = person(_("taken on by"))
    taken_at = models.DateTimeField(_("taken on"), null=True, blank=True)
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)
    evidence = models.TextField(_("what was delivered"), max_length=4000, blank=True)
    attendance = models.PositiveSmallIntegerField(_("people who took part"), null=True, blank=True)
    # Why it was declined, withdrawn or handed back; the newest.
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("support request")
        verbose_name_plural = _("support requests")
        ordering = [F("wanted_on").asc(nulls_last=True), "-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[SupportState.DELIVERED, SupportState.CLOSED])
                | (Q(delivered_on__isnull=False) & ~Q(evidence="")),
                name="support_delivered_has_evidence",
            ),
            models.CheckConstraint(
                condition=~Q(state=SupportState.DECLINED) | ~Q(reason=""), name="support_declined_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(origin="", origin_id=None) | (~Q(origin="") & Q(origin_id__isnull=False)),
                name="support_origin_whole",
            ),
        ]

    def __str__(self):
        return f"support request {self.pk}"
