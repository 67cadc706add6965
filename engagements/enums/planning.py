"""What surrounds a plan line: its trigger in detail, the aims it serves, the context of the year, links."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TriggerKind(models.TextChoices):
    """What exactly set an engagement off (MATRIX E021); `Trigger` keeps the coarse share (A022)."""

    CALENDAR_DATE = "calendar_date", _("A date of the calendar")
    OUTSIDE_REQUEST = "outside_request", _("A request from outside")
    CRISIS = "crisis", _("A crisis")
    OUTCOME = "outcome", _("An outcome")
    VISIT = "visit", _("A visit")


class AimPurpose(models.TextChoices):
    """The three purposes of protection work (IASC policy; MATRIX A004)."""

    EMPOWER = "empower", _("Empower people to claim their rights")
    ADVOCATE = "advocate", _("Advocate with them")
    DUTY_BEARERS = "duty_bearers", _("Build capacity and accountability of duty-bearers")


class Openness(models.TextChoices):
    """How open the Government is to human rights work (MATRIX E007)."""

    OPEN = "open", _("Open")
    SELECTIVE = "selective", _("Open on some topics")
    CLOSED = "closed", _("Closed")


class Route(models.TextChoices):
    NATIONAL = "national", _("National first")
    INTERNATIONAL = "international", _("International first")
    BOTH = "both", _("Both side by side")


class LinkKind(models.TextChoices):
    """How one engagement bears on another (MATRIX E018)."""

    TRIGGERS = "triggers", _("sets off")
    FEEDS = "feeds", _("feeds into")
    SUPERSEDES = "supersedes", _("takes the place of")
