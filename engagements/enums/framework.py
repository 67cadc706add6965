"""The roll-out of the protection analytical framework."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RolloutStatus(models.TextChoices):
    """How far a cluster has come with the protection analytical framework (003:61; MATRIX T006)."""

    NOT_STARTED = "not_started", _("Not started")
    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    IN_USE = "in_use", _("In use")
