"""What the calendar's page tests share: one day, one zone, people in each role."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from clusters.enums import Role
from tests.factories import make_cluster, make_person

NOW = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def at_noon():
    """The world on Saturday 21 November 2026, 9:00 UTC."""
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def moz(db):
    return make_cluster("MOZ")


@pytest.fixture
def coordinator(moz):
    return make_person(Role.COORDINATOR, moz, time_zone="Africa/Maputo")


@pytest.fixture
def member(moz):
    return make_person(Role.MEMBER, moz, time_zone="Africa/Maputo")


@pytest.fixture
def task_team(db, settings):
    # A demonstration login: the second factor is tested where it lives.
    settings.HRE_DEMO = True
    return make_person(Role.TASK_TEAM, time_zone="Europe/Zurich", is_demo=True)


@pytest.fixture
def stranger(db):
    return make_person(Role.COORDINATOR, make_cluster("SYR"), time_zone="Asia/Damascus")


@pytest.fixture
def login():
    """A client logged in as somebody."""

    def enter(user):
        client = Client()
        client.force_login(user)
        return client

    return enter
