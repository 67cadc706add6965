"""How the condition of a step of the library stands for a cluster."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConditionState(models.TextChoices):
    MET = "met", _("condition met")
    NOT_MET = "not_met", _("condition not met")
    UNKNOWN = "unknown", _("not known whether it is met")
