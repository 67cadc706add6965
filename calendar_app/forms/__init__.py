"""Forms of the calendar: they parse and say what is wrong; the rules of the field are in the actions."""

from calendar_app.forms.entries import EntryForm, KeptEntryForm, OfficialForm, PinForm, ReasonForm
from calendar_app.forms.feeds import FeedForm
from calendar_app.forms.sessions import ReviewMoveForm, SessionEditForm, SessionForm, SessionMoveForm

__all__ = [
    "EntryForm",
    "FeedForm",
    "KeptEntryForm",
    "OfficialForm",
    "PinForm",
    "ReasonForm",
    "ReviewMoveForm",
    "SessionEditForm",
    "SessionForm",
    "SessionMoveForm",
]
