"""Who sees what the trail says about plans and submissions."""

from django.db.models import Q, TextField, Value
from django.db.models.functions import Cast, Concat

from core import memo, policy
from core.models import AuditEntry
from engagements.models import (
    AdvocacyIssue,
    AdvocacyMessage,
    AdvocacyStrategy,
    AnalysisFinding,
    AnalysisUpdate,
    ApprovalPolicy,
    CaseReferral,
    DiscussionList,
    FrameworkRollout,
    HandOver,
    HctBriefing,
    InputRequest,
    Interaction,
    InteractionSeries,
    LetterStep,
    MeetingInvitation,
    MeetingNote,
    MonitoringTool,
    PartnerTolerance,
    PlanAim,
    PlanConcern,
    PlanContext,
    PlanLine,
    PlanObstacle,
    PressProposal,
    ProtocolSignature,
    ReadingItem,
    RecommendationWatch,
    ReferralCapacity,
    RegisterEntry,
    ReprisalCircle,
    ReprisalIncident,
    ReprisalProtocol,
    SharingException,
    SharingProtocol,
    SharingRow,
    SharingStrategy,
    Submission,
)

_SAFETY = (
    CaseReferral,
    ProtocolSignature,
    ReferralCapacity,
    ReprisalCircle,
    ReprisalIncident,
    ReprisalProtocol,
    SharingException,
    SharingProtocol,
    SharingStrategy,
)
_ADVOCACY = (
    AdvocacyIssue,
    AdvocacyMessage,
    AdvocacyStrategy,
    AnalysisFinding,
    DiscussionList,
    HctBriefing,
    MonitoringTool,
    PartnerTolerance,
    RecommendationWatch,
    RegisterEntry,
    SharingRow,
)
_PLANS = (PlanLine, LetterStep, PlanAim, PlanConcern, PlanContext, PlanObstacle, HandOver)
_FRAMEWORK = (AnalysisUpdate, FrameworkRollout)
_MEETINGS = (Interaction, InteractionSeries, MeetingInvitation, MeetingNote)
_WORK = (Submission, ApprovalPolicy, InputRequest, PressProposal, ReadingItem, *_MEETINGS)
# What entries of the trail stand for themselves; entries about all else name one of these as what they belong to.
TOLD_OF = (*_PLANS, *_FRAMEWORK, *_ADVOCACY, *_SAFETY, *_WORK)
# Seen by more people than what an entry about them may stand under: an entry is read by who sees both.
_SEEN_BY_MORE = (PlanLine, PlanConcern)
# Acts on what is open to everybody.
_OPEN = ("engagements.messagehint", "engagements.riskguidance")


@policy.narrow(AuditEntry)
def trail_of_visible_things(user):
    """An entry about a plan line, a submission, an interaction or a part of one is seen only by who sees the thing
    itself now: that something happened would tell that it exists. Entries of what is gone, or names none, are seen by
    nobody."""
    # The trail holds names, not keys: "12" as target, "engagements.planline:12" as what a part belongs to.
    elsewhere = ~Q(target_type__startswith="engagements.") & ~Q(parent__startswith="engagements.")
    seen = elsewhere | Q(target_type__in=_OPEN)
    # Nearly forty rules ask for the same roles.
    with memo.shared():
        for model in TOLD_OF:
            seen |= _tells_of(model, user)
    return seen


def _tells_of(model, user):
    """What the trail says of things of `model` that `user` sees, and of their parts."""
    kind, number = model._meta.label_lower, Cast("pk", TextField())
    names = Concat(Value(f"{kind}:"), number, output_field=TextField())
    under = Q(parent__in=model.objects.visible_to(user).order_by().values_list(names))
    if model is PlanLine:
        more = Q(pk__in=[])
        for each in _SEEN_BY_MORE:
            more |= _itself(each, user)
        under &= more | ~Q(target_type__in=[each._meta.label_lower for each in _SEEN_BY_MORE])
    itself = _itself(model, user)
    return under | (itself & Q(parent="") if model in _SEEN_BY_MORE else itself)


def _itself(model, user):
    seen = model.objects.visible_to(user).order_by().values_list(Cast("pk", TextField()))
    return Q(target_type=model._meta.label_lower, target_id__in=seen)
