import datetime as dt
import json
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from calendar_app.days_off import days_off
from calendar_app.enums import Certainty, Origin, Precision
from calendar_app.rules import (
    AnchorDate,
    CalendarDayRule,
    RelativeRule,
    WindowRule,
    compute,
    explain,
    instant,
    official,
    pinned,
    prevailing,
    reason,
    reasons,
    resolve,
    resolve_window,
    roll_day,
    shift_months,
)
from mechanisms.enums import Anchor, Roll

D = dt.date
OPENS = Anchor.SESSION_OPENS
days = st.dates(D(2007, 1, 1), D(2090, 12, 31))


def anchors(on, precision=Precision.DAY, **fields):
    return {OPENS: AnchorDate(on, precision, subject="UPR 54", **fields)}


def rule(**fields):
    return RelativeRule(**{"anchor": OPENS, "key": "a-rule", "titles": (("", "A rule"),), **fields})


def texts(due):
    return [line.text for line in explain(due.explanation)]


# --- Dates first, the hour last ---------------------------------------------------------------------------


def test_42_days_before_12_april_2027_at_18_in_geneva():
    due = resolve(rule(days=-42, at=dt.time(18), time_zone="Europe/Zurich"), anchors(D(2027, 4, 12)))
    assert due.on == D(2027, 3, 1)
    # 17:00 UTC: winter time holds on the day itself, though summer time held on the day counted from.
    assert due.at == dt.datetime(2027, 3, 1, 17, tzinfo=dt.UTC)
    assert due.precision == Precision.INSTANT
    assert texts(due) == [
        "UPR 54 opens on 12 April 2027.",
        "The rule “A rule” counts back 42 days.",
        "It binds at 18:00, Geneva time.",
    ]


# The offsets of mechanisms as their secretariats word them, on dates whose answer was counted by hand.
REAL = [
    ("national report, 12 weeks before the review", {"days": -84}, D(2027, 1, 25), D(2026, 11, 2)),
    ("UPR Info pre-sessions, 8 weeks before", {"days": -56}, D(2024, 4, 29), D(2024, 3, 4)),
    ("alternative report, 3 weeks before a committee", {"days": -21}, D(2026, 2, 9), D(2026, 1, 19)),
    ("list of issues, 10 weeks before", {"days": -70}, D(2026, 1, 12), D(2025, 11, 3)),
    ("statements, 2 weeks before the Council", {"days": -14}, D(2027, 3, 1), D(2027, 2, 15)),
    ("follow-up report, one year after", {"months": 12}, D(2024, 2, 29), D(2025, 2, 28)),
    ("follow-up report, two years after", {"months": 24}, D(2024, 2, 29), D(2026, 2, 28)),
    ("six months before, from the end of August", {"months": -6}, D(2026, 8, 31), D(2026, 2, 28)),
    ("months first, then days", {"months": 1, "days": 1}, D(2027, 1, 31), D(2027, 3, 1)),
    ("the very day", {}, D(2027, 1, 18), D(2027, 1, 18)),
]


@pytest.mark.parametrize(("_name", "offset", "anchor", "expected"), REAL, ids=[row[0] for row in REAL])
def test_rules_of_real_mechanisms(_name, offset, anchor, expected):
    due = resolve(rule(**offset), anchors(anchor))
    assert (due.on, due.precision, due.at, due.origin) == (expected, Precision.DAY, None, Origin.COMPUTED)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (D(2028, 2, 29), 12, D(2029, 2, 28)),
        (D(2028, 2, 29), 48, D(2032, 2, 29)),
        (D(2028, 2, 29), -48, D(2024, 2, 29)),
        (D(2027, 1, 31), 1, D(2027, 2, 28)),
        (D(2028, 1, 31), 1, D(2028, 2, 29)),
        (D(2027, 12, 31), 2, D(2028, 2, 29)),
        (D(2027, 1, 15), -1, D(2026, 12, 15)),
        (D(2027, 5, 31), -3, D(2027, 2, 28)),
        (D(2027, 10, 31), 1, D(2027, 11, 30)),
        (D(2027, 6, 30), 0, D(2027, 6, 30)),
    ],
)
def test_months_clamp_to_the_end_of_the_month(start, months, expected):
    assert shift_months(start, months) == expected


