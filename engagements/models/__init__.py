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
from engagements.models.reading import ReadingItem
from engagements.models.sessions import LineReport, PressProposal, SessionConcern
from engagements.models.submissions import Dispatch, Section, SignOff, Submission, SubmissionReader, Version
from engagements.models.visits import LineInput, StopSafety, VisitStop

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
    "LineInput",
    "LineReport",
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
    "PressProposal",
    "QuarterWeights",
    "ReadingItem",
    "RiskForm",
    "Section",
    "SessionConcern",
    "SignOff",
    "StopSafety",
    "Submission",
    "SubmissionReader",
    "Version",
    "VisitStop",
]
