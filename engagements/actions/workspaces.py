"""Writes to the workspace of a visit or a session. Coordinators only; texts never enter the trail.

An input that is sent is information given to a mechanism: the gates of the line are asked as they are before a text is
sent, or the text in which it is written has gone through them itself (MATRIX H002, H007).
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.errors import Stale
from core.saving import save_version, stripped
from engagements import policy, rules
from engagements.actions.gates import GatesShut, check_gates
from engagements.actions.plans import hold, record
from engagements.enums import InputState
from engagements.models import LineInput, LineReport, SessionConcern, StopSafety, Submission, VisitStop

_FIELDS = {
    LineInput: ("title", "recipient", "due_on", "state", "submission"),
    VisitStop: ("place", "host", "on", "day_note", "purpose", "state"),
    SessionConcern: ("text", "raised", "note", "document", "citation"),
}
# Of these the trail keeps old and new value.
_KEPT = ("due_on", "state", "on", "raised")
_NO_CONTACT = ("recipient", "host")
_NOUN = {LineInput: "input", VisitStop: "stop", SessionConcern: "session_concern"}


def _stripped(model, fields):
    unknown = set(fields) - {*_FIELDS[model]}
    if unknown:
        raise TypeError(f"{model.__name__} has no {', '.join(sorted(unknown))}")
    return stripped(fields)


def _check(row, changed, by):
    for name in _NO_CONTACT:
        if rules.holds_a_contact(getattr(row, name, "")):
            raise ValidationError({name: _("Write the function only, without an address or a telephone number.")})
    submission = changed.get("submission")
    if submission is not None:
        seen = Submission.objects.visible_to(by).filter(pk=submission.pk, plan_line=row.plan_line_id)
        if not seen.exists():
            raise ValidationError({"submission": _("This text belongs to another plan line.")})
    row.full_clean(exclude=["plan_line", "submission", "document", "created_by"])


def _check_gates(row, was, by, *, is_other=False):
    """The gates of the line, when an input goes out only now, or is said to have gone out with another text
    (`is_other`)."""
    if isinstance(row, LineInput) and row.state == InputState.SENT and (was != InputState.SENT or is_other):
        hold(row.plan_line, by)
        check_gates(row.plan_line, by, row.submission)


def _tell_refused(line, by, refused):
    record("input.sending_refused", line, line, by=by, after={"gates": refused.keys})


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else str(value) if value is not None else None


def add_row(model, *, plan_line, by, **fields):
    """Add a `LineInput`, `VisitStop` or `SessionConcern` to the line. Coordinators who see it. Raises `ValidationError`
    with the field's name; `GatesShut` for an input said to be sent while a gate is shut, and the trail keeps that it
    was tried; twice adds two."""
    try:
        return _add(model, plan_line, by, fields)
    except GatesShut as refused:
        _tell_refused(plan_line, by, refused)
        raise


@transaction.atomic
def _add(model, plan_line, by, fields):
    policy.check_can_plan(by, plan_line.cluster_id)
    policy.check_still_visible(plan_line, by)
    fields = _stripped(model, fields)
    row = model(plan_line=plan_line, created_by=by, **fields)
    _check(row, fields, by)
    _check_gates(row, InputState.TO_PREPARE, by)
    row.save(force_insert=True)
    after = {name: _plain(getattr(row, name)) for name in _FIELDS[model] if name in _KEPT}
    record(f"{_NOUN[model]}.added", row, plan_line, by=by, after=after)
    return row


def change_row(row, *, expected_version, by, **changes):
    """Change it. Coordinators who see the line. `Stale` when somebody was quicker; unchanged values write nothing. An
    input that is sent while a gate is shut: see `add_row`."""
    try:
        return _change(row, expected_version, by, changes)
    except GatesShut as refused:
        _tell_refused(row.plan_line, by, refused)
        raise


@transaction.atomic
def _change(row, expected_version, by, changes):
    model, line = type(row), row.plan_line
    policy.check_can_plan(by, line.cluster_id)
    policy.check_still_visible(line, by)
    changes = {name: value for name, value in _stripped(model, changes).items() if value != getattr(row, name)}
    before = {name: _plain(getattr(row, name)) for name in changes if name in _KEPT}
    was = getattr(row, "state", "")
    for name, value in changes.items():
        setattr(row, name, value)
    _check(row, changes, by)
    _check_gates(row, was, by, is_other="submission" in changes)
    save_version(row, expected_version, by, **changes)
    if changes:
        after = {name: _plain(changes[name]) for name in before}
        after["texts"] = sorted(set(changes) - set(_KEPT))
        record(f"{_NOUN[model]}.changed", row, line, by=by, before=before or None, after=after)
    return row


@transaction.atomic
def set_safety_note(*, stop, note, by):
    """What to heed at a stop; empty takes it away. Coordinators and nobody else write it. The trail says only that the
    stop was changed: that there is a note is not for everybody who sees the line."""
    policy.check_can_plan(by, stop.plan_line.cluster_id)
    policy.check_still_visible(stop.plan_line, by)
    note = note.strip()
    rows = StopSafety.objects.visible_to(by).filter(stop=stop)
    known = rows.values_list("note", flat=True).first() or ""
    if note == known:
        return
    if note:
        StopSafety.objects.visible_to(by).update_or_create(stop=stop, defaults={"note": note})
    else:
        rows.delete()
    record("stop.changed", stop, stop.plan_line, by=by)


@transaction.atomic
def save_stop(write, *, note, by):
    """`write()` adds or changes the stop and returns it; its safety note is saved with it, or nothing is."""
    stop = write()
    set_safety_note(stop=stop, note=note, by=by)
    return stop


@transaction.atomic
def save_report(*, plan_line, came_out, what_next, expected_version, by):
    """What came out and what next. Coordinators who see the line. `expected_version` is 0 while there is none; somebody
    quicker: `Stale`. Unchanged: nothing."""
    policy.check_can_plan(by, plan_line.cluster_id)
    policy.check_still_visible(plan_line, by)
    # Two who write the first one at once: the second is told.
    hold(plan_line, by)
    texts = {"came_out": came_out.strip(), "what_next": what_next.strip()}
    row = LineReport.objects.visible_to(by).filter(plan_line=plan_line).first()
    if row is None:
        if expected_version:
            raise Stale
        row = LineReport.objects.create(plan_line=plan_line, updated_by=by, **texts)
    elif all(getattr(row, name) == text for name, text in texts.items()):
        return row
    else:
        save_version(row, expected_version, by, updated_at=clock.now(), updated_by=by, **texts)
    record("line_report.saved", row, plan_line, by=by)
    return row
