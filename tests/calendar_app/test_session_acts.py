"""Sessions that are shortened, held, or moved while people have hung dates of their own on them."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from calendar_app import actions
from calendar_app.enums import EntryKind, SessionState
from calendar_app.models import Entry, Review
from core import events
from core.models import AuditEntry
from mechanisms.enums import Anchor, Family
from tests.factories import make_country, make_entry, make_mechanism, make_review, make_rule, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]

D = dt.date
WHY = "a test looks at every row"


@pytest.fixture
def session():
    cedaw = make_mechanism("cedaw", family=Family.TREATY_BODY, short_name="CEDAW", name="CEDAW")
    make_rule(mechanism=cedaw, key="before", title="Alternative report", days=-28)
    make_rule(mechanism=cedaw, key="after", title="Follow-up", anchor=Anchor.SESSION_CLOSES, months=24, days=0)
    made = make_session(mechanism=cedaw, number="95", opens_on=D(2027, 2, 1), closes_on=D(2027, 2, 19))
    make_review(session=made, country=make_country("MOZ"), review_on=D(2027, 2, 17))
    actions.generate_entries()
    return made


def of_key(end):
    return Entry.objects.unscoped(WHY).get(key__endswith=end)


def test_a_shortened_session_keeps_its_deadlines_and_says_so(task_team, session, monkeypatch):
    told = []
    monkeypatch.setattr(events, "announce", lambda name, **facts: told.append(name))
    row = actions.shorten_session(session=session, closes_on=D(2027, 2, 12), reason="Liquidity crisis", by=task_team)
    assert (row.closes_on, row.state) == (D(2027, 2, 12), SessionState.SHORTENED)
    before = of_key(":before")
    assert before.due_on == D(2027, 1, 4)
    assert any("was shortened" in line["text"] for line in before.explanation)
    # What counts from the end follows; the day of a review after the new end is not known any more.
    assert of_key(":after").due_on == D(2029, 2, 12)
    assert Review.objects.get().review_on is None
    act = AuditEntry.objects.unscoped(WHY).get(verb="session.shortened")
    assert (act.before["closes_on"], act.after["closes_on"], act.reason) == (
        "2027-02-19",
        "2027-02-12",
        "Liquidity crisis",
    )
    assert told[-1] == "session_moved"


def test_the_pages_of_shortening_and_holding(login, task_team, coordinator, session):
    client, address = login(task_team), f"/calendar/sessions/{session.pk}/"
    assert login(coordinator).get(f"{address}shorten/").status_code == 403
    page = client.get(address).content.decode()
    assert "It closes earlier" in page
    assert "It was held" not in page
    refused = client.post(f"{address}shorten/", {"closes_on": "2027-02-20", "reason": "x"})
    assert (refused.status_code, "closes_on" in refused.context["form"].errors) == (422, True)
    stale = client.post(f"{address}shorten/", {"closes_on": "2027-02-12", "reason": "x", "version": "9"})
    assert stale.status_code == 409
    assert client.post(f"{address}shorten/", {"closes_on": "2027-02-12", "reason": "x"}).status_code == 302
    too_early = client.post(f"{address}held/", follow=True)
    assert "has not begun" in too_early.content.decode()
    past = make_session(opens_on=D(2026, 11, 2), closes_on=D(2026, 11, 13))
    assert "It was held" in client.get(f"/calendar/sessions/{past.pk}/").content.decode()
    client.post(f"/calendar/sessions/{past.pk}/held/")
    past.refresh_from_db()
    assert past.state == SessionState.HELD


def test_a_cancelled_session_does_not_come_back_by_editing(task_team, session):
    row = actions.cancel_session(session=session, reason="No money", by=task_team)
    open_dates = Entry.objects.unscoped(WHY).filter(session=session, state="open")
    assert not open_dates.exists()
    with pytest.raises(ValidationError):
        actions.edit_session(session=row, state=SessionState.SCHEDULED, by=task_team)


def test_what_people_hung_on_a_moved_session_is_flagged_not_moved(task_team, session):
    event = make_entry(
        kind=EntryKind.SIDE_EVENT,
        session=session,
        mechanism=session.mechanism,
        due_on=D(2027, 2, 3),
        title="Side event",
    )
    lines = actions.preview_move(session=session, opens_on=D(2027, 3, 1), by=task_team)
    assert [line.stays for line in lines if line.entry.pk == event.pk] == ["pinned"]
    actions.move_session(session=session, opens_on=D(2027, 3, 1), reason="Moved", by=task_team)
    event = Entry.objects.unscoped(WHY).get(pk=event.pk)
    assert (event.due_on, event.anchor_moved) == (D(2027, 2, 3), True)
    assert AuditEntry.objects.unscoped(WHY).filter(verb="entry.anchor_moved", target_id=str(event.pk)).count() == 1


@pytest.mark.parametrize(
    ("today", "expected"), [(D(2026, 11, 14), True), (D(2026, 11, 15), True), (D(2026, 11, 16), False)]
)
def test_about_a_month_lies_ahead_until_the_middle_of_its_season_is_over(today, expected):
    from calendar_app.queries.filters import not_over

    entry = make_entry(due_on=D(2026, 10, 1), precision="season", certainty="estimate")
    rows = Entry.objects.unscoped(WHY).filter(pk=entry.pk)
    assert rows.filter(not_over(today)).exists() is expected


def test_no_days_are_counted_to_an_estimate_that_arithmetic_made_exact():
    from calendar_app.queries.wording import days_left

    entry = make_entry(due_on=D(2026, 12, 1), certainty="estimate")
    assert days_left(entry, D(2026, 11, 21), "Europe/Zurich") is None
    entry.certainty = "provisional"
    assert days_left(entry, D(2026, 11, 21), "Europe/Zurich") == 10


def test_a_closed_call_without_a_day_is_past_and_a_cancelled_one_is_nowhere():
    from calendar_app.queries.filters import Range, within

    shared = {"due_on": None, "precision": "none", "certainty": "not_announced"}
    made = {state: make_entry(state=state, **shared).pk for state in ("open", "met", "cancelled")}
    rows = Entry.objects.unscoped(WHY)

    def found(choice):
        return set(rows.filter(within(choice, D(2026, 11, 21))).values_list("pk", flat=True))

    assert (found(Range.COMING), found(Range.PAST)) == ({made["open"]}, {made["met"]})
