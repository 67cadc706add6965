"""Brings the calendar in line with sessions, reviews, rules, official dates. Idempotent: the second run writes nothing.

What is kept: met and cancelled dates never change; dates set by hand stay and are flagged when their anchor moved;
an official date is replaced by an official one only.
"""

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from calendar_app.actions.changes import (
    DATED_FIELDS,
    NAMING_FIELDS,
    SEEN_FIELDS,
    WRITTEN_FIELDS,
    Change,
    Result,
    announce_move,
    record_result,
)
from calendar_app.actions.drafts import Scope
from calendar_app.actions.locking import one_writer
from calendar_app.actions.rule_dates import year_key
from calendar_app.actions.wanted import build
from calendar_app.enums import EXACT, EntryState, Origin
from calendar_app.models import Entry, OfficialDate, Review, Session
from calendar_app.policy import check_can_keep_calendar
from calendar_app.rules.resolving import outranks
from core import clock, events
from mechanisms.enums import Anchor
from mechanisms.models import DeadlineRule

# Causes that the portal gives itself are stored in English and worded where they are shown.
GENERATED = gettext_noop("The reference data was updated.")
HEALED = gettext_noop("What this date counts from was changed.")


@transaction.atomic
def generate_entries(*, sessions=None, reviews=None, by=None):
    """Create and update the dates that follow from the given sessions (with their reviews) and reviews, or from all.

    For importers (`by=None`, the portal itself) and the Task Team. A session gives its own entry; a review gives the
    review, its adoption, and one entry per rule of the mechanism. Changed dates are audited and announced
    ("entry_moved"); new ones are audited once per session. Returns a `Result`; when nothing changed it is empty."""
    if by is not None:
        check_can_keep_calendar(by)
    one_writer()
    return recompute(load_scope(sessions=sessions, reviews=reviews), cause=GENERATED, by=by)


@transaction.atomic
def recompute_after(*, sessions=(), reviews=(), cause, by):
    """Bring the dates of sessions and reviews in line that were saved outside the actions (the administration). The
    caller has checked who may save. Tells "session_moved" for each session one of whose dates moved. Returns a
    `Result`."""
    one_writer()
    result = recompute(load_scope(sessions=sessions, reviews=reviews), cause=cause, by=by)
    for session in sessions:
        moved = [change.entry for change in result.moved if change.entry.session_id == session.pk]
        if moved:
            events.announce("session_moved", session=session, changed=moved)
    return result


@transaction.atomic
def recompute_stale():
    """Nightly healing: brings every date in line with its anchors, whatever changed them (import, admin, a new version
    of a rule, another cycle length). For the scheduler; returns how many dates were added, changed or flagged."""
    one_writer()
    return len(recompute(load_scope(), cause=HEALED, by=None))


def is_stale(entry):
    """Whether the anchor of a generated date changed after the date was computed."""
    anchors = [entry.session, entry.review, entry.review and entry.review.adoption_session]
    return bool(entry.key) and any(
        anchor is not None and (entry.computed_at is None or anchor.updated_at > entry.computed_at)
        for anchor in anchors
    )


def load_scope(*, sessions=None, reviews=None, yearly=None):
    """Reads what the builder needs in seven queries, however many sessions. `yearly`: rules of dates that come every
    year; they are wanted for this year and the next."""
    everything = sessions is None and reviews is None and yearly is None
    all_sessions = Session.objects.select_related("mechanism").order_by("pk")
    all_reviews = Review.objects.select_related("country", "session__mechanism", "adoption_session__mechanism")
    all_reviews = all_reviews.order_by("pk")
    if everything:
        chosen, their_reviews = list(all_sessions), list(all_reviews)
    else:
        session_ids = [session.pk for session in sessions or ()]
        review_ids = [review.pk for review in reviews or ()]
        chosen = list(all_sessions.filter(pk__in=session_ids))
        touched = Q(session__in=session_ids) | Q(adoption_session__in=session_ids) | Q(pk__in=review_ids)
        their_reviews = list(all_reviews.filter(touched))
    mechanism_ids = {session.mechanism_id for session in chosen}
    mechanism_ids |= {review.session.mechanism_id for review in their_reviews}
    rules_of = {}
    stored = DeadlineRule.objects.select_related("mechanism").order_by("key")
    for row in stored.filter(mechanism__in=mechanism_ids):
        rules_of.setdefault(row.mechanism_id, []).append(row)
    yearly_rules = []
    if everything or yearly:
        yearly_rules = stored.filter(anchor=Anchor.YEAR)
        yearly_rules = list(yearly_rules if everything else yearly_rules.filter(pk__in=[row.pk for row in yearly]))
    this_year = clock.today().year
    official_dates = OfficialDate.objects.all()
    if not everything:
        official_dates = official_dates.filter(
            session__in={session.pk for session in chosen} | {review.session_id for review in their_reviews}
        )
    return Scope(
        sessions=chosen,
        reviews=their_reviews,
        rules=rules_of,
        officials={(row.session_id, row.rule_id): row for row in official_dates},
        cycle_months=settings.HRE_UPR_CYCLE_MONTHS,
        reviewed_sessions={review.session_id for review in their_reviews},
        yearly_rules=yearly_rules,
        years=(this_year, this_year + 1),
    )


