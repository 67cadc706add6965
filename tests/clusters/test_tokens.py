"""Personal tokens: shown once, hashed, scoped, revocable."""

import datetime as dt

import pytest
from django.http import JsonResponse
from django.urls import path, reverse
from rest_framework.decorators import api_view
from rest_framework.response import Response

from clusters import actions
from clusters.enums import Role
from clusters.models import PersonalToken
from core.errors import Refused
from core.models import AuditEntry
from hre_portal.urls import handler404
from hre_portal.urls import urlpatterns as portal_urls
from tests.factories.clusters import make_cluster, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@api_view(["GET", "POST"])
def who(request):
    return Response({"email": request.user.email})


urlpatterns = [path("api/v1/who/", who), *portal_urls]
__all__ = ["JsonResponse", "handler404"]


def call(client, secret, method="get", word="Bearer"):
    return getattr(client, method)("/api/v1/who/", headers={"Authorization": f"{word} {secret}"})


@pytest.fixture
def person():
    return make_person(Role.MEMBER)


def test_made_on_the_page_and_shown_once(client, person):
    client.force_login(person)
    url = reverse("clusters:tokens")
    response = client.post(url, {"name": "Year sheet", "may_write": "", "days": "90"})
    assert response.status_code == 201
    secret = response.context["secret"]
    assert secret.startswith("hre_")
    assert secret in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    token = PersonalToken.objects.get()
    assert secret not in str(PersonalToken.objects.values().get())
    assert not token.may_write
    page = client.get(url).content.decode()
    assert secret not in page
    assert token.secret_hash not in page
    entry = AuditEntry.objects.unscoped("assert on the whole trail").get()
    assert entry.verb == "token.made"
    assert secret not in str(entry.__dict__)
    client.logout()
    assert call(client, secret).json() == {"email": person.email}


@pytest.mark.parametrize("data", [{"days": "0"}, {"days": "9999"}, {"name": ""}, {"days": "x"}, {"name": "x" * 81}])
def test_bad_input_makes_no_token(client, person, data):
    client.force_login(person)
    response = client.post(reverse("clusters:tokens"), {"name": "a", "days": "90", **data})
    assert response.status_code == 422
    assert not PersonalToken.objects.exists()


def test_reading_tokens_do_not_write(client, person):
    _token, reads = actions.create_token(name="r", may_write=False, days=1, by=person)
    _token, writes = actions.create_token(name="w", may_write=True, days=1, by=person)
    assert call(client, reads).status_code == 200
    assert call(client, reads, "post").status_code == 403
    assert call(client, writes, "post").status_code == 200


def test_dead_tokens_all_answer_alike(client, person, time_machine):
    start = dt.datetime(2027, 3, 1, tzinfo=dt.UTC)
    time_machine.move_to(start)
    token, revoked = actions.create_token(name="a", may_write=True, days=1, by=person)
    actions.revoke_token(token=token, by=person)
    _token, expired = actions.create_token(name="b", may_write=True, days=1, by=person)
    time_machine.move_to(start + dt.timedelta(days=1))
    gone = make_person(Role.MEMBER)
    _token, inactive = actions.create_token(name="c", may_write=True, days=9, by=gone)
    gone.is_active = False
    gone.save()
    demo = make_person(Role.MEMBER, is_demo=True)
    _token, demonstration = actions.create_token(name="d", may_write=True, days=9, by=demo)
    answers = [
        call(client, secret) for secret in (revoked, expired, inactive, demonstration, "hre_nonsense", "", "a b", "é")
    ]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1
    assert answers[0]["WWW-Authenticate"] == "Bearer"


def test_no_token_is_no_person(client, person):
    assert client.get("/api/v1/who/").status_code in {401, 403}
    _token, secret = actions.create_token(name="a", may_write=True, days=1, by=person)
    assert call(client, secret, word="Basic").status_code in {401, 403}


def test_a_role_that_needs_the_factor_has_no_way_round_it(client, second_factor):
    officer = make_person(Role.TASK_TEAM)
    _token, secret = actions.create_token(name="a", may_write=False, days=1, by=officer)
    assert call(client, secret).status_code == 403
    second_factor(officer)
    assert call(client, secret).status_code == 200


def test_last_use_is_noted_at_most_once_a_minute(client, person, time_machine, django_assert_num_queries):
    start = dt.datetime(2027, 3, 1, tzinfo=dt.UTC)
    time_machine.move_to(start, tick=False)
    token, secret = actions.create_token(name="a", may_write=False, days=9, by=person)
    call(client, secret)
    time_machine.move_to(start + dt.timedelta(seconds=59), tick=False)
    call(client, secret)
    token.refresh_from_db()
    assert token.last_used_at == start
    time_machine.move_to(start + dt.timedelta(seconds=61), tick=False)
    call(client, secret)
    token.refresh_from_db()
    assert token.last_used_at == start + dt.timedelta(seconds=61)


def test_revoke_is_for_the_owner(client, person):
    token, secret = actions.create_token(name="a", may_write=False, days=1, by=person)
    stranger = make_person(Role.COORDINATOR, make_cluster())
    client.force_login(stranger)
    assert client.post(reverse("clusters:revoke-token", args=[token.pk])).status_code == 404
    with pytest.raises(Refused):
        actions.revoke_token(token=token, by=stranger)
    client.force_login(person)
    assert client.post(reverse("clusters:revoke-token", args=[token.pk])).status_code == 302
    client.logout()
    assert call(client, secret).status_code == 401
    verbs = AuditEntry.objects.unscoped("assert on the whole trail").values_list("verb", flat=True)
    assert sorted(verbs) == ["token.made", "token.revoked"]


def test_schema_names_the_token():
    from drf_spectacular.generators import SchemaGenerator

    schemes = SchemaGenerator(patterns=urlpatterns[:1]).get_schema(public=True)["components"]["securitySchemes"]
    assert schemes["personalToken"] == {"type": "http", "scheme": "bearer"}
