"""Workers that are killed, run side by side, or lose their broker: real processes, a real mail server on loopback."""

import shutil
import subprocess
import time

import pytest

from tests.reliability.conftest import PATIENCE
from tests.reliability.sink import Sink, free_port

MAILS = 200
# Where workers are killed: short, so that no test waits a quarter of an hour for a dead one. Everywhere else the usual
# lease holds: a worker whom a busy machine lets wait is not dead.
LEASE_SECONDS = 3


@pytest.fixture
def short_lease(portal):
    portal.env["HRE_DELIVERY_LEASE"] = str(LEASE_SECONDS)


def check_nothing_lost(portal, sink, *, at_most_twice=1):
    """Every mail arrived; at most one came twice, with the same Message-ID, and then the portal says so."""
    twice = {message_id: times for message_id, times in sink.by_id.items() if times > 1}
    assert len(sink.by_id) == MAILS
    assert len(twice) <= at_most_twice
    assert all(times == 2 for times in twice.values())
    report = portal.do("report")
    assert report["states"].get("sent", 0) + report["states"].get("unconfirmed", 0) == MAILS
    assert len(twice) <= report["unconfirmed"] <= at_most_twice
    assert report["unsent"] == report["failed"] == 0
    return report


def test_killed_while_the_server_holds_the_mail(portal, short_lease):
    """The worst moment: the mail has arrived, and the worker dies before it can note that."""
    with Sink(hold_at=80) as sink:
        portal.mail_to(sink)
        assert portal.do("seed", MAILS) == MAILS
        assert portal.do("plan") == MAILS
        worker = portal.begin("deliver")
        assert sink.held.wait(PATIENCE), portal.logs()
        portal.kill(worker)
        sink.released.set()
        assert len(sink.by_id) == 80
        portal.do("deliver")
        report = check_nothing_lost(portal, sink)
        assert report["unconfirmed"] == 1
        assert max(sink.by_id.values()) == 2
        assert "mails_unconfirmed" in report["warnings"]


@pytest.mark.parametrize("arrived", [1, 150])
def test_killed_at_any_moment(portal, short_lease, sink, arrived):
    portal.do("seed", MAILS)
    portal.do("plan")
    worker = portal.begin("deliver")
    sink.wait_for(arrived)
    portal.kill(worker)
    portal.do("deliver")
    check_nothing_lost(portal, sink)


def test_two_workers_at_once_send_nothing_twice(portal):
    with Sink(hold_at=1) as sink:
        portal.mail_to(sink)
        portal.do("seed", MAILS)
        portal.do("plan")
        workers = [portal.begin("deliver"), portal.begin("deliver")]
        # One waits for its first answer, so what arrives now comes from the other: both are at work.
        sink.wait_for(2)
        sink.released.set()
        shares = [portal.result(worker) for worker in workers]
        assert sum(shares) == MAILS
        assert min(shares) > 0
        report = check_nothing_lost(portal, sink, at_most_twice=0)
        assert report["unconfirmed"] == 0


def test_planners_at_once_enter_each_reminder_once(portal):
    portal.do("seed", MAILS)
    planners = [portal.begin("plan") for _planner in range(3)]
    for planner in planners:
        portal.result(planner)
    # Rungs 60, 30 and 14 are passed over, 7 is queued.
    assert portal.do("report")["states"] == {"queued": MAILS, "skipped": 3 * MAILS}


@pytest.fixture(params=["embedded", pytest.param("redis", marks=pytest.mark.redis)])
def broker(request, portal):
    if request.param == "redis":
        # Database 7 of the throw-away server: nobody else uses it.
        portal.env["REDIS_URL"] = f"{request.getfixturevalue('redis_url').rstrip('/')}".rsplit("/", 1)[0] + "/7"
    return request.param


def test_a_celery_worker_killed_in_the_middle(portal, short_lease, broker):
    with Sink(hold_at=60) as sink:
        portal.mail_to(sink)
        portal.do("seed", MAILS)
        portal.do("plan_and_wake")
        worker = portal.worker()
        assert sink.held.wait(PATIENCE), portal.logs()
        portal.kill(worker)
        sink.released.set()
        assert len(sink.by_id) == 60
        time.sleep(LEASE_SECONDS + 0.5)
        portal.worker()
        # What beat does every minute.
        portal.do("wake")
        sink.wait_for(MAILS)
        wait_until_settled(portal)
        check_nothing_lost(portal, sink)


def test_two_celery_workers_at_once(portal, sink, broker):
    portal.do("seed", MAILS)
    portal.worker("-n", "one@test")
    portal.worker("-n", "two@test")
    portal.do("plan_and_wake")
    for _again in range(3):
        portal.do("wake")
    sink.wait_for(MAILS)
    wait_until_settled(portal)
    assert check_nothing_lost(portal, sink, at_most_twice=0)["unconfirmed"] == 0


@pytest.mark.redis
def test_broker_away_and_back(portal, sink, redis_url, tmp_path):
    """A change goes through while Redis is down, quickly; the mails go out when it is back."""
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed")
    port = free_port()
    portal.env["REDIS_URL"] = f"redis://127.0.0.1:{port}/0"
    portal.do("seed", MAILS)
    done = portal.do("plan_and_wake")
    assert done["queued"] == MAILS
    assert done["seconds"] < 15
    assert portal.do("report")["broker"] is False
    redis = start_redis(port, tmp_path)
    try:
        portal.worker()
        portal.do("wake")
        sink.wait_for(20)
        stop(redis)
        # The worker is in the middle of a batch, which needs no broker.
        redis = start_redis(port, tmp_path)
        portal.do("wake")
        sink.wait_for(MAILS)
        wait_until_settled(portal)
        check_nothing_lost(portal, sink, at_most_twice=0)
    finally:
        stop(redis)


def start_redis(port, folder):
    server = subprocess.Popen(
        ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)],
        stdout=subprocess.DEVNULL,
    )
    for _try in range(100):
        if subprocess.run(["redis-cli", "-p", str(port), "ping"], capture_output=True, check=False).stdout == b"PONG\n":
            return server
        time.sleep(0.05)
    raise TimeoutError("redis-server does not answer")


def stop(server):
    server.terminate()
    server.wait()


def wait_until_settled(portal):
    """Until the worker has noted the last mail."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        states = portal.do("report")["states"]
        if not states.keys() & {"queued", "retry", "sending"}:
            return
        time.sleep(0.2)
    raise TimeoutError(portal.logs())
