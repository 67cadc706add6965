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
from engagements.models.analysis import AnalysisFinding, FindingProvision, MonitoringTool, SharingRow
from engagements.models.approval import ApprovalPolicy, PolicyRule
from engagements.models.blind import BlindAnswer, BlindConsultation
from engagements.models.cases import CaseDeputy, CaseMove, CaseReferral, ReferralCapacity
from engagements.models.citations import DiscussionList, MessageCitation, RecommendationWatch, RecommendationWork
from engagements.models.clearing import FindingAnswer, SignOffRequest, SpellingChange
from engagements.models.comments import Comment, SubmissionShare
from engagements.models.contributions import ContributionParagraph, ContributionRequest
from engagements.models.evidence import EvidenceNote
from engagements.models.experience import ExperienceNote
from engagements.models.framework import AnalysisUpdate, FrameworkRollout
from engagements.models.guidance import RiskGuidance
from engagements.models.handing import HandOver
from engagements.models.interactions import Interaction, InteractionSeries
from engagements.models.joint import SubmittingOrganisation
from engagements.models.letter import LetterStep
from engagements.models.meetings import AgendaItem, MeetingInvitation, MeetingNote
from engagements.models.obstacles import PlanObstacle
from engagements.models.partners import StepPartner
from engagements.models.planning import PlanAim, PlanConcern, PlanContext, PlanLink
from engagements.models.plans import EngagementStep, PlanLine, PlanLineReader, RiskForm
from engagements.models.positions import (
    HctPosition,
    LeadAgencyBacking,
    MemberPosition,
    MembersInformed,
    PositionRequest,
)
from engagements.models.process import ComponentMove, ComponentVersion, LineComponent, LookBack, QuarterWeights
from engagements.models.proposals import ProposedRecommendation
from engagements.models.reading import ReadingItem
from engagements.models.rendering import Rendering
from engagements.models.reprisals import CirclePerson, ReprisalCircle, ReprisalIncident, ReprisalProtocol
from engagements.models.requests import InputRequest
from engagements.models.results import PointUptake, SubmissionClosing, SubmissionPoint
from engagements.models.sending import Dispatch, DispatchAttempt, DispatchCorrection, DispatchProof, FinalFile
from engagements.models.sessions import LineReport, PressProposal, SessionConcern
from engagements.models.sharing import ProtocolSignature, SharingException, SharingProtocol, SharingStrategy
from engagements.models.step_provisions import StepProvision
from engagements.models.strategy import AdviceStrategy, AdvocacyStrategy, BriefingIssue, HctBriefing, RegisterEntry
from engagements.models.submissions import Section, SignOff, Submission, SubmissionReader, Version
from engagements.models.visits import LineInput, StopSafety, VisitStop

__all__ = [
    "ActionPartner",
    "AdviceStrategy",
    "AdvocacyAction",
    "AdvocacyIssue",
    "AdvocacyMessage",
    "AdvocacyStrategy",
    "AgendaItem",
    "AnalysisFinding",
    "AnalysisUpdate",
    "ApprovalPolicy",
    "BlindAnswer",
    "BlindConsultation",
    "BriefingIssue",
    "CaseDeputy",
    "CaseMove",
    "CaseReferral",
    "CirclePerson",
    "Comment",
    "ComponentMove",
    "ComponentVersion",
    "ContributionParagraph",
    "ContributionRequest",
    "DiscussionList",
    "Dispatch",
    "DispatchAttempt",
    "DispatchCorrection",
    "DispatchProof",
    "EngagementStep",
    "EvidenceNote",
    "ExperienceNote",
    "FinalFile",
    "FindingAnswer",
    "FindingProvision",
    "FrameworkRollout",
    "HandOver",
    "HctBriefing",
    "HctPosition",
    "InputRequest",
    "Interaction",
    "InteractionSeries",
    "IssueInstrument",
    "LeadAgencyBacking",
    "LetterStep",
    "LineComponent",
    "LineInput",
    "LineReport",
    "LookBack",
    "MeetingInvitation",
    "MeetingNote",
    "MemberPosition",
    "MembersInformed",
    "MessageCitation",
    "MessageHint",
    "MonitoringTool",
    "PartnerTolerance",
    "PlanAim",
    "PlanConcern",
    "PlanContext",
    "PlanLine",
    "PlanLineReader",
    "PlanLink",
    "PlanObstacle",
    "PointUptake",
    "PolicyRule",
    "PositionRequest",
    "PressProposal",
    "ProposedRecommendation",
    "ProtocolSignature",
    "QuarterWeights",
    "ReadingItem",
    "RecommendationWatch",
    "RecommendationWork",
    "ReferralCapacity",
    "RegisterEntry",
    "Rendering",
    "ReprisalCircle",
    "ReprisalIncident",
    "ReprisalProtocol",
    "RiskForm",
    "RiskGuidance",
    "Section",
    "SessionConcern",
    "SharingException",
    "SharingProtocol",
    "SharingRow",
    "SharingStrategy",
    "SignOff",
    "SignOffRequest",
    "SpellingChange",
    "StepPartner",
    "StepProvision",
    "StopSafety",
    "Submission",
    "SubmissionClosing",
    "SubmissionPoint",
    "SubmissionReader",
    "SubmissionShare",
    "SubmittingOrganisation",
    "Version",
    "VisitStop",
]
