"""Forms of this room."""

from recommendations.forms.follow_up import (
    ActivityForm,
    EndForm,
    FollowUpForm,
    OfferMoveForm,
    ProgressForm,
)
from recommendations.forms.imports import ImportFileForm

__all__ = ["ActivityForm", "EndForm", "FollowUpForm", "ImportFileForm", "OfferMoveForm", "ProgressForm"]
