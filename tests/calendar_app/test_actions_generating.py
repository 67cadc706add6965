import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError

from calendar_app import actions
from calendar_app.enums import Certainty, EntryKind, EntryState, Origin, Precision, ReviewBasis
from calendar_app.models import Entry
from clusters.enums import Role
from core.models import AuditEntry
from mechanisms.enums import Anchor, Family, RuleKind
from mechanisms.models import DeadlineRule
from tests.factories import make_country, make_mechanism, make_person, make_review, make_rule, make_session

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
    review = by_kind[EntryKind.REVIEW]
    assert (review.title_es, review.title_pt) == (
        "Examen de República Árabe Siria, EPU 54",
        "Exame de República Árabe Síria, RPU 54",
    )
    assert (review.title_ru, review.title_zh) == (
        "Обзор: Сирийская Арабская Республика, УПО 54",
        "阿拉伯叙利亚共和国的审议，普遍定期审议 54",
    )
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
    # Eight to read, and on PostgreSQL one for the lock.
    with django_assert_max_num_queries(9):
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


# --- Yearly dates, own days of a review, the State's time to decide ---------------------------------------


@pytest.fixture
def fund():
    body = make_mechanism("fund-torture", family=Family.FUND, name="Fund for Victims of Torture", short_name="")
    return make_rule(
        mechanism=body,
        key="fund-call",
        title="Applications to the fund",
        title_fr="Demandes au fonds",
        entry_kind=EntryKind.FUND_CALL,
        anchor=Anchor.YEAR,
        kind=RuleKind.CALENDAR_DAY,
        month=3,
        day=1,
        days=0,
    )


def test_a_call_that_comes_every_year_is_made_for_this_year_and_the_next_and_never_twice(fund):
    with time_machine.travel(dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC), tick=False):
        actions.generate_entries()
        assert len(actions.generate_entries()) == 0
    made = entries(rule=fund).order_by("due_on")
    assert [entry.due_on for entry in made] == [dt.date(2026, 3, 1), dt.date(2027, 3, 1)]
    coming = made[1]
    assert (coming.title, coming.title_fr, coming.title_ar) == (
        "Applications to the fund, 2027",
        "Demandes au fonds, 2027",
        "",
    )
    assert (coming.kind, coming.session_id, coming.country_id) == (EntryKind.FUND_CALL, None, None)
    assert (coming.origin, coming.certainty, coming.publication) == ("computed", Certainty.CONFIRMED, "published")
    trail = AuditEntry.objects.unscoped(WHY).get(verb="rule.dates_generated")
    assert (trail.target_id, trail.after) == (str(fund.pk), {"created": 2})
    with time_machine.travel(dt.datetime(2027, 1, 2, 9, tzinfo=dt.UTC), tick=False):
        actions.recompute_stale()
    states = entries(rule=fund).order_by("due_on").values_list("due_on", "state")
    assert list(states) == [(dt.date(year, 3, 1), EntryState.OPEN) for year in (2026, 2027, 2028)]


def test_a_yearly_date_set_by_hand_goes_back_to_its_rule(fund):
    with time_machine.travel(dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC), tick=False):
        actions.generate_entries()
        entry = entries(rule=fund).get(due_on=dt.date(2027, 3, 1))
        officer = make_person(Role.TASK_TEAM)
        actions.pin_entry(entry=entry, due_on=dt.date(2027, 3, 15), reason="Extended", by=officer)
        actions.generate_entries()
        entry.refresh_from_db()
        assert (entry.due_on, entry.origin) == (dt.date(2027, 3, 15), Origin.PINNED)
        entry = actions.unpin_entry(entry=entry, reason="A mistake", by=officer)
    assert (entry.due_on, entry.origin) == (dt.date(2027, 3, 1), Origin.COMPUTED)


