import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from calendar_app import actions
from calendar_app.enums import Audience, Certainty, EntryKind, EntryState, Origin, Precision, Publication, SessionState
from calendar_app.models import Entry, Review, Session
from clusters.enums import Role
from core import events
from core.errors import Refused, Stale
from core.models import AuditEntry
from mechanisms.enums import Family
from tests.factories import (
    make_cluster,
    make_country,
    make_entry,
    make_mechanism,
    make_person,
    make_review,
    make_rule,
    make_session,
)

pytestmark = pytest.mark.django_db

WHY = "a test looks at every row"
D = dt.date


def trail():
    return list(AuditEntry.objects.unscoped(WHY).order_by("pk"))


@pytest.fixture
def officer():
    return make_person(Role.TASK_TEAM, name="Officer")


@pytest.fixture
def news(monkeypatch):
    told = []
    monkeypatch.setattr(events, "announce", lambda name, **facts: told.append((name, facts)))
    return told


def create(by, **fields):
    return actions.create_entry(
        **{
            "kind": EntryKind.SUBMISSION,
            "title": "Call for input on displacement",
            "mechanism": make_mechanism(),
            "country": make_country("MOZ"),
            "due_on": D(2027, 5, 4),
            "by": by,
            **fields,
        }
    )


# --- Adding -----------------------------------------------------------------------------------------------


def test_a_new_date_is_a_draft_with_its_hour_in_the_mechanisms_zone(officer, news):
    entry = create(officer, at=dt.time(18), source="https://example.org/call")
    assert entry.due_at == dt.datetime(2027, 5, 4, 16, tzinfo=dt.UTC)
    assert (entry.precision, entry.origin, entry.time_zone) == (Precision.INSTANT, Origin.OFFICIAL, "Europe/Zurich")
    assert (entry.publication, entry.created_by, entry.verified_by) == (Publication.DRAFT, officer, officer)
    assert news == []
    (row,) = trail()
    assert (row.verb, row.after["due_on"], row.cluster_id) == ("entry.created", "2027-05-04", None)


def test_without_a_source_a_date_counts_as_set_by_hand(officer):
    entry = create(officer, note="Told by telephone")
    assert entry.origin == Origin.PINNED
    assert entry.explanation[0]["values"] == {"person": "Officer", "reason": "Told by telephone"}


def test_a_date_may_be_known_by_month_or_not_at_all(officer):
    month = create(officer, due_on=D(2027, 5, 17), precision=Precision.MONTH)
    assert (month.due_on, month.precision) == (D(2027, 5, 1), Precision.MONTH)
    none = create(officer, due_on=None)
    assert (none.due_on, none.precision, none.certainty) == (None, Precision.NONE, Certainty.NOT_ANNOUNCED)


def test_a_coordinator_adds_dates_of_her_own_cluster_only():
    cluster = make_cluster("MOZ")
    coordinator = make_person(Role.COORDINATOR, cluster)
    entry = create(coordinator, cluster=cluster, country=None)
    assert (entry.country_id, entry.audience) == ("MOZ", Audience.MEMBERS)
    assert trail()[-1].cluster_id == cluster.pk
    with pytest.raises(Refused):
        create(coordinator)
    with pytest.raises(Refused):
        create(coordinator, cluster=make_cluster("NGA"))
    with pytest.raises(Refused):
        create(make_person(Role.MEMBER, cluster), cluster=cluster)
    assert Entry.objects.unscoped(WHY).count() == 1


def test_a_visit_that_is_not_confirmed_is_for_coordinators(officer):
    visit = create(officer, kind=EntryKind.COUNTRY_VISIT, certainty=Certainty.PROVISIONAL)
    assert visit.audience == Audience.COORDINATORS
    with pytest.raises(ValidationError, match="not confirmed"):
        actions.edit_entry(entry=visit, audience=Audience.OPEN, by=officer)
    confirmed = actions.edit_entry(entry=visit, audience=Audience.OPEN, certainty=Certainty.CONFIRMED, by=officer)
    assert confirmed.audience == Audience.OPEN


@pytest.mark.parametrize(
    "wrong",
    [
        {"begins_on": D(2027, 6, 1)},
        {"due_on": None, "begins_on": D(2027, 6, 1)},
        {"due_on": None, "at": dt.time(12)},
        {"precision": Precision.INSTANT},
        {"precision": Precision.MONTH, "at": dt.time(12)},
        {"certainty": Certainty.NOT_ANNOUNCED},
        {"time_zone": "Mars/Olympus"},
        {"due_on": D(1027, 5, 4)},
        {"due_on": D(9999, 12, 31)},
        {"title": "   "},
        {"country": None, "audience": Audience.MEMBERS},
    ],
)
def test_impossible_dates_are_refused(officer, wrong):
    with pytest.raises(ValidationError):
        create(officer, **wrong)
    assert not Entry.objects.unscoped(WHY).exists()
    assert trail() == []


