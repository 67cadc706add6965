"""Adding and editing single dates."""

from django.db import transaction

from calendar_app.actions.changes import plain
from calendar_app.actions.entry_building import AUDITED, apply_changes, drafted_entry, record_edit
from calendar_app.actions.entry_links import set_themes, theme_keys
from calendar_app.actions.entry_rows import audit_entry, is_unconfirmed_visit, locked_for, save_entry
from calendar_app.actions.locking import check_reason, check_still_visible
from calendar_app.enums import Publication
from calendar_app.models import Entry
from core import events

EDITABLE = frozenset(
    {
        "kind",
        *Entry.TITLES,
        "mechanism",
        "country",
        "due_on",
        "begins_on",
        "at",
        "time_zone",
        "precision",
        "about_text",
        "certainty",
        "audience",
        "author_type",
        "obligation",
        "source",
        "note",
        "confidence",
        "session",
        "parent",
        "place",
        "themes",
    }
)


@transaction.atomic
def create_entry(*, themes=(), confirmed_sharing=False, by, **values):
    """Add a date by hand: for the reference calendar (Task Team) or for one `cluster` (its coordinators).

    `at` is the local hour in `time_zone` (default: the mechanism's). Without `due_on` the date is "not announced"; with
    precision MONTH or SEASON any day of the month. `stage` is of country visits; their certainty follows it, and a
    visit that is not confirmed is for coordinators only: a wider audience needs `confirmed_sharing`, which is
    recorded. `session` is what a presentation, a side event or a call belongs to; `parent` the date it is part of.
    With a source the date counts as official, without one as set by hand. Starts as a draft. The names are those of
    `drafted_entry`, with `themes`.
    Raises ValidationError for impossible dates, `Refused` for others. Twice adds two dates."""
    entry = drafted_entry(confirmed_sharing=confirmed_sharing, by=by, **values)
    entry.full_clean()
    entry.save()
    set_themes(entry, themes)
    check_still_visible(entry, by)
    after = plain(entry, AUDITED)
    if themes:
        after["themes"] = theme_keys(entry)
    if confirmed_sharing and is_unconfirmed_visit(entry):
        after["confirmed_sharing"] = True
    audit_entry("entry.created", entry, by=by, after=after)
    if entry.publication == Publication.PUBLISHED:
        events.announce("entry_published", entry=entry, by=by)
    return entry


@transaction.atomic
def edit_entry(*, entry, expected_version=None, reason="", confirmed_sharing=False, by, **changes):
    """Change a date. Names as in `create_entry`; only what differs is written. A change of the date itself needs a
    `reason` and is announced ("entry_moved"). Of generated dates only note, audience and themes: their days follow the
    session and can be pinned or set officially. The stage of a visit changes by `set_visit_stage`; showing a visit that
    is not confirmed to more people needs `confirmed_sharing`. Raises `Stale` when someone was quicker; the same values
    write nothing."""
    wrong = set(changes) - EDITABLE
    if wrong:
        raise TypeError(f"edit_entry does not change {sorted(wrong)}.")
    row = locked_for(entry, by, expected_version)
    themes = changes.pop("themes", None)
    edited = apply_changes(row, changes, confirmed_sharing=confirmed_sharing, by=by)
    after = plain(row, AUDITED)
    if themes is not None:
        edited.before["themes"], after["themes"] = set_themes(row, themes)
    if after == edited.before and not edited.touched:
        return row
    if edited.moved(row):
        reason = check_reason(reason)
    row.full_clean()
    save_entry(row, seen=True)
    check_still_visible(row, by)
    record_edit(row, edited, after, reason=reason, confirmed_sharing=confirmed_sharing, by=by)
    return row
