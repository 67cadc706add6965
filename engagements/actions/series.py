"""Writes to series of interactions: begin, change, skip one, end."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock, outbox
from core.errors import Refused
from core.saving import save_version, stripped_of
from engagements import policy, rules
from engagements.actions.interactions import check_links, plain, record
from engagements.models import InteractionSeries
from engagements.series_reminders import SERIES

FIELDS = frozenset(
    {
        "plan_line",
        "mechanism",
        "kind",
        "topic",
        "with_whom",
        "side",
        "every",
        "unit",
        "starts_on",
        "owner_role",
        "exposure",
    }
)
_TEXTS = ("topic", "with_whom")
_COUNTING = ("every", "unit", "starts_on")


def _check(series, by):
    if rules.holds_a_contact(series.with_whom):
        raise ValidationError({"with_whom": _("Write the function only, without an address or a telephone number.")})
    check_links(series, by)
    series.full_clean(exclude=["cluster", "plan_line", "mechanism", "created_by"])


@transaction.atomic
def begin_series(*, cluster, by, **fields):
    """Begin a series of `cluster` (fields of `FIELDS`). Coordinators only. Its first day is `starts_on`, or the next
    one counted from it when that has passed. Twice begins two."""
    policy.check_can_keep_series(by, cluster.pk)
    series = InteractionSeries(cluster=cluster, created_by=by, **stripped_of(fields, FIELDS))
    if series.plan_line is not None and series.mechanism is None:
        series.mechanism = series.plan_line.mechanism
    series.next_on = _first_from(series, by)
    _check(series, by)
    series.save(force_insert=True)
    policy.check_still_visible(series, by)
    after = {"kind": str(series.kind), "next_on": plain(series.next_on), "exposure": str(series.exposure)}
    record("series.begun", series, by=by, after=after)
    return series


def _first_from(series, by):
    today = clock.day_of(by)
    if series.starts_on is None or series.every is None or series.every < 1 or series.starts_on >= today:
        # What is missing is said by the check of the fields.
        return series.starts_on
    return rules.next_occurrence(
        starts_on=series.starts_on,
        every=series.every,
        unit=series.unit,
        after=today - (series.starts_on.resolution),
    )


@transaction.atomic
def edit_series(*, series, expected_version, by, **changes):
    """Change a series. Coordinators who see it. Another rhythm counts anew from its first day; a reminder that waits
    for the old day is withdrawn. `Stale` when somebody was quicker."""
    policy.check_can_keep_series(by, series.cluster_id)
    policy.check_still_visible(series, by)
    changes = {name: value for name, value in stripped_of(changes, FIELDS).items() if value != getattr(series, name)}
    before = {name: plain(getattr(series, name)) for name in changes if name not in (*_TEXTS, "plan_line", "mechanism")}
    for name, value in changes.items():
        setattr(series, name, value)
    if not series.is_ended and set(changes) & set(_COUNTING):
        changes["next_on"] = series.next_on = _first_from(series, by)
    _check(series, by)
    save_version(series, expected_version, by, updated_at=clock.now(), **changes)
    policy.check_still_visible(series, by)
    if "next_on" in changes:
        outbox.withdraw(subject_type=SERIES, subject_id=series.pk, not_due_on=series.next_on)
    if changes:
        after = {name: plain(changes[name]) for name in before}
        after["texts"] = [name for name in _TEXTS if name in changes]
        record("series.changed", series, by=by, before=before or None, after=after)
    return series


@transaction.atomic
def skip_occurrence(*, series, expected_version, by):
    """This time not: the series waits for the day after. Coordinators who see it. Ended: refused."""
    policy.check_can_keep_series(by, series.cluster_id)
    if series.is_ended or series.next_on is None:
        raise Refused(_("This series has ended."))
    old = series.next_on
    new = rules.next_occurrence(starts_on=series.starts_on, every=series.every, unit=series.unit, after=old)
    save_version(series, expected_version, by, next_on=new, updated_at=clock.now())
    outbox.withdraw(subject_type=SERIES, subject_id=series.pk, not_due_on=new)
    record("series.skipped", series, by=by, before={"next_on": plain(old)}, after={"next_on": plain(new)})
    return series


@transaction.atomic
def end_series(*, series, expected_version, by, is_ended=True):
    """End a series, or let it run again from its next day. Coordinators who see it. Already so: refused."""
    policy.check_can_keep_series(by, series.cluster_id)
    if series.is_ended == is_ended:
        raise Refused(_("It is already marked so."))
    changes = {"is_ended": is_ended}
    if not is_ended:
        changes["next_on"] = _first_from(series, by)
    save_version(series, expected_version, by, updated_at=clock.now(), **changes)
    if is_ended:
        outbox.withdraw(subject_type=SERIES, subject_id=series.pk)
    record("series.ended" if is_ended else "series.resumed", series, by=by)
    return series
