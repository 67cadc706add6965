"""Reads of peer exchanges."""

from clusters.enums import INSIDE_ROLES, LEAD_ROLES
from clusters.models import Cluster, Membership, User
from clusters.policy import cluster_ids, running
from core import clock
from knowledge import policy
from knowledge.enums import ExchangeState, Reply
from knowledge.models import ExchangeConcern, ExchangeInvitation, ExchangeReply, PeerExchange


def exchanges(user, *, past=False):
    """Exchanges that `user` may see: those to come, next first, or those held and cancelled, newest first. Each with
    `my_reply`."""
    rows = PeerExchange.objects.visible_to(user)
    if past:
        rows = rows.exclude(state=ExchangeState.PLANNED)
    else:
        rows = rows.filter(state=ExchangeState.PLANNED).order_by("starts_at", "pk")
    found = list(rows)
    mine = dict(ExchangeReply.objects.visible_to(user).filter(user=user).values_list("exchange_id", "reply"))
    for row in found:
        row.my_reply = mine.get(row.pk, "")
    return found


def exchange(user, pk):
    return PeerExchange.objects.visible_to(user).filter(pk=pk).first()


def my_reply(user, found):
    rows = ExchangeReply.objects.visible_to(user).filter(exchange=found, user=user)
    return rows.values_list("reply", flat=True).first() or ""


def people_coming(user, found):
    """Who takes part, for the organisers; nobody else is told, not even how many."""
    if not policy.organises(user):
        return []
    rows = ExchangeReply.objects.visible_to(user).filter(exchange=found, reply=Reply.COMING)
    return [row.user for row in rows.select_related("user").order_by("user__name", "pk")]


def my_guests(user, found):
    """The invitations that `user` has passed on."""
    rows = ExchangeInvitation.objects.visible_to(user).filter(exchange=found, invited_by=user)
    return list(rows.select_related("user", "cluster", "exchange").order_by("user__name", "pk"))


def people_to_invite(user):
    """Members of the clusters that `user` coordinates, coordinators left out: they are invited already."""
    held = Membership.objects.filter(running(), cluster__in=cluster_ids(user, LEAD_ROLES))
    members = held.filter(role__in=sorted(INSIDE_ROLES - LEAD_ROLES)).values("user_id")
    leads = Membership.objects.filter(running(), role__in=sorted(LEAD_ROLES)).values("user_id")
    return User.objects.filter(is_active=True, pk__in=members).exclude(pk__in=leads).order_by("name", "pk")


def concerns(user, found):
    """Concerns about an exchange and their answers, without authors."""
    return list(ExchangeConcern.objects.visible_to(user).filter(exchange=found))


def concern(user, pk, concern_pk):
    rows = ExchangeConcern.objects.visible_to(user).filter(pk=concern_pk, exchange=pk)
    return rows.select_related("exchange").first()


def concerns_waiting(user):
    """Concerns that nobody has answered, for the organisers (MATRIX A018)."""
    if not policy.organises(user):
        return []
    rows = ExchangeConcern.objects.visible_to(user).filter(answered_at=None)
    return list(rows.select_related("exchange"))


def has_passed(found):
    return found.starts_at <= clock.now()


def known_series(user):
    """Names of series to continue."""
    rows = PeerExchange.objects.visible_to(user).exclude(series="").order_by("series")
    return list(rows.values_list("series", flat=True).distinct())


def cluster_shared_with(user, person):
    """The cluster that `user` leads and `person` belongs to, or None: through it an invitation is passed on."""
    held = Membership.objects.filter(running(), user=person, cluster__in=cluster_ids(user, LEAD_ROLES))
    return Cluster.objects.filter(pk__in=held.values("cluster_id")).order_by("pk").first()