@pytest.mark.parametrize(
    ("day", "hour", "expected_utc"),
    [
        # 28 March 2027: 02:00 to 03:00 does not occur in Geneva.
        (D(2027, 3, 28), dt.time(1, 59), dt.datetime(2027, 3, 28, 0, 59, tzinfo=dt.UTC)),
        (D(2027, 3, 28), dt.time(2, 30), dt.datetime(2027, 3, 28, 0, 30, tzinfo=dt.UTC)),
        (D(2027, 3, 28), dt.time(3, 0), dt.datetime(2027, 3, 28, 1, 0, tzinfo=dt.UTC)),
        (D(2027, 3, 28), dt.time(18), dt.datetime(2027, 3, 28, 16, tzinfo=dt.UTC)),
        # 31 October 2027: 02:00 to 03:00 occurs twice.
        (D(2027, 10, 31), dt.time(2, 30), dt.datetime(2027, 10, 31, 0, 30, tzinfo=dt.UTC)),
        (D(2027, 10, 31), dt.time(12), dt.datetime(2027, 10, 31, 11, tzinfo=dt.UTC)),
    ],
)
def test_both_sundays_of_the_clock_change(day, hour, expected_utc):
    assert instant(day, hour, "Europe/Zurich") == expected_utc


@pytest.mark.parametrize(
    ("zone", "expected_hour"), [("Europe/Zurich", 10), ("America/New_York", 16), ("Africa/Banjul", 12), ("UTC", 12)]
)
def test_the_hour_is_the_mechanisms_own(zone, expected_hour):
    due = resolve(rule(at=dt.time(12), time_zone=zone), anchors(D(2027, 7, 1)))
    assert due.at == dt.datetime(2027, 7, 1, expected_hour, tzinfo=dt.UTC)


@given(anchor=days, offset=st.integers(-400, 400), moved_by=st.integers(-400, 400))
def test_moving_the_anchor_moves_an_unrolled_deadline_by_as_many_days(anchor, offset, moved_by):
    before = resolve(rule(days=offset), anchors(anchor))
    after = resolve(rule(days=offset), anchors(anchor + dt.timedelta(days=moved_by)))
    assert after.on - before.on == dt.timedelta(days=moved_by)


@given(anchor=days, months=st.integers(-60, 60))
def test_a_shift_by_months_lands_in_that_month_on_no_later_day(anchor, months):
    shifted = shift_months(anchor, months)
    assert (shifted.year * 12 + shifted.month) - (anchor.year * 12 + anchor.month) == months
    assert shifted.day <= anchor.day


@given(anchor=days, offset=st.integers(-400, 400), roll=st.sampled_from([Roll.BACK, Roll.FORWARD]))
def test_a_rolled_date_is_a_working_day_on_the_right_side(anchor, offset, roll):
    table = days_off("Europe/Zurich")
    plain = resolve(rule(days=offset), anchors(anchor)).on
    rolled = resolve(rule(days=offset, roll=roll), anchors(anchor), days_off=table).on
    assert rolled.weekday() < 5
    assert rolled not in table
    assert rolled <= plain if roll == Roll.BACK else rolled >= plain


@given(day=days, hour=st.times(), zone=st.sampled_from(["Europe/Zurich", "America/New_York", "Africa/Banjul"]))
def test_the_instant_is_never_later_than_a_reading_of_the_local_hour(day, hour, zone):
    at = instant(day, hour, zone)
    for fold in (0, 1):
        assert at <= dt.datetime.combine(day, hour, tzinfo=ZoneInfo(zone)).replace(fold=fold).astimezone(dt.UTC)


# --- Days off ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "roll", "expected"),
    [
        (D(2027, 1, 16), Roll.BACK, D(2027, 1, 15)),  # a Saturday
        (D(2027, 1, 17), Roll.FORWARD, D(2027, 1, 18)),  # a Sunday
        (D(2027, 3, 26), Roll.BACK, D(2027, 3, 25)),  # Good Friday
        (D(2027, 3, 26), Roll.FORWARD, D(2027, 3, 30)),  # over Easter Monday
        (D(2026, 9, 10), Roll.BACK, D(2026, 9, 9)),  # the Geneva fast
        (D(2027, 1, 1), Roll.BACK, D(2026, 12, 30)),  # New Year, and 31 December is a day off in Geneva
        (D(2027, 1, 16), Roll.NONE, D(2027, 1, 16)),
    ],
)
def test_days_off_in_geneva(day, roll, expected):
    assert roll_day(day, roll, days_off("Europe/Zurich")) == expected


def test_a_roll_is_explained():
    due = resolve(rule(days=-2, roll=Roll.BACK), anchors(D(2027, 1, 18)), days_off=days_off("Europe/Zurich"))
    assert due.on == D(2027, 1, 15)
    assert texts(due)[-1] == "16 January 2027 is a day off, so the working day before counts: 15 January 2027."


