"""Reasons are plain data, and sentences of the reader's language when they are read."""

import datetime as dt
import json

from django.utils.translation import override

from core.reasons import Reason, explain, reason


def test_a_reason_is_json_and_keeps_source_and_confidence():
    stored = reason(
        "On %(date)s at %(time)s.", date=dt.date(2027, 5, 4), time=dt.time(9, 5), source="s", confidence="c"
    )
    assert json.loads(json.dumps(stored)) == stored
    assert explain([stored]) == [Reason("On 4 May 2027 at 09:05.", "s", "c")]


def test_days_months_and_zones_are_worded_by_the_name_of_the_value():
    stored = reason(
        "%(date)s, %(month)s, %(as_of)s, %(zone)s, %(year)s",
        date=dt.date(2027, 5, 1),
        month=dt.date(2027, 5, 1),
        as_of="2022-06",
        zone="Europe/Zurich",
        year=2027,
    )
    assert explain([stored])[0].text == "1 May 2027, May 2027, June 2022, Geneva, 2027"
    with override("fr"):
        assert explain([stored])[0].text.startswith("1er mai 2027, ")


def test_a_name_kept_in_the_readers_language_is_taken():
    stored = reason("It is %(who)s.", who="Geneva", who_fr="Genève")
    assert explain([stored])[0].text == "It is Geneva."
    with override("fr"):
        assert "Genève" in explain([stored])[0].text


def test_a_sentence_without_values_may_hold_a_percent_sign():
    assert explain([reason("100 % of it.")])[0].text == "100 % of it."
