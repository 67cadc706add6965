"""What a refusal to share offers: the form that would settle it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from engagements.actions.sharing import EXCEPTION, STRATEGY, NotShared


def of_cluster(name, cluster):
    """Address of a page of `cluster`."""
    return f"{reverse(f'engagements:{name}')}?cluster={cluster.pk}"


def offer_of(error, cluster, line=None):
    """(label, address) of what would settle a refusal to share, or None."""
    if not isinstance(error, NotShared):
        return None
    if error.offer == STRATEGY:
        return _("Put the strategy on record"), of_cluster("strategy-record", cluster)
    if error.offer == EXCEPTION:
        address = f"{of_cluster('exception-grant', cluster)}&organisation={error.organisation_id}"
        return _("Record an exception"), f"{address}&line={line.pk}" if line is not None else address
    return _("Open the people of the cluster"), reverse("clusters:cluster-people", args=[cluster.pk])
