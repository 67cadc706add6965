"""Reads of the Strategic Advisory Group: who sits in it, and whether OHCHR, where it is present, has a seat."""

import datetime as dt
import re
from dataclasses import dataclass, field

from clusters import policy
from clusters.enums import LEAD_ROLES, ProfileAnswer, ProfileTopic, Role
from clusters.models import AdvisorySeat, Cluster, Membership, Organisation, ProfileNote
from clusters.queries.profiles import reads_profile
from core import clock

# "OHCHR" as a word of its own, or the office by its name.
_OHCHR = re.compile(r"\bOHCHR\b|High Commissioner for Human Rights", re.IGNORECASE)
_PRESENT = (ProfileAnswer.STAND_ALONE, ProfileAnswer.IN_MISSION)


def names_ohchr(organisation):
    """Whether an organisation of the portal is OHCHR, by its name."""
    return organisation is not None and bool(_OHCHR.search(f"{organisation.name} {organisation.short_name}"))


@dataclass(slots=True)
class Seat:
    """One seat: recorded (`record`), held by people with an account (`people`: memberships), or both."""

    organisation: Organisation | None
    name: str
    is_ohchr: bool
    record: AdvisorySeat | None = None
    people: list = field(default_factory=list)

    @property
    def since(self):
        """As recorded of the seat, otherwise when the first of its people began; None where nobody recorded it."""
        if self.record is not None:
            return self.record.starts_on
        return min((held.starts_on for held in self.people), default=None)

    @property
    def until(self):
        if self.record is not None:
            return self.record.ends_on
        ends = [held.ends_on for held in self.people]
        return max(ends) if ends and None not in ends else None


@dataclass(frozen=True)
class Presence:
    """What the profile says of OHCHR in the country: `is_known` with `is_there`, and the note it rests on."""

    note: ProfileNote | None

    @property
    def is_there(self):
        return self.note is not None and self.note.answer in _PRESENT

    @property
    def is_known(self):
        return self.is_there or (self.note is not None and self.note.answer == ProfileAnswer.NO_PRESENCE)


@dataclass(slots=True)
class AdvisoryGroup:
    """The group of a cluster today. `presence` is None for a reader who may not read the profile."""

    cluster: Cluster
    seats: list
    coming: list
    ended: list
    presence: Presence | None
    may_record: bool

    @property
    def has_ohchr(self):
        return any(seat.is_ohchr for seat in self.seats)

    @property
    def lacks_ohchr(self):
        """OHCHR is in the country and no seat of it is recorded (003:56)."""
        return self.presence is not None and self.presence.is_there and not self.has_ohchr

    @property
    def presence_unknown(self):
        return self.presence is not None and not self.presence.is_known and not self.has_ohchr


def advisory_group(user, cluster):
    """The `AdvisoryGroup` of a cluster whose people `user` may see. A recorded seat and the SAG members of the same
    organisation are one seat; whoever holds the role without one is a seat too. At most five queries."""
    today = clock.day_of(user)
    rows = list(AdvisorySeat.objects.visible_to(user).filter(cluster=cluster).select_related("organisation"))
    running = [row for row in rows if _runs(row, today)]
    seats = [_recorded(row) for row in running]
    by_organisation = {seat.organisation.pk: seat for seat in seats if seat.organisation is not None}
    held = Membership.objects.filter(policy.memberships_q(user), policy.running(), cluster=cluster, role=Role.SAG)
    for membership in held.select_related("user", "organisation").order_by("user__name", "pk"):
        seat = by_organisation.get(membership.organisation_id)
        if seat is None:
            organisation = membership.organisation
            name = organisation.name if organisation else ""
            seat = Seat(organisation, name, names_ohchr(organisation))
            seats.append(seat)
            if organisation is not None:
                by_organisation[organisation.pk] = seat
        seat.people.append(membership)
    seats.sort(key=lambda seat: (not seat.name, seat.name.casefold()))
    ended = [row for row in rows if row.ends_on is not None and row.ends_on < today]
    return AdvisoryGroup(
        cluster=cluster,
        seats=seats,
        coming=[_recorded(row) for row in rows if row.starts_on is not None and row.starts_on > today],
        ended=[_recorded(row) for row in sorted(ended, key=lambda row: row.ends_on, reverse=True)],
        presence=_presence(user, cluster),
        may_record=policy.has_role_in(user, cluster.pk, LEAD_ROLES),
    )


def advisory_seat(user, cluster, pk):
    """One recorded seat of that very cluster, or None."""
    rows = AdvisorySeat.objects.visible_to(user).filter(cluster=cluster, pk=pk)
    return rows.select_related("organisation").first()


def _runs(row, today: dt.date):
    return (row.starts_on is None or row.starts_on <= today) and (row.ends_on is None or row.ends_on >= today)


def _recorded(row):
    name = row.organisation.name if row.organisation else row.body
    return Seat(row.organisation, name, row.is_ohchr or names_ohchr(row.organisation), row)


def _presence(user, cluster):
    """The newest note of the profile about OHCHR; None for whoever may not read the profile."""
    notes = ProfileNote.objects.visible_to(user).filter(cluster=cluster, topic=ProfileTopic.OHCHR)
    note = notes.order_by("-as_of", "-recorded_at", "-pk").first()
    if note is None and not reads_profile(user, cluster):
        return None
    return Presence(note)
