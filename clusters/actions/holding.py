"""Writers who number what a cluster has (versions, entries once each) wait for one another."""

from clusters.models import Cluster


def hold_cluster(cluster):
    """Hold the row of the cluster until the transaction ends, and return it afresh. Whoever writes under the same
    number in the same moment waits here and then finds it taken. On SQLite writers wait for one another anyway."""
    return Cluster.objects.select_for_update(of=("self",)).get(pk=cluster.pk)
