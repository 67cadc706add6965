"""What is sent together stays together: the same Message-ID never carries other news the second time."""

import datetime as dt

import pytest
import time_machine
from django.core import mail as django_mail

from core import outbox
from core.enums import DeliveryState
from core.models import AuditEntry, Delivery
from core.outbox import noting
from tests.core.test_outbox import NOON, Refusing, kind, queue, server  # noqa: F401 -- fixtures
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(kind):  # noqa: F811
    person = make_user(reminder_rhythm="daily")
    return [queue(person, number, kind="test.digest") for number in (1, 2)]


@pytest.fixture
def clocks():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def sent():
    return [["Date 1" in mail.body, "Date 2" in mail.body] for mail in django_mail.outbox]


def states():
    return set(Delivery.objects.values_list("state", flat=True))


def test_a_digest_tried_again_waits_for_none_of_its_rows(clocks, two, server, monkeypatch):  # noqa: F811
    class Dice:
        spreads = [0, noting.JITTER]

        def uniform(self, *_bounds):
            return self.spreads.pop(0)

    monkeypatch.setattr(noting, "_dice", Dice())
    Refusing.answers = [TimeoutError()]
    outbox.deliver_due()
    assert states() == {DeliveryState.RETRY}
    # The first row's time has come, the second's not yet.
    clocks.shift(dt.timedelta(seconds=62))
    outbox.deliver_due()
    assert sent() == [[True, True]]
    clocks.shift(dt.timedelta(hours=1))
    outbox.deliver_due()
    assert sent() == [[True, True]]


def test_a_digest_is_taken_back_from_a_dead_worker_whole_or_not_at_all(clocks, two, settings, monkeypatch):
    Delivery.objects.update(state=DeliveryState.SENDING, claimed_at=NOON, attempts=1, batch=two[0].pk)
    clocks.shift(settings.HRE_DELIVERY_LEASE + 1)
    give_back, calls = noting.give_back_interrupted, []

    def killed(*facts):
        calls.append(facts)
        if len(calls) > 1:
            raise KeyboardInterrupt
        return give_back(*facts)

    with monkeypatch.context() as dying:
        dying.setattr(noting, "give_back_interrupted", killed)
        with pytest.raises(KeyboardInterrupt):
            outbox.take_back_expired()
    assert states() == {DeliveryState.SENDING}
    assert outbox.take_back_expired() == 2
    outbox.deliver_due()
    assert sent() == [[True, True]]


def test_staff_send_a_failed_digest_again_as_the_one_mail_it_is(clocks, two):
    Delivery.objects.update(state=DeliveryState.FAILED, batch=two[0].pk)
    alone = queue(make_user(), 9)
    Delivery.objects.filter(pk=alone.pk).update(state=DeliveryState.FAILED)
    outbox.retry(delivery_id=two[1].pk, by=make_user())
    outbox.deliver_due()
    assert sent() == [[True, True]]
    assert Delivery.objects.get(pk=alone.pk).state == DeliveryState.FAILED
    entries = AuditEntry.objects.unscoped("test").filter(verb="delivery.retry")
    assert {entry.target_id for entry in entries} == {str(row.pk) for row in two}