def test_a_table_without_working_days_is_refused():
    class Always:
        def __contains__(self, day):
            return True

    with pytest.raises(ValueError, match="No working day"):
        roll_day(D(2027, 1, 18), Roll.BACK, Always())


def test_a_seat_without_a_table_has_weekends():
    assert roll_day(D(2027, 12, 25), Roll.BACK, days_off("Asia/Jakarta")) == D(2027, 12, 24)


# --- Precision is inherited -------------------------------------------------------------------------------


def test_from_a_month_follows_a_month():
    due = resolve(
        rule(days=-84, at=dt.time(12), time_zone="Europe/Zurich", roll=Roll.BACK),
        anchors(D(2027, 5, 1), Precision.MONTH),
    )
    assert (due.on, due.at, due.precision) == (D(2027, 2, 1), None, Precision.MONTH)
    assert due.certainty == Certainty.ESTIMATE
    assert not due.is_exact
    assert texts(due)[0] == "UPR 54 opens in May 2027; the day is not announced."


def test_from_about_follows_about():
    due = resolve(rule(days=-10), anchors(D(2027, 5, 1), Precision.SEASON, as_announced="spring 2027"))
    assert (due.on, due.precision) == (D(2027, 4, 1), Precision.SEASON)
    assert texts(due)[0] == "UPR 54 is announced as “spring 2027”."


@pytest.mark.parametrize("given_anchors", [{}, {OPENS: AnchorDate(None, Precision.NONE, subject="UPR 55")}])
def test_from_nothing_follows_nothing(given_anchors):
    due = resolve(rule(days=-84), given_anchors)
    assert (due.on, due.at, due.precision, due.certainty) == (None, None, Precision.NONE, Certainty.NOT_ANNOUNCED)
    assert "does not guess" in texts(due)[0]


@pytest.mark.parametrize("confidence", ["memory", "none"])
def test_an_unverified_rule_gives_no_date(confidence):
    due = resolve(rule(days=-84, confidence=confidence), anchors(D(2027, 5, 3)))
    assert due.on is None
    assert "not verified" in texts(due)[0]


def test_an_approximate_rule_gives_about():
    due = resolve(rule(months=-7, is_approximate=True), anchors(D(2027, 1, 18)))
    assert (due.on, due.precision, due.certainty) == (D(2026, 6, 1), Precision.SEASON, Certainty.ESTIMATE)


@pytest.mark.parametrize(
    ("cycle", "halves", "expected"),
    [
        (54, 1, D(2028, 8, 1)),
        (54, 2, D(2030, 11, 1)),
        (48, 1, D(2028, 5, 1)),
        (60, 1, D(2028, 11, 1)),
        (60, 2, D(2031, 5, 1)),
    ],
)
def test_halves_of_the_cycle_are_estimates(cycle, halves, expected):
    due = resolve(rule(cycle_halves=halves, confidence="memory"), anchors(D(2026, 5, 4)), cycle_months=cycle)
    assert (due.on, due.certainty, due.is_exact) == (expected, Certainty.ESTIMATE, False)
    assert due.explanation[1]["confidence"] == "memory"


@pytest.mark.parametrize(
    ("anchor", "confidence", "expected"),
    [
        (Certainty.CONFIRMED, "checked", Certainty.CONFIRMED),
        (Certainty.CONFIRMED, "single_source", Certainty.PROVISIONAL),
        (Certainty.PROVISIONAL, "checked", Certainty.PROVISIONAL),
        (Certainty.ESTIMATE, "checked", Certainty.ESTIMATE),
    ],
)
def test_no_date_is_surer_than_what_it_rests_on(anchor, confidence, expected):
    assert resolve(rule(confidence=confidence), anchors(D(2027, 5, 3), certainty=anchor)).certainty == expected


# --- Other shapes -----------------------------------------------------------------------------------------


def test_the_1st_of_december_of_the_year_before():
    fixed = CalendarDayRule(anchor=OPENS, month=12, day=1, years=-1, key="call")
    assert resolve(fixed, anchors(D(2027, 4, 12))).on == D(2026, 12, 1)


def test_the_29th_of_february_in_a_common_year():
    fixed = CalendarDayRule(anchor=OPENS, month=2, day=29, key="leap")
    assert resolve(fixed, anchors(D(2027, 4, 12))).on == D(2027, 2, 28)
    assert resolve(fixed, anchors(D(2028, 4, 12))).on == D(2028, 2, 29)


