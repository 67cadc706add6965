"""Reasons are plain data, and sentences of the reader's language when they are read."""

import datetime as dt
import json

from django.utils import timezone
from django.utils.translation import override

from core.reasons import Reason, explain, has_past, reason


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


def test_what_is_over_is_told_as_past(time_machine):
    has_past("It comes on %(date)s.", "It came on %(date)s.")
    has_past("It comes in %(month)s.", "It came in %(month)s.")
    on_day = reason("It comes on %(date)s.", date=dt.date(2027, 5, 4))
    in_month = reason("It comes in %(month)s.", month=dt.date(2027, 5, 1))
    for now, day, month in (
        (dt.datetime(2027, 5, 4, 12, tzinfo=dt.UTC), "It comes on 4 May 2027.", "It comes in May 2027."),
        (dt.datetime(2027, 5, 31, 12, tzinfo=dt.UTC), "It came on 4 May 2027.", "It comes in May 2027."),
        (dt.datetime(2027, 6, 1, 12, tzinfo=dt.UTC), "It came on 4 May 2027.", "It came in May 2027."),
    ):
        time_machine.move_to(now, tick=False)
        assert [line.text for line in explain([on_day, in_month])] == [day, month]
    # The day is over where the reader is.
    time_machine.move_to(dt.datetime(2027, 5, 4, 23, tzinfo=dt.UTC), tick=False)
    with timezone.override("Africa/Maputo"):
        assert explain([on_day])[0].text == "It came on 4 May 2027."
