"""Forms of the calendar: they parse and say what is wrong; the rules of the field are in the actions."""

from calendar_app.forms.asked import OFFERED
from calendar_app.forms.entries import EntryForm, KeptEntryForm, OfficialForm, PinForm, ReasonForm
from calendar_app.forms.feeds import FeedForm
from calendar_app.forms.sessions import (
    ReviewDatesForm,
    ReviewDocumentForm,
    ReviewMoveForm,
    SessionEditForm,
    SessionForm,
    SessionMoveForm,
    SessionShortenForm,
)
from calendar_app.forms.visits import VisitStageForm

__all__ = [
    "OFFERED",
    "EntryForm",
    "FeedForm",
    "KeptEntryForm",
    "OfficialForm",
    "PinForm",
    "ReasonForm",
    "ReviewDatesForm",
    "ReviewDocumentForm",
    "ReviewMoveForm",
    "SessionEditForm",
    "SessionForm",
    "SessionMoveForm",
    "SessionShortenForm",
    "VisitStageForm",
]
