"""The directory of focal points for cooperation, kept by the Task Team."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clusters.policy import check_is_task_team
from core import audit, clock
from core.errors import Refused, Stale
from mechanisms.models import FocalPoint

_FIELDS = ("side", "unit", "languages", "contact", "source")


@transaction.atomic
def add_focal_point(*, mechanism, side, unit, by, languages="", contact="", source=""):
    """Put a unit into the directory; who adds it confirms it today. Task Team only. Raises ValidationError where the
    unit stands there already. Returns the focal point."""
    check_is_task_team(by)
    focal = FocalPoint(
        mechanism=mechanism,
        side=side,
        unit=unit.strip(),
        languages=languages.strip(),
        contact=contact.strip(),
        source=source.strip(),
        confirmed_on=clock.day_of(by),
        confirmed_by=by,
    )
    focal.full_clean()
    focal.save()
    audit.record(verb="focal_point.added", target=focal, by=by, after=_facts(focal))
    return focal


@transaction.atomic
def edit_focal_point(*, focal, expected_version, by, **values):
    """Change what is written of a unit (`side`, `unit`, `languages`, `contact`, `source`); it counts as confirmed
    today. Task Team only. Raises `Stale` where somebody changed it since; the same values again write nothing."""
    check_is_task_team(by)
    focal = _locked(focal, expected_version)
    unknown = set(values) - set(_FIELDS)
    if unknown:
        raise ValidationError({name: _("This cannot be changed.") for name in unknown})
    before = _facts(focal)
    for name, value in values.items():
        setattr(focal, name, value.strip())
    if _facts(focal) == before:
        return focal
    focal.confirmed_on, focal.confirmed_by = clock.day_of(by), by
    focal.full_clean()
    _save(focal)
    audit.record(verb="focal_point.changed", target=focal, by=by, before=before, after=_facts(focal))
    return focal


@transaction.atomic
def confirm_focal_point(*, focal, by):
    """Say that what is written still holds today. Task Team only; a second time on the same day writes nothing."""
    check_is_task_team(by)
    focal = _locked(focal)
    today = clock.day_of(by)
    if focal.confirmed_on == today:
        return focal
    before = {"confirmed_on": focal.confirmed_on.isoformat() if focal.confirmed_on else None}
    focal.confirmed_on, focal.confirmed_by = today, by
    _save(focal)
    after = {"confirmed_on": today.isoformat()}
    audit.record(verb="focal_point.confirmed", target=focal, by=by, before=before, after=after)
    return focal


@transaction.atomic
def end_focal_point(*, focal, by):
    """Say that the unit is no focal point any more; it stays below the others. Task Team only; ended already:
    refused."""
    check_is_task_team(by)
    focal = _locked(focal)
    focal.ended_on = clock.day_of(by)
    _save(focal)
    audit.record(verb="focal_point.ended", target=focal, by=by, after={"ended_on": focal.ended_on.isoformat()})
    return focal


def _locked(focal, expected_version=None):
    row = FocalPoint.objects.select_for_update().get(pk=focal.pk)
    if expected_version is not None and row.version != expected_version:
        raise Stale
    if row.ended_on is not None:
        raise Refused(_("This unit is no focal point any more. Add it anew."))
    return row


def _save(focal):
    focal.version += 1
    focal.save()


def _facts(focal):
    return {name: getattr(focal, name) for name in _FIELDS}
