"""The outbox: queued once, claimed once, read again before sending, never lost."""

import datetime as dt
import smtplib

import pytest
import time_machine
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction

from core import clock, outbox
from core.enums import DeliveryState
from core.errors import Refused
from core.mail import Mail
from core.models import AuditEntry, Delivery
from core.outbox import kinds, noting, queueing
from tests.factories import make_user

pytestmark = pytest.mark.django_db
DUE = dt.date(2027, 3, 1)
NOON = dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def kind():
    """A kind of notice that says what the test wants. `says` may be an exception or an outcome."""
    says = {}

    def prepare(delivery, recipient):
        said = says.get(delivery.subject_id)
        if isinstance(said, Exception):
            raise said
        return said or Mail(
            subject=f"Date {delivery.subject_id}", link="/calendar/1/", link_label="Open", why="Because."
        )

    kinds.register_kind("test.notice", prepare=prepare)
    kinds.register_kind("test.digest", prepare=prepare, digest=lambda user: "daily" * (user.reminder_rhythm == "daily"))
    yield says
    del kinds._kinds["test.notice"], kinds._kinds["test.digest"]


def queue(person, subject_id=1, kind="test.notice", **fields):
    outbox.queue(
        kind=kind,
        subject_type="test.thing",
        subject_id=subject_id,
        recipients=[person],
        **{"due_on": DUE, **fields},
    )
    return Delivery.objects.get(
        subject_id=str(subject_id), recipient=person, kind=kind, due_on=fields.get("due_on", DUE)
    )


class Refusing(EmailBackend):
    """A mail server that answers each message with the next of `answers` (None: accepts)."""

    answers = []

    def send_messages(self, messages):
        answer = self.answers.pop(0) if self.answers else None
        if answer is not None:
            raise answer
        return super().send_messages(messages)


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = "tests.core.test_outbox.Refusing"
    Refusing.answers = []
    return Refusing


def test_the_same_notice_is_queued_once(kind):
    person = make_user()
    queue(person)
    queue(person)
    assert Delivery.objects.count() == 1


def test_another_date_is_another_notice(kind):
    person = make_user()
    queue(person)
    queue(person, due_on=DUE + dt.timedelta(days=1))
    assert Delivery.objects.count() == 2


def test_nothing_is_queued_when_the_change_is_rolled_back(kind):
    person = make_user()
    with transaction.atomic():
        queue(person)
        transaction.set_rollback(True)
    assert not Delivery.objects.exists()


