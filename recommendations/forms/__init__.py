"""Forms of this room."""

from recommendations.forms.areas import AreasForm
from recommendations.forms.conditions import ConditionForm
from recommendations.forms.follow_up import (
    ActivityForm,
    EndForm,
    FollowUpForm,
    OfferMoveForm,
    ProgressForm,
)
from recommendations.forms.frameworks import FrameworkForm, TieForm
from recommendations.forms.imports import ImportFileForm

__all__ = [
    "ActivityForm",
    "AreasForm",
    "ConditionForm",
    "EndForm",
    "FollowUpForm",
    "FrameworkForm",
    "ImportFileForm",
    "OfferMoveForm",
    "ProgressForm",
    "TieForm",
]
