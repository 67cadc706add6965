"""Reads of the home page: what each role finds there, gathered across the floors below."""

from hre_portal.queries.cluster import cluster_home
from hre_portal.queries.desk import desk_home
from hre_portal.queries.page import home_page
from hre_portal.queries.service import service_home

__all__ = ["cluster_home", "desk_home", "home_page", "service_home"]
