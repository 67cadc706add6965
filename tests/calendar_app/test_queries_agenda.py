"""The agenda: order, precision, filters, both zones, counts, and the same number of queries for 1 and 30 rows."""

import datetime as dt

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from calendar_app.enums import Audience, Certainty, EntryKind, EntryState, Precision, Publication
from calendar_app.queries import agenda_page, calendar_page, month_page, read_filter, reader_of, upcoming_rows
from calendar_app.queries.filters import ALL, NO_FILTER
from mechanisms.enums import Family
from tests.factories import make_country, make_entry, make_mechanism

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def read(address):
    return read_filter(QueryDict(address))


def titles(agenda):
    return [row.title for group in agenda.groups for row in group.rows]


def page(user, address="", country="MOZ", number=1):
    return agenda_page(reader_of(user), read(address), country, number)


def only_row(user, **fields):
    make_entry(country=make_country("MOZ"), **fields)
    (group,) = page(user, "range=coming").groups
    return group.rows[0]


def at(year, month, day, hour, minute=0):
    return dt.datetime(year, month, day, hour, minute, tzinfo=dt.UTC)


def test_order_is_by_first_day_and_the_not_announced_come_last(coordinator, moz):
    country = moz.country
    make_entry(title="none", country=country, due_on=None, precision=Precision.NONE, certainty="not_announced")
    make_entry(title="late", country=country, due_on=dt.date(2027, 3, 9))
    make_entry(title="month", country=country, due_on=dt.date(2027, 3, 1), precision=Precision.MONTH)
    make_entry(title="period", country=country, begins_on=dt.date(2027, 1, 18), due_on=dt.date(2027, 5, 1))
    make_entry(title="first", country=country, due_on=dt.date(2026, 11, 30))
    assert titles(page(coordinator)) == ["first", "period", "month", "late", "none"]
    assert [group.heading for group in page(coordinator).groups] == [
        "November 2026",
        "January 2027",
        "March 2027",
        "Not announced",
    ]


def test_a_month_is_never_shown_as_a_day(coordinator):
    row = only_row(coordinator, due_on=dt.date(2027, 5, 1), precision=Precision.MONTH)
    assert (row.day, row.day_note, row.machine_day, row.left) == ("–", "day not announced", "2027-05", "")


def test_a_year_is_never_shown_as_a_month(coordinator):
    row = only_row(coordinator, due_on=dt.date(2027, 1, 1), precision=Precision.SEASON, about_text="2027")
    assert (row.day, row.month, row.day_note, row.machine_day) == ("–", "2027", "day not announced", "2027")
    assert row.when == ""


def test_not_announced_has_no_day_and_no_count(coordinator):
    row = only_row(coordinator, due_on=None, precision=Precision.NONE, certainty=Certainty.NOT_ANNOUNCED)
    assert (row.day, row.day_note, row.machine_day) == ("–", "not announced", "")
    assert row.left == "We will tell you"
    assert not row.is_dated


def test_both_zones_and_the_day_where_it_differs(coordinator):
    geneva = only_row(
        coordinator,
        due_on=dt.date(2026, 12, 1),
        due_at=at(2026, 12, 1, 17),
        precision=Precision.INSTANT,
        time_zone="Europe/Zurich",
    )
    assert geneva.zones == "Geneva 18:00 · Maputo 19:00"
    assert geneva.day_note == "Tue, 18:00"


def test_the_other_day_is_named_where_the_clock_has_passed_midnight(coordinator):
    washington = only_row(
        coordinator,
        due_on=dt.date(2026, 12, 1),
        due_at=at(2026, 12, 2, 4, 59),
        precision=Precision.INSTANT,
        time_zone="America/New_York",
    )
    assert washington.zones == "New York 23:59 · Maputo 06:59, 2 December 2026"
    assert washington.day == "1"


@pytest.mark.parametrize(
    ("due_at", "zones"),
    [
        (at(2027, 3, 27, 17), "Geneva 18:00 · Maputo 19:00"),
        (at(2027, 3, 28, 16), "Geneva 18:00 · Maputo 18:00"),
        (at(2027, 10, 30, 16), "Geneva 18:00 · Maputo 18:00"),
        (at(2027, 10, 31, 17), "Geneva 18:00 · Maputo 19:00"),
    ],
)
def test_both_zones_on_the_two_sundays_of_the_clock_change(coordinator, due_at, zones):
    row = only_row(coordinator, due_on=due_at.date(), due_at=due_at, precision=Precision.INSTANT)
    assert row.zones == zones


