"""Kinds, states, moves and sign-offs of submissions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SubmissionKind(models.TextChoices):
    UPR_SINGLE = "upr_single", _("UPR submission")
    UPR_JOINT = "upr_joint", _("Joint UPR submission")
    UPR_MID_TERM = "upr_mid_term", _("UPR mid-term contribution")
    TREATY_BODY = "treaty_body", _("Treaty body input")
    SPECIAL_PROCEDURE = "special_procedure", _("Special procedures input")
    STATEMENT = "statement", _("Oral statement")
    BRIEFING = "briefing", _("Briefing note")
    CONFIDENTIAL_COMMENTS = "confidential_comments", _("Confidential comments for a State review")
    INQUIRY = "inquiry", _("Information for an inquiry of a treaty body")
    INVESTIGATION = "investigation", _("Material for an investigation")


class Status(models.TextChoices):
    """Where a submission stands; the moves between are in workflow.py."""

    DRAFT = "draft", _("Draft")
    CONSULTATION = "consultation", _("Consultation")
    SIGN_OFF = "sign_off", _("Sign-off")
    CLEARED = "cleared", _("Cleared")
    SUBMITTED = "submitted", _("Submitted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# What some states of an oral statement are called.
STATEMENT_WORDS = {Status.DRAFT: _("Drafted"), Status.SUBMITTED: _("Delivered")}


class Verb(models.TextChoices):
    """The moves of the workflow."""

    CONSULT = "consult", _("Ask the members")
    REQUEST_SIGN_OFF = "request_sign_off", _("Ask sign-off")
    CLEAR = "clear", _("Clear")
    SUBMIT = "submit", _("Record as submitted")
    RETURN = "return", _("Return")
    WITHDRAW = "withdraw", _("Withdraw")


class SignRole(models.TextChoices):
    """Roles whose sign-off a submission needs."""

    COORDINATOR = "coordinator", _("Coordinator or co-coordinator")
    SAG = "sag", _("Strategic Advisory Group")


class Decision(models.TextChoices):
    AGREED = "agreed", _("Agreed")
    DECLINED = "declined", _("Declined")


class SubmissionChannel(models.TextChoices):
    ONLINE = "online", _("Online system")
    EMAIL = "email", _("E-mail")
    LEAD_AGENCY = "lead_agency", _("Through the lead agency")
    OTHER_BODY = "other_body", _("Through another body")
    IN_PERSON = "in_person", _("In person")
