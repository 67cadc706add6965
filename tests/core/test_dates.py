"""Dates as people read them."""

import datetime as dt
from zoneinfo import ZoneInfoNotFoundError

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import timezone, translation

from core import clock, dates


@pytest.mark.parametrize(("language", "expected"), [("en", "4 May 2027"), ("fr", "4 mai 2027"), ("ar", "")])
def test_day(language, expected):
    with translation.override(language):
        text = dates.day_text(dt.date(2027, 5, 4))
    assert text[0] == "4"
    assert text.endswith("2027")
    if language != "ar":
        assert text == expected


def test_first_of_the_month_in_french():
    with translation.override("fr"):
        assert dates.day_text(dt.date(2027, 5, 1)) == "1er mai 2027"
        assert dates.period_text(dt.date(2027, 5, 1), dt.date(2027, 5, 9)) == "1er–9 mai 2027"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ru", ["18–29 января 2027", "28 февраля – 3 апреля 2027", "20 декабря 2027 – 4 января 2028", "4 мая"]),
        (
            "zh-hans",
            ["2027年1月18日至29日", "2027年2月28日至4月3日", "2027年12月20日至2028年1月4日", "5月4日"],
        ),
        (
            "es",
            [
                "18–29 de enero de 2027",
                "28 de febrero – 3 de abril de 2027",
                "20 de diciembre de 2027 – 4 de enero de 2028",
                "4 de mayo",
            ],
        ),
    ],
)
def test_days_in_the_order_of_the_language(language, expected):
    periods = [((2027, 1, 18), (2027, 1, 29)), ((2027, 2, 28), (2027, 4, 3)), ((2027, 12, 20), (2028, 1, 4))]
    with translation.override(language):
        found = [dates.period_text(dt.date(*begins), dt.date(*ends)) for begins, ends in periods]
        assert [*found, dates.short_day_text(dt.date(2027, 5, 4))] == expected


def test_the_weekday_follows_the_day_in_chinese():
    with translation.override("zh-hans"):
        assert dates.long_day_text(dt.date(2027, 5, 4)) == "2027年5月4日，星期二"
    with translation.override("ru"):
        assert dates.long_day_text(dt.date(2027, 5, 4)) == "вторник 4 мая 2027"


@pytest.mark.parametrize(("days", "expected"), [(2, "2 дня"), (5, "5 дней"), (21, "21 день"), (-3, "3 дня назад")])
def test_russian_counts_in_its_own_forms(days, expected):
    with translation.override("ru"):
        assert dates.days_left_text(days) == expected


def test_nothing_known():
    assert dates.day_text(None) == "not announced"


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        ((2027, 1, 18), (2027, 1, 29), "18–29 January 2027"),
        ((2027, 2, 28), (2027, 4, 3), "28 February – 3 April 2027"),
        ((2027, 12, 20), (2028, 1, 4), "20 December 2027 – 4 January 2028"),
        ((2027, 12, 20), (2027, 12, 20), "20 December 2027"),
        (None, (2027, 12, 20), "20 December 2027"),
    ],
)
def test_period(begins, ends, expected):
    assert dates.period_text(begins and dt.date(*begins), dt.date(*ends)) == expected


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Europe/Zurich", "4 May 2027, 12:00 (Geneva)"),
        ("America/New_York", "4 May 2027, 06:00 (New York)"),
        ("Africa/Banjul", "4 May 2027, 10:00 (Banjul)"),
        ("Pacific/Kiritimati", "5 May 2027, 00:00 (Kiritimati)"),
        ("America/Port-au-Prince", "4 May 2027, 06:00 (Port-au-Prince)"),
    ],
)
def test_instant_names_its_zone(zone, expected):
    assert dates.instant_text(dt.datetime(2027, 5, 4, 10, tzinfo=dt.UTC), zone) == expected


def test_summer_time_in_geneva():
    winter = dates.time_text(dt.datetime(2027, 3, 27, 17, tzinfo=dt.UTC), "Europe/Zurich")
    summer = dates.time_text(dt.datetime(2027, 3, 29, 17, tzinfo=dt.UTC), "Europe/Zurich")
    assert (winter, summer) == ("18:00", "19:00")


def test_naive_instants_and_unknown_zones_are_refused():
    with pytest.raises(ValueError, match="aware"):
        dates.instant_text(dt.datetime(2027, 5, 4), "UTC")  # noqa: DTZ001
    with pytest.raises(ZoneInfoNotFoundError):
        dates.instant_text(dt.datetime(2027, 5, 4, tzinfo=dt.UTC), "Nowhere/Land")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (2, "2 days"),
        (60, "60 days"),
        (61, "2 months"),
        (92, "3 months"),
        (-92, "3 months ago"),
        (700, "23 months"),
        (730, "2 years"),
        (-4, "4 days ago"),
    ],
)
def test_days_left(days, expected):
    assert dates.days_left_text(days) == expected


@pytest.mark.parametrize(
    ("language", "words", "shown"),
    [
        ("fr", "February-April 2027", "février-avril 2027"),
        ("fr", "January 2027", "janvier 2027"),
        ("es", "February-April 2027", "febrero-abril de 2027"),
        ("pt", "January 2027", "janeiro de 2027"),
        ("ar", "January 2027", "يناير 2027"),
        ("ru", "February-April 2027", "февраль-апрель 2027"),
        ("zh-hans", "February-April 2027", "2027年2月至4月"),
        ("zh-hans", "January 2027", "2027年1月"),
        ("en", "January 2027", "January 2027"),
        ("fr", "mid-2023", "mid-2023"),
        ("fr", "March 2026, room to be announced", "March 2026, room to be announced"),
    ],
)
def test_announced_months_are_said_in_the_readers_language(language, words, shown):
    with translation.override(language):
        assert dates.announced_text(words) == shown


@pytest.mark.parametrize(
    ("found", "text"),
    [
        ("2022-06", "June 2022"),
        ("2015-03-14", "14 March 2015"),
        ("2024", "2024"),
        ("", ""),
        ("about 2019", "about 2019"),
        ("2022-13", "2022-13"),
    ],
)
def test_as_of_is_worded_as_exactly_as_it_is_known(found, text):
    assert dates.as_of_text(found) == text


@pytest.mark.parametrize(
    ("zone", "day"), [("UTC", 22), ("Africa/Maputo", 23), ("Asia/Damascus", 23), ("America/Caracas", 22)]
)
def test_the_day_of_an_instant_is_the_readers_own(zone, day):
    late = dt.datetime(2026, 11, 22, 23, 30, tzinfo=dt.UTC)
    with timezone.override(zone):
        assert clock.reader_day(late) == dt.date(2026, 11, day)
        shown = Template("{% day late %}").render(Context({"late": late}))
    assert f'datetime="2026-11-{day}"' in shown


def test_no_page_cuts_the_day_off_an_instant_in_utc():
    """`{% day row.sent_at %}` finds the reader's own day; `row.sent_at.date` would be the day in Greenwich."""
    pages = (settings.BASE_DIR / "templates").rglob("*.*")
    assert [str(page) for page in pages if "_at.date" in page.read_text()] == []
