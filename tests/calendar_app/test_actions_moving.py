import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_app import actions
from calendar_app.enums import Certainty, EntryKind, EntryState, Origin, Precision, SessionState
from calendar_app.models import Entry, Session
from clusters.enums import Role
from core import clock, events
from core.errors import Refused, Stale
from core.models import AuditEntry
from mechanisms.enums import Anchor, Family
from tests.factories import make_country, make_mechanism, make_person, make_review, make_rule, make_session

pytestmark = pytest.mark.django_db

WHY = "a test looks at every row"
D = dt.date


def entry_of(**wanted):
    return Entry.objects.unscoped(WHY).get(**wanted)


def trail(verb):
    return list(AuditEntry.objects.unscoped(WHY).filter(verb=verb).order_by("pk"))


@pytest.fixture
def officer():
    return make_person(Role.TASK_TEAM, name="Officer")


@pytest.fixture
def news(monkeypatch):
    told = []
    monkeypatch.setattr(events, "announce", lambda name, **facts: told.append((name, facts)))
    return told


@pytest.fixture
def upr54():
    """UPR 54, announced for January 2027, with Syria and Venezuela and two computed dates each."""
    make_rule(key="upr-report", title="National report", entry_kind=EntryKind.REPORT_DUE, days=-84)
    make_rule(
        key="upr-mid-term",
        title="Mid-term report",
        entry_kind=EntryKind.MID_TERM,
        anchor=Anchor.REVIEW,
        months=1,
        days=0,
        uses_cycle=True,
    )
    session = make_session(
        key="upr-54",
        number="54",
        opens_on=None,
        closes_on=None,
        about_on=D(2027, 1, 1),
        precision=Precision.MONTH,
        certainty=Certainty.PROVISIONAL,
    )
    for iso3, name in (("SYR", "Syrian Arab Republic"), ("VEN", "Venezuela")):
        make_review(session=session, country=make_country(iso3, name))
    actions.generate_entries()
    return session


def move(session, officer, opens_on=D(2027, 2, 1), closes_on=D(2027, 2, 12), **fields):
    return actions.move_session(
        **{
            "session": session,
            "opens_on": opens_on,
            "closes_on": closes_on,
            "reason": "Note verbale of 20 November",
            "by": officer,
            **fields,
        }
    )


def test_moving_a_session_moves_its_open_dates(upr54, officer, news):
    report = entry_of(kind=EntryKind.REPORT_DUE, country="SYR")
    assert (report.due_on, report.precision) == (D(2026, 10, 1), Precision.MONTH)
    session = move(upr54, officer)
    assert (session.opens_on, session.closes_on, session.about_on) == (D(2027, 2, 1), D(2027, 2, 12), None)
    assert (session.state, session.version, session.precision) == (SessionState.MOVED, 2, Precision.DAY)
    for country in ("SYR", "VEN"):
        report = entry_of(kind=EntryKind.REPORT_DUE, country=country)
        assert (report.due_on, report.precision) == (D(2026, 11, 9), Precision.DAY)
        assert (report.sequence, report.version) == (1, 2)
        assert report.explanation[0]["values"]["date"] == "2027-02-01"
        review = entry_of(kind=EntryKind.REVIEW, country=country)
        assert (review.begins_on, review.due_on) == (D(2027, 2, 1), D(2027, 2, 12))
        assert entry_of(kind=EntryKind.MID_TERM, country=country).due_on == D(2029, 5, 1)

    (moved,) = trail("session.moved")
    assert moved.before["about_on"] == "2027-01-01"
    assert moved.after["opens_on"] == "2027-02-01"
    assert (moved.reason, moved.actor_id) == ("Note verbale of 20 November", officer.pk)
    entries = trail("entry.moved")
    assert len(entries) == 7
    of_report = next(row for row in entries if row.target_id == str(report.pk))
    assert (of_report.before["due_on"], of_report.after["due_on"]) == ("2026-10-01", "2026-11-09")
    assert (of_report.cluster_id, of_report.reason) == (None, "Note verbale of 20 November")

    told = [facts for name, facts in news if name == "entry_moved"]
    assert len(told) == 7
    facts = next(facts for facts in told if facts["entry"].pk == report.pk)
    assert (facts["old_on"], facts["new_on"], facts["by"]) == (D(2026, 10, 1), D(2026, 11, 9), officer)
    assert news[-1][0] == "session_moved"
    assert len(news[-1][1]["changed"]) == 7


def test_the_same_dates_again_are_refused_and_change_nothing(upr54, officer, news):
    move(upr54, officer)
    rows, entries = AuditEntry.objects.unscoped(WHY).count(), list(Entry.objects.unscoped(WHY).values())
    news.clear()
    with pytest.raises(ValidationError, match="nothing would move"):
        move(upr54, officer)
    assert AuditEntry.objects.unscoped(WHY).count() == rows
    assert list(Entry.objects.unscoped(WHY).values()) == entries
    assert news == []
    assert len(actions.generate_entries()) == 0


