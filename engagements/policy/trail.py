"""Who sees what the trail says about plans and submissions."""

from django.db.models import Q, TextField, Value
from django.db.models.functions import Cast, Concat

from core import policy
from core.models import AuditEntry
from engagements.models import (
    AdvocacyIssue,
    AdvocacyMessage,
    AdvocacyStrategy,
    AnalysisFinding,
    ApprovalPolicy,
    CaseReferral,
    DiscussionList,
    HandOver,
    HctBriefing,
    InputRequest,
    Interaction,
    InteractionSeries,
    LetterStep,
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
_WORK = (Submission, ApprovalPolicy, InputRequest, Interaction, InteractionSeries, PressProposal, ReadingItem)
# What entries of the trail stand for themselves; entries about all else name one of these as what they belong to.
TOLD_OF = (*_PLANS, *_ADVOCACY, *_SAFETY, *_WORK)
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
    for model in TOLD_OF:
        seen |= _tells_of(model, user)
    return seen


def _tells_of(model, user):
    kind, number = model._meta.label_lower, Cast("pk", TextField())
    seen = model.objects.visible_to(user).order_by()
    itself = Q(target_type=kind, target_id__in=seen.values_list(number))
    return itself | Q(parent__in=seen.values_list(Concat(Value(f"{kind}:"), number, output_field=TextField())))
