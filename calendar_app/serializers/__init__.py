"""What the API tells and takes. Texts are in the reader's language, instants in UTC, dates local to `time_zone`."""

from calendar_app.serializers.entries import (
    ChangedEntrySerializer,
    EntrySerializer,
    NewEntrySerializer,
    ReasonForSerializer,
    ReasonSerializer,
    StageSerializer,
    VerifySerializer,
)
from calendar_app.serializers.outcomes import NewOutcomeSerializer, OutcomeSerializer
from calendar_app.serializers.sessions import (
    ChangedSessionSerializer,
    MoveReviewSerializer,
    MoveSerializer,
    NewReviewDocumentSerializer,
    NewSessionSerializer,
    PlannedMoveSerializer,
    ReviewDatesSerializer,
    ReviewDocumentSerializer,
    ReviewSerializer,
    SessionSerializer,
    ShortenSerializer,
)

__all__ = [
    "ChangedEntrySerializer",
    "ChangedSessionSerializer",
    "EntrySerializer",
    "MoveReviewSerializer",
    "MoveSerializer",
    "NewEntrySerializer",
    "NewOutcomeSerializer",
    "NewReviewDocumentSerializer",
    "NewSessionSerializer",
    "OutcomeSerializer",
    "PlannedMoveSerializer",
    "ReasonForSerializer",
    "ReasonSerializer",
    "ReviewDatesSerializer",
    "ReviewDocumentSerializer",
    "ReviewSerializer",
    "SessionSerializer",
    "ShortenSerializer",
    "StageSerializer",
    "VerifySerializer",
]
