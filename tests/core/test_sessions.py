"""Sessions that nobody can use any more do not lie about."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from core import clock, heartbeat
from core.tasks import task_clear_sessions
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_the_nightly_run_removes_them_and_leaves_the_others(client, time_machine):
    time_machine.move_to(dt.datetime(2027, 3, 1, 8, tzinfo=dt.UTC), tick=False)
    Client().force_login(make_user())
    time_machine.shift(dt.timedelta(hours=13))
    client.force_login(make_user())
    assert Session.objects.count() == 2
    assert task_clear_sessions() == 1
    assert Session.objects.get().session_key == client.session.session_key
    assert task_clear_sessions() == 0
    assert heartbeat.last_runs()["clear-sessions"] == clock.now()
