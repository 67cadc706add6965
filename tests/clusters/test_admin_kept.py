"""The administration asks before it deletes by listing what hangs on a row: titles that its reader may not see."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin

from clusters.enums import Role
from engagements.enums import Exposure
from tests.factories import make_cluster, make_entry, make_organisation, make_person, make_plan_line

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


def test_no_page_of_the_administration_deletes(rf):
    """Each such page lists first what hangs on the row, whoever may see it."""
    boss = make_person(Role.ADMINISTRATOR, is_staff=True, is_superuser=True)
    request = rf.get("/admin/")
    request.user = boss
    assert [
        model._meta.label for model, pages in admin.site._registry.items() if pages.has_delete_permission(request)
    ] == []


def test_an_organisation_is_kept_like_a_cluster(client):
    boss = make_person(Role.ADMINISTRATOR)
    Authenticator.objects.create(user=boss, type=Authenticator.Type.TOTP, data={"secret": "for tests"})
    client.force_login(boss)
    assert client.get(f"/admin/clusters/organisation/{make_organisation().pk}/delete/").status_code == 403
