"""What a cluster's approval policy may ask of members and of the Humanitarian Country Team."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MemberDemand(models.TextChoices):
    """What the members must have been asked before anything goes out (MATRIX H003)."""

    NONE = "none", _("Nothing")
    INFORMED = "informed", _("Informed")
    CONSULTED = "consulted", _("Consulted")
    MAJORITY = "majority", _("Position of a majority")
    EACH = "each", _("Position of each organisation named")


class HctDemand(models.TextChoices):
    """What the Humanitarian Country Team has to do with it (MATRIX H001, H002)."""

    NONE = "none", _("Nothing")
    INFORMED = "informed", _("Informed")
    CONSULTED = "consulted", _("Consulted")
    APPROVING = "approving", _("Approves")
