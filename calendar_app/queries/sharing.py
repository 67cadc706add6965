"""What coordinators share with their members, with whom, and whether they did so before."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calendar_app.enums import Audience, Publication
from calendar_app.models import Share
from calendar_app.policy import check_can_share_entry, is_shared_by_word, members_who_see
from calendar_app.queries.outcomes import visible_outcomes
from clusters.enums import INSIDE_ROLES
from clusters.models import Cluster, Membership
from clusters.policy import running

ENTRY, OUTCOMES, CALENDAR = "calendar_app.entry", "calendar_app.outcome", "calendar_app.calendar"
# A digest longer than this is not read.
MOST_OUTCOMES = 20


@dataclass(frozen=True, slots=True)
class Subject:
    """What is shared. `kind` and `key` name it for good; `sequence` tells a changed one from the same; `sees` is a Q
    over the memberships that may see it; `is_veiled`: its mail names nothing and carries no words of the sender.
    `needs_word`: a visit that is not confirmed; sending it needs the sender's explicit word."""

    kind: str
    key: str
    title: str
    link: str
    sequence: int = 0
    sees: Q = field(default_factory=Q)
    is_veiled: bool = False
    needs_word: bool = False
    country: str = ""


def entry_subject(entry):
    """A single date. Raises `Refused` for one that stays with the coordinators."""
    check_can_share_entry(entry)
    return Subject(
        kind=ENTRY,
        key=str(entry.pk),
        title=str(entry),
        link=reverse("calendar:entry-detail", args=[entry.pk]),
        sequence=entry.sequence,
        sees=members_who_see(entry),
        is_veiled=entry.audience != Audience.OPEN or entry.cluster_id is not None or is_shared_by_word(entry),
        needs_word=is_shared_by_word(entry),
        country=entry.country_id or "",
    )


def outcomes_subject(outcomes):
    """One outcome or several, as a digest; published ones only."""
    ids = sorted({outcome.pk for outcome in outcomes})
    if len(ids) == 1:
        title, link = str(outcomes[0]), reverse("calendar:outcome-detail", args=ids)
    else:
        words = ngettext("What came out: %(number)s outcome", "What came out: %(number)s outcomes", len(ids))
        title = words % {"number": len(ids)}
        link = reverse("calendar:outcome-list")
    return Subject(
        kind=OUTCOMES,
        key=",".join(map(str, ids)),
        title=title,
        link=link,
        sequence=max(outcome.version for outcome in outcomes),
    )


def calendar_subject(chosen, country):
    """The calendar of a country as it is filtered; each reader gets what she may see of it."""
    address = chosen.address(country=country.pk, world="", month=None, view="agenda")
    return Subject(
        kind=CALENDAR,
        key=address[:300],
        title=_("Calendar of %(country)s") % {"country": country},
        link=reverse("calendar:calendar") + address,
        country=country.pk,
    )


def outcomes_to_share(user, ids):
    """The published ones of `ids` that there are, at most twenty. One query."""
    rows = visible_outcomes(user).filter(pk__in=ids, publication=Publication.PUBLISHED)
    return list(rows[:MOST_OUTCOMES])


@dataclass(frozen=True, slots=True)
class Addressee:
    """One person, with the organisation and role by which she belongs."""

    user_id: int
    name: str
    organisation: str
    role: str


@dataclass(frozen=True, slots=True)
class Audiences:
    """Who will get it, and who of the circle may not see it and is left out."""

    reached: list
    left_out: list


def led_clusters(reader):
    """The clusters for whose members the reader may share, national ones first. One query."""
    ids = [cluster_id for cluster_id, *_rest in reader.led_clusters]
    led = Cluster.objects.filter(Q(pk__in=ids) | Q(parent__in=ids)).select_related("country")
    return sorted(led, key=lambda each: (each.parent_id is not None, str(each.country), each.name))


def audiences(cluster, subject, sender):
    """The `Audiences` of a share: everyone in the circle of the cluster and of its sub-national nodes now, but the
    sender. One query, whatever the number."""
    circle = Membership.objects.filter(
        running(),
        Q(cluster=cluster.pk) | Q(cluster__parent=cluster.pk),
        role__in=sorted(INSIDE_ROLES),
        user__is_active=True,
    ).exclude(user=sender.pk)
    rows = circle.select_related("user", "organisation").order_by("user__name", "pk")
    seeing = set(circle.filter(subject.sees).values_list("pk", flat=True)) if subject.sees else None
    reached, left_out = {}, {}
    for row in rows:
        sees = seeing is None or row.pk in seeing
        organisation = str(row.organisation) if row.organisation_id else ""
        person = Addressee(row.user_id, str(row.user), organisation, row.get_role_display())
        (reached if sees else left_out).setdefault(row.user_id, person)
    return Audiences(
        reached=list(reached.values()),
        left_out=[person for key, person in left_out.items() if key not in reached],
    )


def last_share(user, cluster, subject):
    """The newest time the same was shared with the same cluster, or None."""
    shares = Share.objects.visible_to(user).select_related("shared_by")
    return shares.filter(cluster=cluster, subject_type=subject.kind, subject_id=subject.key).first()


def had_it(user, cluster, subject):
    """Ids of the people who were sent the same and for whom nothing has changed since. One query."""
    shares = Share.objects.visible_to(user).filter(
        cluster=cluster, subject_type=subject.kind, subject_id=subject.key, sequence__gte=subject.sequence
    )
    return {person for ids in shares.values_list("recipient_ids", flat=True) for person in ids}


def is_repeated(share, subject):
    """Whether sharing again would tell members the same. What changed since is news; a filtered calendar always
    asks."""
    return share is not None and share.sequence >= subject.sequence


def shares_of(user, cluster, *, most=20):
    """What was shared with the members of a cluster, newest first. One query."""
    return list(Share.objects.visible_to(user).filter(cluster=cluster).select_related("shared_by")[:most])