def existing_entries(scope):
    """Generated rows of the scope, by key."""
    session_ids = [session.pk for session in scope.sessions]
    review_ids = [review.pk for review in scope.reviews]
    rows = (
        Entry.objects.unscoped("every generated date is compared, whoever may see it")
        .exclude(key="")
        .select_related("mechanism", "session", "review__adoption_session")
    )
    # Yearly dates of years gone by are history: nobody asks for them, and nobody withdraws them.
    year_keys = [year_key(rule, year) for rule in scope.yearly_rules for year in scope.years]
    rows = rows.filter(Q(review__in=review_ids) | Q(review=None, session__in=session_ids) | Q(key__in=year_keys))
    return {entry.key: entry for entry in rows}


def compare(scope):
    """What a run would do, without writing: rows to add, `Change`s, flagged rows, rows no longer wanted, untouched."""
    present = existing_entries(scope)
    created, changed, flagged, untouched = [], [], [], []
    for wanted in build(scope):
        entry = present.pop(wanted.key, None)
        if entry is None:
            created.append(wanted)
            continue
        if not _follows(entry):
            continue
        before = {name: getattr(entry, name) for name in (*DATED_FIELDS, *NAMING_FIELDS, "state")}
        moved_away = _anchor_moved(entry, wanted)
        keeps = not outranks(wanted.origin, entry.origin)
        _take(entry, wanted, NAMING_FIELDS if keeps else (*DATED_FIELDS, *NAMING_FIELDS))
        # A date that stays remembers which anchor it was last compared with: it is flagged once per move.
        entry.computed_from = wanted.computed_from
        if not keeps and entry.state == EntryState.CANCELLED:
            entry.state = EntryState.OPEN
        if moved_away and not entry.anchor_moved:
            entry.anchor_moved = True
            flagged.append(entry)
        if any(before[name] != getattr(entry, name) for name in before):
            changed.append(Change(entry, before))
        elif entry not in flagged:
            untouched.append(entry)
    gone = [entry for entry in present.values() if entry.state == EntryState.OPEN and entry.origin != Origin.PINNED]
    return created, changed, flagged, gone, untouched


def recompute(scope, *, cause, by):
    """The one writer behind generating, moving and healing. `cause` stands in the audit entry of each changed date."""
    now = clock.now()
    created, changed, flagged, gone, untouched = compare(scope)
    for entry in created:
        entry.computed_at = now
        entry.created_by = by
    writer = Entry.objects.unscoped("every generated date is compared, whoever may see it")
    writer.bulk_create(created, batch_size=400)
    for change in changed:
        if any(change.before[name] != getattr(change.entry, name) for name in SEEN_FIELDS):
            change.entry.sequence += 1
    for entry in gone:
        entry.state = EntryState.CANCELLED
        entry.computed_from = {**entry.computed_from, "withdrawn": True}
        entry.sequence += 1
    touched = {entry.pk: entry for entry in (*(change.entry for change in changed), *flagged, *gone)}
    for entry in touched.values():
        entry.version += 1
        entry.computed_at = entry.updated_at = now
    writer.bulk_update(touched.values(), WRITTEN_FIELDS, batch_size=100)
    stale = [entry.pk for entry in untouched if is_stale(entry)]
    if stale:
        # Looked at and found right: not stale any more. Nothing that people see changes.
        writer.filter(pk__in=stale).update(computed_at=now)
    result = Result(created, changed, flagged, gone)
    record_result(result, cause=cause, by=by)
    for change in result.moved:
        announce_move(change.entry, change.was, cause=cause, by=by)
    for entry in gone:
        events.announce("entry_cancelled", entry=entry, reason=cause, by=by)
    return result


def _follows(entry):
    """Met and cancelled dates never move; one that the generator itself withdrew may come back."""
    return entry.state == EntryState.OPEN or bool(
        entry.state == EntryState.CANCELLED and entry.computed_from.get("withdrawn")
    )


def _take(entry, wanted, names):
    for name in names:
        setattr(entry, name, getattr(wanted, name))


def _anchor_moved(entry, wanted):
    """Whether a date that stays should be looked at again. A vague announcement that became exact within its own month
    is no move for an official date; a date set by hand is looked at whenever what it rested on changed."""
    old, new = entry.computed_from.get("anchor_on"), wanted.computed_from.get("anchor_on")
    if old == new or old is None:
        return False
    if entry.origin == Origin.PINNED:
        return not outranks(wanted.origin, entry.origin)
    if entry.origin != Origin.OFFICIAL or entry.rule_id is None:
        return False
    if entry.due_on is None or entry.due_on < clock.today() or wanted.due_on != entry.due_on:
        return False
    was_exact = entry.computed_from.get("anchor_precision") in EXACT
    return was_exact or new is None or old[:7] != new[:7]
