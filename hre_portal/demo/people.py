"""Invented people for the eight pilot clusters of the 2021 consultation. Names and organisations are not real."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from clusters.enums import OrganisationKind, Role
from clusters.models import Cluster, Membership, Organisation, User

SINCE = dt.date(2026, 1, 1)
ORGANISATIONS = ("Demonstration Organisation A", "Demonstration Organisation B")

# Country: language of the demonstration people, then an invented name for each login of IN_CLUSTER, in its order.
WORLD = {
    "NGA": ("en", "Amara Obi", "Peter Lund", "Halima Garba", "Bello Ade", "Ngozi Eze", "Helen Ward"),
    "TCD": ("fr", "Ache Mahamat", "Luc Perrin", "Zenaba Issa", "Moussa Adoum", "Claire Roux", "Hugo Faure"),
    "NER": ("fr", "Mariama Souley", "Jan Vos", "Oumarou Sani", "Fati Harouna", "Léa Morel", "Aline Petit"),
    "MLI": ("fr", "Aminata Keita", "Nora Dahl", "Ibrahim Cissé", "Oumar Diallo", "Sira Touré", "Julie Blanc"),
    "BFA": ("fr", "Salimata Zongo", "Eva Holm", "Paul Kaboré", "Issa Sawadogo", "Awa Ouédraogo", "Marc Simon"),
    "MOZ": ("en", "Celeste Nhantumbo", "Tom Baker", "Rosa Chissano", "João Macuácua", "Ana Mabunda", "Maria Lopes"),
    "SYR": ("ar", "Rana Haddad", "Karim Nasser", "Lina Khoury", "Samer Aziz", "Hala Darwish", "Omar Saleh"),
    "VEN": ("en", "Gabriela Rojas", "Ana Prieto", "Luis Medina", "Pedro Blanco", "Carmen Silva", "Marta Gil"),
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
    kinds = (OrganisationKind.NATIONAL_NGO, OrganisationKind.LEGAL_AID)
    organisations = [
        Organisation.objects.get_or_create(name=name, defaults={"kind": kind})[0]
        for name, kind in zip(ORGANISATIONS, kinds, strict=True)
    ]
    known = User.objects.filter(is_demo=True).first()
    # One hash for all: forty of them would take seconds.
    hashed = known.password if known and known.check_password(password) else make_password(password)
    created = 0
    for login, (role, name) in WORLD_LEVEL.items():
        staff = role == Role.ADMINISTRATOR
        fields = {"name": name, "time_zone": "Europe/Zurich", "is_staff": staff, "is_superuser": staff}
        created += _person(address(login), role, None, None, hashed, **fields)
    for iso3, (language, *names) in WORLD.items():
        cluster = clusters[iso3]
        for (login, role), name in zip(IN_CLUSTER.items(), names, strict=True):
            organisation = {"member": organisations[0], "member2": organisations[1], "sag": organisations[0]}.get(login)
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