def test_days_are_counted_from_the_readers_own_date(moz, coordinator):
    coordinator.time_zone = "Pacific/Kiritimati"  # already 22 November, 23:00
    row = only_row(coordinator, due_on=dt.date(2026, 12, 1))
    assert (row.left, row.is_urgent) == ("10 days", True)


def test_a_period_that_runs_says_so(coordinator):
    row = only_row(coordinator, begins_on=dt.date(2026, 11, 16), due_on=dt.date(2026, 11, 27))
    assert row.left == "Under way"
    assert row.when == "16–27 November 2026"


def test_the_count_of_a_month_is_whole_although_the_page_is_cut(coordinator, moz):
    for number in range(60):
        make_entry(country=moz.country, title=f"n{number:02}", due_on=dt.date(2027, 2, 1 + number % 28))
    first, second = page(coordinator), page(coordinator, number=2)
    assert [(group.count, len(group.rows)) for group in first.groups] == [(60, 50)]
    assert [(group.count, len(group.rows)) for group in second.groups] == [(60, 10)]
    assert first.total == 60


@pytest.mark.parametrize(
    ("number", "shown"),
    [(None, 1), ("1", 1), ("2", 2), ("3", 3), ("4", 3), ("0", 3), ("x", 1), ("²", 1), ("-1", 1), ("9" * 30, 1)],
)
def test_odd_pages_become_the_nearest(coordinator, moz, number, shown):
    for index in range(120):
        make_entry(country=moz.country, due_on=dt.date(2027, 1, 1) + dt.timedelta(days=index))
    page_obj = page(coordinator, number=number).page_obj
    assert page_obj.number == shown
    assert (page_obj.paginator.count, page_obj.paginator.num_pages) == (120, 3)
    assert len(page_obj.object_list) == (20 if shown == 3 else 50)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", ["upr", "crc", "far"]),
        ("family=treaty_body", ["crc"]),
        ("kind=country_visit", ["far"]),
        ("certainty=provisional", ["crc"]),
        ("range=year", ["upr", "crc"]),
        ("range=past", ["old"]),
        ("q=CRC", ["crc"]),
        ("q=rights+child", ["crc"]),
        ("family=treaty_body&kind=country_visit", []),
        ("family=nonsense&kind=&range=never", ["upr", "crc", "far"]),
    ],
)
def test_filters(coordinator, moz, address, expected):
    crc = make_mechanism(
        "crc", family=Family.TREATY_BODY, name="Committee on the Rights of the Child", short_name="CRC"
    )
    country = moz.country
    make_entry(title="old", country=country, due_on=dt.date(2026, 5, 4))
    make_entry(title="upr", country=country, due_on=dt.date(2027, 1, 4))
    make_entry(title="crc", country=country, due_on=dt.date(2027, 2, 4), mechanism=crc, certainty="provisional")
    make_entry(title="far", country=country, due_on=dt.date(2029, 2, 4), kind=EntryKind.COUNTRY_VISIT)
    assert titles(page(coordinator, address)) == expected


def test_unknown_values_are_named_and_do_no_harm():
    chosen = read("family=x&month=2027-13&view=week&country=moz'--")
    assert set(chosen.ignored) == {"x", "2027-13", "week"}
    assert chosen.country == "MOZ"


def test_the_address_keeps_the_filters():
    chosen = read("country=SYR&family=upr&q=mid+term&range=past")
    assert chosen.address() == "?country=SYR&family=upr&range=past&q=mid+term"
    assert chosen.address(family="") == "?country=SYR&range=past&q=mid+term"


def test_a_country_shows_its_own_dates_and_no_others(coordinator, moz):
    make_entry(title="own", country=moz.country, due_on=dt.date(2027, 1, 1))
    make_entry(title="global", country=None, due_on=dt.date(2027, 1, 2))
    make_entry(title="other", country=make_country("SYR"), due_on=dt.date(2027, 1, 3))
    assert titles(page(coordinator)) == ["own"]
    assert titles(page(coordinator, "world=all")) == ["own", "global"]
    assert titles(page(coordinator, country="SYR")) == ["global", "other"]
    assert titles(page(coordinator, country=ALL)) == ["own", "global", "other"]


def test_drafts_and_closed_dates_stay_with_those_who_may_see_them(coordinator, member, stranger, task_team, moz):
    day = {"country": moz.country, "due_on": dt.date(2027, 1, 1)}
    make_entry(title="draft", publication=Publication.DRAFT, **day)
    make_entry(title="leads", audience=Audience.COORDINATORS, **day)
    make_entry(title="members", audience=Audience.MEMBERS, **day)
    make_entry(title="own", cluster=moz, audience=Audience.MEMBERS, **day)
    assert titles(page(coordinator)) == ["leads", "members", "own"]
    assert titles(page(member)) == ["members", "own"]
    assert titles(page(stranger)) == []
    assert titles(page(task_team)) == ["draft", "leads", "members"]


