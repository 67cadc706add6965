"""Counting tries, also in the cache of the embedded default, a folder."""

import datetime as dt

import pytest
from django.core.cache import caches

from core import throttle
from hre_portal import settings as portal_settings

BEGIN = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)
HOUR = 3600


@pytest.fixture(params=["memory", "folder"])
def kept_in(request, monkeypatch, tmp_path, settings):
    if request.param == "folder":
        folder = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": tmp_path}
        settings.CACHES = {**settings.CACHES, "folder": folder}
        monkeypatch.setattr(throttle, "cache", caches["folder"])


def tries(number, whom="7"):
    return [throttle.is_allowed("test", whom, amount=3, seconds=HOUR) for _try in range(number)]


def test_so_many_and_no_more(kept_in, time_machine):
    time_machine.move_to(BEGIN, tick=False)
    assert tries(5) == [True, True, True, False, False]
    assert tries(1, whom="8") == [True]


def test_waiting_within_the_window_wins_nothing_and_the_next_one_begins_anew(kept_in, time_machine):
    time_machine.move_to(BEGIN, tick=False)
    assert tries(4)[-1] is False
    # Longer than a cache keeps what is given without a time.
    time_machine.shift(HOUR - 60)
    assert tries(1) == [False]
    time_machine.shift(61)
    assert tries(1) == [True]


def test_patience_is_not_punished(kept_in, time_machine):
    """Three in an hour and a moment, for hours."""
    time_machine.move_to(BEGIN, tick=False)
    for _third in range(12):
        assert tries(1) == [True]
        time_machine.shift(HOUR // 3 + 1)


def test_the_folder_keeps_more_than_an_attacker_writes():
    """Django's own limit of 300 throws a third away at random: who tries 300 addresses would wipe out the counts."""
    embedded = portal_settings.CACHES["default"]
    assert embedded["BACKEND"].endswith("FileBasedCache")
    assert embedded["OPTIONS"]["MAX_ENTRIES"] >= 10_000