def test_the_report_and_the_list_of_issues_have_days_of_their_own_and_rules_count_from_them():
    body = make_mechanism(
        "crc", family=Family.TREATY_BODY, short_name="CRC", name="Committee on the Rights of the Child"
    )
    make_rule(
        mechanism=body, key="after-report", title="Alternative report", anchor=Anchor.REPORT_DUE, months=3, days=0
    )
    make_rule(mechanism=body, key="after-list", title="Replies", anchor=Anchor.LIST_ADOPTED, days=60)
    review = make_review(
        country=make_country("MOZ"),
        session=make_session(mechanism=body, number="100"),
        report_due_on=dt.date(2026, 11, 30),
    )
    actions.generate_entries()
    due = {entry.key.partition(":")[2].partition(":")[2]: entry for entry in entries(review=review)}
    assert set(due) == {"review", "report-due", "after-report"}
    assert (due["report-due"].due_on, due["report-due"].obligation) == (dt.date(2026, 11, 30), "must")
    assert due["report-due"].kind == EntryKind.REPORT_DUE
    assert due["after-report"].due_on == dt.date(2027, 2, 28)
    review.list_adopted_on = dt.date(2027, 1, 20)
    review.save()
    actions.generate_entries()
    assert entries(key=f"review:{review.pk}:after-list").get().due_on == dt.date(2027, 3, 21)
    assert entries(key=f"review:{review.pk}:list-adopted").get().due_on == dt.date(2027, 1, 20)


def test_the_state_considers_the_recommendations_between_review_and_adoption(upr):
    hrc = make_mechanism("hrc", family=Family.HRC, short_name="HRC", name="Human Rights Council")
    adopting = make_session(mechanism=hrc, number="65", opens_on=None, closes_on=None, precision=Precision.NONE)
    review = make_review(session=make_session(mechanism=upr, number="54"), adoption_session=adopting)
    actions.generate_entries()
    key = f"review:{review.pk}:considering"
    assert not entries(key=key).exists()
    adopting.opens_on, adopting.precision = dt.date(2027, 6, 14), Precision.DAY
    adopting.certainty = Certainty.PROVISIONAL
    adopting.save()
    actions.generate_entries()
    period = entries(key=key).get()
    assert (period.begins_on, period.due_on) == (dt.date(2027, 1, 29), dt.date(2027, 6, 14))
    assert (period.obligation, period.certainty) == ("may", Certainty.PROVISIONAL)


@pytest.mark.parametrize(("cycle", "mid_term", "next_review"), [(48, 2029, 2031), (54, 2029, 2031), (60, 2029, 2032)])
def test_the_length_of_a_cycle_is_a_setting(upr, settings, cycle, mid_term, next_review):
    settings.HRE_UPR_CYCLE_MONTHS = cycle
    review = make_review(session=make_session(mechanism=upr, number="54"), review_on=dt.date(2027, 1, 20))
    actions.generate_entries()
    mid, nxt = (entries(key=f"review:{review.pk}:upr-{name}").get() for name in ("mid-term", "next"))
    months = [(day.year - 2027) * 12 + day.month - 1 for day in (mid.due_on, nxt.due_on)]
    assert months == [cycle // 2, cycle]
    assert (mid.due_on.year, nxt.due_on.year) == (mid_term, next_review)
    assert {mid.precision, nxt.precision} == {Precision.SEASON}
    assert {mid.certainty, nxt.certainty} == {Certainty.ESTIMATE}


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"kind": RuleKind.CALENDAR_DAY}, "day"),
        ({"kind": RuleKind.CALENDAR_DAY, "day": 32}, "day"),
        ({"kind": RuleKind.CALENDAR_DAY, "day": 1, "month": 13}, "month"),
        ({"kind": RuleKind.CALENDAR_DAY, "day": 1, "in_months": "2,14"}, "in_months"),
        ({"kind": RuleKind.WINDOW, "opens_days": -10, "days": -20}, "opens_days"),
        ({"kind": RuleKind.WINDOW, "opens_months": 1, "months": 0, "days": 30}, "opens_days"),
    ],
)
def test_a_rule_that_could_not_bind_is_refused(fields, place):
    with pytest.raises(ValidationError) as refused:
        DeadlineRule(**fields).clean()
    assert set(refused.value.message_dict) == {place}
