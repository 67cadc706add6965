import datetime as dt
import itertools

from clusters.enums import GLOBAL_ROLES
from clusters.models import Cluster, Country, Membership, User

_number = itertools.count(1)
PASSWORD = "a long test password"


def make_user(**fields):
    n = next(_number)
    return User.objects.create_user(
        fields.pop("email", f"person{n}@test.example"),
        fields.pop("password", PASSWORD),
        **{"name": f"Person {n}", **fields},
    )


def make_country(iso3="MOZ", name=None, **fields):
    names = {"MOZ": "Mozambique", "SYR": "Syrian Arab Republic", "NGA": "Nigeria", "NER": "Niger"}
    defaults = {"name": name or names.get(iso3, f"Country {iso3}"), "time_zone": "Africa/Maputo", **fields}
    return Country.objects.get_or_create(iso3=iso3, defaults=defaults)[0]


def make_cluster(iso3="MOZ", **fields):
    n = next(_number)
    return Cluster.objects.create(country=make_country(iso3), **{"name": f"Protection Cluster {iso3} {n}", **fields})


def make_person(role, cluster=None, *, starts_on=dt.date(2020, 1, 1), ends_on=None, organisation=None, **fields):
    """A user who holds `role` (in `cluster`, unless the role is held at world level)."""
    user = make_user(**fields)
    if role not in GLOBAL_ROLES and cluster is None:
        cluster = make_cluster()
    Membership.objects.create(
        user=user,
        role=role,
        cluster=None if role in GLOBAL_ROLES else cluster,
        starts_on=starts_on,
        ends_on=ends_on,
        organisation=organisation,
    )
    return user