def test_there_and_back_gives_the_old_dates_again(upr54, officer):
    move(upr54, officer)
    first = entry_of(kind=EntryKind.REPORT_DUE, country="SYR")
    move(upr54, officer, D(2027, 3, 1), D(2027, 3, 12))
    move(upr54, officer)
    again = entry_of(kind=EntryKind.REPORT_DUE, country="SYR")
    assert (again.due_on, again.uid, again.sequence) == (first.due_on, first.uid, first.sequence + 2)


def test_a_known_length_is_kept(upr54, officer):
    move(upr54, officer)
    assert move(upr54, officer, D(2027, 3, 1), None).closes_on == D(2027, 3, 12)


def test_days_announced_within_the_month_are_no_move(upr54, officer):
    assert move(upr54, officer, D(2027, 1, 18), D(2027, 1, 29)).state == SessionState.SCHEDULED


def test_moving_to_a_month_makes_its_dates_vague(upr54, officer):
    move(upr54, officer)
    session = move(upr54, officer, D(2027, 5, 17), None, precision=Precision.MONTH)
    assert (session.opens_on, session.closes_on, session.about_on) == (None, None, D(2027, 5, 1))
    assert entry_of(kind=EntryKind.REPORT_DUE, country="SYR").precision == Precision.MONTH


def test_met_dates_never_move(upr54, officer):
    met = actions.mark_met(entry=entry_of(kind=EntryKind.REPORT_DUE, country="SYR"), by=officer)
    move(upr54, officer)
    met.refresh_from_db()
    assert (met.due_on, met.state, met.anchor_moved) == (D(2026, 10, 1), EntryState.MET, False)


def test_pinned_dates_stay_and_are_flagged(upr54, officer):
    pinned = actions.pin_entry(
        entry=entry_of(kind=EntryKind.REPORT_DUE, country="SYR"),
        due_on=D(2026, 12, 1),
        reason="The ministry said so.",
        by=officer,
    )
    move(upr54, officer)
    pinned.refresh_from_db()
    assert (pinned.due_on, pinned.origin, pinned.anchor_moved) == (D(2026, 12, 1), Origin.PINNED, True)
    assert [row.target_id for row in trail("entry.anchor_moved")] == [str(pinned.pk)]
    assert len(actions.generate_entries()) == 0
    actions.verify_entry(entry=pinned, by=officer)
    pinned.refresh_from_db()
    assert not pinned.anchor_moved
    assert actions.unpin_entry(entry=pinned, reason="Follow the rule.", by=officer).due_on == D(2026, 11, 9)


def test_confirmed_after_a_move_stays_confirmed(upr54, officer):
    pinned = actions.pin_entry(
        entry=entry_of(kind=EntryKind.REPORT_DUE, country="SYR"), due_on=D(2026, 12, 1), reason="So.", by=officer
    )
    move(upr54, officer)
    actions.verify_entry(entry=pinned, by=officer)
    assert len(actions.generate_entries()) == 0
    pinned.refresh_from_db()
    assert not pinned.anchor_moved


def test_official_deadlines_stay_and_are_flagged(upr54, officer):
    rule = upr54.mechanism.deadline_rules.get(key="upr-report")
    ahead = clock.today() + dt.timedelta(days=100)
    move(upr54, officer)
    actions.set_official_date(session=upr54, rule=rule, due_on=ahead, source="https://example.org", by=officer)
    move(upr54, officer, D(2027, 3, 1), D(2027, 3, 12))
    report = entry_of(kind=EntryKind.REPORT_DUE, country="SYR")
    assert (report.due_on, report.origin, report.anchor_moved) == (ahead, Origin.OFFICIAL, True)
    actions.clear_official_date(session=upr54, rule=rule, reason="Withdrawn.", by=officer)
    report.refresh_from_db()
    assert (report.due_on, report.origin) == (D(2026, 12, 7), Origin.COMPUTED)


def test_the_adopting_session_moves_adoptions(upr54, officer):
    council = make_session(
        mechanism=make_mechanism("hrc", family=Family.HRC, short_name="HRC"),
        number="65",
        opens_on=D(2027, 6, 14),
        closes_on=D(2027, 7, 9),
    )
    upr54.reviews.update(adoption_session=council)
    actions.generate_entries()
    actions.move_session(session=council, opens_on=D(2027, 6, 21), reason="Room", by=officer)
    assert entry_of(kind=EntryKind.ADOPTION, country="VEN").begins_on == D(2027, 6, 21)


