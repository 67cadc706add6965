"""The health report: plain numbers, never an exception for a server that is away."""

import datetime as dt

import pytest
import time_machine
from kombu import Connection

from core import clock, health, heartbeat, outbox
from core.enums import DeliveryState
from core.models import Delivery
from tests.factories import make_user

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2027, 1, 4, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def broker_folder(settings, tmp_path):
    """The folder of the embedded broker, as `make run` makes it."""
    options = {**settings.CELERY_BROKER_TRANSPORT_OPTIONS, "data_folder_out": str(tmp_path / "queue")}
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = options
    (tmp_path / "queue").mkdir()
    return tmp_path / "queue"


def test_an_embedded_broker_without_its_folder_is_named(broker_folder):
    broker_folder.rmdir()
    report = health.report()
    assert report["ready"]
    assert "broker_unreachable" in report["warnings"]


def test_a_host_without_a_broker_on_purpose_is_well_and_hands_nothing_to_one(
    broker_folder, settings, django_capture_on_commit_callbacks
):
    broker_folder.rmdir()
    settings.HRE_CRON_ONLY = True
    heartbeat.beat("sweep-deliveries")
    with django_capture_on_commit_callbacks(execute=True):
        outbox.queue(kind="test", subject_type="t", subject_id="1", recipients=[make_user()], due_on=NOON.date())
    report = health.report()
    assert (report["broker"], report["warnings"]) == (None, [])
    # Tasks run at once in the tests: had a worker been woken, the mail would be gone.
    assert Delivery.objects.get().state == DeliveryState.QUEUED


def make_delivery(**fields):
    defaults = {
        "subject_type": "t",
        "subject_id": str(Delivery.objects.count()),
        "recipient": make_user(),
        "kind": "test",
        "due_on": NOON.date(),
        "wanted_at": clock.now(),
        "not_before": clock.now(),
    }
    return Delivery.objects.create(**{**defaults, **fields})


def test_all_is_well():
    with time_machine.travel(NOON, tick=False):
        heartbeat.beat("sweep-deliveries")
        report = health.report()
    assert report["ready"]
    assert report["database"]
    assert report["broker"]
    assert report["warnings"] == []
    assert report["oldest_unsent_seconds"] == 0


def test_a_beat_that_stopped_and_mails_that_wait_are_named():
    with time_machine.travel(NOON, tick=False) as traveller:
        heartbeat.beat("sweep-deliveries")
        make_delivery()
        make_delivery(state=DeliveryState.FAILED)
        make_delivery(state=DeliveryState.UNCONFIRMED, crashes=1, claimed_at=NOON)
        make_delivery(not_before=NOON + dt.timedelta(days=1), wanted_at=NOON + dt.timedelta(days=1))
        traveller.shift(3600)
        report = health.report()
    assert report["ready"]
    assert report["oldest_unsent_seconds"] == 3600
    assert (report["unsent"], report["failed"], report["unconfirmed"]) == (1, 1, 1)
    assert report["warnings"] == ["mails_are_waiting", "mails_failed", "mails_unconfirmed", "beat_is_silent"]


def test_a_broker_that_is_away_is_named_and_does_not_make_the_portal_unready(monkeypatch):
    nobody = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(health.current_app, "connection_for_write", lambda **options: Connection(nobody, **options))
    report = health.report()
    assert report["ready"]
    assert not report["broker"]
    assert "broker_unreachable" in report["warnings"]
