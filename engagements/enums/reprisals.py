"""Kinds and states of reprisals."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReprisalKind(models.TextChoices):
    """What was done to people who cooperate (regional workshop, lines 83 and 85)."""

    LEGAL = "legal", _("Legal harassment")
    PHYSICAL = "physical", _("Physical attack")
    ONLINE = "online", _("Attack online, surveillance")
    WORK = "work", _("Restriction of work")
    THREAT = "threat", _("Threat, intimidation")
    OTHER = "other", _("Other")


class ReprisalState(models.TextChoices):
    REPORTED = "reported", _("Reported")
    WITH_FOCAL_POINT = "with_focal_point", _("With a focal point")
    FOLLOWED_UP = "followed_up", _("Followed up")
    CLOSED = "closed", _("Closed")
