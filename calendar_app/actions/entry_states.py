"""The life of a single date: drafted, published, verified, pinned, met, cancelled."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from calendar_app import rules
from calendar_app.actions.changes import When, announce_move, plain
from calendar_app.actions.entry_rows import (
    audit_entry,
    check_audience,
    check_day,
    check_hour,
    check_no_stage,
    check_open,
    check_zone,
    local_hour,
    locked_for,
    save_entry,
)
from calendar_app.actions.generating import load_scope, recompute
from calendar_app.actions.locking import check_reason, check_still_visible
from calendar_app.enums import DEADLINE_KINDS, Certainty, EntryState, Origin, Precision, Publication
from core import clock, events
from core.enums import Confidence


@transaction.atomic
def publish_entry(*, entry, expected_version=None, by):
    """Show a draft to its audience; announces "entry_published". Published already: nothing."""
    row = locked_for(entry, by, expected_version)
    if row.publication == Publication.PUBLISHED:
        return row
    check_audience(row)
    row.publication = Publication.PUBLISHED
    save_entry(row, seen=True)
    audit_entry("entry.published", row, by=by)
    events.announce("entry_published", entry=row, by=by)
    return row


@transaction.atomic
def unpublish_entry(*, entry, reason, expected_version=None, by):
    """Take a date back into the drafts, with a reason; its reminders end ("entry_unpublished"). A draft: nothing."""
    reason = check_reason(reason)
    row = locked_for(entry, by, expected_version)
    if row.publication == Publication.DRAFT:
        return row
    row.publication = Publication.DRAFT
    save_entry(row, seen=True)
    check_still_visible(row, by)
    audit_entry("entry.unpublished", row, by=by, reason=reason)
    events.announce("entry_unpublished", entry=row, reason=reason, by=by)
    return row


@transaction.atomic
def verify_entry(*, entry, source=None, by):
    """Say "I looked, this is right": today's date and the person's name; also confirms a date whose anchor moved.
    `source` replaces the address of the proof. Each call is recorded; calendars and reminders are not touched."""
    row = locked_for(entry, by)
    before = {"source": row.source, "anchor_moved": row.anchor_moved, "confidence": row.confidence}
    before |= {"verified_at": row.verified_at and row.verified_at.isoformat(), "verified_by_id": row.verified_by_id}
    row.verified_at, row.verified_by = clock.now(), by
    if source:
        row.source = source.strip()
    if row.source and row.confidence in (Confidence.NONE, Confidence.MEMORY):
        row.confidence = Confidence.SINGLE_SOURCE
    was_flagged, row.anchor_moved = row.anchor_moved, False
    save_entry(row, seen=False)
    after = {"source": row.source, "anchor_moved": False, "confidence": row.confidence}
    after |= {"verified_at": row.verified_at.isoformat(), "verified_by_id": by.pk}
    audit_entry("entry.verified", row, by=by, before=before, after=after | {"confirmed_after_move": was_flagged})
    return row


@transaction.atomic
def pin_entry(*, entry, due_on, at=None, time_zone="", precision=None, reason, expected_version=None, by):
    """Set a computed date by hand, with a reason: it stays when its session moves (and is flagged then), until an
    official date comes or `unpin_entry`. An official date is not pinned but corrected by `set_official_date`.
    Announces "entry_moved" when the day or its hour changes."""
    reason = check_reason(reason)
    row = locked_for(entry, by, expected_version)
    check_open(row)
    check_no_stage(row, "due_on")
    if row.origin == Origin.OFFICIAL:
        raise ValidationError({"due_on": _("An official date is not set by hand. Correct the official date instead.")})
    if row.precision != Precision.NONE and precision is None and at is None and due_on == row.due_on:
        at = local_hour(row)
    before, was = plain(row), When.of(row)
    zone = check_zone(time_zone or row.time_zone)
    check_day("due_on", due_on)
    check_hour(at, precision)
    if due_on is None:
        raise ValidationError({"due_on": _("Give the date that shall stand.")})
    due = rules.pinned(due_on, person=str(by), because=reason, at=at, time_zone=zone, precision=precision)
    row.begins_on, row.due_on, row.due_at, row.precision = None, due.on, due.at, due.precision
    row.time_zone, row.origin, row.certainty = zone, due.origin, Certainty.PROVISIONAL
    row.explanation, row.anchor_moved = [*due.explanation], False
    row.full_clean()
    save_entry(row, seen=True)
    audit_entry("entry.pinned", row, by=by, before=before, after=plain(row), reason=reason)
    if was != When.of(row):
        announce_move(row, was, cause=reason, by=by)
    return row


@transaction.atomic
def unpin_entry(*, entry, reason, expected_version=None, by):
    """Let a pinned date follow its rule again: it is recomputed at once. A date that is not pinned: nothing."""
    reason = check_reason(reason)
    row = locked_for(entry, by, expected_version)
    if row.origin != Origin.PINNED:
        return row
    if not row.is_generated:
        raise ValidationError({"due_on": _("This date follows no rule: there is nothing it could go back to.")})
    row.origin, row.anchor_moved = Origin.COMPUTED, False
    save_entry(row, seen=True)
    audit_entry("entry.unpinned", row, by=by, before=plain(row), reason=reason)
    recompute(load_scope(**_anchors_of(row)), cause=reason, by=by)
    row.refresh_from_db()
    return row


@transaction.atomic
def cancel_entry(*, entry, reason, expected_version=None, by):
    """The date will not take place: it stays visible as cancelled, reminders end ("entry_cancelled"), feeds say so.
    Cancelled already: ValidationError."""
    reason = check_reason(reason)
    row = locked_for(entry, by, expected_version)
    if row.state == EntryState.CANCELLED:
        raise ValidationError({"state": _("This date is cancelled already.")})
    before = {"state": row.state}
    row.state = EntryState.CANCELLED
    save_entry(row, seen=True)
    audit_entry("entry.cancelled", row, by=by, before=before, after={"state": row.state}, reason=reason)
    events.announce("entry_cancelled", entry=row, reason=reason, by=by)
    return row


@transaction.atomic
def mark_met(*, entry, expected_version=None, by):
    """The deadline is met (kinds in DEADLINE_KINDS): it never moves again and reminds nobody ("entry_met"). Reference
    dates: Task Team; a cluster's own: its coordinators. Met already: nothing."""
    row = locked_for(entry, by, expected_version)
    if row.state == EntryState.MET:
        return row
    check_open(row)
    if row.kind not in DEADLINE_KINDS:
        raise ValidationError({"state": _("Only a deadline can be met; this date takes place by itself.")})
    row.state = EntryState.MET
    save_entry(row, seen=True)
    audit_entry("entry.met", row, by=by, before={"state": EntryState.OPEN}, after={"state": EntryState.MET})
    events.announce("entry_met", entry=row, by=by)
    return row


@transaction.atomic
def reopen_entry(*, entry, reason, expected_version=None, by):
    """A met or cancelled date is open again ("entry_reopened") and, if it follows a rule, brought up to date.
    Open: nothing."""
    reason = check_reason(reason)
    row = locked_for(entry, by, expected_version)
    if row.state == EntryState.OPEN:
        return row
    if row.state == EntryState.MET:
        check_no_stage(row, "state")
    before = {"state": row.state}
    row.state = EntryState.OPEN
    row.computed_from = {name: value for name, value in row.computed_from.items() if name != "withdrawn"}
    save_entry(row, seen=True)
    audit_entry("entry.reopened", row, by=by, before=before, after={"state": row.state}, reason=reason)
    events.announce("entry_reopened", entry=row, reason=reason, by=by)
    if row.is_generated:
        recompute(load_scope(**_anchors_of(row)), cause=reason, by=by)
        row.refresh_from_db()
    return row


def _anchors_of(row):
    if row.review_id:
        return {"reviews": [row.review]}
    return {"sessions": [row.session]} if row.session_id else {"yearly": [row.rule]}
