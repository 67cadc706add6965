"""Whose day it is."""

import datetime as dt
from types import SimpleNamespace

import pytest

from core import clock


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("UTC", dt.date(2026, 12, 31)),
        ("Africa/Maputo", dt.date(2027, 1, 1)),
        ("America/Caracas", dt.date(2026, 12, 31)),
        ("Mars/Olympus", dt.date(2026, 12, 31)),
        ("", dt.date(2026, 12, 31)),
    ],
)
def test_the_day_of_a_person_is_by_her_own_clock(zone, expected, time_machine):
    time_machine.move_to(dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC), tick=False)
    assert clock.day_of(SimpleNamespace(time_zone=zone)) == expected
