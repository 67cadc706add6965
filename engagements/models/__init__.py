"""Plans, safeguards and submissions of a cluster. Every table here is confidential (see policy/)."""

from engagements.models.approval import ApprovalPolicy, PolicyRule
from engagements.models.plans import EngagementStep, PlanLine, PlanLineReader, RiskForm
from engagements.models.submissions import Dispatch, Section, SignOff, Submission, SubmissionReader, Version

__all__ = [
    "ApprovalPolicy",
    "Dispatch",
    "EngagementStep",
    "PlanLine",
    "PlanLineReader",
    "PolicyRule",
    "RiskForm",
    "Section",
    "SignOff",
    "Submission",
    "SubmissionReader",
    "Version",
]
