"""Where a request for a contribution stands, and how typed text becomes paragraphs. Pure."""

import re

from engagements.enums import RequestState

MAX_PARAGRAPHS = 60
MAX_CHARACTERS = 5000
_EMPTY_LINES = re.compile(r"\n[ \t]*\n+")


def state_of(request, *, now, is_waiting):
    """`request` has its instants; `is_waiting`: some of its paragraphs wait to be dealt with."""
    if request.revoked_at is not None:
        return RequestState.REVOKED
    if request.sent_at is not None:
        return RequestState.SENT if is_waiting else RequestState.SETTLED
    if request.expires_at is not None and request.expires_at <= now:
        return RequestState.EXPIRED
    return RequestState.ASKED if request.written_at is None else RequestState.WRITING


def paragraphs_in(text):
    """The paragraphs of a typed text: an empty line begins the next."""
    return [part.strip("\n").rstrip() for part in _EMPTY_LINES.split(text) if part.strip()]
