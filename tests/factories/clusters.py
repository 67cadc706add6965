import datetime as dt
import itertools

from clusters.enums import GLOBAL_ROLES
from clusters.models import Cluster, Country, Membership, Organisation, User
from engagements.models import ProtocolSignature, SharingProtocol, SharingStrategy

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


def make_cluster(iso3="MOZ", *, may_share=True, **fields):
    """A cluster that may share closed material with the people of `signatory()`, unless `may_share` is False."""
    n = next(_number)
    cluster = Cluster.objects.create(country=make_country(iso3), **{"name": f"Protection Cluster {iso3} {n}", **fields})
    if may_share:
        make_strategy(cluster)
        make_signature(cluster, signatory())
    return cluster


def make_organisation(name=None):
    return Organisation.objects.create(name=name or f"Organisation {next(_number)}")


def signatory():
    """The organisation for which people of the tests work, unless told otherwise."""
    return Organisation.objects.get_or_create(name="Signatory")[0]


def make_strategy(cluster, number=1, **fields):
    texts = ("recipients", "classification", "rhythm", "for_victims", "for_witnesses", "for_civil_society")
    return SharingStrategy.objects.create(
        cluster=cluster, number=number, **dict.fromkeys(texts, "As agreed."), **fields
    )


def make_signature(cluster, organisation, *, starts_on=dt.date(2020, 1, 1), **fields):
    protocols = SharingProtocol.objects.unscoped("factory").filter(cluster=cluster)
    protocol = protocols.first() or SharingProtocol.objects.create(
        cluster=cluster, number=1, text="Share with care.", in_force_on=starts_on
    )
    return ProtocolSignature.objects.create(
        cluster=cluster, organisation=organisation, protocol=protocol, starts_on=starts_on, **fields
    )


def make_person(role, cluster=None, *, starts_on=dt.date(2020, 1, 1), ends_on=None, organisation=None, **fields):
    """A user who holds `role` (in `cluster`, unless the role is held at world level). Who belongs to a cluster works
    for `signatory()`, unless `organisation` says otherwise (False: for none)."""
    user = make_user(**fields)
    if organisation is None and role not in GLOBAL_ROLES:
        organisation = signatory()
    if role not in GLOBAL_ROLES and cluster is None:
        cluster = make_cluster()
    Membership.objects.create(
        user=user,
        role=role,
        cluster=None if role in GLOBAL_ROLES else cluster,
        starts_on=starts_on,
        ends_on=ends_on,
        organisation=organisation or None,
    )
    return user
