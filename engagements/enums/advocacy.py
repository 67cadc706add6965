"""Levels, leads, audiences and states of advocacy."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AdvocacyLevel(models.TextChoices):
    """The rungs of the ladder, from the lowest up (MATRIX H025, O005)."""

    WORKING = "working", _("Working level")
    HCT = "hct", _("Humanitarian country team")
    PUBLIC = "public", _("Public")


LEVEL_RANK = {level: rank for rank, level in enumerate(AdvocacyLevel)}


class AdvocacyLead(models.TextChoices):
    """Who speaks first for an issue. Roles, so that a hand-over loses nothing."""

    COORDINATOR = "coordinator", _("Coordinator")
    CO_COORDINATOR = "co_coordinator", _("Co-coordinator")
    SAG = "sag", _("SAG member")
    MEMBER = "member", _("Member organisation")
    LEAD_AGENCY = "lead_agency", _("Cluster lead agency")
    HC = "hc", _("Humanitarian Coordinator")
    RC = "rc", _("Resident Coordinator")
    OHCHR = "ohchr", _("OHCHR or human rights adviser")
    GPC = "gpc", _("Global Protection Cluster")


class Horizon(models.TextChoices):
    """How soon the issue can move (MATRIX A015)."""

    SHORT = "short", _("Short term")
    MEDIUM = "medium", _("Medium term")


class IssueState(models.TextChoices):
    OPEN = "open", _("Live")
    PAUSED = "paused", _("Paused")
    CLOSED = "closed", _("Closed")


class Audience(models.TextChoices):
    """Whom a message is for (MATRIX B023)."""

    HC = "hc", _("Humanitarian Coordinator")
    RC = "rc", _("Resident Coordinator")
    REGIONAL = "regional", _("Regional coordinators")
    HCT = "hct", _("Humanitarian country team")
    UNCT = "unct", _("UN country team")
    GOVERNMENT = "government", _("Government bodies")
    PARLIAMENT = "parliament", _("Parliament")
    FORCES = "forces", _("Armed and security forces")
    DONORS = "donors", _("Donors")
    STATES = "states", _("Embassies and other States")
    MECHANISM = "mechanism", _("Human rights mechanism")
    MEDIA = "media", _("Media")
    PUBLIC = "public", _("Public")


class MessageState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    AGREED = "agreed", _("Agreed")
    USED = "used", _("Used")


class MessageChannel(models.TextChoices):
    """How a message was brought."""

    MEETING = "meeting", _("Meeting behind closed doors")
    LETTER = "letter", _("Letter or note")
    BRIEFING = "briefing", _("HCT briefing")
    SUBMISSION = "submission", _("Input to a mechanism")
    STATEMENT = "statement", _("Public statement")
    PRESS = "press", _("Press or social media")


PUBLIC_CHANNELS = frozenset({MessageChannel.STATEMENT, MessageChannel.PRESS})


class HintKind(models.TextChoices):
    DO = "do", _("Do")
    DONT = "dont", _("Don't")


class ActionChannel(models.TextChoices):
    PRIVATE = "private", _("In private")
    PUBLIC = "public", _("In public")


class ActionState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class Tolerance(models.TextChoices):
    """How much risk a partner can carry in advocacy (MATRIX H023)."""

    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")


class WatchKind(models.TextChoices):
    """Why a cluster keeps an eye on a recommendation."""

    RISK = "risk", _("Possible risk area")
    EARLY_WARNING = "early_warning", _("Early-warning sign")


class WarningLevel(models.TextChoices):
    """How strong an early-warning sign is, in the cluster's judgement."""

    WATCH = "watch", _("Keep watching")
    CONCERN = "concern", _("Cause for concern")
    ALARM = "alarm", _("Act now")
