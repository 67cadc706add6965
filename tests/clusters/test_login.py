"""Logging in: limits, the same answer for everybody, the second factor, demonstration logins, the person's language."""

from threading import Event

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse

from clusters.enums import Role
from clusters.models import User
from tests.clusters.conftest import TOTP_SECRET
from tests.factories.clusters import PASSWORD, make_cluster, make_person, make_user

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
FACTOR = "/accounts/2fa/"


def log_in(client, email, password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": email, "password": password}, **extra)


def test_right_password_goes_in(client, verified):
    user = verified(make_person(Role.MEMBER))
    response = log_in(client, user.email.upper())
    assert (response.status_code, response.url) == (302, "/")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_an_unverified_address_gets_a_mail_first(client):
    user = make_person(Role.MEMBER)
    assert log_in(client, user.email).url == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session
    assert mail.outbox[0].to == [user.email]
    # GET of the link confirms nothing: mail scanners open links.
    link = next(word for word in mail.outbox[0].body.split() if "confirm-email" in word)
    assert link.startswith("https://portal.example/")
    path = link.removeprefix("https://portal.example")
    assert client.get(path).status_code == 200
    assert not EmailAddress.objects.filter(user=user, verified=True).exists()
    client.post(path)
    assert EmailAddress.objects.filter(user=user, verified=True).exists()


def test_ten_wrong_passwords(client, verified):
    user = verified(make_person(Role.MEMBER))
    answers = [log_in(client, user.email, "wrong password") for _ in range(10)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 5
    assert "Wait five minutes" in answers[-1].content.decode()
    assert log_in(client, user.email).status_code == 429, "nor with the right one now"
    # A colleague in the same office, and the same person elsewhere, are not locked out.
    other = verified(make_person(Role.MEMBER))
    assert log_in(client, other.email).status_code == 302
    client.logout()
    assert log_in(client, user.email, REMOTE_ADDR="198.51.100.7").status_code == 302


def test_known_and_unknown_addresses_look_the_same(client, verified):
    user = verified(make_person(Role.MEMBER))

    def text(email):
        response = log_in(client, email, "wrong password")
        page = response.content.decode().replace(email, "ADDRESS")
        return response.status_code, page.split("<main")[1].replace(str(response.context["csrf_token"]), "")

    for _ in range(7):
        assert text(user.email) == text("nobody@test.example")
    known = client.post(reverse("account_reset_password"), {"email": user.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@test.example"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [message.to for message in mail.outbox] == [[user.email]], "nothing to strangers"


class SlowBackend(BaseEmailBackend):
    """A mail server that takes the mail only when it is told to."""

    may_go, gone = Event(), Event()

    def send_messages(self, messages):
        assert self.may_go.wait(30)
        self.gone.set()
        return len(messages)


def test_how_long_the_answer_takes_does_not_tell_whether_a_mail_goes_out(client, verified, settings):
    settings.CELERY_TASK_ALWAYS_EAGER = False
    settings.EMAIL_BACKEND = f"{__name__}.SlowBackend"
    user = verified(make_person(Role.MEMBER))
    answer = client.post(reverse("account_reset_password"), {"email": user.email})
    assert (answer.status_code, SlowBackend.gone.is_set()) == (302, False)
    SlowBackend.may_go.set()
    assert SlowBackend.gone.wait(30)


def test_password_reset(client, verified):
    user = verified(make_person(Role.MEMBER, language="fr"))
    client.post(reverse("account_reset_password"), {"email": user.email})
    link = next(word for word in mail.outbox[0].body.split() if "/reset/key/" in word)
    path = link.removeprefix("https://portal.example")
    page = client.get(path, follow=True)
    form_url = page.redirect_chain[-1][0]
    weak = client.post(form_url, {"password1": "short", "password2": "short"})
    assert weak.status_code == 200
    assert weak.context["form"].errors
    done = client.post(form_url, {"password1": "another long phrase", "password2": "another long phrase"})
    assert done.status_code == 302
    assert log_in(client, user.email, "another long phrase").status_code == 302
    client.logout()
    used = client.get(path, follow=True)
    assert "no longer works" in used.content.decode()


def test_a_refusing_mail_server_is_no_error_and_no_hint(client, verified, monkeypatch):
    import smtplib

    def refuse(*_args, **_kwargs):
        raise smtplib.SMTPRecipientsRefused({})

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    user = verified(make_person(Role.MEMBER))
    response = client.post(reverse("account_reset_password"), {"email": user.email})
    assert (response.status_code, response.url) == (302, reverse("account_reset_password_done"))


# --- Second factor ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.TASK_TEAM, Role.ADMINISTRATOR])
@pytest.mark.parametrize("path", ["/", "/people/", "/people/me/", "/admin/", "/accounts/connections-of-nobody/"])
def test_without_the_demanded_factor_only_its_set_up_opens(client, role, path):
    client.force_login(make_person(role))
    response = client.get(path)
    if response.status_code != 404:
        assert (response.status_code, response.url) == (302, FACTOR)
    assert client.get(FACTOR).status_code == 200
    assert b"Your role needs a second factor" in client.get(FACTOR).content


def test_api_session_and_htmx_are_held_up_too(client):
    client.force_login(make_person(Role.TASK_TEAM))
    response = client.get("/api/v1/schema/")
    assert (response.status_code, response.json()["detail"][:9]) == (403, "Your role")
    htmx = client.get("/people/me/", headers={"HX-Request": "true"})
    assert (htmx.status_code, htmx["HX-Redirect"]) == (204, FACTOR)


def test_with_the_factor_everything_opens(client, second_factor):
    for role in (Role.TASK_TEAM, Role.ADMINISTRATOR):
        user = make_person(role)
        second_factor(user)
        client.force_login(user)
        assert client.get("/people/me/").status_code == 200
        assert client.get("/admin/").status_code == 200


def test_a_cluster_may_demand_it_of_all_and_of_its_nodes(client):
    cluster = make_cluster(requires_second_factor=True)
    node = make_cluster(parent=cluster)
    for person in (make_person(Role.MEMBER, cluster), make_person(Role.OHCHR, node)):
        client.force_login(person)
        assert client.get("/people/me/").status_code == 302
    client.force_login(make_person(Role.MEMBER, make_cluster()))
    assert client.get("/people/me/").status_code == 200


def test_a_role_that_ended_demands_nothing(client):
    import datetime as dt

    client.force_login(make_person(Role.TASK_TEAM, ends_on=dt.date(2021, 1, 1)))
    assert client.get("/people/me/").status_code == 200


def test_an_operator_logs_in_without_mail(client):
    User.objects.create_superuser("Root@test.example", PASSWORD, name="Root")
    assert log_in(client, "root@test.example").url == "/"
    assert client.get("/").url == FACTOR
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200
    assert mail.outbox == []


def test_an_operator_needs_it_too(client):
    user = User.objects.create_superuser("root@test.example", PASSWORD, name="Root")
    client.force_login(user)
    assert client.get("/admin/").url == FACTOR


def test_log_in_asks_for_the_code(client, verified, second_factor):
    user = verified(make_person(Role.TASK_TEAM))
    second_factor(user)
    assert log_in(client, user.email).url == reverse("mfa_authenticate")
    assert client.get("/people/me/").status_code == 302
    page = client.get(reverse("mfa_authenticate"))
    assert page.content.count(b"<h1>") == 1
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    code = f"{hotp_value(TOTP_SECRET, next(iter(yield_hotp_counters_from_time()))):06}"
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert client.get("/people/me/").status_code == 200


# --- Demonstration ------------------------------------------------------------------------------------------------


def test_demonstration_logins_need_no_factor_in_a_demonstration(client, settings):
    settings.HRE_DEMO = True
    user = make_person(Role.ADMINISTRATOR, is_demo=True)
    assert log_in(client, user.email).url == "/"
    assert client.get("/people/me/").status_code == 200
    assert client.get("/admin/").status_code == 200


def test_demonstration_logins_are_dead_elsewhere(client, settings):
    settings.HRE_DEMO = False
    user = make_person(Role.ADMINISTRATOR, is_demo=True)
    assert log_in(client, user.email).url == reverse("account_inactive")
    client.force_login(user)
    assert client.get("/people/me/").url.startswith(LOGIN), "an old session dies too"


def test_a_real_person_needs_the_factor_in_a_demonstration_too(client, settings):
    settings.HRE_DEMO = True
    client.force_login(make_person(Role.TASK_TEAM))
    assert client.get("/people/me/").url == FACTOR


def test_inactive_people_stay_out(client, verified):
    user = verified(make_person(Role.MEMBER, is_active=False))
    log_in(client, user.email)
    assert "_auth_user_id" not in client.session


# --- Language and time zone ---------------------------------------------------------------------------------------


def test_language_of_the_person_and_of_a_stranger(client):
    client.force_login(make_person(Role.MEMBER, language="ar"))
    assert client.get("/people/me/")["Content-Language"] == "ar"
    client.logout()
    assert client.get(LOGIN, headers={"Accept-Language": "fr"})["Content-Language"] == "fr"
    assert "Accept-Language" in client.get(LOGIN)["Vary"]


def test_an_unknown_zone_or_language_counts_as_the_default(client):
    user = make_person(Role.MEMBER, time_zone="Mars/Olympus", language="xx")
    client.force_login(user)
    response = client.get("/people/me/")
    assert (response.status_code, response["Content-Language"]) == (200, "en")


@pytest.mark.parametrize(
    ("back", "lands"),
    [
        ("/people/me/?x=1", "/people/me/?x=1"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("\\\\evil.example", "/"),
    ],
)
def test_language_is_kept_and_leads_nowhere_else(client, back, lands):
    user = make_person(Role.MEMBER)
    client.force_login(user)
    response = client.post(reverse("clusters:set-language"), {"language": "fr", "next": back})
    assert (response.status_code, response.url) == (302, lands)
    user.refresh_from_db()
    assert user.language == "fr"


def test_a_language_that_is_not_offered_is_refused(client):
    user = make_person(Role.MEMBER)
    client.force_login(user)
    assert client.post(reverse("clusters:set-language"), {"language": "tlh"}).status_code == 400
    assert client.get(reverse("clusters:set-language")).status_code == 405
    user.refresh_from_db()
    assert user.language == "en"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example"])
def test_log_in_leads_nowhere_else(client, verified, target):
    user = verified(make_user())
    assert client.post(f"{LOGIN}?next={target}", {"login": user.email, "password": PASSWORD, "next": target}).url == "/"