def test_a_window_opens_and_closes():
    window = WindowRule(opens=rule(days=-60), closes=rule(days=-21))
    due = resolve_window(window, anchors(D(2027, 3, 22)))
    assert (due.begins_on, due.on) == (D(2027, 1, 21), D(2027, 3, 1))
    with pytest.raises(ValueError, match="after it closes"):
        resolve_window(WindowRule(opens=rule(days=-1), closes=rule(days=-21)), anchors(D(2027, 3, 22)))


def test_an_official_date_is_copied_not_rolled():
    due = official(D(2027, 1, 16), at=dt.time(12), time_zone="Europe/Zurich", source="https://example.org")
    assert (due.on, due.at, due.origin) == (D(2027, 1, 16), dt.datetime(2027, 1, 16, 11, tzinfo=dt.UTC), "official")


@pytest.mark.parametrize(
    "wrong",
    [
        {"at": dt.time(12)},
        {"at": dt.time(12), "time_zone": "Europe/Zurich", "precision": Precision.MONTH},
        {"begins_on": D(2027, 2, 1)},
    ],
)
def test_impossible_dates_are_refused(wrong):
    with pytest.raises(ValueError, match=r"\."):
        official(D(2027, 1, 16), **wrong)


def test_impossible_rules_are_refused_when_made():
    with pytest.raises(ValueError, match="time zone"):
        rule(at=dt.time(12))
    with pytest.raises(ValueError, match="days off"):
        rule(roll="sideways")
    with pytest.raises(Exception, match="Atlantis"):
        rule(at=dt.time(12), time_zone="Europe/Atlantis")
    with pytest.raises(ValueError, match="precision"):
        AnchorDate(None, Precision.DAY)
    with pytest.raises(AttributeError):
        rule().days = 3


def test_official_beats_pinned_beats_computed():
    computed = resolve(rule(days=-1), anchors(D(2027, 5, 3)))
    by_hand = pinned(D(2027, 4, 30), person="Amina", because="The secretariat said so by telephone.")
    published = official(D(2027, 4, 29))
    assert prevailing(computed, by_hand, published) is published
    assert prevailing(computed, by_hand, None) is by_hand
    assert prevailing(None, computed) is computed
    with pytest.raises(ValueError, match="no date"):
        prevailing(None)


# --- Reasons ----------------------------------------------------------------------------------------------


def test_reasons_survive_storage_as_json():
    due = resolve(rule(days=-84, at=dt.time(9), time_zone="Europe/Zurich"), anchors(D(2027, 5, 3)))
    stored = json.loads(json.dumps(list(due.explanation)))
    assert stored == list(due.explanation)
    assert [line.text for line in explain(stored)] == texts(due)


def test_reasons_follow_the_readers_language():
    titled = rule(days=-1, titles=(("", "A rule"), ("_fr", "Une règle"), ("_ar", "قاعدة")))
    due = resolve(titled, anchors(D(2027, 5, 1)))
    assert texts(due)[1] == "The rule “A rule” counts back 1 day."
    with translation.override("fr"):
        french = texts(due)
    assert "1er mai 2027" in french[0]
    assert "Une règle" in french[1]


def test_singular_and_plural_stand_in_the_catalogue_under_the_stored_text():
    for stored, choose in reasons._PLURALS.items():
        assert choose(1) == stored
        assert choose(2) != stored


def test_a_reason_keeps_source_and_confidence():
    line = explain([reason(reasons.OPENS, subject="UPR 54", date=D(2027, 1, 18), source="a", confidence="checked")])[0]
    assert (line.source, line.confidence) == ("a", "checked")


# --- Fixed days of the calendar, windows, years -----------------------------------------------------------

PSWG = {"month": 0, "day": 1, "months": -2, "in_months": frozenset({2, 6, 10})}


def calendar_day(**fields):
    return CalendarDayRule(**{"anchor": OPENS, "key": "fixed", "titles": (("", "A fixed day"),), **fields})


@pytest.mark.parametrize(
    ("group", "expected"),
    [(D(2027, 2, 1), D(2026, 12, 1)), (D(2027, 6, 7), D(2027, 4, 1)), (D(2027, 10, 30), D(2027, 8, 1))],
)
def test_the_fixed_days_of_the_committee_on_the_rights_of_the_child(group, expected):
    """1 December before a working group in February, 1 April before June, 1 August before October."""
    due = compute(calendar_day(**PSWG), anchors(group))
    assert (due.on, due.precision) == (expected, Precision.DAY)


