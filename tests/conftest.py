"""What every test shares: nothing leaves the machine, nothing is remembered from the test before."""

import os
import socket

import pytest
from django.core.cache import cache
from django.db import connection

from core import triggers

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


# A test that asks the database says so by its mark or by one of these; any other is refused it.
ASKS = {"db", "transactional_db", "live_server"}
# Start processes of their own, which use the database of the run.
PROCESSES = ("reliability", "browser")


def pytest_collection_modifyitems(config, items):
    """What asks no database does not run a second time, on PostgreSQL."""
    if connection.vendor != "postgresql":
        return
    kept = [item for item in items if _asks(item)]
    config.hook.pytest_deselected(items=[item for item in items if not _asks(item)])
    items[:] = kept


def _asks(item):
    return bool(
        item.get_closest_marker("django_db") or ASKS & set(item.fixturenames) or item.path.parent.name in PROCESSES
    )


class NetworkUsed(RuntimeError):
    """A test tried to reach another machine."""


@pytest.fixture(autouse=True, scope="session")
def no_network():
    """Connections to anything but loopback raise."""
    real = socket.socket.connect

    def connect(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
            raise NetworkUsed(f"A test tried to reach {address[0]}.")
        return real(self, address)

    socket.socket.connect = connect
    yield
    socket.socket.connect = real


@pytest.fixture(autouse=True)
def forget():
    """Caches (rate limits among them) start empty."""
    cache.clear()


def server_address(name, what):
    """The address of a throw-away server that `make test` started; skips without one, fails when CI=true."""
    address = os.environ.get(name)
    if not address:
        reason = f"{what} is not running: use `make test`"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return address


@pytest.fixture(scope="session")
def postgres_url():
    return server_address("HRE_TEST_DATABASE_URL", "PostgreSQL")


@pytest.fixture(scope="session")
def redis_url():
    return server_address("HRE_TEST_REDIS_URL", "Redis")


@pytest.fixture(autouse=True, scope="session")
def audit_trail_can_be_emptied_between_tests():
    """Transactional tests end with a flush of all tables, which the triggers of the audit trail rightly refuse. They
    are off during that flush only."""
    from django.core.management.commands import flush

    real = flush.sql_flush

    def sql_flush(style, connection, **options):
        statements = real(style, connection, **options)
        return [*triggers.REMOVE[connection.vendor], *statements, *triggers.INSTALL[connection.vendor]]

    flush.sql_flush = sql_flush
    yield
    flush.sql_flush = real
