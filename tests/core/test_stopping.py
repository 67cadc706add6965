"""Mails of one kind about one thing are stopped with the key in the mail; nothing happens on GET."""

import datetime as dt
import re

import pytest
from django.core import mail as django_mail
from django.test import Client

from core import outbox
from core.enums import DeliveryState
from core.mail import Mail
from core.models import AuditEntry, Delivery, Stop
from core.outbox import kinds
from tests.factories import make_user

pytestmark = pytest.mark.django_db
DUE = dt.date(2027, 3, 1)


@pytest.fixture(autouse=True)
def notices():
    def prepare(delivery, recipient):
        return Mail(subject=f"About {delivery.subject_id}", link="/x/", link_label="Open", why="Because.")

    kinds.register_kind("test.notice", prepare=prepare)
    kinds.register_kind("test.security", prepare=prepare, stop=outbox.NEVER)
    yield
    del kinds._kinds["test.notice"], kinds._kinds["test.security"]


def send(person, subject_id, kind="test.notice"):
    outbox.queue(kind=kind, subject_type="test.thing", subject_id=subject_id, recipients=[person], due_on=DUE)
    outbox.deliver_due()
    return Delivery.objects.get(subject_id=str(subject_id), kind=kind).state


def address():
    headers = django_mail.outbox[-1].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return re.fullmatch(r"<https://portal\.example(/mail/stop/.+/)>", headers["List-Unsubscribe"])[1]


def test_one_click_stops_that_kind_about_that_thing_alone():
    person = make_user()
    send(person, "7:1")
    there = address()
    client = Client(enforce_csrf_checks=True)
    assert client.get(there).status_code == 200
    assert not Stop.objects.exists()
    for _twice in range(2):
        answer = client.post(there, {"List-Unsubscribe": "One-Click"})
        assert answer["Content-Type"].startswith("text/plain")
    assert list(Stop.objects.values_list("user", "kind", "subject_id")) == [(person.pk, "test.notice", "7")]
    assert AuditEntry.objects.unscoped("test").filter(verb="mail.stopped").count() == 1
    # Another event of the same thing, another thing.
    assert send(person, "7:2") == DeliveryState.DROPPED
    assert send(person, "8:1") == DeliveryState.SENT


def test_a_person_stops_for_herself_only():
    person, other = make_user(), make_user()
    send(person, 7)
    Client().post(address())
    assert "stopped" in Client().post(address()).content.decode()
    assert send(other, "7:9") == DeliveryState.SENT


@pytest.mark.parametrize("forged", ["x", "a:b:c", "eyJ"])
def test_a_forged_key_and_one_of_a_closed_account_find_nothing(forged):
    person = make_user()
    send(person, 7)
    there = address()
    for method in (Client().get, Client().post):
        assert method(f"/mail/stop/{forged}/").status_code == 404
    person.is_active = False
    person.save()
    assert Client().post(there).status_code == 404
    assert not Stop.objects.exists()


def test_news_of_safety_cannot_be_switched_off():
    send(make_user(), 7, kind="test.security")
    assert "List-Unsubscribe" not in django_mail.outbox[0].extra_headers
