"""One after the other."""

from clusters.models import User
from hre_portal.demo.people import address, pilot_clusters
from hre_portal.demo.rooms.lines import load_consultation, load_experience, load_hand_over
from hre_portal.demo.rooms.register import load_register, load_standings
from hre_portal.demo.rooms.support import load_exchange, load_session_report, load_support
from stakeholders.models import Stakeholder


def load_rooms():
    """Add what is not there yet; the second time nothing changes. Returns how many stakeholders were added."""
    cluster = pilot_clusters()["MOZ"]
    by = User.objects.get(email=address("coordinator", "MOZ"))
    helper = User.objects.get(email=address("taskteam"))
    number = 0
    if not Stakeholder.objects.visible_to(by).filter(cluster=cluster).exists():
        number = load_register(cluster, by)
        load_support(cluster, by, helper)
        load_exchange(cluster, by, helper)
        load_consultation(cluster, by)
    load_standings(cluster, by)
    load_experience(cluster, by)
    load_hand_over(cluster, by)
    load_session_report(cluster, helper)
    return number
