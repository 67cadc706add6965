"""What a cluster follows: themes, mandates ranked for a year, dates it attends or watches. Its coordinators write, its
members read."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import DEADLINE_KINDS, EntryState, Taking
from calendar_app.models import Attendance, FollowedTheme, PriorityMandate
from clusters.models import Cluster
from clusters.policy import check_can_lead
from core import audit, clock, policy
from core.errors import Refused, Stale
from mechanisms.enums import Family, MechanismState
from mechanisms.models import Theme

# What a cluster can work with systematically: mandates of persons and groups, not whole systems.
RANKABLE = (Family.SPECIAL_PROCEDURE, Family.REGIONAL, Family.INVESTIGATION)
REASON_LENGTH = 2000
# A ranking of everything ranks nothing; a bound against filling the table.
MOST_RANKED = 30


def _held(cluster, by):
    """The cluster, held until the transaction ends, so that two writers cannot give one rank twice."""
    check_can_lead(by, cluster)
    return Cluster.objects.select_for_update(of=("self",)).get(pk=cluster.pk)


@transaction.atomic
def follow_themes(*, cluster, themes, by):
    """The cluster follows exactly `themes` (ids) from now on. Coordinators only. Recorded if anything changed; the same
    again writes nothing. An unknown theme is left out."""
    cluster = _held(cluster, by)
    wanted = set(Theme.objects.filter(pk__in=themes).values_list("pk", flat=True))
    rows = FollowedTheme.objects.visible_to(by).filter(cluster=cluster)
    followed = set(rows.values_list("theme_id", flat=True))
    if wanted == followed:
        return
    rows.filter(theme__in=followed - wanted).delete()
    FollowedTheme.objects.bulk_create(FollowedTheme(cluster=cluster, theme_id=pk) for pk in sorted(wanted - followed))
    names = dict(Theme.objects.filter(pk__in=wanted | followed).values_list("pk", "key"))
    audit.record(
        verb="themes.followed",
        target=cluster,
        by=by,
        cluster_id=cluster.pk,
        before={"themes": ", ".join(sorted(names[pk] for pk in followed))},
        after={"themes": ", ".join(sorted(names[pk] for pk in wanted))},
    )


def _check_year(year, by):
    """Past years stay as they were; further ahead than next year nobody ranks."""
    this = clock.day_of(by).year
    if not this <= year <= this + 1:
        raise Refused(_("Only the ranking of this year and of the next can be changed."))


def _record(verb, ranked, by, *, before=None, after=None):
    audit.record(verb=verb, target=ranked, by=by, cluster_id=ranked.cluster_id, before=before, after=after)


@transaction.atomic
def rank_mandate(*, cluster, year, mechanism, reason="", by):
    """Put a mandate at the end of the ranking of `year` (this or the next). Coordinators only. Ranked already, ended,
    or no mandate: ValidationError."""
    cluster = _held(cluster, by)
    _check_year(year, by)
    if mechanism.family not in RANKABLE or mechanism.state in (MechanismState.ENDED, MechanismState.MERGED):
        raise ValidationError({"mechanism": _("This is not a mandate in force.")})
    rows = PriorityMandate.objects.visible_to(by).filter(cluster=cluster, year=year)
    if rows.filter(mechanism=mechanism).exists():
        raise ValidationError({"mechanism": _("This mandate is ranked already.")})
    if rows.count() >= MOST_RANKED:
        raise ValidationError({"mechanism": _("More than %(most)s cannot be ranked.") % {"most": MOST_RANKED}})
    last = rows.aggregate(last=Max("rank"))["last"] or 0
    ranked = PriorityMandate.objects.create(
        cluster=cluster, year=year, mechanism=mechanism, rank=last + 1, reason=reason.strip()[:REASON_LENGTH]
    )
    _record("mandate.ranked", ranked, by, after={"mandate": mechanism.key, "year": year, "rank": ranked.rank})
    return ranked


def _held_mandate(ranked, by):
    cluster = _held(ranked.cluster, by)
    row = PriorityMandate.objects.visible_to(by).select_related("mechanism", "cluster").get(pk=ranked.pk)
    _check_year(row.year, by)
    return cluster, row


@transaction.atomic
def move_mandate(*, ranked, up, by):
    """One place up or down. At the end of the list already: nothing. Coordinators only."""
    cluster, row = _held_mandate(ranked, by)
    rows = list(PriorityMandate.objects.visible_to(by).filter(cluster=cluster, year=row.year).order_by("rank", "pk"))
    here = next(place for place, each in enumerate(rows) if each.pk == row.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return row
    rows[here], rows[there] = rows[there], rows[here]
    _number(rows, by)
    _record("mandate.reordered", row, by, before={"rank": here + 1}, after={"rank": there + 1})
    return row


def _number(rows, by):
    for rank, each in enumerate(rows, start=1):
        each.rank = rank
    PriorityMandate.objects.visible_to(by).bulk_update(rows, ["rank"])


@transaction.atomic
def set_mandate_reason(*, ranked, reason, expected_version=None, by):
    """Why the cluster works with the mandate. Someone quicker: `Stale`. Unchanged: nothing. Coordinators only."""
    _cluster, row = _held_mandate(ranked, by)
    if expected_version is not None and row.version != int(expected_version):
        raise Stale()
    reason = reason.strip()[:REASON_LENGTH]
    if reason == row.reason:
        return row
    before, row.reason = row.reason, reason
    row.version += 1
    row.save()
    _record("mandate.reason_changed", row, by, before={"reason": before}, after={"reason": reason})
    return row


@transaction.atomic
def drop_mandate(*, ranked, by):
    """Take a mandate out of the ranking; those below move up. Coordinators only."""
    cluster, row = _held_mandate(ranked, by)
    _record("mandate.dropped", row, by, before={"mandate": row.mechanism.key, "year": row.year, "rank": row.rank})
    row.delete()
    _number(
        list(PriorityMandate.objects.visible_to(by).filter(cluster=cluster, year=row.year).order_by("rank", "pk")), by
    )


@transaction.atomic
def carry_over(*, cluster, year, by):
    """Copy the ranking of `year` with its reasons into the year after; what is ranked there already keeps its place,
    mandates that ended are left out. Returns how many were added; pressed again adds nothing. Coordinators only."""
    cluster = _held(cluster, by)
    _check_year(year + 1, by)
    rows = PriorityMandate.objects.visible_to(by).filter(cluster=cluster)
    there = list(rows.filter(year=year + 1))
    known = {row.mechanism_id for row in there}
    gone = (MechanismState.ENDED, MechanismState.MERGED)
    old = rows.filter(year=year).exclude(mechanism__in=known).exclude(mechanism__state__in=gone).order_by("rank", "pk")
    last = max((row.rank for row in there), default=0)
    new = [
        PriorityMandate(
            cluster=cluster, year=year + 1, mechanism_id=row.mechanism_id, rank=last + place, reason=row.reason
        )
        for place, row in enumerate(old[: MOST_RANKED - len(there)], start=1)
    ]
    PriorityMandate.objects.bulk_create(new)
    if new:
        after = {"from": year, "to": year + 1, "mandates": len(new)}
        audit.record(verb="mandates.carried_over", target=cluster, by=by, cluster_id=cluster.pk, after=after)
    return len(new)


@transaction.atomic
def set_attendance(*, cluster, entry, taking, who="", note="", by):
    """The cluster attends or watches the date; `who` in words. A second time changes it. Coordinators only, of dates
    they see that are still open; a deadline is watched, not attended."""
    cluster = _held(cluster, by)
    if not policy.is_visible(entry, by):
        raise Refused(_("You cannot see this date."))
    if entry.state != EntryState.OPEN:
        raise ValidationError({"taking": _("This date is not open any more.")})
    if entry.country_id not in (None, cluster.country_id):
        raise ValidationError({"taking": _("This date is of another country.")})
    if taking == Taking.ATTEND and entry.kind in DEADLINE_KINDS:
        raise ValidationError({"taking": _("A deadline is not attended. Watch it, or plan it.")})
    before = _taken(cluster, entry, by)
    values = {"taking": taking, "who": who.strip()[:200], "note": note.strip()[:REASON_LENGTH]}
    if before is not None and all(getattr(before, name) == value for name, value in values.items()):
        return before
    row, _new = Attendance.objects.visible_to(by).update_or_create(
        cluster=cluster, entry=entry, defaults={**values, "by": by}
    )
    shown = {"taking": before.taking, "who": before.who} if before else None
    audit.record(
        verb="attendance.set",
        target=row,
        by=by,
        cluster_id=cluster.pk,
        before=shown,
        after={"date": entry.pk, "taking": row.taking, "who": row.who},
        label=f"date {entry.pk}",
    )
    return row


@transaction.atomic
def end_attendance(*, cluster, entry, by):
    """The cluster neither attends nor watches the date any more. It did not: nothing. Coordinators only."""
    cluster = _held(cluster, by)
    row = _taken(cluster, entry, by)
    if row is None:
        return
    audit.record(
        verb="attendance.ended",
        target=row,
        by=by,
        cluster_id=cluster.pk,
        before={"date": entry.pk, "taking": row.taking, "who": row.who},
        label=f"date {entry.pk}",
    )
    row.delete()


def _taken(cluster, entry, by):
    return Attendance.objects.visible_to(by).filter(cluster=cluster, entry=entry).first()