# --- Editing ----------------------------------------------------------------------------------------------


def test_a_changed_day_needs_a_reason_and_is_told(officer, news):
    entry = create(officer, at=dt.time(18))
    with pytest.raises(ValidationError, match="Say why"):
        actions.edit_entry(entry=entry, due_on=D(2027, 6, 4), by=officer)
    moved = actions.edit_entry(entry=entry, due_on=D(2027, 6, 4), reason="Extended", expected_version=1, by=officer)
    assert (moved.due_on, moved.due_at.hour, moved.sequence, moved.version) == (D(2027, 6, 4), 16, 1, 2)
    row = trail()[-1]
    assert (row.verb, row.before["due_on"], row.after["due_on"]) == ("entry.moved", "2027-05-04", "2027-06-04")
    assert news == [
        (
            "entry_moved",
            {
                "entry": moved,
                "old_on": D(2027, 5, 4),
                "new_on": D(2027, 6, 4),
                "old_starts_on": D(2027, 5, 4),
                "old_at": dt.datetime(2027, 5, 4, 16, tzinfo=dt.UTC),
                "cause": "Extended",
                "by": officer,
            },
        )
    ]
    with pytest.raises(Stale):
        actions.edit_entry(entry=entry, title="Late", expected_version=1, by=officer)


def test_the_same_values_write_nothing(officer):
    entry = create(officer, at=dt.time(18), source="https://example.org")
    rows = len(trail())
    same = actions.edit_entry(
        entry=entry, title=entry.title, due_on=entry.due_on, at=dt.time(18), source=entry.source, by=officer
    )
    assert (same.version, len(trail())) == (1, rows)


def test_a_changed_title_is_no_move(officer, news):
    entry = actions.edit_entry(entry=create(officer), title="Call, second round", by=officer)
    assert (entry.title, entry.sequence) == ("Call, second round", 1)
    assert trail()[-1].verb == "entry.changed"
    assert news == []


def test_generated_dates_keep_their_days_and_names(officer):
    make_session()
    actions.generate_entries()
    entry = Entry.objects.unscoped(WHY).get()
    with pytest.raises(ValidationError, match="kept by the portal"):
        actions.edit_entry(entry=entry, title="Mine", by=officer)
    with pytest.raises(ValidationError, match="kept by the portal"):
        actions.edit_entry(entry=entry, due_on=D(2027, 5, 5), reason="x", by=officer)
    assert actions.edit_entry(entry=entry, note="Badges at the gate", by=officer).note == "Badges at the gate"
    assert len(actions.generate_entries()) == 0


# --- Life -------------------------------------------------------------------------------------------------


def test_publish_unpublish_cancel_reopen(officer, news):
    entry = create(officer)
    for act, reason, verb, event in [
        (actions.publish_entry, None, "entry.published", "entry_published"),
        (actions.unpublish_entry, "Too early", "entry.unpublished", "entry_unpublished"),
        (actions.publish_entry, None, "entry.published", "entry_published"),
        (actions.cancel_entry, "No money", "entry.cancelled", "entry_cancelled"),
        (actions.reopen_entry, "Money came", "entry.reopened", "entry_reopened"),
        (actions.mark_met, None, "entry.met", "entry_met"),
    ]:
        extra = {"reason": reason} if reason else {}
        entry = act(entry=entry, by=officer, **extra)
        assert (trail()[-1].verb, trail()[-1].reason) == (verb, reason or "")
        assert news[-1][0] == event
    assert (entry.state, entry.sequence, entry.version) == (EntryState.MET, 6, 7)


def test_twice_is_nothing_or_a_sentence(officer):
    entry = actions.publish_entry(entry=create(officer), by=officer)
    assert actions.publish_entry(entry=entry, by=officer).version == entry.version
    met = actions.mark_met(entry=entry, by=officer)
    assert actions.mark_met(entry=entry, by=officer).version == met.version
    cancelled = actions.cancel_entry(entry=create(officer), reason="x", by=officer)
    with pytest.raises(ValidationError, match="cancelled already"):
        actions.cancel_entry(entry=cancelled, reason="x", by=officer)
    with pytest.raises(ValidationError, match="not open"):
        actions.mark_met(entry=cancelled, by=officer)


