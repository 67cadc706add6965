"""The administration asks before it deletes by listing what hangs on a row: titles that its reader may not see."""

import pytest
from allauth.mfa.models import Authenticator

from clusters.enums import Role
from engagements.enums import Exposure
from tests.factories import make_cluster, make_entry, make_person, make_plan_line

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("room", "hangs_on_it"), [("cluster", "line"), ("cluster", "date"), ("country", "date")])
def test_nothing_hidden_is_listed_before_deleting(client, room, hangs_on_it):
    boss = make_person(Role.ADMINISTRATOR)
    Authenticator.objects.create(user=boss, type=Authenticator.Type.TOTP, data={"secret": "for tests"})
    client.force_login(boss)
    cluster = make_cluster()
    if hangs_on_it == "line":
        make_plan_line(cluster=cluster, exposure=Exposure.CONFIDENTIAL, title="canary-line-5512")
    else:
        make_entry(cluster=cluster, country=cluster.country, title="canary-date-5512")
    pk = cluster.pk if room == "cluster" else cluster.country_id
    asked = {"action": "delete_selected", "_selected_action": [pk]}
    for response in (
        client.get(f"/admin/clusters/{room}/{pk}/delete/"),
        client.post(f"/admin/clusters/{room}/{pk}/delete/", {"post": "yes"}),
        client.post(f"/admin/clusters/{room}/", asked, follow=True),
    ):
        assert "canary" not in response.content.decode()
    assert client.get(f"/admin/clusters/{room}/{pk}/delete/").status_code == 403


@pytest.mark.parametrize("lookup", ["password__startswith", "password__regex", "password"])
def test_no_filter_tells_a_hash(client, lookup):
    boss = make_person(Role.ADMINISTRATOR)
    Authenticator.objects.create(user=boss, type=Authenticator.Type.TOTP, data={"secret": "for tests"})
    client.force_login(boss)
    assert client.get("/admin/clusters/user/", {lookup: boss.password[:8]}).status_code == 400
    assert client.get("/admin/clusters/user/", {"is_active__exact": "1"}).status_code == 200