def test_commit_wakes_the_worker(kind, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        queue(make_user())
    assert Delivery.objects.get().state == DeliveryState.SENT
    assert len(django_mail.outbox) == 1


def test_a_notice_for_later_waits(kind, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = queue(make_user(), not_before=clock.now() + dt.timedelta(hours=3))
    assert outbox.deliver(row.pk) is None
    with time_machine.travel(clock.now() + dt.timedelta(hours=4)):
        assert outbox.deliver(row.pk) == DeliveryState.SENT


def test_a_broker_that_is_away_does_not_stop_the_change(kind, monkeypatch, django_capture_on_commit_callbacks):
    from kombu.exceptions import OperationalError

    from core.tasks import task_sweep_deliveries

    def refuse(*args, **options):
        raise OperationalError("away")

    monkeypatch.setattr(queueing, "_quiet_until", 0.0)
    monkeypatch.setattr(task_sweep_deliveries, "apply_async", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        queue(make_user())
    assert Delivery.objects.get().state == DeliveryState.QUEUED
    monkeypatch.undo()
    task_sweep_deliveries.delay()
    assert Delivery.objects.get().state == DeliveryState.SENT


def test_each_recipient_gets_a_mail_of_her_own(kind):
    people = [make_user(), make_user()]
    outbox.queue(kind="test.notice", subject_type="t", subject_id=1, recipients=people, due_on=DUE)
    outbox.deliver_due()
    assert sorted(message.recipients() for message in django_mail.outbox) == sorted([p.email] for p in people)


def test_a_sent_mail_is_not_sent_again(kind):
    row = queue(make_user())
    assert outbox.deliver(row.pk) == DeliveryState.SENT
    assert outbox.deliver(row.pk) is None
    assert len(django_mail.outbox) == 1


def test_withdrawn_before_sending_is_not_sent_and_can_come_back(kind):
    person = make_user()
    row = queue(person)
    assert outbox.withdraw(subject_type="test.thing", subject_id=1, reason="moved") == 1
    assert outbox.deliver(row.pk) is None
    queue(person)
    assert outbox.deliver(row.pk) == DeliveryState.SENT
    outbox.withdraw(subject_type="test.thing", subject_id=1)
    queue(person)
    row.refresh_from_db()
    assert row.state == DeliveryState.SENT
    assert len(django_mail.outbox) == 1


def test_withdraw_can_spare_one_date(kind):
    person = make_user()
    keep = queue(person)
    gone = queue(person, due_on=DUE + dt.timedelta(days=9))
    outbox.withdraw(subject_type="test.thing", subject_id=1, not_due_on=DUE)
    assert Delivery.objects.get(pk=keep.pk).state == DeliveryState.QUEUED
    assert Delivery.objects.get(pk=gone.pk).state == DeliveryState.CANCELLED


def test_a_recipient_who_may_no_longer_see_it_gets_nothing(kind):
    row = queue(make_user())
    kind["1"] = outbox.Dropped("No access any more.")
    assert outbox.deliver(row.pk) == DeliveryState.DROPPED
    row.refresh_from_db()
    assert row.error == "No access any more."
    assert not django_mail.outbox


def test_a_closed_account_gets_nothing(kind):
    row = queue(make_user(is_active=False))
    assert outbox.deliver(row.pk) == DeliveryState.DROPPED


@pytest.mark.parametrize(
    "answer",
    [
        smtplib.SMTPRecipientsRefused({"a": (451, b"4.7.1 greylisted")}),
        smtplib.SMTPSenderRefused(452, b"too many", "p"),
        smtplib.SMTPDataError(421, b"closing"),
        smtplib.SMTPServerDisconnected("gone"),
        smtplib.SMTPAuthenticationError(535, b"bad"),
        TimeoutError(),
        ConnectionRefusedError(),
    ],
)
def test_a_temporary_error_backs_off_and_is_sent_later(kind, server, answer):
    server.answers = [answer] * 5
    waits = []
    with time_machine.travel(NOON, tick=False) as traveller:
        row = queue(make_user())
        for _attempt in range(5):
            assert outbox.deliver(row.pk) == DeliveryState.RETRY
            row.refresh_from_db()
            waits.append((row.not_before - clock.now()).total_seconds() / 60)
            assert outbox.deliver(row.pk) is None
            traveller.move_to(row.not_before)
        assert outbox.deliver(row.pk) == DeliveryState.SENT
    for wait, expected in zip(waits, [1, 5, 30, 120, 120], strict=True):
        assert expected <= wait <= expected * 1.2
    assert len(django_mail.outbox) == 1
    row.refresh_from_db()
    assert (row.attempts, row.error) == (6, "")


def test_four_days_of_refusal_end_as_failed(kind, server):
    with time_machine.travel(NOON, tick=False) as traveller:
        row = queue(make_user())
        traveller.move_to(NOON + dt.timedelta(days=4, minutes=1))
        server.answers = [ConnectionRefusedError()]
        assert outbox.deliver(row.pk) == DeliveryState.FAILED


@pytest.mark.parametrize(
    "answer",
    [smtplib.SMTPRecipientsRefused({"a": (550, b"5.1.1 no such user a@b")}), smtplib.SMTPDataError(554, b"spam")],
)
def test_a_permanent_refusal_fails_at_once_and_keeps_no_words_of_the_server(kind, server, answer):
    server.answers = [answer]
    row = queue(make_user())
    assert outbox.deliver(row.pk) == DeliveryState.FAILED
    row.refresh_from_db()
    assert "5" in row.error
    assert "no such user" not in row.error
    assert "spam" not in row.error


def test_an_impossible_address_fails_and_holds_up_nobody(kind, server):
    bad = queue(make_user(email="a@b\nBcc: c@d"), 1)
    good = queue(make_user(), 2)
    outbox.deliver_due()
    assert Delivery.objects.get(pk=bad.pk).state == DeliveryState.FAILED
    assert Delivery.objects.get(pk=good.pk).state == DeliveryState.SENT


def test_a_server_that_is_down_costs_one_attempt_not_the_whole_queue(kind, server):
    for n in range(5):
        queue(make_user(), n)
    server.answers = [ConnectionRefusedError()]
    assert dict(outbox.deliver_due()) == {"retry": 1}
    assert Delivery.objects.filter(state=DeliveryState.QUEUED, attempts=0).count() == 4


def test_one_refused_recipient_does_not_stop_the_others(kind, server):
    for n in range(5):
        queue(make_user(), n)
    server.answers = [None, smtplib.SMTPRecipientsRefused({"a": (550, b"no")})]
    assert dict(outbox.deliver_due()) == {"sent": 4, "failed": 1}


def test_a_kind_that_cannot_be_written_waits_and_raises(kind):
    kind["1"] = KeyError("defect")
    row = queue(make_user(), 1)
    with pytest.raises(KeyError):
        outbox.deliver(row.pk)
    row.refresh_from_db()
    assert row.state == DeliveryState.RETRY
    assert "KeyError" in row.error


def test_a_broken_kind_does_not_starve_the_others(kind):
    bad = [queue(make_user(), n) for n in range(1, 6)]
    for row in bad:
        kind[row.subject_id] = KeyError("defect")
    good = queue(make_user(), 99, kind="test.digest")
    with pytest.raises(KeyError):
        outbox.deliver_due()
    outbox.deliver_due()
    good.refresh_from_db()
    assert good.state == DeliveryState.SENT
    assert Delivery.objects.filter(state__in=DeliveryState.waiting()).count() == 5


def test_an_unknown_kind_waits_for_a_release_that_knows_it(kind):
    row = queue(make_user(), kind="test.unknown")
    with pytest.raises(LookupError):
        outbox.deliver(row.pk)
    row.refresh_from_db()
    assert row.state == DeliveryState.RETRY


def test_a_dead_worker_costs_one_mail_in_doubt_with_the_same_message_id(kind, settings):
    with time_machine.travel(NOON, tick=False) as traveller:
        row = queue(make_user())
        Delivery.objects.update(state=DeliveryState.SENDING, claimed_at=NOON, attempts=1)
        assert outbox.take_back_expired() == 0
        traveller.shift(settings.HRE_DELIVERY_LEASE + 1)
        assert outbox.take_back_expired() == 1
        assert outbox.take_back_expired() == 0
        assert outbox.counts().unconfirmed == 1
        assert outbox.deliver(row.pk) == DeliveryState.UNCONFIRMED
    row.refresh_from_db()
    assert row.crashes == 1
    assert row.error
    assert django_mail.outbox[0].extra_headers["Message-ID"] == f"<{row.pk}@portal.example>"


def test_a_mail_that_kills_its_workers_is_taken_out(kind, settings):
    with time_machine.travel(NOON, tick=False) as traveller:
        row = queue(make_user())
        for _crash in range(noting.MAX_CRASHES):
            Delivery.objects.update(state=DeliveryState.SENDING, claimed_at=clock.now())
            traveller.shift(settings.HRE_DELIVERY_LEASE + 1)
            outbox.take_back_expired()
        row.refresh_from_db()
        assert row.state == DeliveryState.FAILED


def test_a_slow_worker_that_still_succeeds_prevents_the_second_sending(kind, server, monkeypatch):
    """The lease ran out while the server was thinking: the row is waiting again when the answer comes."""
    row = queue(make_user())

    def slow(backend, messages):
        Delivery.objects.filter(pk=row.pk).update(state=DeliveryState.RETRY, crashes=1)
        return len(messages)

    monkeypatch.setattr(server, "send_messages", slow)
    outbox.deliver(row.pk)
    row.refresh_from_db()
    assert row.state == DeliveryState.SENT
    assert outbox.deliver(row.pk) is None


def test_daily_rhythm_puts_waiting_reminders_in_one_mail(kind):
    person = make_user(reminder_rhythm="daily")
    rows = [queue(person, n, kind="test.digest") for n in range(1, 4)]
    queue(make_user(), 9, kind="test.digest")
    kind["2"] = outbox.Dropped("gone")
    outbox.deliver_due()
    assert len(django_mail.outbox) == 2
    message = next(m for m in django_mail.outbox if m.to == [person.email])
    assert "Date 1" in message.body
    assert "Date 3" in message.body
    assert "Date 2" not in message.body
    states = [Delivery.objects.get(pk=row.pk).state for row in rows]
    assert states == [DeliveryState.SENT, DeliveryState.DROPPED, DeliveryState.SENT]


def test_a_digest_tried_again_keeps_its_rows_and_its_message_id(kind, server):
    person = make_user(reminder_rhythm="daily")
    with time_machine.travel(NOON, tick=False) as traveller:
        first = [queue(person, n, kind="test.digest") for n in range(1, 3)]
        server.answers = [TimeoutError()]
        assert outbox.deliver(first[1].pk) == DeliveryState.RETRY
        queue(person, 3, kind="test.digest")
        traveller.shift(600)
        outbox.deliver_due()
    bodies = {m.extra_headers["Message-ID"]: m.body for m in django_mail.outbox}
    assert set(bodies) == {
        f"<{first[1].pk}@portal.example>",
        f"<{Delivery.objects.get(subject_id='3').pk}@portal.example>",
    }
    assert "Date 3" not in bodies[f"<{first[1].pk}@portal.example>"]


def test_staff_send_a_failed_mail_again(kind, django_capture_on_commit_callbacks):
    row = queue(make_user())
    by = make_user()
    Delivery.objects.update(state=DeliveryState.FAILED)
    with django_capture_on_commit_callbacks(execute=True):
        outbox.retry(delivery_id=row.pk, by=by)
    assert Delivery.objects.get().state == DeliveryState.SENT
    entry = AuditEntry.objects.unscoped("test").get()
    assert (entry.verb, entry.actor_id, entry.target_id) == ("delivery.retry", by.pk, str(row.pk))
    with pytest.raises(Refused):
        outbox.retry(delivery_id=row.pk, by=by)


def test_counts_name_the_oldest_that_waits(kind):
    with time_machine.travel(NOON, tick=False) as traveller:
        queue(make_user())
        queue(make_user(), not_before=NOON + dt.timedelta(days=2))
        traveller.shift(3600)
        counts = outbox.counts()
        assert (counts.unsent, counts.oldest_unsent_at) == (1, NOON)
        outbox.deliver_due()
        assert outbox.counts().oldest_unsent_at is None


def test_a_kind_is_registered_once(kind):
    with pytest.raises(ValueError, match="registered"):
        kinds.register_kind("test.notice", prepare=lambda delivery, recipient: None)