def test_one_action_a_row(coordinator, member, task_team, moz):
    make_entry(country=moz.country, due_on=dt.date(2027, 1, 1))

    def action(user):
        return page(user).groups[0].rows[0].action

    assert action(coordinator) == "Plan it"
    assert action(member) == ""
    assert action(task_team) == "Verify"


def test_cancelled_dates_stay_and_say_so(coordinator):
    row = only_row(coordinator, due_on=dt.date(2027, 1, 1), state=EntryState.CANCELLED)
    assert (row.certainty, row.tone, row.is_struck, row.action, row.left) == ("Cancelled", "danger", True, "", "")


def test_upcoming_rows_for_a_home_page(coordinator, moz):
    make_entry(title="done", country=moz.country, due_on=dt.date(2027, 1, 1), state=EntryState.MET)
    make_entry(title="a", country=moz.country, due_on=dt.date(2027, 1, 2))
    make_entry(title="b", country=moz.country, due_on=dt.date(2027, 1, 3))
    make_entry(title="none", country=moz.country, due_on=None, precision=Precision.NONE)
    assert [row.title for row in upcoming_rows(reader_of(coordinator), "MOZ", limit=5)] == ["a", "b"]


def whole_page(user, address):
    client = Client()
    client.force_login(user)
    # The first look of a visit also notes when it began.
    client.get("/calendar/")
    with CaptureQueriesContext(connection) as caught:
        assert client.get(f"/calendar/?{address}").status_code == 200
    return len(caught)


@pytest.mark.parametrize("address", ["", "view=month&month=2027-01", "country=all", "range=past"])
@pytest.mark.parametrize("who", ["coordinator", "task_team"])
def test_as_many_queries_for_thirty_rows_as_for_one(request, moz, who, address):
    user = request.getfixturevalue(who)

    def add(number):
        for index in range(number):
            day = dt.date(2027, 1, 1 + index % 28)
            make_entry(country=moz.country, due_on=day, sequence=1)
            make_entry(country=moz.country, due_on=dt.date(2026, 5, 1 + index % 28))
            make_entry(country=moz.country, due_on=None, precision=Precision.NONE)

    add(1)
    few = whole_page(user, address)
    add(29)
    assert whole_page(user, address) == few <= 15


def test_an_unknown_country_gives_nothing(coordinator):
    assert calendar_page(reader_of(coordinator), read("country=XXX"), 1) is None


# --- Month ---------------------------------------------------------------------------------------------------


def month(user, address):
    return month_page(reader_of(user), read(address), "MOZ")


def test_the_month_stands_in_weeks_from_monday(coordinator, moz):
    make_entry(title="eighteenth", country=moz.country, due_on=dt.date(2027, 1, 18))
    grid = month(coordinator, "view=month&month=2027-01")
    assert [short for short, _long in grid.weekdays] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert [len(week) for week in grid.weeks] == [7, 7, 7, 7, 7]
    (cell,) = [day for week in grid.weeks for day in week if day.items]
    assert (cell.figure, cell.label, cell.items[0].title) == (18, "Monday 18 January 2027", "eighteenth")
    assert (grid.before, grid.after) == (dt.date(2026, 12, 1), dt.date(2027, 2, 1))


def test_a_period_stands_on_its_first_day_of_the_month(coordinator, moz):
    make_entry(country=moz.country, begins_on=dt.date(2026, 12, 28), due_on=dt.date(2027, 2, 3))
    cells = {
        name: [day.figure for week in month(coordinator, f"view=month&month={name}").weeks for day in week if day.items]
        for name in ("2026-11", "2026-12", "2027-01", "2027-02", "2027-03")
    }
    assert cells == {"2026-11": [], "2026-12": [28], "2027-01": [1], "2027-02": [1], "2027-03": []}


def test_a_date_known_by_month_stands_on_no_day(coordinator, moz):
    make_entry(title="about", country=moz.country, due_on=dt.date(2027, 1, 1), precision=Precision.MONTH)
    grid = month(coordinator, "view=month&month=2027-01")
    assert not [day for week in grid.weeks for day in week if day.items]
    assert [item.title for item in grid.undated] == ["about"]


def test_today_is_marked(coordinator):
    grid = month_page(reader_of(coordinator), NO_FILTER, "MOZ")
    assert [day.figure for week in grid.weeks for day in week if day.is_today] == [21]
