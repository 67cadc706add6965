"""Plan lines and steps as other programs see them. Dates are local to the mechanism, instants in UTC."""

from engagements.serializers.plans.lines import (
    ChangePlanLineSerializer,
    CopyLineSerializer,
    FollowDateSerializer,
    LineMarkSerializer,
    LineStateSerializer,
    LinkLinesSerializer,
    NameLineReaderSerializer,
    NewPlanLineSerializer,
    OfClusterSerializer,
    PlanLineDetailSerializer,
    PlanLineSerializer,
    UnlinkLinesSerializer,
)
from engagements.serializers.plans.steps import (
    AddStepSerializer,
    ChangeStepSerializer,
    NewStepSerializer,
    OfferedStepSerializer,
    StepActSerializer,
    StepAsideSerializer,
    StepSerializer,
)

__all__ = [
    "AddStepSerializer",
    "ChangePlanLineSerializer",
    "ChangeStepSerializer",
    "CopyLineSerializer",
    "FollowDateSerializer",
    "LineMarkSerializer",
    "LineStateSerializer",
    "LinkLinesSerializer",
    "NameLineReaderSerializer",
    "NewPlanLineSerializer",
    "NewStepSerializer",
    "OfClusterSerializer",
    "OfferedStepSerializer",
    "PlanLineDetailSerializer",
    "PlanLineSerializer",
    "StepActSerializer",
    "StepAsideSerializer",
    "StepSerializer",
    "UnlinkLinesSerializer",
]
