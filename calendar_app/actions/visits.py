"""Country visits: requested, agreed, confirmed, postponed, done. A visit that becomes known too early can endanger it
and people, so one that is not confirmed is for coordinators unless somebody takes the decision to show it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from calendar_app.actions.changes import DATE_FIELDS, When, announce_move, plain
from calendar_app.actions.entry_dates import set_dates
from calendar_app.actions.entry_links import check_parts_stay_inside
from calendar_app.actions.entry_rows import audit_entry, check_sharing, is_unconfirmed_visit, locked_for, save_entry
from calendar_app.actions.locking import check_reason, check_still_visible
from calendar_app.enums import (
    Audience,
    Certainty,
    EntryKind,
    EntryState,
    Precision,
    VisitStage,
)
from calendar_app.rules import shift_months
from core import clock, events

# From which stage a visit may come to which. A postponed visit may be agreed or confirmed anew; a visit that was marked
# as done by mistake is confirmed again.
NEXT_STAGES = {
    "": tuple(VisitStage),
    VisitStage.REQUESTED: (VisitStage.AGREED, VisitStage.CONFIRMED),
    VisitStage.AGREED: (VisitStage.CONFIRMED, VisitStage.POSTPONED),
    VisitStage.CONFIRMED: (VisitStage.DONE, VisitStage.POSTPONED),
    VisitStage.POSTPONED: (VisitStage.AGREED, VisitStage.CONFIRMED, VisitStage.REQUESTED),
    VisitStage.DONE: (VisitStage.CONFIRMED,),
}
STAGE_CERTAINTY = {
    VisitStage.REQUESTED: Certainty.ESTIMATE,
    VisitStage.AGREED: Certainty.PROVISIONAL,
    VisitStage.CONFIRMED: Certainty.CONFIRMED,
    VisitStage.DONE: Certainty.CONFIRMED,
}
NEED_REASON = frozenset({VisitStage.POSTPONED})
VISIT_FIELDS = ("stage", *DATE_FIELDS, "certainty", "audience", "state", "source")


@transaction.atomic
def set_visit_stage(
    *,
    entry,
    stage,
    reason="",
    begins_on=None,
    due_on=None,
    precision=None,
    source="",
    confirmed_sharing=False,
    expected_version=None,
    by,
):
    """Bring a visit to its next stage. Reference dates: Task Team; a cluster's own: its coordinators.

    Certainty follows the stage; "done" needs a visit that has begun and marks the date as done. "Postponed" takes the
    dates away: they stay in the history, and it needs a `reason`. Any other stage may bring new dates (`begins_on`,
    `due_on`, `precision`; a change of dates needs a `reason`). A visit that ceases to be confirmed goes back to
    coordinators only, unless `confirmed_sharing` says that it shall stay as visible as it is.
    Announces "visit_stage_changed" (entry, old_stage, new_stage, by), after "entry_moved", "entry_met" or
    "entry_reopened" where those are true too. The same stage and dates again: nothing. Raises ValidationError for a
    step that is not possible, `Stale` when someone was quicker."""
    row = locked_for(entry, by, expected_version)
    _check_step(row, stage, due_on)
    before, old_stage = plain(row, VISIT_FIELDS), row.stage
    was = When.of(row)
    if source:
        row.source = source.strip()
    row.stage = stage
    _take_dates(row, stage, begins_on=begins_on, due_on=due_on, precision=precision, by=by)
    was_done = row.state == EntryState.MET
    row.state = EntryState.MET if stage == VisitStage.DONE else EntryState.OPEN
    if is_unconfirmed_visit(row) and row.audience != Audience.COORDINATORS and not confirmed_sharing:
        row.audience = Audience.COORDINATORS
        check_parts_stay_inside(row)
    check_sharing(row, was=before["audience"], confirmed=confirmed_sharing)
    after = plain(row, VISIT_FIELDS)
    if after == before:
        return row
    moved = plain(row) != {name: before[name] for name in DATE_FIELDS}
    if moved or stage in NEED_REASON:
        reason = check_reason(reason)
    row.full_clean()
    save_entry(row, seen=True)
    check_still_visible(row, by)
    names = [name for name in VISIT_FIELDS if before[name] != after[name]]
    audit_entry(
        "entry.stage_set",
        row,
        by=by,
        before={name: before[name] for name in names},
        after={name: after[name] for name in names} | ({"confirmed_sharing": True} if confirmed_sharing else {}),
        reason=reason.strip(),
    )
    if moved:
        announce_move(row, was, cause=reason, by=by)
    if row.state == EntryState.MET:
        events.announce("entry_met", entry=row, by=by)
    elif was_done:
        events.announce("entry_reopened", entry=row, reason=reason, by=by)
    events.announce("visit_stage_changed", entry=row, old_stage=old_stage, new_stage=row.stage, by=by)
    return row


def next_stages(row):
    """The stages to which the visit may be brought now."""
    return [stage for stage in NEXT_STAGES[row.stage] if stage != VisitStage.DONE or _has_begun(row)]


def check_new_stage(row):
    """A visit may be written down at any stage, also long after it took place; its dates must fit the stage."""
    if row.stage == VisitStage.POSTPONED and row.due_on is not None:
        raise ValidationError({"due_on": _("A postponed visit has no date. When the new one is known, confirm it.")})
    if row.stage in (VisitStage.CONFIRMED, VisitStage.DONE) and row.due_on is None:
        raise ValidationError({"due_on": _("A confirmed visit has its period: give its days, or its month.")})
    if row.stage == VisitStage.DONE:
        if not _has_begun(row):
            raise ValidationError({"stage": _("A visit is done only after its first day.")})
        row.state = EntryState.MET


def _has_begun(row):
    if row.due_on is None:
        return False
    today = clock.today(row.time_zone)
    if row.precision == Precision.MONTH:
        return shift_months(row.due_on, 1) <= today
    return row.is_exact and row.starts_on <= today


def _check_step(row, stage, due_on):
    if row.kind != EntryKind.COUNTRY_VISIT:
        raise ValidationError({"stage": _("Only a country visit has a stage.")})
    if row.state == EntryState.CANCELLED:
        raise ValidationError({"stage": _("This visit is cancelled. Open it again first.")})
    if stage == row.stage:
        return
    if stage not in NEXT_STAGES[row.stage]:
        values = {"old": VisitStage(row.stage).label, "new": VisitStage(stage).label}
        raise ValidationError({"stage": _("A visit does not go from “%(old)s” to “%(new)s”.") % values})
    if stage == VisitStage.DONE and not _has_begun(row):
        raise ValidationError({"stage": _("A visit is done only after its first day.")})
    if stage == VisitStage.CONFIRMED and row.due_on is None and due_on is None:
        raise ValidationError({"due_on": _("A confirmed visit has its period: give its days, or its month.")})


def _take_dates(row, stage, *, begins_on, due_on, precision, by):
    if stage == VisitStage.POSTPONED:
        if due_on is not None or begins_on is not None:
            raise ValidationError(
                {"due_on": _("A postponed visit has no date. When the new one is known, confirm it.")}
            )
        # Without a date nothing is certain but that none is announced.
        set_dates(row, due_on=None, begins_on=None, at=None, time_zone=row.time_zone, precision=None, by=by)
        row.about_text = ""
        return
    if due_on is None and row.due_on is None:
        row.certainty = Certainty.NOT_ANNOUNCED
        return
    row.certainty = STAGE_CERTAINTY[stage]
    if due_on is None:
        if begins_on is not None:
            raise ValidationError({"due_on": _("Give the last day too.")})
        return
    if precision == Precision.NONE:
        precision = None
    set_dates(row, due_on=due_on, begins_on=begins_on, at=None, time_zone=row.time_zone, precision=precision, by=by)
