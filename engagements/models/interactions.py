"""Contacts of a cluster: meetings, briefings, information passed on, invitations, and series of them. Confidential."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from calendar_app.models import Entry, Review
from clusters.models import Cluster
from engagements.enums import (
    Channel,
    Delivery,
    Exposure,
    InteractionKind,
    InteractionState,
    Moment,
    SeriesUnit,
    Side,
    StepOwner,
)
from engagements.models.common import MarkedOnLine, person
from engagements.models.plans import PlanLine
from mechanisms.models import Mechanism, Theme
from stakeholders.models import Stakeholder


def _link(model, verbose_name, **options):
    options = {"null": True, "blank": True, "on_delete": models.PROTECT, **options}
    return models.ForeignKey(model, verbose_name=verbose_name, related_name="+", **options)


class InteractionSeries(MarkedOnLine):
    """A contact that recurs: regular meetings with human rights actors, updates to a ranked mandate."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    plan_line = _link(PlanLine, _("plan line"))
    mechanism = _link(Mechanism, _("mechanism"))
    kind = models.CharField(_("kind"), max_length=20, choices=InteractionKind)
    topic = models.CharField(_("topic"), max_length=200)
    with_whom = models.CharField(_("with whom"), max_length=200, blank=True)
    side = models.CharField(_("side"), max_length=15, choices=Side, default=Side.OTHER)
    every = models.PositiveSmallIntegerField(_("every"), default=1)
    unit = models.CharField(_("weeks or months"), max_length=6, choices=SeriesUnit, default=SeriesUnit.MONTHS)
    # The day counted from: months are added to it each time, so that the 31st comes back after a short month.
    starts_on = models.DateField(_("first on"))
    next_on = models.DateField(_("next on"), null=True, blank=True)
    owner_role = models.CharField(_("who is reminded"), max_length=16, choices=StepOwner, default=StepOwner.COORDINATOR)
    exposure = models.CharField(_("who may know"), max_length=15, choices=Exposure, default=Exposure.RESTRICTED)
    is_ended = models.BooleanField(_("ended"), default=False)
    created_by = person(_("created by"))
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("series of interactions")
        verbose_name_plural = _("series of interactions")
        ordering = ["is_ended", F("next_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(every__gte=1) & Q(every__lte=60), name="series_every_1_to_60"),
            models.CheckConstraint(condition=Q(is_ended=True) | Q(next_on__isnull=False), name="series_runs_or_ended"),
        ]

    def __str__(self):
        return self.topic


class Interaction(MarkedOnLine):
    """One contact, planned or held. With whom is a function, never a private person's name."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    plan_line = _link(PlanLine, _("plan line"))
    entry = _link(Entry, _("date"))
    # The reporting cycle it belongs to (MATRIX D034).
    review = _link(Review, _("review"))
    mechanism = _link(Mechanism, _("mechanism"))
    # What a thematic briefing is about, instead of a review of a State (MATRIX D018).
    theme = _link(Theme, _("theme"))
    series = _link(InteractionSeries, _("series"))
    # Of the register; shown only to who may see the entry itself (MATRIX B020).
    stakeholder = _link(Stakeholder, _("stakeholder"))
    kind = models.CharField(_("kind"), max_length=20, choices=InteractionKind)
    state = models.CharField(_("state"), max_length=10, choices=InteractionState, default=InteractionState.HELD)
    # NULL while it is only proposed.
    on = models.DateField(_("day"), null=True, blank=True)
    # As agreed: an hour and a place, or the slot of a committee; words, since zones differ and slots have names.
    slot = models.CharField(_("hour and place"), max_length=120, blank=True)
    # Of an oral statement.
    delivery = models.CharField(_("how it was delivered"), max_length=15, choices=Delivery, blank=True)
    moment = models.CharField(_("when"), max_length=10, choices=Moment, blank=True)
    with_whom = models.CharField(_("with whom"), max_length=200)
    side = models.CharField(_("side"), max_length=15, choices=Side, default=Side.OTHER)
    topic = models.CharField(_("topic"), max_length=200)
    speakers = models.CharField(_("who speaks"), max_length=200, blank=True)
    points = models.TextField(_("points"), blank=True)
    is_closed = models.BooleanField(_("closed meeting"), default=False)
    debrief = models.TextField(_("what came of it"), blank=True)
    channel = models.CharField(_("way"), max_length=10, choices=Channel, default=Channel.DIRECT)
    through_whom = models.CharField(_("through whom"), max_length=200, blank=True)
    # Keys of the gates of the plan line that were shut when it was recorded that information had been passed on.
    unsettled = models.JSONField(_("not settled when it was recorded"), default=list, blank=True, editable=False)
    attendance = models.PositiveIntegerField(_("how many came"), null=True, blank=True)
    follow_up = models.CharField(_("follow-up"), max_length=300, blank=True)
    follow_up_on = models.DateField(_("follow-up by"), null=True, blank=True)
    follow_up_role = models.CharField(_("who follows up"), max_length=16, choices=StepOwner, blank=True)
    followed_up_at = models.DateTimeField(_("followed up"), null=True, blank=True)
    followed_up_by = person(_("followed up by"))
    exposure = models.CharField(_("who may know"), max_length=15, choices=Exposure, default=Exposure.RESTRICTED)
    created_by = person(_("created by"))
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("interaction")
        verbose_name_plural = _("interactions")
        ordering = [F("on").desc(nulls_first=True), "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(channel=Channel.INDIRECT) | ~Q(through_whom=""),
                name="interaction_indirect_names_through_whom",
                violation_error_message=_("Say through whom the information goes."),
            ),
            models.CheckConstraint(
                condition=~Q(state=InteractionState.HELD) | Q(on__isnull=False),
                name="interaction_held_has_day",
                violation_error_message=_("Say on which day it was."),
            ),
            models.CheckConstraint(
                condition=Q(followed_up_at=None) | ~Q(follow_up=""), name="interaction_follow_up_done_has_words"
            ),
        ]
        indexes = [
            models.Index(fields=["cluster", "on"]),
            models.Index(
                fields=["cluster", "follow_up_on"], condition=Q(followed_up_at=None), name="contact_follow_up"
            ),
        ]

    def __str__(self):
        return self.topic
