"""Who takes part, by kind of organisation."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clusters.models import Membership
from clusters.queries import clusters_with_people
from core.acting import chosen_of
from core.policy import guarded_by
from engagements.models import ContributionRequest, Interaction, MemberPosition, SubmittingOrganisation
from engagements.queries import participation as queries
from engagements.views.plans.common import chosen_year


@require_safe
@guarded_by(Membership, ContributionRequest, Interaction, MemberPosition, SubmittingOrganisation)
def participation(request):
    """Members by kind and, for who leads or advises, in what each kind took part in a year (MATRIX B019)."""
    clusters = list(clusters_with_people(request.user))
    cluster = chosen_of(request, clusters)
    if cluster is None:
        raise Http404
    year = chosen_year(request)
    context = {
        "section": "people",
        "cluster": cluster,
        "clusters": clusters,
        "year": year,
        "years": (year - 1, year + 1),
        "found": queries.participation(request.user, cluster, year),
        "ways": queries.WAYS.values(),
    }
    return render(request, "engagements/participation.html", context)
