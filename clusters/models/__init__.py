"""Who works where."""

from clusters.models.people import BreakGlass, Invitation, Membership, PersonalToken, User, UserManager
from clusters.models.places import Cluster, Country, Organisation
from clusters.models.profiles import ProfileNote
from clusters.models.seats import AdvisorySeat

__all__ = [
    "AdvisorySeat",
    "BreakGlass",
    "Cluster",
    "Country",
    "Invitation",
    "Membership",
    "Organisation",
    "PersonalToken",
    "ProfileNote",
    "User",
    "UserManager",
]
