"""Plans, safeguards and submissions of a cluster. Every table here is confidential (see policy/)."""

from engagements.models.advocacy import (
    ActionPartner,
    AdvocacyAction,
    AdvocacyIssue,
    AdvocacyMessage,
    IssueInstrument,
    MessageHint,
    PartnerTolerance,
)
from engagements.models.approval import ApprovalPolicy, PolicyRule
from engagements.models.interactions import Interaction, InteractionSeries
from engagements.models.planning import PlanAim, PlanConcern, PlanContext, PlanLink
from engagements.models.plans import EngagementStep, PlanLine, PlanLineReader, RiskForm
from engagements.models.process import ComponentMove, ComponentVersion, LineComponent, LookBack, QuarterWeights
from engagements.models.submissions import Dispatch, Section, SignOff, Submission, SubmissionReader, Version

__all__ = [
    "ActionPartner",
    "AdvocacyAction",
    "AdvocacyIssue",
    "AdvocacyMessage",
    "ApprovalPolicy",
    "ComponentMove",
    "ComponentVersion",
    "Dispatch",
    "EngagementStep",
    "Interaction",
    "InteractionSeries",
    "IssueInstrument",
    "LineComponent",
    "LookBack",
    "MessageHint",
    "PartnerTolerance",
    "PlanAim",
    "PlanConcern",
    "PlanContext",
    "PlanLine",
    "PlanLineReader",
    "PlanLink",
    "PolicyRule",
    "QuarterWeights",
    "RiskForm",
    "Section",
    "SignOff",
    "Submission",
    "SubmissionReader",
    "Version",
]
