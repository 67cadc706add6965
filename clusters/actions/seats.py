"""Who sits in the Strategic Advisory Group of a cluster (MATRIX B003, T004)."""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters import policy
from clusters.actions.holding import hold_cluster
from clusters.models import AdvisorySeat
from core import audit, clock
from core.saving import change_version, stripped_of

_FIELDS = ("organisation", "body", "is_ohchr", "held_by", "starts_on", "ends_on")


@transaction.atomic
def add_seat(*, cluster, organisation=None, body="", is_ohchr=False, held_by="", starts_on=None, ends_on=None, by):
    """Record a seat of an organisation in the advisory group, from a day to a day (both included, None: not recorded).
    `body` names one that is not in the portal; `held_by` is a function. Coordinators and co-coordinators. An
    organisation has one seat at a time: a second for the same days is refused. Returns the seat."""
    policy.check_can_seat(by, cluster)
    hold_cluster(cluster)
    seat = AdvisorySeat(
        cluster=cluster,
        organisation=organisation,
        body=body.strip(),
        is_ohchr=is_ohchr,
        held_by=held_by.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_by=by,
    )
    _validate(seat, by)
    seat.save(force_insert=True)
    _record("seat.added", seat, by, after=_plain(seat))
    return seat


@transaction.atomic
def change_seat(*, seat, expected_version, by, **values):
    """Change a seat, for instance let it end. Coordinators and co-coordinators; `Stale` when somebody was quicker.
    Nothing changed: nothing happens. Returns the seat."""
    policy.check_can_seat(by, seat.cluster)
    values, check = stripped_of(values, _FIELDS), partial(_validate, by=by)
    hold_cluster(seat.cluster)
    before = _plain(seat)
    if change_version(seat, values, expected_version, by, check=check, updated_at=clock.now()):
        _record("seat.changed", seat, by, before=before, after=_plain(seat))
    return seat


def _validate(seat, by):
    if seat.organisation is None and not seat.body:
        raise ValidationError({"organisation": _("Choose an organisation, or name the body.")})
    if seat.organisation is not None and seat.body:
        raise ValidationError({"body": _("Leave this empty where the organisation is chosen.")})
    seat.full_clean(exclude=["cluster", "organisation", "recorded_by"], validate_constraints=False)
    if seat.starts_on and seat.ends_on and seat.ends_on < seat.starts_on:
        raise ValidationError({"ends_on": _("The end lies before the start.")})
    whose = Q(organisation=seat.organisation) if seat.organisation else Q(body__iexact=seat.body)
    others = AdvisorySeat.objects.visible_to(by).filter(whose, cluster=seat.cluster).exclude(pk=seat.pk)
    if any(_overlap(seat, other) for other in others):
        name = "organisation" if seat.organisation else "body"
        raise ValidationError({name: _("A seat of theirs is recorded for these days already.")})


def _overlap(one, other):
    """Whether two seats share a day; a side that is not recorded is open."""
    begins = one.starts_on is None or other.ends_on is None or one.starts_on <= other.ends_on
    return begins and (other.starts_on is None or one.ends_on is None or other.starts_on <= one.ends_on)


def _plain(seat):
    """What the trail keeps: whose and when, not who holds it."""
    return {
        "organisation": seat.organisation.pk if seat.organisation else None,
        "is_ohchr": seat.is_ohchr,
        "starts_on": seat.starts_on.isoformat() if seat.starts_on else None,
        "ends_on": seat.ends_on.isoformat() if seat.ends_on else None,
    }


def _record(verb, seat, by, *, before=None, after=None):
    audit.record(
        verb=verb,
        target=seat,
        by=by,
        cluster_id=seat.cluster.pk,
        before=before,
        after=after,
        label=str(seat),
    )
