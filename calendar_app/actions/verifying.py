"""Saying "I looked, this is right" of many dates in one press, and taking a wrong press back."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from calendar_app.actions.locking import one_writer
from calendar_app.enums import EntryKind, EntryState, Origin
from calendar_app.models import Entry, OfficialDate, Review, Session
from calendar_app.policy import check_can_keep_calendar
from calendar_app.queries.proofs import page_of, proof_of_entry
from core import audit, clock
from core.enums import Confidence
from core.models import AuditEntry

# A press is taken back soon or not at all: later somebody has relied on it.
UNDO_HOURS = 24
UNSURE = (Confidence.NONE, Confidence.MEMORY)
VERIFIED = {
    Entry: "entry.verified",
    Session: "session.verified",
    Review: "review.verified",
    OfficialDate: "official_date.verified",
}
UNDONE = {model: f"{verb.split('.')[0]}.verification_undone" for model, verb in VERIFIED.items()}


@transaction.atomic
def verify_dates(*, entries, sessions=(), reviews=(), officials=(), by):
    """Say "I looked, this is right" of dates of the reference calendar: each carries this moment and the person's name,
    and a flag that its anchor moved is taken off. What a date rests on (session, review, official date) is verified
    with it where it stands on the same page; so are the `sessions`, `reviews` and `officials` named. Task Team. Audited
    one by one; calendars and reminders are not touched. Returns the stamp: the instant that `undo_verification` takes.
    Few queries, whatever the number of dates."""
    check_can_keep_calendar(by)
    one_writer()
    wanted = Entry.objects.visible_to(by).filter(pk__in=[entry.pk for entry in entries], cluster=None)
    rows = list(wanted.select_related("session", "review", "rule").select_for_update(of=("self",)))
    now = clock.now()
    _stamp(Entry, rows, now, by)
    # "Still not announced" says nothing of what the date will rest on.
    proven = [row for row in rows if row.due_on is not None]
    _stamp(Session, _sessions_of(proven, sessions), now, by)
    _stamp(Review, _reviews_of(proven, reviews), now, by)
    _stamp(OfficialDate, _officials_of(proven, officials), now, by)
    return now


def dates_on_the_page_of(session, *, by):
    """The open dates of `session` that its own page proves: counted from its days or taken from that page. Those set by
    hand, and those whose anchor moved, want a look of their own. One query."""
    rows = Entry.objects.visible_to(by).filter(session=session, state=EntryState.OPEN, cluster=None, anchor_moved=False)
    rows = rows.exclude(origin=Origin.PINNED).exclude(key="").select_related("session", "review")
    return [row for row in rows if row.due_on is not None and proof_of_entry(row) == page_of(session.source)]


def _sessions_of(rows, named):
    found = {session.pk for session in named}
    for row in rows:
        is_itself = row.kind == EntryKind.SESSION and row.is_generated
        if is_itself or (row.session_id and row.is_generated and proof_of_entry(row) == page_of(row.session.source)):
            found.add(row.session_id)
    return list(Session.objects.select_for_update(of=("self",)).select_related("mechanism").filter(pk__in=found))


def _reviews_of(rows, named):
    found = {review.pk for review in named}
    for row in rows:
        if row.review_id and (
            row.kind == EntryKind.REVIEW or (row.review.source and proof_of_entry(row) == page_of(row.review.source))
        ):
            found.add(row.review_id)
    chosen = Review.objects.select_for_update(of=("self",)).select_related("country", "session__mechanism")
    return list(chosen.filter(pk__in=found))


def _officials_of(rows, named):
    """The published dates behind dates that a rule names. They count for every country of the session."""
    pairs = {(row.session_id, row.rule_id) for row in rows if row.origin == Origin.OFFICIAL and row.rule_id}
    pairs |= {(official.session_id, official.rule_id) for official in named}
    if not pairs:
        return []
    chosen = OfficialDate.objects.select_for_update(of=("self",)).select_related("session__mechanism", "rule")
    found = chosen.filter(session__in={pair[0] for pair in pairs}, rule__in={pair[1] for pair in pairs})
    return [row for row in found if (row.session_id, row.rule_id) in pairs]


def _stamp(model, rows, now, by):
    """Two writes and the trail, however many rows."""
    if not rows:
        return
    acts = []
    for row in rows:
        before = {
            "verified_at": row.verified_at.isoformat() if row.verified_at else None,
            "verified_by_id": row.verified_by_id,
            "confidence": row.confidence,
        }
        raised = bool(row.source) and row.confidence in UNSURE
        after = {
            "verified_at": now.isoformat(),
            "verified_by_id": by.pk,
            "confidence": Confidence.SINGLE_SOURCE if raised else row.confidence,
        }
        if model is Entry and row.anchor_moved:
            before["anchor_moved"], after["anchor_moved"] = True, False
        acts.append((row, before, after))
    values = {"verified_at": now, "verified_by": by}
    if model is Entry:
        values |= {"anchor_moved": False, "updated_at": now}
    if model in (Entry, Session):
        values["version"] = F("version") + 1
    chosen = _writable(model, rows, by)
    chosen.exclude(source="").filter(confidence__in=UNSURE).update(confidence=Confidence.SINGLE_SOURCE)
    chosen.update(**values)
    audit.record_each(verb=VERIFIED[model], acts=acts, by=by)


def _writable(model, rows, by):
    start = Entry.objects.visible_to(by) if model is Entry else model.objects.all()
    return start.filter(pk__in=[row.pk for row in rows])


@transaction.atomic
def undo_verification(*, stamp, by):
    """Take back the press that gave `stamp`: every date, session, review and official date that still carries it, and
    the person's own name, gets the stamp it had before. Task Team, within a day; audited. Raises ValidationError where
    nothing of that press is left. Returns the dates. A second time: ValidationError."""
    check_can_keep_calendar(by)
    one_writer()
    if not clock.now() - dt.timedelta(hours=UNDO_HOURS) <= stamp <= clock.now():
        raise ValidationError(_("A press is taken back within a day. Look at the date again instead."))
    undone = {}
    for model in VERIFIED:
        undone[model] = _unstamp(model, stamp, by)
    if not any(undone.values()):
        raise ValidationError(_("Nothing of this press is left to take back."))
    return undone[Entry]


def _unstamp(model, stamp, by):
    start = Entry.objects.visible_to(by).filter(cluster=None) if model is Entry else model.objects.all()
    rows = {
        str(row.pk): row
        for row in start.select_for_update(of=("self",)).filter(Q(verified_at=stamp) & Q(verified_by=by))
    }
    if not rows:
        return []
    trail = AuditEntry.objects.visible_to(by).filter(
        target_type=model._meta.label_lower, target_id__in=list(rows), verb=VERIFIED[model], actor_id=by.pk
    )
    former = {act.target_id: act.before for act in trail.order_by("pk") if act.after.get("verified_at")}
    acts, changed = [], []
    for pk, row in rows.items():
        before = former.get(pk)
        if before is None:
            continue
        row.verified_at = dt.datetime.fromisoformat(before["verified_at"]) if before["verified_at"] else None
        row.verified_by_id, row.confidence = before["verified_by_id"], before["confidence"]
        now_stands = dict(before)
        was = {"verified_at": stamp.isoformat(), "verified_by_id": by.pk}
        if model is Entry:
            row.anchor_moved = bool(before.get("anchor_moved", row.anchor_moved))
            row.updated_at = clock.now()
        if model in (Entry, Session):
            row.version += 1
        acts.append((row, was, now_stands))
        changed.append(row)
    fields = ["verified_at", "verified_by", "confidence"]
    fields += ["anchor_moved", "updated_at", "version"] if model is Entry else ["version"] if model is Session else []
    start.bulk_update(changed, fields, batch_size=200)
    audit.record_each(verb=UNDONE[model], acts=acts, by=by)
    return changed
