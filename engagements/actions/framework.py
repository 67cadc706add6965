"""Writes to the roll-out of the protection analytical framework and its list of updates (MATRIX T006)."""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core.errors import Stale
from core.saving import change_version, stripped_of
from engagements import policy
from engagements.models import AnalysisUpdate, FrameworkRollout

_FIELDS = ("title", "published_on", "has_rights_section", "address", "is_withdrawn")


@transaction.atomic
def record_rollout(*, cluster, status, as_of, note="", expected_version, by):
    """Say how far the framework is rolled out in `cluster` as of a day, not later than the writer's own today.
    Coordinators. `expected_version` 0: nobody had recorded it yet. `Stale` when somebody did since. The same again
    writes nothing. Returns the row."""
    policy.check_can_plan(by, cluster.pk)
    if as_of > clock.day_of(by):
        raise ValidationError({"as_of": _("This day lies in the future.")})
    values = {"status": status, "as_of": as_of, "note": note.strip()}
    row = FrameworkRollout.objects.visible_to(by).filter(cluster=cluster).first()
    if row is None:
        return _first(cluster, values, expected_version, by)
    before, stamps = _state(row), {"recorded_by": by, "updated_at": clock.now()}
    if change_version(row, values, expected_version, by, check=_validate_rollout, **stamps):
        _record("framework.recorded", row, by, before=before, after=_state(row))
    return row


def _first(cluster, values, expected_version, by):
    """Two first records at once: the second is told to look again."""
    if expected_version != 0:
        raise Stale()
    row = FrameworkRollout(cluster=cluster, recorded_by=by, **values)
    _validate_rollout(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Stale() from error
    _record("framework.recorded", row, by, after=_state(row))
    return row


def _validate_rollout(row):
    row.full_clean(exclude=["cluster", "recorded_by"], validate_unique=False)


@transaction.atomic
def add_update(*, cluster, title, published_on, has_rights_section=None, address="", by):
    """List an analysis update of `cluster`, published on a day that has come. `has_rights_section` None: nobody has
    looked. Coordinators. Twice lists it twice. Returns the row."""
    policy.check_can_plan(by, cluster.pk)
    row = AnalysisUpdate(
        cluster=cluster,
        title=title.strip(),
        published_on=published_on,
        has_rights_section=has_rights_section,
        address=address.strip(),
        recorded_by=by,
    )
    _validate(row, by)
    row.save(force_insert=True)
    _record("update.listed", row, by, after=_plain(row))
    return row


@transaction.atomic
def change_update(*, update, expected_version, by, **values):
    """Change what is listed of an update; `is_withdrawn` takes it out of the list and of every count, and back.
    Coordinators; `Stale` when somebody was quicker. Nothing changed: nothing happens. Returns the row."""
    policy.check_can_plan(by, update.cluster.pk)
    values, check = stripped_of(values, _FIELDS), partial(_validate, by=by)
    before = _plain(update)
    if change_version(update, values, expected_version, by, check=check, updated_at=clock.now()):
        _record("update.changed", update, by, before=before, after=_plain(update))
    return update


def _validate(row, by):
    if row.published_on > clock.day_of(by):
        raise ValidationError({"published_on": _("This day lies in the future.")})
    row.full_clean(exclude=["cluster", "recorded_by"])


def _state(row):
    return {"status": str(row.status), "as_of": row.as_of.isoformat()}


def _plain(row):
    """What the trail keeps: days and marks, no title."""
    return {
        "published_on": row.published_on.isoformat(),
        "has_rights_section": row.has_rights_section,
        "is_withdrawn": row.is_withdrawn,
    }


def _record(verb, row, by, *, before=None, after=None):
    audit.record(
        verb=verb,
        target=row,
        by=by,
        cluster_id=row.cluster.pk,
        before=before,
        after=after,
        label=str(row),
    )
