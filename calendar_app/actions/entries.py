"""Writes on single dates: add, edit, publish, verify, pin, cancel, mark as done."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from calendar_app import rules
from calendar_app.actions.generating import DATE_FIELDS, load_scope, plain, recompute
from calendar_app.actions.locking import check_reason, check_still_visible, locked_entry
from calendar_app.enums import (
    DEADLINE_KINDS,
    Audience,
    Certainty,
    EntryKind,
    EntryState,
    Origin,
    Precision,
    Publication,
)
from calendar_app.models import Entry
from calendar_app.policy import check_can_edit_entry
from calendar_app.rules.arithmetic import zone_of
from core import audit, clock, events
from core.enums import Confidence
from mechanisms.enums import AuthorType, Obligation

# What people may change on a date that the generator keeps; everything else would be overwritten.
EDITABLE_GENERATED = frozenset({"note", "audience"})
EDITABLE = frozenset(
    {
        "kind",
        "title",
        "title_fr",
        "title_ar",
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
    }
)
AUDITED = (
    "kind",
    "title",
    *DATE_FIELDS,
    "time_zone",
    "certainty",
    "audience",
    "publication",
    "state",
    "source",
    "note",
)


@transaction.atomic
def create_entry(
    *,
    kind,
    title,
    mechanism,
    country=None,
    cluster=None,
    due_on=None,
    begins_on=None,
    at=None,
    time_zone="",
    precision=None,
    about_text="",
    certainty=Certainty.CONFIRMED,
    audience=None,
    author_type=AuthorType.ANY,
    obligation=Obligation.NONE,
    source="",
    confidence=None,
    note="",
    title_fr="",
    title_ar="",
    publication=Publication.DRAFT,
    by,
):
    """Add a date by hand: for the reference calendar (Task Team) or for one `cluster` (its coordinators).

    `at` is the local hour in `time_zone` (default: the mechanism's). Without `due_on` the date is "not announced"; with
    precision MONTH or SEASON any day of the month. A visit that is not confirmed is for coordinators only unless said
    otherwise. With a source the date counts as official, without one as set by hand. Starts as a draft.
    Raises ValidationError for impossible dates, `Refused` for others. Twice adds two dates."""
    entry = Entry(
        kind=kind,
        title=title.strip(),
        title_fr=title_fr.strip(),
        title_ar=title_ar.strip(),
        mechanism=mechanism,
        country=country or (cluster.country if cluster else None),
        cluster=cluster,
        about_text=about_text,
        certainty=certainty,
        audience=audience or _default_audience(kind, certainty, cluster),
        author_type=author_type,
        obligation=obligation,
        source=source.strip(),
        confidence=confidence or (Confidence.SINGLE_SOURCE if source else Confidence.NONE),
        note=note,
        publication=publication,
        created_by=by,
    )
    check_can_edit_entry(by, entry)
    _set_dates(entry, due_on=due_on, begins_on=begins_on, at=at, time_zone=time_zone, precision=precision, by=by)
    _check_audience(entry)
    if source:
        entry.verified_at, entry.verified_by = clock.now(), by
    entry.full_clean()
    entry.save()
    check_still_visible(entry, by)
    _audit("entry.created", entry, by=by, after=plain(entry, AUDITED))
    if entry.publication == Publication.PUBLISHED:
        events.announce("entry_published", entry=entry, by=by)
    return entry


@transaction.atomic
def edit_entry(*, entry, expected_version=None, reason="", by, **changes):
    """Change a date. Names as in `create_entry`; only what differs is written. A change of the date itself needs a
    `reason` and is announced ("entry_moved"). Of generated dates only note and audience: their days follow the session
    and can be pinned or set officially. Raises `Stale` when someone was quicker; the same values write nothing."""
    wrong = set(changes) - EDITABLE
    if wrong:
        raise TypeError(f"edit_entry does not change {sorted(wrong)}.")
    row = _locked_for(entry, by, expected_version)
    fixed = sorted(
        name for name in set(changes) - EDITABLE_GENERATED if row.is_generated and _differs(row, name, changes)
    )
    if fixed:
        raise ValidationError(
            {fixed[0]: _("This date is kept by the portal. Pin it or set the official date instead.")}
        )
    before = plain(row, AUDITED)
    old_on, old_dates = row.due_on, plain(row)
    dated = {"due_on", "begins_on", "at", "time_zone", "precision"} & set(changes)
    for name in sorted(set(changes) - dated):
        setattr(row, name, changes[name])
    if dated and not row.is_generated:
        _set_dates(
            row,
            due_on=changes.get("due_on", row.due_on),
            begins_on=changes.get("begins_on", row.begins_on),
            at=changes["at"] if "at" in changes else _local_hour(row),
            time_zone=changes.get("time_zone", row.time_zone),
            precision=changes.get("precision", row.precision),
            by=by,
        )
    _check_audience(row)
    after = plain(row, AUDITED)
    if after == before and not set(changes) - set(AUDITED) - dated:
        return row
    moved = plain(row) != old_dates
    if moved:
        reason = check_reason(reason)
    row.full_clean()
    _save(row, seen=True)
    check_still_visible(row, by)
    names = [name for name in AUDITED if before[name] != after[name]]
    _audit(
        "entry.moved" if moved else "entry.changed",
        row,
        by=by,
        before={name: before[name] for name in names},
        after={name: after[name] for name in names},
        reason=reason,
    )
    if moved:
        events.announce("entry_moved", entry=row, old_on=old_on, new_on=row.due_on, cause=reason, by=by)
    return row


@transaction.atomic
def publish_entry(*, entry, expected_version=None, by):
    """Show a draft to its audience; announces "entry_published". Published already: nothing."""
    row = _locked_for(entry, by, expected_version)
    if row.publication == Publication.PUBLISHED:
        return row
    _check_audience(row)
    row.publication = Publication.PUBLISHED
    _save(row, seen=True)
    _audit("entry.published", row, by=by)
    events.announce("entry_published", entry=row, by=by)
    return row


@transaction.atomic
def unpublish_entry(*, entry, reason, expected_version=None, by):
    """Take a date back into the drafts, with a reason; its reminders end ("entry_unpublished"). A draft: nothing."""
    reason = check_reason(reason)
    row = _locked_for(entry, by, expected_version)
    if row.publication == Publication.DRAFT:
        return row
    row.publication = Publication.DRAFT
    _save(row, seen=True)
    check_still_visible(row, by)
    _audit("entry.unpublished", row, by=by, reason=reason)
    events.announce("entry_unpublished", entry=row, reason=reason, by=by)
    return row


@transaction.atomic
def verify_entry(*, entry, source=None, by):
    """Say "I looked, this is right": today's date and the person's name; also confirms a date whose anchor moved.
    `source` replaces the address of the proof. Each call is recorded; calendars and reminders are not touched."""
    row = _locked_for(entry, by)
    row.verified_at, row.verified_by = clock.now(), by
    if source:
        row.source = source.strip()
    if row.source and row.confidence in (Confidence.NONE, Confidence.MEMORY):
        row.confidence = Confidence.SINGLE_SOURCE
    was_flagged, row.anchor_moved = row.anchor_moved, False
    _save(row, seen=False)
    _audit("entry.verified", row, by=by, after={"source": row.source, "confirmed_after_move": was_flagged})
    return row


def verify_entries(*, entries, by):
    """`verify_entry` for each; returns how many. All or none."""
    with transaction.atomic():
        return len([verify_entry(entry=entry, by=by) for entry in entries])


@transaction.atomic
def pin_entry(*, entry, due_on, at=None, time_zone="", precision=None, reason, expected_version=None, by):
    """Set a computed date by hand, with a reason: it stays when its session moves (and is flagged then), until an
    official date comes or `unpin_entry`. An official date is not pinned but corrected by `set_official_date`.
    Announces "entry_moved" when the day changes."""
    reason = check_reason(reason)
    row = _locked_for(entry, by, expected_version)
    _check_open(row)
    if row.origin == Origin.OFFICIAL:
        raise ValidationError({"due_on": _("An official date is not set by hand. Correct the official date instead.")})
    if row.precision != Precision.NONE and precision is None and at is None and due_on == row.due_on:
        at = _local_hour(row)
    before, old_on = plain(row), row.due_on
    zone = time_zone or row.time_zone
    try:
        due = rules.pinned(due_on, person=str(by), because=reason, at=at, time_zone=zone, precision=precision)
    except ValueError as error:
        raise ValidationError({"due_on": str(error)}) from error
    row.begins_on, row.due_on, row.due_at, row.precision = None, due.on, due.at, due.precision
    row.time_zone, row.origin, row.certainty = zone, due.origin, Certainty.PROVISIONAL
    row.explanation, row.anchor_moved = [*due.explanation], False
    row.full_clean()
    _save(row, seen=True)
    _audit("entry.pinned", row, by=by, before=before, after=plain(row), reason=reason)
    if old_on != row.due_on:
        events.announce("entry_moved", entry=row, old_on=old_on, new_on=row.due_on, cause=reason, by=by)
    return row


@transaction.atomic
def unpin_entry(*, entry, reason, expected_version=None, by):
    """Let a pinned date follow its rule again: it is recomputed at once. A date that is not pinned: nothing."""
    reason = check_reason(reason)
    row = _locked_for(entry, by, expected_version)
    if row.origin != Origin.PINNED:
        return row
    if not row.is_generated:
        raise ValidationError({"due_on": _("This date follows no rule: there is nothing it could go back to.")})
    row.origin, row.anchor_moved = Origin.COMPUTED, False
    _save(row, seen=True)
    _audit("entry.unpinned", row, by=by, before=plain(row), reason=reason)
    recompute(load_scope(**_anchors_of(row)), cause=reason, by=by)
    row.refresh_from_db()
    return row


@transaction.atomic
def cancel_entry(*, entry, reason, expected_version=None, by):
    """The date will not take place: it stays visible as cancelled, reminders end ("entry_cancelled"), feeds say so.
    Cancelled already: ValidationError."""
    reason = check_reason(reason)
    row = _locked_for(entry, by, expected_version)
    if row.state == EntryState.CANCELLED:
        raise ValidationError({"state": _("This date is cancelled already.")})
    before = {"state": row.state}
    row.state = EntryState.CANCELLED
    _save(row, seen=True)
    _audit("entry.cancelled", row, by=by, before=before, after={"state": row.state}, reason=reason)
    events.announce("entry_cancelled", entry=row, reason=reason, by=by)
    return row


@transaction.atomic
def mark_met(*, entry, expected_version=None, by):
    """The deadline is met (kinds in DEADLINE_KINDS): it never moves again and reminds nobody ("entry_met"). Reference
    dates: Task Team; a cluster's own: its coordinators. Met already: nothing."""
    row = _locked_for(entry, by, expected_version)
    if row.state == EntryState.MET:
        return row
    _check_open(row)
    if row.kind not in DEADLINE_KINDS:
        raise ValidationError({"state": _("Only a deadline can be met; this date takes place by itself.")})
    row.state = EntryState.MET
    _save(row, seen=True)
    _audit("entry.met", row, by=by, before={"state": EntryState.OPEN}, after={"state": EntryState.MET})
    events.announce("entry_met", entry=row, by=by)
    return row


@transaction.atomic
def reopen_entry(*, entry, reason, expected_version=None, by):
    """A met or cancelled date is open again ("entry_reopened") and, if it follows a rule, brought up to date.
    Open: nothing."""
    reason = check_reason(reason)
    row = _locked_for(entry, by, expected_version)
    if row.state == EntryState.OPEN:
        return row
    before = {"state": row.state}
    row.state = EntryState.OPEN
    row.computed_from = {name: value for name, value in row.computed_from.items() if name != "withdrawn"}
    _save(row, seen=True)
    _audit("entry.reopened", row, by=by, before=before, after={"state": row.state}, reason=reason)
    events.announce("entry_reopened", entry=row, reason=reason, by=by)
    if row.is_generated:
        recompute(load_scope(**_anchors_of(row)), cause=reason, by=by)
        row.refresh_from_db()
    return row


def _anchors_of(row):
    return {"reviews": [row.review]} if row.review_id else {"sessions": [row.session]}


def _locked_for(entry, by, expected_version=None):
    row = locked_entry(entry, expected_version)
    check_can_edit_entry(by, row)
    return row


def _save(row, *, seen):
    row.version += 1
    if seen:
        row.sequence += 1
    row.save()


def _audit(verb, row, *, by, before=None, after=None, reason=""):
    audit.record(verb=verb, target=row, by=by, cluster_id=row.cluster_id, before=before, after=after, reason=reason)


def _check_open(row):
    if row.state != EntryState.OPEN:
        raise ValidationError({"state": _("This date is not open any more.")})


def _default_audience(kind, certainty, cluster):
    if kind == EntryKind.COUNTRY_VISIT and certainty != Certainty.CONFIRMED:
        return Audience.COORDINATORS
    return Audience.MEMBERS if cluster else Audience.OPEN


def _check_audience(row):
    """A planned visit that becomes known early can endanger it, and people (MATRIX: visits not confirmed)."""
    unconfirmed = row.kind == EntryKind.COUNTRY_VISIT and row.certainty != Certainty.CONFIRMED
    if unconfirmed and row.audience == Audience.OPEN:
        raise ValidationError({"audience": _("A visit that is not confirmed cannot be shown to everyone.")})
    if row.audience != Audience.OPEN and row.country_id is None and row.cluster_id is None:
        raise ValidationError({"audience": _("Without a country there are no members or coordinators to show it to.")})


def _local_hour(row):
    if row.due_at is None:
        return None
    return row.due_at.astimezone(zone_of(row.time_zone)).time()


def _differs(row, name, changes):
    current = _local_hour(row) if name == "at" else getattr(row, name)
    return current != changes[name]


def _set_dates(row, *, due_on, begins_on, at, time_zone, precision, by):
    zone = time_zone or row.mechanism.time_zone or "Europe/Zurich"
    if precision == Precision.INSTANT:
        if at is None:
            raise ValidationError({"at": _("Give the hour, or choose “day”.")})
        precision = None
    if due_on is None or precision == Precision.NONE:
        if begins_on is not None or at is not None or due_on is not None:
            raise ValidationError({"due_on": _("Give the date, or leave begin and hour empty too.")})
        row.begins_on = row.due_on = row.due_at = None
        row.precision, row.certainty, row.time_zone = Precision.NONE, Certainty.NOT_ANNOUNCED, zone
        row.origin = Origin.OFFICIAL if row.source else Origin.PINNED
        row.explanation = []
        return
    if row.certainty == Certainty.NOT_ANNOUNCED:
        raise ValidationError({"certainty": _("A date that is given is announced.")})
    if begins_on is not None and begins_on > due_on:
        raise ValidationError({"due_on": _("The end lies before the start.")})
    if at is not None and precision in (Precision.MONTH, Precision.SEASON):
        raise ValidationError({"at": _("A date known by month has no hour.")})
    given = {"at": at, "time_zone": zone, "precision": precision, "begins_on": begins_on, "certainty": row.certainty}
    try:
        if row.source:
            due = rules.official(due_on, source=row.source, confidence=row.confidence, **given)
        else:
            due = rules.pinned(due_on, person=str(by), because=row.note or str(row.title), **given)
    except (ValueError, OverflowError) as error:
        raise ValidationError({"due_on": str(error)}) from error
    row.begins_on = due.begins_on if due.precision in (Precision.DAY, Precision.INSTANT) else None
    row.due_on, row.due_at, row.precision, row.time_zone = due.on, due.at, due.precision, zone
    row.origin, row.explanation = due.origin, list(due.explanation)
