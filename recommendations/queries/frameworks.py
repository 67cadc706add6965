"""Reads of national plans and programming frameworks, each as its reader may see it."""

from collections import defaultdict

from recommendations.models import FollowUpTie, Framework


def frameworks(user, cluster):
    """What the cluster keeps on record, current ones first; each with `ties` to the followed-up recommendations that
    `user` sees. Two queries."""
    rows = list(Framework.objects.visible_to(user).filter(cluster=cluster))
    ties = defaultdict(list)
    found = FollowUpTie.objects.visible_to(user).filter(framework__in=[row.pk for row in rows])
    for tie in found.select_related("follow_up__recommendation__mechanism").order_by("pk"):
        ties[tie.framework_id].append(tie)
    for row in rows:
        row.ties = ties[row.pk]
    return rows


def framework(user, pk):
    """One of them with its cluster, or None."""
    return Framework.objects.visible_to(user).select_related("cluster__country").filter(pk=pk).first()


def ties_of(user, rows):
    """{follow-up id: [tie, its framework joined]} of the followed-up recommendations `rows`. One query, none without
    rows."""
    found = defaultdict(list)
    if rows:
        ties = FollowUpTie.objects.visible_to(user).filter(follow_up__in=[row.pk for row in rows])
        for tie in ties.select_related("framework").order_by("framework__year_from", "pk"):
            found[tie.follow_up_id].append(tie)
    return found


def to_tie(user, follow_up):
    """What a followed-up recommendation may still be tied to."""
    rows = Framework.objects.visible_to(user).filter(cluster=follow_up.cluster_id, is_retired=False)
    held = FollowUpTie.objects.visible_to(user).filter(follow_up=follow_up)
    return rows.exclude(pk__in=held.order_by().values("framework_id"))


def tie(user, follow_up_pk, pk):
    """A tie of that very follow-up, or None."""
    rows = FollowUpTie.objects.visible_to(user).filter(pk=pk, follow_up_id=follow_up_pk)
    return rows.select_related("follow_up").first()
