"""States, moves and urgency of individual cases."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseState(models.TextChoices):
    """Where a referral stands; the moves between are in rules/cases.py."""

    IDENTIFIED = "identified", _("Identified")
    CONSENTED = "consented", _("Consented")
    REFERRED = "referred", _("Referred")
    LODGED = "lodged", _("Lodged")
    REGISTERED = "registered", _("Registered")
    DECIDED = "decided", _("Decided")
    CLOSED = "closed", _("Closed")


class CaseVerb(models.TextChoices):
    CONSENT = "consent", _("Record consent")
    REFER = "refer", _("Referred to legal help")
    LODGE = "lodge", _("Lodged with the mechanism")
    REGISTER = "register", _("Registered by the mechanism")
    DECIDE = "decide", _("Decided")
    CLOSE = "close", _("Close")
    WITHDRAW_CONSENT = "withdraw_consent", _("Consent withdrawn")


class Urgency(models.TextChoices):
    ORDINARY = "ordinary", _("Ordinary")
    URGENT = "urgent", _("Urgent")
    IMMINENT = "imminent", _("Harm is imminent")
