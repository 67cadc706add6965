"""Adding and editing single dates."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from calendar_app import rules
from calendar_app.actions.changes import DATE_FIELDS, plain
from calendar_app.actions.entry_rows import (
    audit_entry,
    check_audience,
    check_day,
    check_hour,
    check_zone,
    local_hour,
    locked_for,
    save_entry,
)
from calendar_app.actions.locking import check_reason, check_still_visible
from calendar_app.enums import (
    Audience,
    Certainty,
    EntryKind,
    Origin,
    Precision,
    Publication,
)
from calendar_app.models import Entry
from calendar_app.policy import check_can_edit_entry
from core import clock, events
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
    check_audience(entry)
    if source:
        entry.verified_at, entry.verified_by = clock.now(), by
    entry.full_clean()
    entry.save()
    check_still_visible(entry, by)
    audit_entry("entry.created", entry, by=by, after=plain(entry, AUDITED))
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
    row = locked_for(entry, by, expected_version)
    fixed = sorted(
        name for name in set(changes) - EDITABLE_GENERATED if row.is_generated and _differs(row, name, changes)
    )
    if fixed:
        raise ValidationError(
            {fixed[0]: _("This date is kept by the portal. Pin it or set the official date instead.")}
        )
    before = plain(row, AUDITED)
    old_on, old_starts_on, old_dates = row.due_on, row.starts_on, plain(row)
    dated = {"due_on", "begins_on", "at", "time_zone", "precision"} & set(changes)
    for name in sorted(set(changes) - dated):
        setattr(row, name, changes[name])
    if dated and not row.is_generated:
        _set_dates(
            row,
            due_on=changes.get("due_on", row.due_on),
            begins_on=changes.get("begins_on", row.begins_on),
            at=changes["at"] if "at" in changes else local_hour(row),
            time_zone=changes.get("time_zone", row.time_zone),
            precision=changes.get("precision", row.precision),
            by=by,
        )
    check_audience(row)
    after = plain(row, AUDITED)
    if after == before and not set(changes) - set(AUDITED) - dated:
        return row
    moved = plain(row) != old_dates
    if moved:
        reason = check_reason(reason)
    row.full_clean()
    save_entry(row, seen=True)
    check_still_visible(row, by)
    names = [name for name in AUDITED if before[name] != after[name]]
    audit_entry(
        "entry.moved" if moved else "entry.changed",
        row,
        by=by,
        before={name: before[name] for name in names},
        after={name: after[name] for name in names},
        reason=reason,
    )
    if moved:
        events.announce(
            "entry_moved",
            entry=row,
            old_on=old_on,
            new_on=row.due_on,
            old_starts_on=old_starts_on,
            cause=reason,
            by=by,
        )
    return row


def _default_audience(kind, certainty, cluster):
    if kind == EntryKind.COUNTRY_VISIT and certainty != Certainty.CONFIRMED:
        return Audience.COORDINATORS
    return Audience.MEMBERS if cluster else Audience.OPEN


def _differs(row, name, changes):
    current = local_hour(row) if name == "at" else getattr(row, name)
    return current != changes[name]


def _set_dates(row, *, due_on, begins_on, at, time_zone, precision, by):
    zone = check_zone(time_zone or row.mechanism.time_zone or "Europe/Zurich")
    check_day("due_on", due_on)
    check_day("begins_on", begins_on)
    check_hour(at, precision)
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
    given = {"at": at, "time_zone": zone, "precision": precision, "begins_on": begins_on, "certainty": row.certainty}
    if row.source:
        due = rules.official(due_on, source=row.source, confidence=row.confidence, **given)
    else:
        due = rules.pinned(due_on, person=str(by), because=row.note or str(row.title), **given)
    row.begins_on = due.begins_on if due.precision in (Precision.DAY, Precision.INSTANT) else None
    row.due_on, row.due_at, row.precision, row.time_zone = due.on, due.at, due.precision, zone
    row.origin, row.explanation = due.origin, list(due.explanation)
