"""Every write on the calendar. Keyword-only, one transaction, policy first, audited.

News told through `core.events` (all inside the transaction):
entry_moved(entry, old_on, new_on, old_starts_on, old_at, cause, by) · entry_published(entry, by) ·
entry_unpublished(entry, reason, by) ·
entry_cancelled(entry, reason, by) · entry_met(entry, by) · entry_reopened(entry, reason, by) ·
session_moved(session, changed) · session_cancelled(session, cancelled, reason, by) ·
review_moved(review, old_session, by) ·
calendar_published(calendar, by) · calendar_withdrawn(calendar, reason, by) · calendar_gone_through(calendar, by)
visit_stage_changed(entry, old_stage, new_stage, by)
"""

from calendar_app.actions.entries import create_entry, edit_entry
from calendar_app.actions.entry_states import (
    cancel_entry,
    mark_met,
    pin_entry,
    publish_entry,
    reopen_entry,
    unpin_entry,
    unpublish_entry,
    verify_entry,
)
from calendar_app.actions.exporting import record_export
from calendar_app.actions.generating import generate_entries, recompute_after, recompute_stale
from calendar_app.actions.importing import apply_import, discard_import, read_import, undo_import, undo_plan
from calendar_app.actions.moving import PlannedMove, move_session, preview_move
from calendar_app.actions.officials import clear_official_date, set_official_date
from calendar_app.actions.review_documents import set_review_dates, set_review_document
from calendar_app.actions.reviews import create_review, move_review, preview_review_move, set_review_day
from calendar_app.actions.sessions import cancel_session, create_session, edit_session, verify_session
from calendar_app.actions.shortening import shorten_session
from calendar_app.actions.verifying import undo_verification, verify_dates
from calendar_app.actions.visits import set_visit_stage

__all__ = [
    "PlannedMove",
    "apply_import",
    "cancel_entry",
    "cancel_session",
    "clear_official_date",
    "create_entry",
    "create_review",
    "create_session",
    "discard_import",
    "edit_entry",
    "edit_session",
    "generate_entries",
    "mark_met",
    "move_review",
    "move_session",
    "pin_entry",
    "preview_move",
    "preview_review_move",
    "publish_entry",
    "read_import",
    "recompute_after",
    "recompute_stale",
    "record_export",
    "reopen_entry",
    "set_official_date",
    "set_review_dates",
    "set_review_day",
    "set_review_document",
    "set_visit_stage",
    "shorten_session",
    "undo_import",
    "undo_plan",
    "undo_verification",
    "unpin_entry",
    "unpublish_entry",
    "verify_dates",
    "verify_entry",
    "verify_session",
]
