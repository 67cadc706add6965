"""Invented people for the eight pilot clusters of the 2021 consultation. Names and organisations are not real."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from clusters.enums import Role
from clusters.models import Cluster, Membership, Organisation, User

SINCE = dt.date(2026, 1, 1)
ORGANISATIONS = ("Demonstration Organisation A", "Demonstration Organisation B")

# Country: language of the demonstration people, and invented names for each login.
WORLD = {
    "NGA": ("en", {"coordinator": "Amara Obi", "cocoordinator": "Peter Lund", "sag": "Halima Garba"}),
    "TCD": ("fr", {"coordinator": "Ache Mahamat", "cocoordinator": "Luc Perrin", "sag": "Zenaba Issa"}),
    "NER": ("fr", {"coordinator": "Mariama Souley", "cocoordinator": "Jan Vos", "sag": "Oumarou Sani"}),
    "MLI": ("fr", {"coordinator": "Aminata Keita", "cocoordinator": "Nora Dahl", "sag": "Ibrahim Cissé"}),
    "BFA": ("fr", {"coordinator": "Salimata Zongo", "cocoordinator": "Eva Holm", "sag": "Paul Kaboré"}),
    "MOZ": ("en", {"coordinator": "Celeste Nhantumbo", "cocoordinator": "Tom Baker", "sag": "Rosa Chissano"}),
    "SYR": ("ar", {"coordinator": "Rana Haddad", "cocoordinator": "Karim Nasser", "sag": "Lina Khoury"}),
    "VEN": ("en", {"coordinator": "Gabriela Rojas", "cocoordinator": "Ana Prieto", "sag": "Luis Medina"}),
}
IN_CLUSTER = {
    "coordinator": Role.COORDINATOR,
    "cocoordinator": Role.CO_COORDINATOR,
    "sag": Role.SAG,
    "member": Role.MEMBER,
    "member2": Role.MEMBER,
    "ohchr": Role.OHCHR,
}
WORLD_LEVEL = {
    "taskteam": (Role.TASK_TEAM, "Clara Weiss"),
    "taskteam2": (Role.TASK_TEAM, "Samuel Okoye"),
    "gpc": (Role.GPC, "Ingrid Bauer"),
    "admin": (Role.ADMINISTRATOR, "Dana Fischer"),
}


def address(login, iso3=""):
    """The demonstration login: `<role>.<iso3>@demo.example`, or `<role>@demo.example` at world level."""
    return f"{login}.{iso3.lower()}@demo.example" if iso3 else f"{login}@demo.example"


def pilot_clusters():
    """The national clusters of the eight pilots, by ISO code. Needs the reference data."""
    clusters = Cluster.objects.filter(is_pilot=True, parent=None).select_related("country")
    return {cluster.country_id: cluster for cluster in clusters}


def load_people(password):
    """Create the people, or bring them back to their demonstration state. The second time nothing changes,
    unless the password is another. Returns how many people were created."""
    clusters = pilot_clusters()
    missing = set(WORLD) - set(clusters)
    if missing:
        raise LookupError(f"Pilot clusters not found: {', '.join(sorted(missing))}. Run load_reference first.")
    organisations = [Organisation.objects.get_or_create(name=name)[0] for name in ORGANISATIONS]
    known = User.objects.filter(is_demo=True).first()
    # One hash for all: forty of them would take seconds.
    hashed = known.password if known and known.check_password(password) else make_password(password)
    created = 0
    for login, (role, name) in WORLD_LEVEL.items():
        staff = role == Role.ADMINISTRATOR
        fields = {"name": name, "time_zone": "Europe/Zurich", "is_staff": staff, "is_superuser": staff}
        created += _person(address(login), role, None, None, hashed, **fields)
    for iso3, (language, names) in WORLD.items():
        cluster = clusters[iso3]
        for login, role in IN_CLUSTER.items():
            organisation = {"member": organisations[0], "member2": organisations[1]}.get(login)
            name = names.get(login) or f"{role.name.title()} {iso3} ({login})"
            fields = {"name": name, "language": language, "time_zone": cluster.country.time_zone or "UTC"}
            created += _person(address(login, iso3), role, cluster, organisation, hashed, **fields)
    return created


def _person(email, role, cluster, organisation, hashed, **fields):
    user, created = User.objects.get_or_create(email=email, defaults={**fields, "is_demo": True, "password": hashed})
    if user.password != hashed:
        user.password = hashed
        user.save(update_fields=["password"])
    EmailAddress.objects.get_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    Membership.objects.get_or_create(
        user=user, cluster=cluster, role=role, starts_on=SINCE, defaults={"organisation": organisation}
    )
    return int(created)
