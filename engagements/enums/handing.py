"""Where a hand-over stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HandOverState(models.TextChoices):
    PREPARED = "prepared", _("Being prepared")
    GIVEN = "given", _("Handed over")
    RECEIVED = "received", _("Taken over")
