"""Who sees a hand-over: who prepares it; once given, its successor and everybody who leads the cluster."""

import datetime as dt

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES
from clusters.models import Membership, User
from clusters.policy import cluster_ids, glass_cluster_ids, running
from core import policy
from core.errors import Refused
from engagements.enums.handing import HandOverState
from engagements.models import HandOver


@policy.register(HandOver)
def visible_hand_overs(user):
    mine = Q(from_person=user, cluster__in=cluster_ids(user, INSIDE_ROLES))
    leads = Q(cluster__in=cluster_ids(user, LEAD_ROLES)) | Q(cluster__in=glass_cluster_ids(user))
    return mine | (leads & ~Q(state=HandOverState.PREPARED))


def lead_membership(user, cluster_id):
    """The running lead role of `user` in the very cluster that ends last, or None."""
    held = Membership.objects.filter(running(), user=user, cluster=cluster_id, role__in=sorted(LEAD_ROLES))
    return held.select_related("cluster", "organisation").order_by(F("ends_on").desc(nulls_first=True), "pk").first()


def check_hands_over(user, row):
    """Only who prepares it writes it, and only until it is given."""
    if row.from_person_id != user.pk:
        raise Refused(_("Only the person who leaves prepares the hand-over."))
    if row.state != HandOverState.PREPARED:
        raise Refused(_("It was handed over already."))


def successors(row):
    """Who leads the cluster now beside the person who leaves: only they can take it over."""
    held = Membership.objects.filter(running(), cluster=row.cluster_id, role__in=sorted(LEAD_ROLES))
    people = User.objects.filter(is_active=True, pk__in=held.values("user_id"))
    return people.exclude(pk=row.from_person_id).order_by("name", "pk")


def leads_after(person, cluster_id, day):
    """Whether `person` leads the cluster the day after `day`."""
    after = running(day + dt.timedelta(days=1))
    return Membership.objects.filter(after, user=person, cluster=cluster_id, role__in=sorted(LEAD_ROLES)).exists()
