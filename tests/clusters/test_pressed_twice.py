"""Two presses at the very same moment, on a database that lets writers work side by side."""

from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from clusters import actions
from clusters.enums import Role
from clusters.models import Invitation, Membership, User
from core.errors import Refused
from tests.factories.clusters import make_cluster, make_person, make_user

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer after the other in"),
]
NEW = {"name": "Nadia New", "password": "a quiet river stone", "language": "fr", "time_zone": "Africa/Maputo"}


def at_once(*acts):
    """What each act gave, or the kind of its error."""
    start, found = Barrier(len(acts)), []

    def run(act):
        start.wait(30)
        try:
            act()
            found.append("done")
        except Exception as error:  # noqa: BLE001  the test names every kind that may come
            found.append(type(error))
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(found, key=str)


def test_an_invitation_makes_one_account():
    cluster = make_cluster()
    lead = make_person(Role.COORDINATOR, cluster)
    invitation, _secret = actions.invite_person(email="n@test.example", role=Role.SAG, cluster=cluster, by=lead)

    def accept():
        actions.accept_invitation_as_new_person(invitation=Invitation.objects.get(pk=invitation.pk), **NEW)

    assert at_once(accept, accept) == sorted([Refused, "done"], key=str)
    assert User.objects.filter(email="n@test.example").count() == 1


def test_one_invitation_and_one_role():
    cluster = make_cluster()
    lead, other = make_person(Role.COORDINATOR, cluster), make_user()

    def invite():
        actions.invite_person(email="n@test.example", role=Role.SAG, cluster=cluster, by=lead)

    def grant():
        actions.grant_role(user=other, role=Role.SAG, cluster=cluster, by=lead)

    for act in (invite, grant):
        assert at_once(act, act) == sorted([ValidationError, "done"], key=str)
    assert Invitation.objects.count() == 1
    assert Membership.objects.filter(user=other).count() == 1
