"""What the pages of this room share."""

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _

from core.acting import number_in

SECTION = {"section": "knowledge"}


def saved(request, sentence=None):
    messages.success(request, sentence or _("Saved."))


def chosen(request, clusters, name="cluster"):
    """The cluster of the address, or the first; one that is not among `clusters` is not there."""
    wanted = request.GET.get(name)
    if wanted is None:
        return clusters[0] if clusters else None
    for cluster in clusters:
        if cluster.pk == number_in(wanted):
            return cluster
    raise Http404
