"""A Task Team officer keeps calendars right: she moves session 54, confirms its dates, verifies a stale visit."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from core import clock
from core.dates import day_text, period_text

# Days on a page are those of its reader, wherever the tests run: the Task Team sits in Geneva.
GENEVA = "Europe/Zurich"


def is_said_of_today(sentence, zone, begun, text):
    """Whether `text` has `sentence` of the present day in `zone`: midnight may have passed since the day `begun`."""
    return any(sentence.format(day_text(day)) in text for day in (begun, clock.today(zone)))


@pytest.fixture
def keeper(visit):
    return visit("taskteam@demo.example").expect(422)


def test_move_session_54_and_confirm_its_dates(keeper, visit):
    today = clock.today(GENEVA)
    opens, closes = today + dt.timedelta(days=51), today + dt.timedelta(days=62)
    keeper.go("/calendar/sessions/")
    keeper.follow("UPR 54").follow("Move")
    keeper.page.select_option("[name=precision]", "day")
    keeper.page.fill("[name=opens_on]", opens.isoformat())
    keeper.page.fill("[name=closes_on]", closes.isoformat())
    keeper.page.select_option("[name=certainty]", "provisional")
    keeper.page.fill("[name=reason]", "OHCHR proposed new days for session 54")
    keeper.press("Show what would move")
    keeper.press("Move and tell everyone concerned")
    assert period_text(opens, closes) in keeper.text
    assert "Provisional" in keeper.text

    keeper.follow("Confirm the dates")
    assert "Confirm the dates of UPR 54" in keeper.heading
    # Nothing ticked is no confirmation, and says so.
    ticked = keeper.page.locator("input[name=ticked]:checked")
    while ticked.count():
        ticked.first.uncheck()
    keeper.press("Confirm what is ticked")
    assert "Tick what you have looked at." in keeper.text
    keeper.page.get_by_label("The days of the session", exact=True).check()
    keeper.page.fill("[name=source]", "https://www.ohchr.org/en/hr-bodies/upr/upr-main")
    keeper.press("Confirm what is ticked")
    assert "Confirmed, with your name" in keeper.text
    assert is_said_of_today("{}, ", GENEVA, today, keeper.page.inner_text("#verify"))

    lead = visit("coordinator.ven@demo.example")
    lead.go("/calendar/?q=UPR")
    row = lead.page.locator("main .row", has_text="UPR 54: session").first
    assert "Confirmed" in row.inner_text()


@pytest.fixture
def stale_visit(portal):
    """A visit to Mozambique that is not confirmed, verified a hundred days ago."""
    code = """
import datetime as dt
from calendar_app.models import Entry
from clusters.models import Country
from mechanisms.models import Mechanism
body = Mechanism.objects.filter(family="special_procedure", state="active").exclude(kind="family").first()
today = dt.datetime.now(dt.UTC)
Entry.objects.create(kind="country_visit", title="Visit on internally displaced persons", mechanism=body,
    country=Country.objects.get(pk="MOZ"), stage="agreed", audience="coordinators", origin="official",
    certainty="provisional", publication="published", precision="day", due_on=today.date() + dt.timedelta(days=200),
    source="https://www.ohchr.org/en/special-procedures-human-rights-council/country-and-other-visits-special-procedures",
    confidence="single_source", verified_at=today - dt.timedelta(days=100))
"""
    portal.manage("shell", "-v0", "-c", code)


def test_verify_a_stale_visit_and_take_it_back(keeper, stale_visit):
    keeper.go("/")
    keeper.follow("Verified long ago")
    row = keeper.page.locator("main .row", has_text="Visit on internally displaced persons")
    assert row.count() == 1
    assert row.locator("a", has_text="Source").get_attribute("href").startswith("https://www.ohchr.org/")
    # By keyboard: the press is answered in place, and the focus stays there.
    row.locator("button", has_text="Verified today").focus()
    keeper.page.keyboard.press("Enter")
    undo = keeper.page.locator("main .row button", has_text="Verified by mistake")
    undo.wait_for()
    assert "Verified today" in row.inner_text()
    expect(undo).to_be_focused()
    keeper.page.keyboard.press("Enter")
    row.locator("button", has_text="Verified today").wait_for()
    assert "Verified long ago" in row.inner_text()
    row.locator("button", has_text="Verified today").click()
    undo.wait_for()
    keeper.go("/calendar/worklist/?why=stale")
    assert "Visit on internally displaced persons" not in keeper.text


def test_one_look_verifies_many_dates_also_without_scripts(visit):
    plain = visit("taskteam@demo.example", scripts=False)
    plain.go("/calendar/worklist/?why=unverified")
    before = int(plain.page.locator(".chip[aria-current=true] .count").first.inner_text())
    button = plain.page.locator("main .row button", has_text="Verify").first
    number = int(button.inner_text().split()[1])
    plain.through(button)
    assert f"{number} dates are verified today." in plain.text
    after = int(plain.page.locator(".chip[aria-current=true] .count").first.inner_text())
    assert after == before - number
    plain.press("Verified by mistake")
    assert f"The verification of {number} dates is taken back." in plain.text
    assert int(plain.page.locator(".chip[aria-current=true] .count").first.inner_text()) == before


def test_keep_the_calendar_of_a_country(keeper, visit):
    began = {zone: clock.today(zone) for zone in (GENEVA, "Africa/Niamey")}
    keeper.go("/calendar/desk/")
    keeper.follow("Niger")
    # The demonstration keeps its eight calendars.
    keeper.page.locator("summary", has_text="Not any more").click()
    keeper.page.fill("[name=reason]", "Nobody has the time at the moment")
    keeper.press("Not kept any more")
    assert "Not kept yet: dates may be missing." in keeper.text
    keeper.press("We keep it from now on")
    keeper.press("Gone through today")
    said = "Kept by the Task Team; last gone through on {}."
    assert is_said_of_today(said, GENEVA, began[GENEVA], keeper.text)
    lead = visit("coordinator.ner@demo.example")
    lead.choose_language("en")
    lead.go("/calendar/")
    assert is_said_of_today(said, "Africa/Niamey", began["Africa/Niamey"], lead.text)