def test_only_deadlines_are_met(officer):
    with pytest.raises(ValidationError, match="Only a deadline"):
        actions.mark_met(entry=make_entry(kind=EntryKind.SESSION), by=officer)


@pytest.mark.parametrize(
    ("act", "extra"),
    [
        (actions.publish_entry, {}),
        (actions.unpublish_entry, {"reason": "x"}),
        (actions.verify_entry, {}),
        (actions.cancel_entry, {"reason": "x"}),
        (actions.reopen_entry, {"reason": "x"}),
        (actions.mark_met, {}),
        (actions.edit_entry, {"title": "x"}),
        (actions.pin_entry, {"due_on": D(2027, 1, 1), "reason": "x"}),
        (actions.unpin_entry, {"reason": "x"}),
        (actions.set_official_date, {"due_on": D(2027, 1, 1), "source": "x"}),
    ],
)
def test_others_are_refused_and_nothing_changes(act, extra):
    entry = make_entry(publication=Publication.DRAFT, origin=Origin.PINNED)
    before = Entry.objects.unscoped(WHY).values().get()
    with pytest.raises(Refused):
        act(entry=entry, by=make_person(Role.COORDINATOR), **extra)
    assert Entry.objects.unscoped(WHY).values().get() == before
    assert trail() == []


def test_verifying_names_who_looked_and_moves_nothing(officer, news):
    entry = make_entry(confidence="memory", source="")
    seen = actions.verify_entry(entry=entry, source="https://example.org/new", by=officer)
    assert (seen.verified_by, seen.confidence, seen.sequence) == (officer, "single_source", 0)
    assert news == []


# --- Official, pinned, computed ---------------------------------------------------------------------------


@pytest.fixture
def report():
    make_rule(key="upr-report", title="National report", entry_kind=EntryKind.REPORT_DUE, days=-84)
    make_review(session=make_session(number="54"), country=make_country("SYR"))
    actions.generate_entries()
    return Entry.objects.unscoped(WHY).get(kind=EntryKind.REPORT_DUE)


def test_official_beats_pinned_beats_computed(officer, report, news):
    pinned = actions.pin_entry(entry=report, due_on=D(2026, 11, 2), reason="By telephone", by=officer)
    assert (pinned.origin, pinned.certainty) == (Origin.PINNED, Certainty.PROVISIONAL)
    assert len(actions.generate_entries()) == 0
    official = actions.set_official_date(
        entry=report, due_on=D(2026, 11, 5), at=dt.time(12), source="https://example.org", by=officer
    )
    assert (official.origin, official.due_at) == (Origin.OFFICIAL, dt.datetime(2026, 11, 5, 11, tzinfo=dt.UTC))
    with pytest.raises(ValidationError, match="not set by hand"):
        actions.pin_entry(entry=report, due_on=D(2026, 11, 2), reason="Again", by=officer)
    assert len(actions.generate_entries()) == 0
    assert [facts["new_on"] for name, facts in news if name == "entry_moved"] == [D(2026, 11, 2), D(2026, 11, 5)]
    same = actions.set_official_date(
        entry=report, due_on=D(2026, 11, 5), at=dt.time(12), source="https://example.org", by=officer
    )
    assert same.version == official.version


def test_an_official_date_of_the_session_replaces_a_pinned_one(officer, report):
    actions.pin_entry(entry=report, due_on=D(2026, 11, 2), reason="By telephone", by=officer)
    actions.set_official_date(
        session=report.session, rule=report.rule, due_on=D(2026, 11, 6), source="https://example.org", by=officer
    )
    report.refresh_from_db()
    assert (report.due_on, report.origin) == (D(2026, 11, 6), Origin.OFFICIAL)


def test_an_official_date_needs_its_source(officer, report):
    with pytest.raises(ValidationError, match="source"):
        actions.set_official_date(entry=report, due_on=D(2026, 11, 5), source="", by=officer)


def test_the_official_day_of_a_review_is_kept_with_the_review(officer, report):
    review = Entry.objects.unscoped(WHY).get(kind=EntryKind.REVIEW)
    dated = actions.set_official_date(entry=review, due_on=D(2027, 1, 20), source="https://example.org", by=officer)
    assert (dated.begins_on, dated.due_on) == (None, D(2027, 1, 20))
    assert Review.objects.get().review_on == D(2027, 1, 20)
    with pytest.raises(ValidationError, match="outside the session"):
        actions.set_official_date(entry=review, due_on=D(2027, 6, 20), source="https://example.org", by=officer)
    session = Entry.objects.unscoped(WHY).get(kind=EntryKind.SESSION)
    with pytest.raises(ValidationError, match="move the session"):
        actions.set_official_date(entry=session, due_on=D(2027, 6, 20), source="https://example.org", by=officer)