def test_review_days_outside_the_new_period_are_cleared(upr54, officer):
    move(upr54, officer)
    review = upr54.reviews.get(country="SYR")
    actions.set_review_day(review=review, review_on=D(2027, 2, 3), by=officer)
    assert entry_of(kind=EntryKind.REVIEW, country="SYR").due_on == D(2027, 2, 3)
    move(upr54, officer, D(2027, 3, 1), D(2027, 3, 12))
    review.refresh_from_db()
    assert review.review_on is None
    assert len(trail("review.day_cleared")) == 1


def test_of_two_movers_the_second_is_told(upr54, officer):
    read_by_both = upr54.version
    move(upr54, officer, expected_version=read_by_both)
    with pytest.raises(Stale):
        move(upr54, officer, D(2027, 3, 1), D(2027, 3, 12), expected_version=read_by_both)
    assert Session.objects.get(pk=upr54.pk).opens_on == D(2027, 2, 1)
    assert len(trail("session.moved")) == 1


@pytest.mark.parametrize("role", [role for role in Role if role != Role.TASK_TEAM])
def test_only_the_task_team_moves(upr54, role):
    person = make_person(role)
    with pytest.raises(Refused):
        move(upr54, person)
    with pytest.raises(Refused):
        actions.preview_move(session=upr54, opens_on=D(2027, 2, 1), by=person)
    assert Session.objects.get(pk=upr54.pk).opens_on is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"reason": "  "}, "Say why"),
        ({"closes_on": D(2027, 1, 1)}, "close before it opens"),
        ({"closes_on": D(2028, 1, 1)}, "lasts that long"),
        ({"opens_on": D(202, 2, 1), "closes_on": None}, "year must lie"),
        ({"opens_on": D(2227, 2, 1), "closes_on": None}, "year must lie"),
        ({"opens_on": None}, "Give the day"),
        ({"precision": Precision.MONTH}, "no closing day"),
        ({"precision": Precision.NONE}, "by day"),
        ({"certainty": Certainty.NOT_ANNOUNCED}, "announced"),
    ],
)
def test_impossible_moves_are_refused_with_a_sentence(upr54, officer, fields, sentence):
    with pytest.raises(ValidationError, match=sentence):
        move(upr54, officer, **fields)
    assert Session.objects.get(pk=upr54.pk).version == 1


@pytest.mark.parametrize("state", [SessionState.HELD, SessionState.CANCELLED])
def test_held_and_cancelled_sessions_do_not_move(upr54, officer, state):
    Session.objects.update(state=state)
    with pytest.raises(ValidationError, match="cannot be moved"):
        move(upr54, officer)


def test_the_preview_tells_what_the_move_does_and_writes_nothing(upr54, officer):
    actions.mark_met(entry=entry_of(kind=EntryKind.REPORT_DUE, country="VEN"), by=officer)
    before = list(Entry.objects.unscoped(WHY).values())
    lines = actions.preview_move(session=upr54, opens_on=D(2027, 2, 1), closes_on=D(2027, 2, 12), by=officer)
    assert list(Entry.objects.unscoped(WHY).values()) == before
    session = move(upr54, officer)
    follow = {(line.entry.pk, line.new_on) for line in lines if not line.stays}
    assert follow == {(entry.pk, entry.due_on) for entry in session.moved_entries}
    assert [line.stays for line in lines if line.stays] == ["met"]
    with pytest.raises(ValidationError, match="nothing would move"):
        actions.preview_move(session=upr54, opens_on=D(2027, 2, 1), by=officer)


def test_a_subscriber_that_fails_undoes_the_move(upr54, officer, monkeypatch):
    def fail(name, **facts):
        raise RuntimeError(name)

    monkeypatch.setattr(events, "announce", fail)
    with pytest.raises(RuntimeError):
        move(upr54, officer)
    assert Session.objects.get(pk=upr54.pk).opens_on is None
    assert trail("session.moved") == []


def test_the_nightly_run_heals_what_went_past_the_actions(upr54):
    Session.objects.filter(pk=upr54.pk).update(opens_on=D(2027, 2, 1), about_on=None, precision=Precision.DAY)
    assert actions.recompute_stale() > 0
    assert entry_of(kind=EntryKind.REPORT_DUE, country="SYR").due_on == D(2026, 11, 9)
    assert actions.recompute_stale() == 0


def test_moving_many_dates_takes_as_many_reads_as_moving_few(officer, news):
    def reads(countries):
        session = make_session(number=str(countries))
        for n in range(countries):
            make_review(session=session, country=make_country(f"{countries:02}{n % 10}", f"Land {countries} {n}"))
        actions.generate_entries(sessions=[session])
        with CaptureQueriesContext(
            connection,
        ) as queries:
            actions.move_session(session=session, opens_on=D(2027, 5, 3), reason="Test", by=officer)
        return [q["sql"][:40] for q in queries.captured_queries if q["sql"].startswith("SELECT")]

    make_rule(days=-10)
    assert len(reads(2)) == len(reads(9))
