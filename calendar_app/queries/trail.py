"""The changes of dates, readable: who, when, old, new, why.

The trail itself is closed (leads and Task Team). Of an open date of the reference calendar, whoever sees the date may
see its changes; of any other, only whom the trail is open to.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from calendar_app.enums import Audience, Certainty, EntryState, Origin, Precision, ReviewBasis, VisitStage
from calendar_app.models import Entry, Review, Session
from core.dates import about_text, day_text, month_text, no_date
from core.models import AuditEntry


@dataclass(frozen=True, slots=True)
class FieldChange:
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    at: dt.datetime
    who: str
    verb: str
    reason: str
    fields: list


def _is_open(entry):
    return entry.cluster_id is None and entry.audience == Audience.OPEN


def trail_of(user, entries):
    """The audit entries about `entries` (which `user` sees), newest first."""
    kind = Entry._meta.label_lower
    open_ids = [str(entry.pk) for entry in entries if _is_open(entry)]
    closed_ids = [str(entry.pk) for entry in entries if not _is_open(entry)]
    trail = AuditEntry.objects.unscoped("changes of open dates that the reader sees").filter(
        target_type=kind, target_id__in=open_ids
    )
    if closed_ids:
        trail = trail | AuditEntry.objects.visible_to(user).filter(target_type=kind, target_id__in=closed_ids)
    return trail.order_by("-at", "-pk")


def history_of(user, entry, *, most=50):
    """The `Change`s of one date, newest first. The caller has shown that `user` sees it."""
    return [_change(act, entry.precision) for act in trail_of(user, [entry])[:most]]


def session_history(session, *, most=50):
    """The `Change`s of a session, newest first: sessions are public facts."""
    trail = AuditEntry.objects.unscoped("changes of a session, a public fact").filter(
        target_type=Session._meta.label_lower, target_id=str(session.pk)
    )
    return [_change(act) for act in trail.order_by("-at", "-pk")[:most]]


def review_history(review, *, most=50):
    """The `Change`s of a review, newest first: reviews are public facts."""
    trail = AuditEntry.objects.unscoped("changes of a review, a public fact").filter(
        target_type=Review._meta.label_lower, target_id=str(review.pk)
    )
    return [_change(act) for act in trail.order_by("-at", "-pk")[:most]]


# What readers care about; versions and computed details stay in the trail.
_LABELS = {
    "title": lambda: _("Title"),
    "begins_on": lambda: _("Begins"),
    "due_on": lambda: _("Date"),
    "due_at": lambda: _("Hour"),
    "opens_on": lambda: _("Opens"),
    "closes_on": lambda: _("Closes"),
    "precision": lambda: _("Precision"),
    "certainty": lambda: _("Certainty"),
    "origin": lambda: _("Origin"),
    "state": lambda: _("State"),
    "audience": lambda: _("Who sees it"),
    "about_text": lambda: _("As announced"),
    "time_zone": lambda: _("Time zone"),
    "source": lambda: _("Source"),
    "session": lambda: _("Session"),
    "review_on": lambda: _("Day of the review"),
    "report_due_on": lambda: _("State report due"),
    "list_adopted_on": lambda: _("List of issues adopted"),
    "adopted_on": lambda: _("Adopted on"),
    "basis": lambda: _("How it is known"),
    "symbol": lambda: _("Symbol"),
    "received_on": lambda: _("Received"),
    "url": lambda: _("Address"),
    "stage": lambda: _("Stage"),
    "place": lambda: _("Place"),
}
_CHOICES = {
    "precision": Precision,
    "certainty": Certainty,
    "origin": Origin,
    "state": EntryState,
    "audience": Audience,
    "basis": ReviewBasis,
    "stage": VisitStage,
}


def known_text(day, precision):
    """A day as exactly as it is known: "4 May 2027", "May 2027", "about May 2027", "not announced"."""
    if day is None:
        return str(no_date)
    if precision == Precision.MONTH:
        return month_text(day)
    return about_text(day) if precision == Precision.SEASON else day_text(day)


def _value(name, value, precision):
    if value in (None, ""):
        return "–"
    if name in _CHOICES and value in _CHOICES[name].values:
        return str(_CHOICES[name](value).label)
    if name.endswith("_on"):
        return known_text(dt.date.fromisoformat(str(value)[:10]), precision)
    if name.endswith("_at"):
        return f"{dt.datetime.fromisoformat(value):%H:%M} UTC"
    return str(value)


def _change(act, precision=Precision.DAY):
    """`precision` is the object's present one, for acts that did not touch it."""
    before, after = act.before or {}, act.after or {}
    was, now = before.get("precision", precision), after.get("precision", precision)
    fields = [
        FieldChange(label(), _value(name, before.get(name), was), _value(name, after.get(name), now))
        for name, label in _LABELS.items()
        if (name in before or name in after) and before.get(name) != after.get(name)
    ]
    # Causes that the portal gives itself are stored in English.
    reason = _(act.reason) if act.reason else ""
    return Change(at=act.at, who=act.actor_label, verb=verb_text(act.verb), reason=reason, fields=fields)


def verb_text(verb):
    """The verb of the trail in the reader's language; an unknown one as it was recorded."""
    known = {
        "added": _("Added"),
        "created": _("Added"),
        "changed": _("Changed"),
        "published": _("Published"),
        "unpublished": _("Taken back into the drafts"),
        "verified": _("Verified"),
        "confirmed": _("Confirmed"),
        "verification_undone": _("Verification taken back"),
        "pinned": _("Set by hand"),
        "unpinned": _("Follows its rule again"),
        "official_date_set": _("Official date written down"),
        "day_set": _("Day of the review set"),
        "day_cleared": _("Day of the review taken back"),
        "document_set": _("Document written down"),
        "dates_set": _("Dates set"),
        "shortened": _("Shortened"),
        "stage_set": _("Stage set"),
        "cancelled": _("Cancelled"),
        "withdrawn": _("Withdrawn"),
        "met": _("Done"),
        "reopened": _("Open again"),
        "moved": _("Moved"),
        "recomputed": _("Recomputed"),
        "dates_generated": _("Its dates were computed"),
        "flagged": _("Flagged: its anchor moved"),
        "anchor_moved": _("Flagged: its anchor moved"),
    }
    return known.get(verb.rsplit(".", 1)[-1], verb)
