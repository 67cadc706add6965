"""Where the reference files and the portal do not agree: kept until decided, decided once, nothing overwritten."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_app import actions
from calendar_app.actions.differences import keep_ours, take_file
from calendar_app.importers import load_reviews, load_sessions
from calendar_app.models import Entry, Review, Session
from core import audit
from core.enums import DifferenceState
from core.errors import Refused, Stale
from core.importing import Report, edits_by_people, remember, sync
from core.importing.rows import Row
from core.models import AuditEntry, ReferenceDifference
from mechanisms.models import Mechanism
from tests.factories import make_country, make_mechanism

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]

HEAD = (
    "key,mechanism,number,kind,cycle,place,opens_on,closes_on,precision,about_on,about_text,certainty,state,confidence,"
    "source,note\n"
)


def line(key="upr-54", opens="2027-01-18", closes="2027-01-29", precision="day"):
    return f"{key},upr,54,,4,,{opens},{closes},{precision},,,confirmed,scheduled,checked,https://example.org/54,\n"


@pytest.fixture
def upr():
    return make_mechanism("upr")


@pytest.fixture
def load(tmp_path, upr):
    """Load a file of sessions, as the command does; returns the report."""

    def run(*lines):
        (tmp_path / "sessions.csv").write_text(HEAD + "".join(lines), encoding="utf-8")
        report = Report()
        load_sessions(tmp_path, report, {"upr": upr.pk})
        remember(report)
        actions.generate_entries()
        return report

    return run


@pytest.fixture
def moved(load, task_team):
    """The file says 18 January; a person moved the session to 1 February; the file is loaded again."""
    load(line())
    actions.move_session(
        session=Session.objects.get(key="upr-54"),
        opens_on=dt.date(2027, 2, 1),
        closes_on=dt.date(2027, 2, 12),
        reason="OHCHR wrote so",
        by=task_team,
    )
    load(line())
    return Session.objects.get(key="upr-54")


def rows(**only):
    return list(ReferenceDifference.objects.filter(**only).order_by("field"))


def chosen(found):
    return {row.pk: row.version for row in found}


def test_a_difference_stays_until_decided_and_is_written_once(moved, load):
    found = rows()
    assert [(row.field, row.portal_value, row.file_value) for row in found] == [
        ("closes_on", "2027-02-12", "2027-01-29"),
        ("opens_on", "2027-02-01", "2027-01-18"),
        ("state", "moved", "scheduled"),
    ]
    assert {(row.state, row.goes_together, row.file, row.line) for row in found} == {("open", True, "sessions.csv", 2)}
    assert found[0].source == "https://example.org/54"
    load(line())
    assert [(row.pk, row.version, row.first_seen) for row in rows()] == [
        (row.pk, row.version, row.first_seen) for row in found
    ]


def test_ours_is_kept_until_the_file_says_something_else(moved, load, task_team):
    keep_ours(chosen=chosen(rows()), reason="The mail of OHCHR is newer", by=task_team)
    load(line())
    assert {row.state for row in rows()} == {"kept"}
    assert {(row.decided_by, row.reason) for row in rows()} == {(task_team, "The mail of OHCHR is newer")}
    load(line(opens="2027-01-25"))
    assert {row.field: row.state for row in rows()} == {
        "opens_on": "open",
        "closes_on": "kept",
        "state": "kept",
    }
    assert ReferenceDifference.objects.get(field="opens_on").decided_by is None
    assert Session.objects.get(pk=moved.pk).opens_on == dt.date(2027, 2, 1)
    act = AuditEntry.objects.visible_to(task_team).get(verb="reference.kept")
    assert (act.target_type, act.target_id, act.reason) == (
        "calendar_app.session",
        str(moved.pk),
        "The mail of OHCHR is newer",
    )


def test_the_file_is_taken_with_its_dates_and_followed_again(moved, load, task_team):
    take_file(chosen=chosen(rows()), by=task_team)
    session = Session.objects.get(pk=moved.pk)
    assert (session.opens_on, session.closes_on) == (dt.date(2027, 1, 18), dt.date(2027, 1, 29))
    entry = Entry.objects.visible_to(task_team).get(kind="session")
    assert (entry.begins_on, entry.due_on) == (dt.date(2027, 1, 18), dt.date(2027, 1, 29))
    assert {row.state for row in rows()} == {"taken"}
    act = AuditEntry.objects.visible_to(task_team).get(verb="reference.row_taken")
    assert act.before["opens_on"] == "2027-02-01"
    assert act.after["opens_on"] == "2027-01-18"
    load(line(opens="2027-01-19"))
    assert Session.objects.get(pk=moved.pk).opens_on == dt.date(2027, 1, 19)
    assert rows(state="open") == []


def test_taking_says_that_nobody_has_looked_yet(load, task_team):
    load(line())
    actions.verify_session(session=Session.objects.get(), by=task_team)
    load(line(opens="2027-01-19"))
    take_file(chosen=chosen(rows()), by=task_team)
    assert Session.objects.get().verified_by is None


def test_a_verification_taken_back_binds_nothing(load, task_team):
    load(line())
    session = actions.verify_session(session=Session.objects.get(), by=task_team)
    actions.undo_verification(stamp=session.verified_at, by=task_team)
    load(line(opens="2027-01-19"))
    assert Session.objects.get().opens_on == dt.date(2027, 1, 19)
    assert rows() == []


def test_when_both_agree_again_it_is_settled(moved, load):
    load(line(opens="2027-02-01", closes="2027-02-12").replace("scheduled", "moved"))
    assert {row.state for row in rows()} == {"settled"}
    load(line())
    assert {row.state for row in rows()} == {"open"}


def test_a_row_that_vanished_is_named_and_stays(load, task_team, upr):
    load(line(), line(key="upr-55", opens="2027-05-03", closes="2027-05-14"))
    actions.create_session(mechanism=upr, number="56", opens_on=dt.date(2027, 11, 1), by=task_team)
    report = load(line())
    gone = Session.objects.get(key="upr-55")
    assert [item.pk for item in report.gone()] == [str(gone.pk)]
    found = rows()
    assert [(row.field, row.target_id, row.state) for row in found] == [("", str(gone.pk), "open")]
    with pytest.raises(ValidationError):
        take_file(chosen=chosen(found), by=task_team)
    keep_ours(chosen=chosen(found), reason="It was held", by=task_team)
    load(line())
    assert rows()[0].state == "kept"
    load(line(), line(key="upr-55", opens="2027-05-03", closes="2027-05-14"))
    assert rows()[0].state == "settled"


def test_a_review_that_a_person_moved_is_not_made_again(load, tmp_path, upr, task_team):
    load(line(), line(key="upr-55", opens="2027-05-03", closes="2027-05-14").replace(",54,", ",55,"))
    head = "session,country,basis,review_on,adoption_session,symbol,confidence,source,note\n"
    (tmp_path / "reviews.csv").write_text(head + "upr-54,MOZ,confirmed,,,,checked,https://example.org/54,\n")
    keys = {session.key: session.pk for session in Session.objects.all()}

    def load_them():
        report = Report()
        load_reviews(tmp_path, report, {make_country("MOZ").pk: "MOZ"}, keys)
        remember(report)

    load_them()
    later = Session.objects.get(key="upr-55")
    actions.move_review(review=Review.objects.get(), session=later, reason="The State asked for it", by=task_team)
    load_them()
    assert Review.objects.get().session == later
    found = ReferenceDifference.objects.get(target_type="calendar_app.review")
    assert (found.field, found.portal_value, found.file_value) == ("session_id", later.pk, keys["upr-54"])
    take_file(chosen=chosen([found]), by=task_team)
    assert Review.objects.get().session_id == keys["upr-54"]


def a_field_changed_by(person, mechanism, **values):
    for name, value in values.items():
        setattr(mechanism, name, value)
    mechanism.save()
    audit.record(verb="mechanism.changed", target=mechanism, by=person, after=values)


def load_mechanism(mechanism, **values):
    report = Report()
    row = Row("mechanisms.csv", 7, {"source": "https://example.org/list"})
    existing = {mechanism.key: Mechanism.objects.get(pk=mechanism.pk)}
    wanted = [(row, mechanism.key, values)]
    sync(Mechanism, wanted, existing=existing, report=report, edits=edits_by_people(Mechanism))
    remember(report)


def test_single_values_are_decided_one_by_one(upr, task_team):
    a_field_changed_by(task_team, upr, seat="Geneva, Palais", position=9)
    load_mechanism(upr, seat="Geneva", position=1)
    by_field = {row.field: row for row in rows()}
    take_file(chosen=chosen([by_field["position"]]), by=task_team)
    upr.refresh_from_db()
    assert (upr.seat, upr.position) == ("Geneva, Palais", 1)
    load_mechanism(upr, seat="Geneva", position=2)
    upr.refresh_from_db()
    assert (upr.seat, upr.position) == ("Geneva, Palais", 2)
    assert {row.field: row.state for row in rows()} == {"seat": "open", "position": "taken"}


def test_who_was_slower_writes_nothing(moved, task_team):
    found = chosen(rows())
    keep_ours(chosen=found, reason="First", by=task_team)
    with pytest.raises(Stale):
        take_file(chosen=found, by=task_team)
    again = chosen(rows())
    Session.objects.filter(pk=moved.pk).update(opens_on=dt.date(2027, 2, 2))
    with pytest.raises(Stale):
        take_file(chosen=again, by=task_team)
    assert Session.objects.get(pk=moved.pk).opens_on == dt.date(2027, 2, 2)


def test_a_value_that_cannot_stand_is_refused_whole(moved, task_team):
    ReferenceDifference.objects.filter(field="closes_on").update(file_value="2026-01-01")
    with pytest.raises(ValidationError):
        take_file(chosen=chosen(rows()), by=task_team)
    assert Session.objects.get(pk=moved.pk).opens_on == dt.date(2027, 2, 1)
    assert {row.state for row in rows()} == {"open"}


def test_values_that_hang_together_are_decided_together(moved, task_team):
    with pytest.raises(ValidationError, match="hang together"):
        take_file(chosen=chosen(rows()[:1]), by=task_team)
    with pytest.raises(ValidationError):
        keep_ours(chosen={}, reason="x", by=task_team)
    with pytest.raises(ValidationError):
        keep_ours(chosen=chosen(rows()), reason="   ", by=task_team)


def test_the_task_team_decides_in_the_browser(login, moved, task_team):
    client = login(task_team)
    page = client.get("/calendar/desk/differences/").content.decode()
    for text in ("UPR 54", "1 February 2027", "18 January 2027", "sessions.csv, 2", str(task_team), "Take the file’s"):
        assert text in page
    data = {
        "row": f"calendar_app.session:{moved.pk}",
        "difference": [f"{pk}:{version}" for pk, version in chosen(rows()).items()],
    }
    refused = client.post("/calendar/desk/differences/decide/", {**data, "decision": "keep", "reason": " "})
    assert refused.status_code == 422
    assert "Say why" in refused.content.decode()
    kept = client.post("/calendar/desk/differences/decide/", {**data, "decision": "keep", "reason": "Newer mail"})
    assert kept.status_code == 302
    late = client.post("/calendar/desk/differences/decide/", {**data, "decision": "take", "reason": "Typed words"})
    assert late.status_code == 409
    assert "Typed words" in late.content.decode()
    assert "Nothing to decide" in client.get("/calendar/desk/differences/").content.decode()
    assert "Newer mail" in client.get("/calendar/desk/differences/?state=kept").content.decode()
    assert client.get("/calendar/desk/differences/?table=calendar_app.session&state=kept").status_code == 200


@pytest.mark.parametrize(
    "data",
    [
        {"decision": "take", "difference": "1"},
        {"decision": "take", "difference": "x:1"},
        {"decision": "eat", "difference": "1:1"},
        {},
    ],
)
def test_a_forged_form_is_404(login, task_team, data):
    assert login(task_team).post("/calendar/desk/differences/decide/", data).status_code == 404


def test_an_empty_choice_goes_back_to_the_list(login, task_team):
    answer = login(task_team).post("/calendar/desk/differences/decide/", {"decision": "take"}, follow=True)
    assert "Choose at least one" in answer.content.decode()


def test_nobody_else_decides(login, moved, coordinator):
    client = login(coordinator)
    assert client.get("/calendar/desk/differences/").status_code == 403
    assert client.post("/calendar/desk/differences/decide/", {"decision": "keep"}).status_code == 403
    for act in (keep_ours, take_file):
        with pytest.raises(Refused):
            act(chosen=chosen(rows()), reason="x", by=coordinator)
    assert {row.state for row in rows()} == {DifferenceState.OPEN}


def test_the_page_asks_the_same_number_of_questions(login, task_team, upr):
    client = login(task_team)

    def queries():
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/calendar/desk/differences/").status_code == 200
        return len(caught)

    a_field_changed_by(task_team, upr, seat="Palais")
    load_mechanism(upr, seat="Geneva")
    few = queries()
    for number in range(29):
        other = make_mechanism(f"body-{number}", name=f"Body {number}")
        a_field_changed_by(task_team, other, seat="Palais")
        load_mechanism(other, seat="Geneva")
    ReferenceDifference.objects.update(state="open")
    assert queries() == few <= 15
