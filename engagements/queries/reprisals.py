"""Reads of the log of reprisals: the circle's alone. And the one sentence that others are shown."""

from django.db.models import Q

from clusters.models import Cluster
from clusters.policy import glass_cluster_ids, reaches
from core.dates import day_text, month_text
from core.words import listed
from engagements import policy
from engagements.models import CirclePerson, ReprisalCircle, ReprisalIncident, ReprisalProtocol
from mechanisms.models import Mechanism

SAN_JOSE = "san-jose-guidelines"


def guidelines():
    """The San José Guidelines in the catalogue, or None where it does not hold them."""
    return Mechanism.objects.filter(key=SAN_JOSE).first()


def reprisal_protocols(user, cluster):
    """(versions of the cluster's own protocol, newest first; the newest of the national cluster above it, which holds
    where there is no own one, or None). One query."""
    rows = ReprisalProtocol.objects.visible_to(user).filter(reaches(cluster)).select_related("recorded_by", "cluster")
    own = [row for row in rows if row.cluster_id == cluster.pk]
    return own, next((row for row in rows if row.cluster_id != cluster.pk), None)


def protocol_in_force(user, cluster):
    """The version that holds in `cluster`, or None. One query."""
    own, above = reprisal_protocols(user, cluster)
    return own[0] if own else above


def clusters_of_circle(user):
    """The clusters whose reprisals `user` looks after, or whose glass she has broken."""
    circles = ReprisalCircle.objects.visible_to(user).values("cluster_id")
    mine = Q(pk__in=circles) & Q(pk__in=policy.circled_cluster_ids(user))
    return Cluster.objects.filter(mine | Q(pk__in=glass_cluster_ids(user))).select_related("country").order_by("name")


def one_of(clusters, text):
    """The cluster with the number `text` among `clusters`, or None."""
    return clusters.filter(pk=int(text)).first() if text.isascii() and text.isdecimal() and len(text) < 10 else None


def incidents(user, cluster):
    rows = ReprisalIncident.objects.visible_to(user).filter(cluster=cluster)
    return [_dated(row) for row in rows.select_related("mechanism")]


def incident(user, pk):
    rows = ReprisalIncident.objects.visible_to(user).filter(pk=pk)
    wanted = ("cluster__country", "mechanism", "reported_by", "deletion_asked_by", "deleted_by")
    found = rows.select_related(*wanted).first()
    return _dated(found) if found is not None else None


def _dated(row):
    """With `when`: the day, or the month where only that is known, as people write it."""
    if row.happened_on is None:
        row.when = ""
    else:
        row.when = month_text(row.happened_on) if row.is_month else day_text(row.happened_on)
    return row


def circle(user, cluster):
    return ReprisalCircle.objects.visible_to(user).filter(cluster=cluster).first()


def circle_people(user, found):
    rows = CirclePerson.objects.visible_to(user).filter(circle=found).select_related("user")
    return [row.user for row in rows.order_by("user__name", "user_id")]


def circle_names_before_sending(about):
    """The names of the circle (of the coordinators, where it has left) if whoever sends on this plan line is asked to
    speak with it first, else "". For those who are about to send; it tells neither what happened nor how often. `about`
    is the line, or anything else of a cluster towards a mechanism."""
    return circle_names(about.cluster, about.mechanism_id)


def circle_names(cluster, mechanism_id):
    """The same for a cluster and a mechanism, where there is no plan line. One query, two with an answer."""
    if mechanism_id is None:
        return ""
    return listed(str(person) for person in policy.asked_before_sending(cluster, mechanism_id))
