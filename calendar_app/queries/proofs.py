"""The page a date rests on. One look at that page verifies every date of a session that rests on it, and no other."""

import hashlib

from calendar_app.enums import Origin
from mechanisms.enums import Anchor

_OF_SESSION = frozenset({Anchor.SESSION_OPENS, Anchor.SESSION_CLOSES})


def parts_of(source):
    """The parts of a source, which " | " separates: partly addresses, partly references."""
    return [part.strip() for part in (source or "").split(" | ") if part.strip()]


def is_address(text):
    return text.startswith(("https://", "http://")) and len(text.split()) == 1


def page_of(source):
    """The first address in a source, else the source as it stands; "" where there is none."""
    parts = parts_of(source)
    return next((part for part in parts if is_address(part)), " | ".join(parts))


def proof_of(*, origin, source, anchor, session_source, review_source):
    """The page to look at for a date. A computed date is right when what it counts from is right: it rests on the page
    of its session, or, where it counts from a country's review, on the page that places the review there. Any other
    date rests on its own source; without one, on its session's."""
    if origin == Origin.COMPUTED:
        if anchor in _OF_SESSION or not review_source:
            return page_of(session_source)
        return page_of(review_source)
    return page_of(source) or page_of(session_source)


def proof_of_entry(entry):
    """`proof_of` for a date with its session and review at hand."""
    return proof_of(
        origin=entry.origin,
        source=entry.source,
        anchor=entry.computed_from.get("anchor", ""),
        session_source=entry.session.source if entry.session_id else "",
        review_source=entry.review.source if entry.review_id else "",
    )


def group_key(session_id, page, *, waits=False):
    """A short name for "the dates of this session that rest on this page", stable from request to request."""
    text = f"{session_id or ''}|{page}|{'waits' if waits else ''}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]
