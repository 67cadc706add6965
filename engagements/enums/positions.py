"""What members, the Humanitarian Country Team and the lead agency may say to an engagement or a text."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HctDecision(models.TextChoices):
    INFORMED = "informed", _("Informed")
    CONSULTED = "consulted", _("Consulted")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")


class MemberAnswer(models.TextChoices):
    """The states of a formal endorsement that is hard to get (MATRIX H005)."""

    ENDORSED = "endorsed", _("Endorsed")
    NO_OBJECTION = "no_objection", _("No objection")
    DISCUSSED = "discussed", _("Discussed only")
    NEEDS_CLEARANCE = "needs_clearance", _("Needs higher clearance")
    DECLINED = "declined", _("Declined")


class LeadAgencyWay(models.TextChoices):
    """Through the lead agency or with its endorsement (guide 1, slide 6)."""

    CHANNEL = "channel", _("Goes through the lead agency")
    ENDORSEMENT = "endorsement", _("Endorsed by the lead agency")
    DECLINED = "declined", _("Declined by the lead agency")
