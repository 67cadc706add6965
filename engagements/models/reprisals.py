"""Reprisals against people who cooperate with mechanisms: a small circle, and what it is told."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster
from core.scoping import ScopedModel
from engagements.enums import ReprisalKind, ReprisalState
from engagements.models.common import person
from mechanisms.models import Mechanism


class ReprisalCircle(ScopedModel):
    """The small circle of a cluster that looks after reprisals. One row a cluster; its people are `CirclePerson`."""

    cluster = models.OneToOneField(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("circle for reprisals")
        verbose_name_plural = _("circles for reprisals")

    def __str__(self):
        return f"circle for reprisals {self.pk}"


class CirclePerson(ScopedModel):
    circle = models.ForeignKey(ReprisalCircle, on_delete=models.CASCADE, related_name="+")
    user = person(_("person"), null=False, blank=False, on_delete=models.CASCADE)
    added_by = person(_("added by"))
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("person of the circle")
        verbose_name_plural = _("people of the circle")
        constraints = [models.UniqueConstraint(fields=["circle", "user"], name="circle_person_once")]

    def __str__(self):
        return str(self.user_id)


class ReprisalIncident(ScopedModel):
    """What somebody suffered for cooperating, without names. Whoever reports it does not see it again, unless she
    belongs to the circle."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=ReprisalKind)
    mechanism = models.ForeignKey(
        Mechanism, verbose_name=_("mechanism"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # With `is_month` the first of the month stands for all of it.
    happened_on = models.DateField(_("when"), null=True, blank=True)
    is_month = models.BooleanField(_("the month only"), default=True)
    description = models.TextField(_("what happened"))
    state = models.CharField(_("state"), max_length=20, choices=ReprisalState, default=ReprisalState.REPORTED)
    route = models.TextField(_("route to a focal point"), blank=True)
    follow_up = models.TextField(_("follow-up"), blank=True)
    # Whoever is about to send to the same mechanism is asked to speak with the circle first.
    warns = models.BooleanField(_("ask senders to speak with the circle"), default=True)
    reported_by = person(_("reported by"))
    reported_at = models.DateTimeField(_("reported"), auto_now_add=True)
    deletion_asked_by = person(_("deletion asked by"))
    deletion_asked_at = models.DateTimeField(_("deletion asked"), null=True, blank=True)
    deleted_by = person(_("deletion confirmed by"))
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("reprisal")
        verbose_name_plural = _("reprisals")
        ordering = ["-reported_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(deleted_at=None) | Q(description="", route="", follow_up="", warns=False),
                name="reprisal_deleted_is_blank",
            ),
            models.CheckConstraint(
                condition=Q(deleted_by=None) | Q(deletion_asked_by=None) | ~Q(deleted_by=F("deletion_asked_by")),
                name="reprisal_deleted_by_two",
            ),
        ]

    def __str__(self):
        return f"reprisal {self.pk}"


class ReprisalProtocol(ScopedModel):
    """One version of what a cluster does when somebody is harmed for cooperating (MATRIX H014; workshop paper, lines 28
    and 106). Read by the whole cluster, unlike the log: whoever is in trouble must know what comes next. Never changed:
    a new version follows."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("version"))
    at_once = models.TextField(_("what is done at once"))
    # Offices and functions: the names of the circle stay with the circle.
    whom = models.TextField(_("whom to speak with, and how"))
    focal_points = models.TextField(_("route to the focal points"))
    measures = models.TextField(_("what protects people"), blank=True)
    never = models.TextField(_("what nobody does"), blank=True)
    in_force_on = models.DateField(_("in force from"))
    recorded_by = person(_("recorded by"))
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("protocol on reprisals")
        verbose_name_plural = _("protocols on reprisals")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["cluster", "number"], name="reprisal_protocol_version_once")]

    def __str__(self):
        return f"protocol on reprisals {self.pk}"
