"""An exchange is seen by coordinators, by the members whom they invited by name, and by the Task Team that organises
it (001:131). Who takes part is known to the organisers and to each person for herself."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES
from clusters.policy import cluster_ids, country_codes, has_role_in, is_task_team
from core import policy
from core.errors import Refused
from knowledge.models import ExchangeConcern, ExchangeInvitation, ExchangeReply, PeerExchange


def organises(user):
    """The Task Team prepares exchanges and writes their notes."""
    return is_task_team(user)


def leads_anywhere(user):
    """Whether `user` coordinates a cluster, whichever."""
    return bool(country_codes(user, LEAD_ROLES))


@policy.register(PeerExchange)
def visible_exchanges(user):
    if organises(user) or leads_anywhere(user):
        return Q()
    # An invitation counts as long as its guest belongs to the cluster through which it came.
    mine = ExchangeInvitation.objects.unscoped("whether the asker herself was invited").filter(
        user=user, cluster__in=cluster_ids(user, INSIDE_ROLES)
    )
    return Q(pk__in=mine.values("exchange_id"))


@policy.register(ExchangeInvitation)
def visible_invitations(user):
    if organises(user):
        return Q()
    return Q(user=user) | Q(invited_by=user, cluster__in=cluster_ids(user, LEAD_ROLES))


@policy.register(ExchangeReply)
def visible_replies(user):
    return Q() if organises(user) else Q(user=user)


@policy.register(ExchangeConcern)
def visible_concerns(user):
    """Whoever sees the exchange reads its concerns and their answers; none has an author."""
    return Q(exchange__in=PeerExchange.objects.visible_to(user).values("pk"))


def check_organises(user):
    if not organises(user):
        raise Refused(_("The Task Team organises peer exchanges."))


def check_can_invite(user, cluster_id):
    if not has_role_in(user, cluster_id, LEAD_ROLES):
        raise Refused(_("Coordinators invite members of their own cluster."))


def check_may_take_part(user, exchange):
    if not policy.is_visible(exchange, user):
        raise Refused(_("Coordinators and the members whom they invited take part."))
