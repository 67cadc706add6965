"""Marks, channels, states of the engagement process: one file a noun."""

from engagements.enums.approval import HctDemand, MemberDemand
from engagements.enums.personal_data import PersonalData
from engagements.enums.plans import (
    EXPOSURE_RANK,
    Channel,
    Exposure,
    LineState,
    OnBehalfOf,
    Reason,
    StepOwner,
    StepState,
    Trigger,
)
from engagements.enums.risk import RiskDecision, RiskLevel, RiskLine
from engagements.enums.submissions import Decision, SignRole, Status, SubmissionChannel, SubmissionKind, Verb

__all__ = [
    "EXPOSURE_RANK",
    "Channel",
    "Decision",
    "Exposure",
    "HctDemand",
    "LineState",
    "MemberDemand",
    "OnBehalfOf",
    "PersonalData",
    "Reason",
    "RiskDecision",
    "RiskLevel",
    "RiskLine",
    "SignRole",
    "Status",
    "StepOwner",
    "StepState",
    "SubmissionChannel",
    "SubmissionKind",
    "Trigger",
    "Verb",
]
