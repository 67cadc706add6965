"""Plans, safeguards and submissions of a cluster. Every table here is confidential (see policy/)."""

from engagements.models.plans import EngagementStep, PlanLine, PlanLineReader, RiskForm
from engagements.models.submissions import Dispatch, Section, SignOff, Submission, SubmissionReader, Version

__all__ = [
    "Dispatch",
    "EngagementStep",
    "PlanLine",
    "PlanLineReader",
    "RiskForm",
    "Section",
    "SignOff",
    "Submission",
    "SubmissionReader",
    "Version",
]
