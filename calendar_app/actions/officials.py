"""Official dates: what a secretariat published takes the place of what a rule computes."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from calendar_app import rules
from calendar_app.actions.changes import When, announce_move, plain
from calendar_app.actions.entry_rows import check_day, check_hour, check_no_stage, check_zone
from calendar_app.actions.generating import load_scope, recompute
from calendar_app.actions.locking import locked_entry, locked_session
from calendar_app.actions.reviews import set_review_day
from calendar_app.enums import Certainty, EntryKind, EntryState, Origin, Precision
from calendar_app.models import Entry, OfficialDate
from calendar_app.policy import check_can_edit_entry, check_can_keep_calendar
from core import audit, clock
from core.enums import Confidence

OFFICIAL_FIELDS = ("due_on", "at", "time_zone", "precision", "certainty", "source", "confidence")


@transaction.atomic
def set_official_date(
    *,
    entry=None,
    session=None,
    rule=None,
    due_on,
    at=None,
    time_zone="",
    precision=Precision.DAY,
    certainty=Certainty.CONFIRMED,
    source,
    confidence=Confidence.SINGLE_SOURCE,
    note="",
    by=None,
):
    """Write down a date as published, either for one `entry`, or for a whole `session` and `rule` (then for all its
    reviews). `at` is the hour in `time_zone` (default: the mechanism's). Beats dates set by hand and computed ones.

    Task Team and importers (`by=None`). Needs a `source`. The same values again write nothing. Returns the entry
    or the `OfficialDate`. A session's own dates are changed by `move_session`."""
    if not source:
        raise ValidationError({"source": _("An official date needs its source.")})
    if due_on is None:
        raise ValidationError({"due_on": _("Give the date that was published.")})
    check_day("due_on", due_on)
    check_hour(at, precision)
    if time_zone:
        check_zone(time_zone)
    if precision not in (Precision.DAY, Precision.MONTH, Precision.SEASON):
        precision = Precision.DAY
    values = {
        "due_on": due_on,
        "at": at,
        "time_zone": time_zone,
        "precision": precision,
        "certainty": certainty,
        "source": source,
        "confidence": confidence,
    }
    if entry is not None:
        return _for_entry(entry, values, by=by)
    return _for_session(session, rule, values, note=note, by=by)


@transaction.atomic
def clear_official_date(*, session, rule, reason, by):
    """The published date was withdrawn: the rule's own computation comes back. Task Team. Without one: nothing."""
    check_can_keep_calendar(by)
    row = OfficialDate.objects.filter(session=session, rule=rule).first()
    if row is None:
        return
    audit.record(verb="official_date.cleared", target=row, by=by, before=plain(row, OFFICIAL_FIELDS), reason=reason)
    row.delete()
    # An official date gives way to an official one only: without this the rule could not come back.
    Entry.objects.unscoped("every country's date of this rule").filter(
        session=session, rule=rule, origin=Origin.OFFICIAL, state=EntryState.OPEN
    ).update(origin=Origin.COMPUTED)
    recompute(load_scope(sessions=[session]), cause=reason, by=by)


def _for_session(session, rule, values, *, note, by):
    if by is not None:
        check_can_keep_calendar(by)
    locked_session(session)
    if values["at"] is not None and not values["time_zone"]:
        values["time_zone"] = rule.time_zone or session.mechanism.time_zone
    row = OfficialDate.objects.filter(session=session, rule=rule).first()
    if row is not None and all(getattr(row, name) == value for name, value in values.items()):
        return row
    before = plain(row, OFFICIAL_FIELDS) if row else None
    row = row or OfficialDate(session=session, rule=rule)
    for name, value in values.items():
        setattr(row, name, value)
    row.note = note or row.note
    if by is not None:
        row.verified_at, row.verified_by = clock.now(), by
    row.full_clean()
    row.save()
    audit.record(verb="official_date.set", target=row, by=by, before=before, after=plain(row, OFFICIAL_FIELDS))
    if by is not None:
        # An import sets many and generates once at its end.
        recompute(load_scope(sessions=[session]), cause=gettext_noop("The official date was published."), by=by)
    return row


def _for_entry(entry, values, *, by):
    row = locked_entry(entry)
    if by is not None:
        check_can_edit_entry(by, row)
    if row.kind == EntryKind.SESSION and row.is_generated:
        raise ValidationError({"due_on": _("This is the session itself: move the session instead.")})
    if row.kind == EntryKind.REVIEW and row.review_id and values["precision"] == Precision.DAY:
        set_review_day(review=row.review, review_on=values["due_on"], source=values["source"], by=by)
        row.refresh_from_db()
        return row
    if row.state != EntryState.OPEN:
        raise ValidationError({"due_on": _("This date is not open any more.")})
    check_no_stage(row, "due_on")
    if values["at"] is not None and not values["time_zone"]:
        values["time_zone"] = row.time_zone
    due = rules.official(values.pop("due_on"), **values)
    was, before = When.of(row), plain(row)
    if (row.due_on, row.due_at, row.precision, row.origin) == (due.on, due.at, due.precision, due.origin):
        return row
    row.begins_on = None
    row.due_on, row.due_at, row.precision = due.on, due.at, due.precision
    row.origin, row.certainty, row.explanation = due.origin, due.certainty, list(due.explanation)
    row.time_zone = values["time_zone"] or row.time_zone
    row.source, row.confidence, row.anchor_moved = values["source"], values["confidence"], False
    row.verified_at, row.verified_by = clock.now(), by
    row.sequence += 1
    row.version += 1
    row.save()
    audit.record(
        verb="entry.official_date_set",
        target=row,
        by=by,
        cluster_id=row.cluster_id,
        before=before,
        after=plain(row),
        reason=row.source,
    )
    if was != When.of(row):
        announce_move(row, was, cause=gettext_noop("The official date was published."), by=by)
    return row
