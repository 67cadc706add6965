"""What a stakeholder does with the cluster in a step."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StepPart(models.TextChoices):
    """The part of a partner in a step (MATRIX A008, B011)."""

    PARTNER = "partner", pgettext_lazy("part in a step", "Partner")
    PRESENTER = "presenter", _("Joint presenter")
    DRAFTER = "drafter", _("Drafter")
