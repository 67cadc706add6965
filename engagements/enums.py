"""Marks, channels, states of the engagement process."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Exposure(models.TextChoices):
    """The mark: who may know. Ordered from open to closed in RANK."""

    OPEN = "open", _("Open")
    MEMBERS = "members_only", _("Members only")
    RESTRICTED = "restricted", _("Restricted")
    CONFIDENTIAL = "confidential", _("Confidential")


EXPOSURE_RANK = {mark: rank for rank, mark in enumerate(Exposure)}


class Trigger(models.TextChoices):
    PLANNED = "planned", _("Planned")
    REQUEST = "request", _("Outside request")
    OPPORTUNITY = "opportunity", _("Opportunity")


class Channel(models.TextChoices):
    DIRECT = "direct", _("Direct")
    INDIRECT = "indirect", _("Indirect, through another body")


class OnBehalfOf(models.TextChoices):
    """A lead agency's act never ticks the cluster's own step (MATRIX A009)."""

    CLUSTER = "cluster", _("Protection cluster")
    LEAD_AGENCY = "lead_agency", _("Cluster lead agency")
    MEMBER = "member", _("Member organisation")


class Reason(models.TextChoices):
    """The seven reasons to engage (guide 1, slide 5)."""

    PEOPLES_REALITY = "peoples_reality", _("Read people's reality, root causes and groups left behind")
    ADVOCACY = "advocacy", _("Stronger, more strategic advocacy")
    DELICATE_ISSUES = "delicate_issues", _("Raise delicate issues with a mechanism's wording")
    NETWORKS = "networks", _("Build networks in the country")
    AWARENESS = "awareness", _("Raise awareness of rights and inequality")
    PRIORITIES = "priorities", _("Find advocacy priorities in recommendations")
    AGENDA_2030 = "agenda_2030", _("Tie recommendations to the 2030 Agenda")


class LineState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    NOT_NOW = "not_now", _("Not now")


class StepState(models.TextChoices):
    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    NOT_NOW = "not_now", _("Not now")


class StepOwner(models.TextChoices):
    """Steps belong to roles, so that a hand-over loses none."""

    COORDINATOR = "coordinator", _("Coordinator")
    CO_COORDINATOR = "co_coordinator", _("Co-coordinator")
    SAG = "sag", _("SAG member")
    MEMBER = "member", _("Members")
    TASK_TEAM = "task_team", _("Task Team")


class RiskLine(models.TextChoices):
    """Do no harm and the four humanitarian principles, then who could suffer retaliation."""

    DO_NO_HARM = "do_no_harm", _("Do no harm")
    HUMANITY = "humanity", _("Humanity")
    NEUTRALITY = "neutrality", _("Neutrality")
    IMPARTIALITY = "impartiality", _("Impartiality")
    INDEPENDENCE = "independence", _("Independence")
    RETALIATION_SOURCES = "retaliation_sources", _("Retaliation against sources and persons of concern")
    RETALIATION_MEMBERS = "retaliation_members", _("Retaliation against member organisations and staff")
    RETALIATION_OPERATIONS = "retaliation_operations", _("Consequences for operations and access")


class RiskLevel(models.TextChoices):
    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")


class RiskDecision(models.TextChoices):
    GO = "go", _("Go")
    GO_WITH_MITIGATION = "go_with_mitigation", _("Go, with the measures named")
    NO_GO = "no_go", _("No-go")


class SubmissionKind(models.TextChoices):
    UPR_SINGLE = "upr_single", _("UPR submission")
    UPR_JOINT = "upr_joint", _("Joint UPR submission")
    UPR_MID_TERM = "upr_mid_term", _("UPR mid-term contribution")
    TREATY_BODY = "treaty_body", _("Treaty body input")
    SPECIAL_PROCEDURE = "special_procedure", _("Special procedures input")
    STATEMENT = "statement", _("Oral statement")
    BRIEFING = "briefing", _("Briefing note")


class Status(models.TextChoices):
    """Where a submission stands; the moves between are in workflow.py."""

    DRAFT = "draft", _("Draft")
    CONSULTATION = "consultation", _("Consultation")
    SIGN_OFF = "sign_off", _("Sign-off")
    CLEARED = "cleared", _("Cleared")
    SUBMITTED = "submitted", _("Submitted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


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
