"""How something turned out that others may learn from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Worked(models.TextChoices):
    """Examples from experience are asked for, those that went wrong as well (000:119, 000:128)."""

    WORKED = "worked", _("It worked")
    PARTLY = "partly", _("It worked in part")
    DID_NOT = "did_not", _("It did not work")
