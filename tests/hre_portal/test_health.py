"""Health pages: strangers learn whether, staff learn what."""

import pytest
from django.db import DatabaseError, connection

from clusters.enums import Role
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_the_process_lives(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_a_stranger_learns_only_whether(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True}


def test_a_member_learns_no_more_than_a_stranger(client):
    client.force_login(make_person(Role.MEMBER))
    assert client.get("/readyz").json() == {"ready": True}


def test_staff_learn_what_is_wrong(client):
    client.force_login(make_person(Role.TASK_TEAM))
    body = client.get("/readyz").json()
    assert body["database"] is True
    assert body["oldest_unsent_seconds"] == 0
    assert "beat_is_silent" in body["warnings"]


def test_a_database_that_is_away_is_not_ready(client, monkeypatch):
    def away():
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", away)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False}
