"""What the pages of the year plan share."""

from django.http import Http404

from core import clock
from core.acting import number_in
from engagements import policy, rules
from engagements.queries import plans

SECTION = {"section": "plan"}


def clusters_of(request):
    """(the clusters whose plan the reader may open, led ones first; the ids of those she leads)."""
    clusters = list(plans.clusters_with_plan(request.user))
    own = {cluster.pk for cluster in clusters if policy.can_plan(policy.roles_in(request.user, cluster))}
    clusters.sort(key=lambda cluster: cluster.pk not in own)
    return clusters, own


def chosen_year(request):
    """The year of the address, else the reader's own; years of which no plan can be are not there."""
    year = number_in(request.GET.get("year")) or clock.day_of(request.user).year
    if not rules.is_plan_year(year):
        raise Http404
    return year
