"""Home of whoever works in a cluster."""

from hre_portal.queries.cluster.page import cluster_home
from hre_portal.queries.cluster.rows import ClusterHome

__all__ = ["ClusterHome", "cluster_home"]