def test_a_fixed_day_stands_although_only_the_month_of_its_anchor_is_known():
    due = compute(calendar_day(**PSWG), anchors(D(2027, 2, 1), Precision.MONTH))
    assert (due.on, due.precision, due.certainty) == (D(2026, 12, 1), Precision.DAY, Certainty.PROVISIONAL)
    assert texts(due) == [
        "UPR 54 opens in February 2027; the day is not announced.",
        "The rule “A fixed day” names a fixed day of the calendar: 1 December 2026.",
        "A fixed day of the calendar stands, although the day it counts from is not known.",
    ]


def test_from_a_season_even_a_fixed_day_is_about():
    due = compute(calendar_day(month=3, day=15), anchors(D(2027, 5, 1), Precision.SEASON))
    assert (due.on, due.precision, due.is_exact) == (D(2027, 3, 1), Precision.SEASON, False)


def test_a_month_that_the_rule_does_not_name_gives_no_date():
    due = compute(calendar_day(**PSWG), anchors(D(2027, 9, 6)))
    assert (due.on, due.precision, due.certainty) == (None, Precision.NONE, Certainty.NOT_ANNOUNCED)
    assert texts(due)[-1] == (
        "The rule “A fixed day” names no day for September 2027. The portal does not guess: no date is shown."
    )


def test_a_date_of_every_year():
    rule_of_fund = calendar_day(anchor=Anchor.YEAR, month=3, day=1)
    due = compute(rule_of_fund, {Anchor.YEAR: AnchorDate(D(2027, 1, 1), Precision.DAY, subject="2027")})
    assert (due.on, due.precision, due.certainty) == (D(2027, 3, 1), Precision.DAY, Certainty.CONFIRMED)
    assert texts(due)[0] == "It comes every year; this is the one of 2027."


def test_a_window_is_computed_with_its_opening():
    window = WindowRule(opens=rule(days=-10), closes=rule(days=-1, at=dt.time(18), time_zone="America/New_York"))
    due = compute(window, anchors(D(2027, 3, 15)))
    assert (due.begins_on, due.on, due.precision) == (D(2027, 3, 5), D(2027, 3, 14), Precision.INSTANT)
    # Washington changed its clocks on that very day: 18:00 is 22:00 UTC.
    assert due.at == dt.datetime(2027, 3, 14, 22, tzinfo=dt.UTC)
    rough = compute(window, anchors(D(2027, 3, 1), Precision.MONTH))
    assert (rough.begins_on, rough.on, rough.precision) == (None, D(2027, 2, 1), Precision.MONTH)


@given(anchor=days, month=st.integers(1, 12), day=st.integers(1, 31), years=st.integers(-2, 2))
def test_a_fixed_day_does_not_depend_on_the_anchors_own_day(anchor, month, day, years):
    fixed = calendar_day(month=month, day=day, years=years)
    due = resolve(fixed, anchors(anchor))
    assert due.on == resolve(fixed, anchors(anchor.replace(day=1))).on
    assert (due.on.year, due.on.month) == (anchor.year + years, month)
    assert due.on.day <= day


@given(anchor=days, opens=st.integers(-200, 0), length=st.integers(0, 100))
def test_a_window_is_never_inside_out(anchor, opens, length):
    due = compute(WindowRule(opens=rule(days=opens), closes=rule(days=opens + length)), anchors(anchor))
    assert (due.on - due.begins_on).days == length


@given(anchor=days, cycle=st.sampled_from([48, 54, 60]))
def test_two_halves_of_a_cycle_are_one_cycle_and_never_exact(anchor, cycle):
    half = resolve(rule(cycle_halves=1), anchors(anchor), cycle_months=cycle)
    whole = resolve(rule(cycle_halves=2), anchors(anchor), cycle_months=cycle)
    assert not half.is_exact
    assert not whole.is_exact
    assert (whole.on.year - anchor.year) * 12 + whole.on.month - anchor.month == cycle
    assert half.on == shift_months(anchor, cycle // 2).replace(day=1)


@given(day=days, zone=st.sampled_from(["Europe/Zurich", "America/New_York", "Africa/Banjul", "Asia/Kabul"]))
def test_an_hour_read_back_in_its_zone_is_itself_unless_the_clock_skips_it(day, zone):
    """Noon is skipped nowhere: what is stored as an instant reads as noon of that day again."""
    local = instant(day, dt.time(12), zone).astimezone(ZoneInfo(zone))
    assert (local.date(), local.time()) == (day, dt.time(12))
