"""Log in through an agency (OpenID Connect): opens the account of the same verified address, or an open invitation."""

import pytest
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory

from clusters import actions
from clusters.enums import Role
from clusters.models import User
from core.models import AuditEntry
from tests.factories.clusters import make_cluster, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def agency(settings):
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "agency",
                    "name": "Our Agency",
                    "client_id": "id",
                    "secret": "secret",
                    "settings": {"server_url": "https://agency.example"},
                }
            ]
        }
    }


@pytest.fixture
def come_back(client):
    """The person returns from the agency, which says this about her."""

    def go(email, *, verified=True, name="Agnes Agency", uid="1"):
        from importlib import import_module

        from django.conf import settings

        request = RequestFactory().get("/accounts/oidc/agency/login/callback/")
        request.session = import_module(settings.SESSION_ENGINE).SessionStore()
        request.user = AnonymousUser()
        request._messages = CookieStorage(request)
        from types import SimpleNamespace

        request.allauth = SimpleNamespace()
        with context.request_context(request):
            provider = _provider(request)
            data = {"userinfo": {"sub": uid, "email": email, "email_verified": verified, "name": name}}
            login = provider.sociallogin_from_response(request, data)
            assert isinstance(login, SocialLogin)
            login.state = {}
            return request, complete_social_login(request, login)

    return go


def _provider(request):
    from allauth.socialaccount.adapter import get_adapter

    return get_adapter().get_provider(request, "agency")


def test_unknown_addresses_make_no_account(come_back):
    request, response = come_back("stranger@agency.example")
    assert b"By invitation only" in response.content
    assert not User.objects.exists()
    assert not request.user.is_authenticated


def test_the_same_verified_address_opens_the_account(come_back, verified):
    person = verified(make_person(Role.MEMBER, email="a@agency.example"))
    request, response = come_back("A@Agency.example")
    assert (response.status_code, response.url) == (302, "/")
    assert request.user == person
    assert SocialAccount.objects.get().user == person
    # From now on the agency's own key for the person counts, not the address.
    request, _response = come_back("renamed@agency.example", uid="1")
    assert request.user == person


@pytest.mark.parametrize("at", ["agency", "here"])
def test_an_unverified_address_opens_nothing(come_back, at):
    person = make_person(Role.MEMBER, email="a@agency.example")
    EmailAddress.objects.create(user=person, email=person.email, verified=at == "agency", primary=True)
    request, _response = come_back("a@agency.example", verified=at == "here")
    assert not request.user.is_authenticated
    assert not SocialAccount.objects.exists()
    assert User.objects.count() == 1


def test_an_open_invitation_makes_the_account_with_its_role(come_back):
    cluster = make_cluster()
    lead = make_person(Role.COORDINATOR, cluster)
    invitation, _secret = actions.invite_person(email="a@agency.example", role=Role.SAG, cluster=cluster, by=lead)
    request, response = come_back("a@agency.example")
    assert response.status_code == 302
    person = User.objects.get(email="a@agency.example")
    assert (request.user, person.name, person.has_usable_password()) == (person, "Agnes Agency", False)
    assert list(person.memberships.values_list("role", "cluster")) == [("sag", cluster.pk)]
    invitation.refresh_from_db()
    assert invitation.accepted_by == person
    verbs = AuditEntry.objects.unscoped("assert on the whole trail").values_list("verb", flat=True)
    assert "invitation.accepted" in verbs


@pytest.mark.parametrize("closed", ["revoked", "expired", "for an unverified address"])
def test_a_closed_invitation_makes_none(come_back, closed, time_machine):
    import datetime as dt

    time_machine.move_to(dt.datetime(2027, 3, 1, tzinfo=dt.UTC))
    boss = make_person(Role.ADMINISTRATOR)
    invitation, _secret = actions.invite_person(email="a@agency.example", role=Role.GPC, cluster=None, by=boss)
    if closed == "revoked":
        actions.revoke_invitation(invitation=invitation, by=boss)
    if closed == "expired":
        time_machine.move_to(dt.datetime(2027, 4, 1, tzinfo=dt.UTC))
    _request, response = come_back("a@agency.example", verified=closed != "for an unverified address")
    assert b"By invitation only" in response.content
    assert not User.objects.filter(email="a@agency.example").exists()


def test_inactive_people_stay_out(come_back, verified):
    verified(make_person(Role.MEMBER, email="a@agency.example", is_active=False))
    request, _response = come_back("a@agency.example")
    assert not request.user.is_authenticated


def test_the_second_factor_is_asked_here_too(come_back, verified, second_factor):
    person = verified(make_person(Role.TASK_TEAM, email="a@agency.example"))
    second_factor(person)
    request, response = come_back("a@agency.example")
    assert response.url == "/accounts/2fa/authenticate/"
    assert not request.user.is_authenticated


def test_the_login_page_offers_the_agency(client):
    assert "Log in through Our Agency" in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize("trouble", ["ConnectionError", "Timeout", "HTTPError", "JSONDecodeError"])
def test_an_agency_that_does_not_answer_is_said(client, monkeypatch, trouble):
    import requests

    def fail(*_args, **_kwargs):
        error = getattr(requests.exceptions, trouble)
        raise error("x", "y", 0) if trouble == "JSONDecodeError" else error("x")

    monkeypatch.setattr(requests.Session, "request", fail)
    response = client.post("/accounts/oidc/agency/login/?process=login")
    assert response.status_code == 503
    assert "gave no valid answer" in response.content.decode()


def test_nonsense_from_outside_is_no_error(client):
    assert client.get("/accounts/oidc/nobody/login/").status_code == 404
    response = client.get("/accounts/oidc/agency/login/callback/", {"code": "x", "state": "y"})
    assert response.status_code in {200, 302, 401, 403}
    assert not User.objects.exists()


def test_an_invitation_whose_role_is_over_makes_no_account(come_back, time_machine):
    """It used to make one without a role, and to answer with a refusal."""
    import datetime as dt

    time_machine.move_to(dt.datetime(2027, 3, 1, tzinfo=dt.UTC))
    cluster = make_cluster()
    lead = make_person(Role.COORDINATOR, cluster)
    actions.invite_person(
        email="a@agency.example", role=Role.SAG, cluster=cluster, by=lead, ends_on=dt.date(2027, 3, 5)
    )
    time_machine.move_to(dt.datetime(2027, 3, 6, tzinfo=dt.UTC))
    _request, response = come_back("a@agency.example")
    assert b"By invitation only" in response.content
    assert not User.objects.filter(email="a@agency.example").exists()
