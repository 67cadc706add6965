import datetime as dt

import pytest

from calendar_app import actions
from calendar_app.enums import Certainty, EntryKind, EntryState, Origin, Precision, ReviewBasis
from calendar_app.models import Entry
from core.models import AuditEntry
from mechanisms.enums import Anchor, Family
from tests.factories import make_country, make_mechanism, make_review, make_rule, make_session

pytestmark = pytest.mark.django_db

WHY = "a test looks at every row"


def entries(**wanted):
    return Entry.objects.unscoped(WHY).filter(**wanted)


@pytest.fixture
def upr():
    mechanism = make_mechanism()
    make_rule(key="upr-report", title="National report", entry_kind=EntryKind.REPORT_DUE, days=-84)
    make_rule(
        key="upr-stakeholders",
        title="Stakeholder submissions",
        title_fr="Contributions des parties prenantes",
        days=0,
        months=-7,
        is_approximate=True,
    )
    make_rule(
        key="upr-mid-term",
        title="Mid-term report",
        entry_kind=EntryKind.MID_TERM,
        anchor=Anchor.REVIEW,
        months=1,
        days=0,
        uses_cycle=True,
        confidence="memory",
    )
    make_rule(
        key="upr-next",
        title="Next review",
        entry_kind=EntryKind.NEXT_REVIEW,
        anchor=Anchor.REVIEW,
        months=2,
        days=0,
        uses_cycle=True,
        confidence="checked",
    )
    return mechanism


def test_a_review_gives_its_dates(upr):
    session = make_session(mechanism=upr, number="54")
    adopting = make_session(
        mechanism=make_mechanism("hrc", family=Family.HRC, short_name="HRC"), number="65", opens_on=None,
        closes_on=None, precision=Precision.MONTH, about_on=dt.date(2027, 6, 1), certainty=Certainty.PROVISIONAL,
    )  # fmt: skip
    review = make_review(session=session, country=make_country("SYR"), adoption_session=adopting)
    result = actions.generate_entries()
    assert len(result.created) == 8
    by_kind = {entry.kind: entry for entry in entries(review=review)}
    assert by_kind[EntryKind.REVIEW].title == "Review of Syrian Arab Republic, UPR 54"
    assert (by_kind[EntryKind.REVIEW].begins_on, by_kind[EntryKind.REVIEW].due_on) == (
        dt.date(2027, 1, 18),
        dt.date(2027, 1, 29),
    )
    report = by_kind[EntryKind.REPORT_DUE]
    assert (report.due_on, report.precision, report.origin) == (
        dt.date(2026, 10, 26),
        Precision.DAY,
        Origin.COMPUTED,
    )
    assert report.title == "UPR 54: national report"
    about = by_kind[EntryKind.SUBMISSION]
    assert (about.due_on, about.precision, about.certainty) == (
        dt.date(2026, 6, 1),
        Precision.SEASON,
        Certainty.ESTIMATE,
    )
    assert about.title_fr == "EPU 54\xa0: contributions des parties prenantes"
    assert by_kind[EntryKind.ADOPTION].due_on == dt.date(2027, 6, 1)
    assert by_kind[EntryKind.ADOPTION].precision == Precision.MONTH
    assert by_kind[EntryKind.MID_TERM].due_on == dt.date(2029, 4, 1)
    assert by_kind[EntryKind.NEXT_REVIEW].due_on == dt.date(2031, 7, 1)
    assert by_kind[EntryKind.MID_TERM].certainty == Certainty.ESTIMATE


def test_the_second_run_writes_nothing(upr, django_assert_max_num_queries):
    make_review(session=make_session(mechanism=upr), country=make_country("SYR"))
    actions.generate_entries()
    before = list(entries().order_by("pk").values())
    trail = AuditEntry.objects.unscoped(WHY).count()
    with django_assert_max_num_queries(8):
        assert len(actions.generate_entries()) == 0
    assert list(entries().order_by("pk").values()) == before
    assert AuditEntry.objects.unscoped(WHY).count() == trail


def test_an_old_session_gives_only_what_lies_ahead(upr):
    make_review(
        session=make_session(mechanism=upr, opens_on=dt.date(2024, 4, 29), closes_on=dt.date(2024, 5, 10)),
    )
    actions.generate_entries()
    assert {entry.kind for entry in entries()} == {EntryKind.REVIEW, EntryKind.MID_TERM, EntryKind.NEXT_REVIEW}


def test_a_session_without_a_date_gives_no_guess(upr):
    session = make_session(
        mechanism=upr, opens_on=None, closes_on=None, precision=Precision.NONE, certainty=Certainty.NOT_ANNOUNCED
    )
    make_review(session=session)
    actions.generate_entries()
    assert entries().count() == 6
    assert not entries().exclude(due_on=None).exists()
    assert set(entries().values_list("certainty", flat=True)) == {Certainty.NOT_ANNOUNCED}


def test_a_review_whose_place_is_inferred_is_an_estimate(upr):
    make_review(session=make_session(mechanism=upr), basis=ReviewBasis.INFERRED)
    actions.generate_entries()
    review = entries(kind=EntryKind.REVIEW).get()
    assert review.certainty == Certainty.ESTIMATE
    assert "inferred" in review.explanation[-1]["text"]


def test_a_session_that_reviews_nobody_keeps_its_deadlines_for_everyone():
    council = make_mechanism("hrc", family=Family.HRC, short_name="HRC")
    make_rule(mechanism=council, key="hrc-statements", title="Written statements", days=-14)
    session = make_session(mechanism=council, number="64")
    actions.generate_entries(sessions=[session])
    deadline = entries(kind=EntryKind.SUBMISSION).get()
    assert (deadline.country, deadline.due_on) == (None, dt.date(2027, 1, 4))
    make_review(session=session)
    actions.generate_entries(sessions=[session])
    deadline.refresh_from_db()
    assert deadline.state == EntryState.CANCELLED


def test_an_unverified_rule_gives_no_date():
    make_rule(key="upr-hearsay", confidence="memory")
    make_review(session=make_session())
    actions.generate_entries()
    assert {entry.kind for entry in entries()} == {EntryKind.SESSION, EntryKind.REVIEW}


def test_an_official_date_takes_the_place_of_the_computed_one(upr):
    session = make_session(mechanism=upr)
    make_review(session=session)
    rule = upr.deadline_rules.get(key="upr-stakeholders")
    for _time in (1, 2):
        actions.set_official_date(
            session=session,
            rule=rule,
            due_on=dt.date(2026, 7, 9),
            at=dt.time(18),
            time_zone="Europe/Zurich",
            source="https://example.org/upr54",
        )
    actions.generate_entries()
    entry = entries(kind=EntryKind.SUBMISSION).get()
    assert entry.origin == Origin.OFFICIAL
    assert entry.due_at == dt.datetime(2026, 7, 9, 16, tzinfo=dt.UTC)
    assert entry.source == "https://example.org/upr54"
    assert AuditEntry.objects.unscoped(WHY).filter(verb="official_date.set").count() == 1