# --- Sessions and reviews ---------------------------------------------------------------------------------


def test_a_new_session_stands_in_the_calendar(officer):
    session = actions.create_session(
        mechanism=make_mechanism(), number="60", opens_on=D(2029, 1, 15), closes_on=D(2029, 1, 26), by=officer
    )
    entry = Entry.objects.unscoped(WHY).get()
    assert (entry.title, entry.begins_on, entry.due_on) == ("UPR 60: session", D(2029, 1, 15), D(2029, 1, 26))
    assert entry.certainty == Certainty.PROVISIONAL
    review = actions.create_review(country=make_country("SYR"), session=session, by=officer)
    assert Entry.objects.unscoped(WHY).filter(review=review).count() == 1
    with pytest.raises(ValidationError):
        actions.create_review(country=make_country("SYR"), session=session, by=officer)
    assert [row.verb for row in trail()][:2] == ["session.created", "session.dates_generated"]


def test_editing_a_session_raises_the_certainty_of_its_dates(officer):
    session = actions.create_session(
        mechanism=make_mechanism(), number="60", opens_on=D(2029, 1, 15), closes_on=D(2029, 1, 26), by=officer
    )
    actions.edit_session(session=session, certainty=Certainty.CONFIRMED, expected_version=1, by=officer)
    assert Entry.objects.unscoped(WHY).get().certainty == Certainty.CONFIRMED
    with pytest.raises(Stale):
        actions.edit_session(session=session, place="Geneva", expected_version=1, by=officer)
    with pytest.raises(TypeError):
        actions.edit_session(session=session, opens_on=D(2029, 1, 16), by=officer)


def test_verifying_a_session_verifies_its_untouched_dates(officer, report):
    pinned = actions.pin_entry(entry=report, due_on=D(2026, 11, 2), reason="By telephone", by=officer)
    actions.verify_session(session=report.session, source="https://example.org/54", by=officer)
    pinned.refresh_from_db()
    assert pinned.verified_by is None
    others = Entry.objects.unscoped(WHY).exclude(pk=pinned.pk)
    assert {entry.verified_by for entry in others} == {officer}
    assert len(actions.generate_entries()) == 0


def test_cancelling_a_session_cancels_its_open_dates(officer, report, news):
    actions.pin_entry(entry=report, due_on=D(2026, 11, 2), reason="By telephone", by=officer)
    session = actions.cancel_session(session=report.session, reason="Liquidity crisis", by=officer)
    assert session.state == SessionState.CANCELLED
    rows = Entry.objects.unscoped(WHY)
    assert set(rows.values_list("state", flat=True)) == {EntryState.CANCELLED}
    assert sum(name == "entry_cancelled" for name, _facts in news) == rows.count()
    assert news[-1][0] == "session_cancelled"
    assert {row.reason for row in trail() if row.verb == "entry.cancelled"} == {"Liquidity crisis"}
    with pytest.raises(ValidationError, match="cancelled already"):
        actions.cancel_session(session=session, reason="Again", by=officer)
    assert len(actions.generate_entries()) == 0


def test_a_review_moves_to_a_later_session(officer, report):
    later = make_session(number="55", opens_on=D(2027, 5, 3), closes_on=D(2027, 5, 14))
    review = actions.move_review(review=report.review, session=later, reason="Asked by the State", by=officer)
    assert review.session == later
    report.refresh_from_db()
    assert (report.due_on, report.session, report.title) == (D(2027, 2, 8), later, "UPR 55: national report")
    with pytest.raises(ValidationError, match="already"):
        actions.move_review(review=review, session=later, reason="x", by=officer)
    other = make_session(mechanism=make_mechanism("hrc", family=Family.HRC))
    with pytest.raises(ValidationError, match="another mechanism"):
        actions.move_review(review=review, session=other, reason="x", by=officer)
    assert [row.verb for row in trail()].count("review.moved") == 1


@pytest.mark.parametrize(
    ("act", "extra"),
    [
        (actions.edit_session, {"place": "x"}),
        (actions.verify_session, {}),
        (actions.cancel_session, {"reason": "x"}),
    ],
)
def test_only_the_task_team_keeps_sessions(act, extra):
    session = make_session()
    with pytest.raises(Refused):
        act(session=session, by=make_person(Role.ADMINISTRATOR), **extra)
    assert Session.objects.get().version == 1
