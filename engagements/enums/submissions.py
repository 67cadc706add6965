"""Kinds, states, moves and sign-offs of submissions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SubmissionKind(models.TextChoices):
    UPR_SINGLE = "upr_single", _("UPR submission")
    UPR_JOINT = "upr_joint", _("Joint UPR submission")
    UPR_MID_TERM = "upr_mid_term", _("UPR mid-term contribution")
    TREATY_BODY = "treaty_body", _("Treaty body input")
    LIST_OF_ISSUES = "list_of_issues", _("Input for a list of issues")
    ALTERNATIVE_REPORT = "alternative_report", _("Alternative report to a treaty body")
    FOLLOW_UP = "follow_up", _("Follow-up information for a treaty body")
    GENERAL_COMMENT = "general_comment", _("Input for a general comment")
    SPECIAL_PROCEDURE = "special_procedure", _("Special procedures input")
    LETTER = "letter", _("Letter of information")
    STATEMENT = "statement", _("Oral statement")
    TALKING_POINTS = "talking_points", _("Talking points for a briefing")
    HEARING = "hearing", _("Statement for a hearing")
    AMICUS = "amicus", _("Amicus brief")
    SIDE_EVENT = "side_event", _("Material for a side event")
    BRIEFING = "briefing", _("Briefing note")
    CONFIDENTIAL_COMMENTS = "confidential_comments", _("Confidential comments for a State review")
    INQUIRY = "inquiry", _("Information for an inquiry of a treaty body")
    INVESTIGATION = "investigation", _("Material for an investigation")


# Texts that are read aloud: they have a speaking time and a copy in large type.
SPOKEN = frozenset({SubmissionKind.STATEMENT, SubmissionKind.TALKING_POINTS, SubmissionKind.HEARING})


class Drafting(models.TextChoices):
    """Whose draft a text is (MATRIX I002)."""

    OWN = "own", _("The cluster’s own draft")
    CONTRIBUTION = "contribution", _("A contribution to somebody else’s draft")


class EvidenceKind(models.TextChoices):
    """What stands behind a statement."""

    REPORT = "report", _("Report or study")
    OFFICIAL = "official", _("Law or official document")
    DATA = "data", _("Data set or monitoring")
    MEETING = "meeting", _("Meeting")
    INTERVIEW = "interview", _("Interview or group discussion")
    MEDIA = "media", _("Media")
    OBSERVATION = "observation", _("Own observation")
    OTHER = "other", _("Other")


class DetailLevel(models.TextChoices):
    """How detailed a proposed recommendation is."""

    BROAD = "broad", _("Broad")
    DETAILED = "detailed", _("Detailed")


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

    CONSULT = "consult", _("Open for consultation")
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
