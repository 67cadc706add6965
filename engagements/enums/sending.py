"""What was sent, what proves it, and what the mechanism made of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SentFile(models.TextChoices):
    """Which file went out. Only the first two were made by the portal from the cleared version."""

    PORTAL_PDF = "portal_pdf", _("The PDF of the portal")
    PORTAL_DOCX = "portal_docx", _("The Word file of the portal")
    OWN = "own", _("Another file, for instance a signed scan")


class ProofKind(models.TextChoices):
    RECEIPT = "receipt", _("Receipt")
    SCREENSHOT = "screenshot", _("Picture of the screen")
    EMAIL = "email", _("E-mail")
    ACKNOWLEDGEMENT = "acknowledgement", _("Acknowledgement by the mechanism")
    OTHER = "other", _("Other proof")


class Stage(models.TextChoices):
    """Where in the work of a mechanism a point may show up (issue: mentioned in summary, list of issues,
    observations)."""

    SUMMARY = "summary", _("Summary of information")
    LIST_OF_ISSUES = "list_of_issues", _("List of issues")
    DIALOGUE = "dialogue", _("Questions in the session")
    OBSERVATIONS = "observations", _("Concluding observations or outcome of the review")
    REPORT = "report", _("Report or letter of a mandate holder")
    RESOLUTION = "resolution", _("Resolution or decision")


class Taken(models.TextChoices):
    """How far a document took a point up (guide 6: what happens with what we sent)."""

    REFLECTED = "reflected", _("Reflected")
    PARTLY = "partly", _("Partly reflected")
    MISSING = "missing", _("Missing")


class AskedDoor(models.TextChoices):
    """By which door a request came in."""

    LETTER = "letter", _("Letter or e-mail to the cluster")
    CALL = "call", _("Published call")
    MEETING = "meeting", _("Said in a meeting")
    OHCHR = "ohchr", _("Through OHCHR")
    LEAD_AGENCY = "lead_agency", _("Through the lead agency")
    TASK_TEAM = "task_team", _("Through the Task Team")
    OTHER = "other", _("Another way")


class AskedState(models.TextChoices):
    OPEN = "open", _("Waits for an answer")
    TAKEN_UP = "taken_up", _("Taken up")
    DECLINED = "declined", _("Declined")
