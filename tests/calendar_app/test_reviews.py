"""The page of a review, its documents and days, moving it to another session."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_app import actions
from calendar_app.enums import Certainty, EntryKind, Precision, ReviewBasis, SessionState
from calendar_app.models import Entry, ReviewDocument
from core.errors import Refused
from core.models import AuditEntry
from mechanisms.enums import Anchor, Family
from tests.factories import make_country, make_entry, make_mechanism, make_review, make_rule, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]

D = dt.date
WHY = "a test looks at every row"


@pytest.fixture
def review(moz):
    upr = make_mechanism()
    make_rule(
        key="upr-report", title="National report", entry_kind=EntryKind.REPORT_DUE, anchor=Anchor.REVIEW, days=-84,
        author_type="state", obligation="must",
    )  # fmt: skip
    make_rule(
        key="upr-mid-term", title="Mid-term report", entry_kind=EntryKind.MID_TERM, anchor=Anchor.REVIEW, months=1,
        days=0, uses_cycle=True, obligation="may",
    )  # fmt: skip
    session = make_session(mechanism=upr, number="54")
    made = make_review(session=session, country=moz.country, review_on=D(2027, 1, 20))
    actions.generate_entries()
    return made


def page_of(login, who, review):
    response = login(who).get(f"/calendar/reviews/{review.pk}/")
    assert response.status_code == 200
    return response.context["page"], response.content.decode()


def test_what_the_page_says(login, coordinator, review):
    page, text = page_of(login, coordinator, review)
    assert (page.big, page.left) == ("Wednesday 20 January 2027", "60 days")
    assert [row.obligation for row in page.milestones] == [
        "The State (Mozambique) had to hand this in by 28 October 2026.",
        "",
    ]
    assert [row.obligation for row in page.following] == ["The State (Mozambique) may hand this in about April 2029."]
    assert [slot.proposed for slot in page.slots] == [f"A/HRC/WG.6/54/MOZ/{number}" for number in (1, 2, 3)]
    assert "not verified" in text
    assert page.slots[0].due.day == "28"
    assert "Write down" not in text
    assert "60 days" in text


@pytest.mark.parametrize(
    ("session", "basis", "big", "left"),
    [
        ({}, "confirmed", "18–29 January 2027", "58 days"),
        ({"opens_on": D(2026, 11, 16), "closes_on": D(2026, 11, 27)}, "confirmed", "16–27 November 2026", "Under way"),
        (
            {"opens_on": None, "closes_on": None, "precision": Precision.MONTH, "about_on": D(2027, 5, 1)},
            "confirmed",
            "May 2027",
            "",
        ),
        ({"opens_on": None, "closes_on": None, "precision": Precision.NONE}, "confirmed", "not announced", ""),
        ({}, "unknown", "Not announced", ""),
        ({"opens_on": D(2023, 11, 6), "closes_on": D(2023, 11, 17)}, "confirmed", "6–17 November 2023", ""),
        ({"state": SessionState.CANCELLED}, "confirmed", "Cancelled", ""),
    ],
)
def test_no_day_is_counted_that_nobody_announced(login, coordinator, moz, session, basis, big, left):
    review = make_review(session=make_session(**session), country=moz.country, basis=basis)
    page, _text = page_of(login, coordinator, review)
    assert (page.big, page.left) == (big, left)


def test_drafts_are_the_task_teams_and_strangers_meet_nothing(login, coordinator, task_team, moz):
    hidden = make_review(session=make_session(publication="draft"), country=moz.country)
    address = f"/calendar/reviews/{hidden.pk}/"
    assert [login(who).get(address).status_code for who in (coordinator, task_team)] == [404, 200]
    assert login(task_team).get("/calendar/reviews/999999/").status_code == 404
    assert login(coordinator).get(f"{address}documents/national_report/").status_code == 403
    assert login(task_team).get(f"{address}documents/nonsense/").status_code == 404


def test_a_document_is_written_down(login, task_team, coordinator, review):
    address = f"/calendar/reviews/{review.pk}/documents/national_report/"
    client = login(task_team)
    assert "A/HRC/WG.6/54/MOZ/1" in client.get(address).content.decode()
    for wrong, place in (
        ({"received_on": "2027-12-01"}, "received_on"),
        ({"received_on": "2027-02-30"}, "received_on"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"symbol": "x" * 41}, "symbol"),
    ):
        refused = client.post(address, wrong)
        assert (refused.status_code, place in refused.context["form"].errors) == (422, True)
    given = {"symbol": "A/HRC/WG.6/54/MOZ/1", "received_on": "2026-11-02", "url": "https://example.org/report"}
    assert client.post(address, given).status_code == 302
    document = ReviewDocument.objects.get()
    assert (document.symbol, document.received_on, document.verified_by) == (
        "A/HRC/WG.6/54/MOZ/1",
        D(2026, 11, 2),
        task_team,
    )
    assert client.post(address, given).status_code == 302
    acts = AuditEntry.objects.unscoped(WHY).filter(verb="review.document_set")
    assert [act.after["kind"] for act in acts] == ["national_report"]
    page, text = page_of(login, coordinator, review)
    assert page.slots[0].proposed == ""
    assert "Received" in text


def test_only_the_task_team_and_only_for_the_upr(coordinator, task_team, review, moz):
    with pytest.raises(Refused):
        actions.set_review_document(review=review, kind="national_report", by=coordinator)
    crc = make_mechanism("crc", family=Family.TREATY_BODY, short_name="CRC", name="CRC")
    other = make_review(session=make_session(mechanism=crc), country=moz.country)
    with pytest.raises(ValidationError):
        actions.set_review_document(review=other, kind="national_report", by=task_team)


def test_the_days_of_a_review(login, task_team, review):
    hrc = make_mechanism("hrc", family=Family.HRC, short_name="HRC", name="Council")
    june = make_session(mechanism=hrc, number="65", opens_on=D(2027, 6, 14), closes_on=D(2027, 7, 9))
    client, address = login(task_team), f"/calendar/reviews/{review.pk}/dates/"
    outside = client.post(address, {"adoption_session": june.pk, "adopted_on": "2027-09-01"})
    assert (outside.status_code, "adopted_on" in outside.context["form"].errors) == (422, True)
    assert client.post(address, {"adoption_session": june.pk, "adopted_on": "2027-07-01"}).status_code == 302
    rows = Entry.objects.unscoped(WHY).filter(review=review)
    assert rows.get(kind=EntryKind.ADOPTION).due_on == D(2027, 7, 1)
    considering = rows.get(key=f"review:{review.pk}:considering")
    assert (considering.begins_on, considering.due_on) == (D(2027, 1, 20), D(2027, 7, 1))
    act = AuditEntry.objects.unscoped(WHY).get(verb="review.dates_set")
    assert act.after == {"adopted_on": "2027-07-01", "adoption_session_id": june.pk}


def test_the_preview_of_a_move_writes_nothing_and_says_what_the_move_does(task_team, review):
    spring = make_session(
        mechanism=review.session.mechanism, number="55", opens_on=D(2027, 5, 3), closes_on=D(2027, 5, 14)
    )

    def stored():
        return {entry.key: entry.due_on for entry in Entry.objects.unscoped(WHY).filter(review=review)}

    before = stored()
    lines = actions.preview_review_move(review=review, session=spring, review_on=D(2027, 5, 5), by=task_team)
    assert stored() == before
    planned = {line.entry.key: line.new_on for line in lines if not line.stays}
    actions.move_review(review=review, session=spring, review_on=D(2027, 5, 5), reason="Asked for", by=task_team)
    after = stored()
    assert planned == {key: day for key, day in after.items() if before.get(key) != day}
    assert after[f"review:{review.pk}:upr-report"] == D(2027, 2, 10)
    with pytest.raises(ValidationError, match="in this session already"):
        actions.preview_review_move(review=review, session=spring, by=task_team)


def test_as_many_questions_for_many_dates_as_for_few(login, task_team, review):
    client = login(task_team)

    def asked():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"/calendar/reviews/{review.pk}/").status_code == 200
        return len(seen)

    few = asked()
    for _number in range(30):
        make_entry(review=review, session=review.session, country=make_country("MOZ"))
    assert asked() == few <= 15


def test_the_review_of_a_committee_has_no_three_documents(login, coordinator, moz):
    crc = make_mechanism("crc", family=Family.TREATY_BODY, short_name="CRC", name="CRC")
    review = make_review(
        session=make_session(mechanism=crc, certainty=Certainty.PROVISIONAL),
        country=moz.country,
        basis=ReviewBasis.INFERRED,
    )
    page, text = page_of(login, coordinator, review)
    assert (page.slots, page.basis) == ([], "Inferred from the previous cycle")
    assert "The three documents" not in text


def test_a_day_that_was_never_known_is_not_awaited_any_more(login, coordinator, moz):
    by_month = {"opens_on": None, "closes_on": None, "precision": Precision.MONTH, "about_on": D(2023, 11, 1)}
    for session, said in (
        (by_month, "The day is not on record."),
        (
            {"number": "44", "opens_on": D(2023, 11, 6), "closes_on": D(2023, 11, 17)},
            "During the session; the day of this review is not on record.",
        ),
    ):
        review = make_review(session=make_session(**session), country=moz.country)
        page, _text = page_of(login, coordinator, review)
        assert page.under == said
    actions.generate_entries()
    entry = Entry.objects.visible_to(coordinator).get(kind=EntryKind.REVIEW, due_on=D(2023, 11, 1))
    text = login(coordinator).get(f"/calendar/dates/{entry.pk}/").content.decode()
    assert "took place" in text
    assert "in November 2023; its day is not on record." in text
    for word in ("takes place", "not announced"):
        assert word not in text
