"""The year and the two years: what they show, what lies close together, filters and addresses, cost of the page."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from calendar_app.enums import Audience, Certainty, EntryKind, EntryState, Precision
from calendar_app.models import EntryTheme
from calendar_app.queries import calendar_page, read_filter, reader_of
from calendar_app.queries import span as span_queries
from calendar_app.queries.filters import span_of
from mechanisms.enums import Family
from mechanisms.models import Theme
from tests.factories import make_country, make_entry, make_mechanism, make_review, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]

TODAY = dt.date(2026, 11, 21)


def read(address):
    return read_filter(QueryDict(address))


def span(user, address="view=year&year=2027"):
    return calendar_page(reader_of(user), read(address), 1).span


def titles(found):
    return [row.title for group in found.groups for row in group.rows]


@pytest.mark.parametrize(
    ("address", "first", "last"),
    [
        ("view=year", dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
        ("view=year&year=2028", dt.date(2028, 1, 1), dt.date(2028, 12, 31)),
        ("view=timeline", dt.date(2026, 11, 1), dt.date(2028, 10, 31)),
        ("view=timeline&month=2027-03", dt.date(2027, 3, 1), dt.date(2029, 2, 28)),
        ("view=month&month=2028-02", dt.date(2028, 2, 1), dt.date(2028, 2, 29)),
    ],
)
def test_spans(address, first, last):
    assert span_of(read(address), TODAY) == (first, last)


@pytest.mark.parametrize("bad", ["year=20x7", "year=1", "year=99999999999", "session=-1", "session=²", "mechanism=a b"])
def test_odd_values_are_named_and_left_out(bad):
    chosen = read(f"view=year&{bad}")
    assert len(chosen.ignored) == 1
    assert (chosen.year, chosen.session, chosen.mechanism) == (None, None, "")


def test_the_address_keeps_every_filter():
    address = "?country=MOZ&family=upr&mechanism=upr&theme=housing&session=7&view=year&year=2027"
    chosen = read(address[1:])
    assert chosen.address() == address
    assert "year" not in chosen.address(view="agenda")


def test_a_year_holds_its_dates_and_periods_that_reach_into_it(coordinator, moz):
    def add(title, due, begins=None, **more):
        make_entry(title=title, country=moz.country, due_on=due, begins_on=begins, **more)

    add("before", dt.date(2026, 12, 31))
    add("over the new year", dt.date(2027, 1, 4), dt.date(2026, 12, 20))
    add("month", dt.date(2027, 5, 1), precision=Precision.MONTH)
    add("in May", dt.date(2027, 5, 1))
    add("runs out", dt.date(2028, 1, 4), dt.date(2027, 12, 20))
    add("after", dt.date(2028, 1, 1))
    add("none", None, precision=Precision.NONE)
    add("off", dt.date(2027, 6, 1), state=EntryState.CANCELLED)
    found = span(coordinator)
    assert titles(found) == ["over the new year", "month", "in May", "off", "runs out"]
    assert found.total == 5
    # A cancelled date is told in the table and not drawn.
    assert [point.label for point in found.points] == ["over the new year", "month", "in May", "runs out"]


def test_every_mark_has_its_row(coordinator, moz, login):
    for month in range(1, 13):
        make_entry(country=moz.country, due_on=dt.date(2027, month, 9))
    for address in ("view=year&year=2027", "view=timeline&month=2027-01"):
        page = login(coordinator).get(f"/calendar/?{address}").content.decode()
        picture, table = page.split('id="list"')
        marks = set(re.findall(r'<a href="(/calendar/dates/\d+/)"', picture))
        assert len(marks) == 12, address
        assert marks == set(re.findall(r'href="(/calendar/dates/\d+/)"', table))


def test_points_tell_windows_estimates_and_whose_they_are(coordinator, moz):
    days = {"due_on": dt.date(2027, 3, 1), "begins_on": dt.date(2027, 2, 1)}
    make_entry(title="window", country=moz.country, kind=EntryKind.CALL_FOR_INPUT, **days)
    make_entry(title="session", country=None, kind=EntryKind.SESSION, certainty=Certainty.ESTIMATE, **days)
    found = {point.label: point for point in span(coordinator, "view=year&year=2027&world=all").points}
    assert (found["window"].is_window, found["window"].is_estimate, found["window"].is_main) == (True, False, True)
    assert (found["session"].is_window, found["session"].is_estimate, found["session"].is_main) == (False, True, False)


def test_of_too_many_the_countrys_own_are_kept(coordinator, moz, monkeypatch, login):
    monkeypatch.setattr(span_queries, "MOST", 2)
    make_entry(title="world", country=None, due_on=dt.date(2027, 1, 1))
    make_entry(title="own late", country=moz.country, due_on=dt.date(2027, 12, 1))
    make_entry(title="own", country=moz.country, due_on=dt.date(2027, 6, 1))
    found = span(coordinator, "view=year&year=2027&world=all")
    assert titles(found) == ["own", "own late"]
    assert (found.total, found.is_cut) == (3, True)
    page = login(coordinator).get("/calendar/?view=year&year=2027&world=all").content.decode()
    assert "2 of 3 dates are drawn" in page


def test_close_together_counts_mechanisms_of_the_country_itself(coordinator, moz):
    upr, visit = make_mechanism("upr"), make_mechanism("sp-idps", family=Family.SPECIAL_PROCEDURE)
    make_entry(title="review", country=moz.country, mechanism=upr, due_on=dt.date(2027, 5, 4))
    make_entry(title="report", country=moz.country, mechanism=upr, due_on=dt.date(2027, 4, 4))
    make_entry(title="visit", country=moz.country, mechanism=visit, due_on=dt.date(2027, 6, 1), precision="month")
    make_entry(title="alone", country=moz.country, mechanism=upr, due_on=dt.date(2027, 8, 4))
    make_entry(title="world", country=None, mechanism=visit, due_on=dt.date(2027, 8, 5))
    (quarter,) = span(coordinator, "view=year&year=2027&world=all").close
    assert (quarter.heading, quarter.dates, quarter.mechanisms) == ("April to June 2027", 3, 2)
    assert [item.title for item in quarter.items] == ["report", "review", "visit"]


def test_what_is_hidden_makes_no_crowd(coordinator, member, moz):
    make_entry(country=moz.country, mechanism=make_mechanism("upr"), due_on=dt.date(2027, 5, 4))
    make_entry(
        country=moz.country,
        mechanism=make_mechanism("crc"),
        due_on=dt.date(2027, 5, 5),
        audience=Audience.COORDINATORS,
    )
    assert len(span(coordinator).close) == 1
    assert span(member).close == []
    assert span(member).total == 1


def test_filters_by_mechanism_theme_and_session(coordinator, moz):
    theme = Theme.objects.create(key="housing", name="Housing")
    upr, crc = make_mechanism("upr"), make_mechanism("crc", family=Family.TREATY_BODY)
    mandate = make_mechanism("sp-housing", family=Family.SPECIAL_PROCEDURE)
    mandate.themes.add(theme)
    session = make_session(mechanism=upr)
    day = {"country": moz.country, "due_on": dt.date(2027, 3, 1)}
    make_entry(title="of the session", mechanism=upr, session=session, **day)
    make_entry(title="of its review", mechanism=upr, review=make_review(session=session, country=moz.country), **day)
    carried = make_entry(title="carries", mechanism=crc, **day)
    EntryTheme.objects.create(entry=carried, theme=theme)
    make_entry(title="of the mandate", mechanism=mandate, **day)
    assert titles(span(coordinator, "view=year&year=2027&mechanism=crc")) == ["carries"]
    assert titles(span(coordinator, "view=year&year=2027&theme=housing")) == ["carries", "of the mandate"]
    found = titles(span(coordinator, f"view=year&year=2027&session={session.pk}"))
    assert found == ["of the session", "of its review"]


def test_each_row_says_both_zones_and_when_it_was_verified(coordinator, moz):
    make_entry(
        country=moz.country,
        due_on=dt.date(2027, 3, 1),
        due_at=dt.datetime(2027, 3, 1, 17, tzinfo=dt.UTC),
        precision=Precision.INSTANT,
        verified_at=dt.datetime(2026, 11, 18, tzinfo=dt.UTC),
    )
    (group,) = span(coordinator).groups
    (row,) = group.rows
    assert row.zones == "Geneva 18:00 · Maputo 19:00"
    assert row.verified == "18 November 2026"
    assert (group.heading, row.day) == ("March 2027", "Mon 1 March")


VIEWS = ["view=year&year=2027", "view=timeline", "view=timeline&country=all", "view=year&year=2027&family=upr"]


@pytest.mark.parametrize("who", ["coordinator", "task_team"])
@pytest.mark.parametrize("address", VIEWS)
def test_as_many_queries_for_thirty_dates_as_for_one(request, login, moz, who, address):
    client = login(request.getfixturevalue(who))
    client.get("/calendar/")

    def asked():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(f"/calendar/?{address}").status_code == 200
        return len(caught)

    def add(number):
        for index in range(number):
            make_entry(country=moz.country, due_on=dt.date(2027, 1, 1 + index % 28), sequence=1)

    add(1)
    few = asked()
    add(29)
    assert asked() == few <= 15


def test_an_empty_year_explains_itself(login, coordinator, stranger, moz):
    page = login(coordinator).get("/calendar/?view=year&year=2031").content.decode()
    assert "No date is known for this time" in page
    assert "you may add dates of your own" in page
    assert '<svg class="strip planner' not in page
    narrowed = login(coordinator).get("/calendar/?view=timeline&family=upr").content.decode()
    assert "No date fits these filters" in narrowed


def test_a_year_with_nothing_but_a_cancelled_date_has_its_list(login, coordinator, moz):
    make_entry(title="off", country=moz.country, due_on=dt.date(2027, 6, 1), state=EntryState.CANCELLED)
    page = login(coordinator).get("/calendar/?view=year&year=2027").content.decode()
    assert "Cancelled dates" in page
    assert page.count('<h2 id="span-name">') == 1


def test_another_country_by_its_name(login, coordinator):
    make_country("SYR")
    assert login(coordinator).get("/calendar/?view=timeline&country=SYR").status_code == 200


@pytest.mark.parametrize("view", ["agenda", "month", "year", "timeline"])
def test_the_page_leads_to_every_file_and_view_with_the_same_filter(login, coordinator, moz, view):
    page = login(coordinator).get(f"/calendar/?view={view}&family=upr").content.decode().replace("&amp;", "&")
    for name in ("export.csv", "export.xlsx", "export.ics", "year.pdf"):
        (address,) = set(re.findall(rf'href="(/calendar/{name}\?[^"]*)"', page))
        assert "country=MOZ" in address
        assert "family=upr" in address
    for other in ("month", "year", "timeline"):
        assert f"view={other}" in page
