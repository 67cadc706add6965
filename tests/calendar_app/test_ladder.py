"""Which rungs are due: pure, in the recipient's own day and hour."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_app.ladder import Deadline, Recipient, chosen, wanted

LADDER = (60, 30, 14, 7, 1)
DUE = dt.date(2027, 6, 1)


def rungs(now, *, due_on=DUE, due_at=None, zone="UTC", hour=7, leads=LADDER, had_digest_today=False):
    recipient = Recipient(7, zone, hour, leads, had_digest_today)
    return list(wanted([Deadline(1, due_on, due_at)], {1: [recipient]}, now=now))


def at(day, hour=0, minute=0, zone="UTC"):
    return dt.datetime.combine(day, dt.time(hour, minute), ZoneInfo(zone))


def days_before(days, hour=0):
    return at(DUE - dt.timedelta(days=days), hour)


@pytest.mark.parametrize(
    ("days", "queued", "skipped"),
    [
        (61, [], []),
        (60, [60], []),
        (59, [60], []),
        (31, [60], []),
        (30, [30], [60]),
        (15, [30], [60]),
        (14, [14], [30, 60]),
        (2, [7], [14, 30, 60]),
        (1, [1], [7, 14, 30, 60]),
        (0, [1], [7, 14, 30, 60]),
        (-1, [], []),
    ],
)
def test_only_the_nearest_open_rung_is_sent(days, queued, skipped):
    found = rungs(days_before(days))
    assert [rung.lead_days for rung in found if not rung.is_skipped] == queued
    assert [rung.lead_days for rung in found if rung.is_skipped] == skipped
    assert {rung.due_on for rung in found} <= {DUE}


def test_days_are_counted_to_the_first_day_of_a_period():
    """A session from 1 to 12 June: "7 days" on 25 May, nothing once it is under way."""
    recipient = Recipient(7, "UTC", 7, LADDER)
    session = Deadline(1, DUE)

    def queued(now):
        return [
            (rung.lead_days, rung.due_on)
            for rung in wanted([session], {1: [recipient]}, now=now)
            if not rung.is_skipped
        ]

    assert queued(days_before(7)) == [(7, DUE)]
    assert queued(days_before(-1)) == []


def test_an_hour_that_has_passed_wants_nothing():
    noon = at(DUE, 12)
    assert rungs(at(DUE, 11), due_at=noon)
    assert not rungs(noon, due_at=noon)


@pytest.mark.parametrize(
    ("zone", "utc_hour"),
    [("UTC", 7), ("Africa/Maputo", 5), ("America/Port-au-Prince", 11), ("Asia/Kathmandu", 1.25), ("Africa/Niamey", 6)],
)
def test_it_comes_in_the_morning_of_the_recipient(zone, utc_hour):
    midday_there = at(DUE - dt.timedelta(days=14), 12, zone=zone)
    (rung,) = [rung for rung in rungs(midday_there, zone=zone) if not rung.is_skipped]
    assert rung.not_before.utcoffset() == dt.timedelta(0)
    assert rung.not_before.hour + rung.not_before.minute / 60 == utc_hour
    assert rung.not_before.astimezone(ZoneInfo(zone)).date() == DUE - dt.timedelta(days=14)


@pytest.mark.parametrize(
    ("day", "hour", "utc"),
    [
        # Zurich, spring 2027: 02:00 becomes 03:00 on 28 March.
        (dt.date(2027, 3, 27), 7, "2027-03-27T06:00"),
        (dt.date(2027, 3, 28), 7, "2027-03-28T05:00"),
        (dt.date(2027, 3, 28), 2, "2027-03-28T01:00"),
        # Autumn: 03:00 becomes 02:00 on 31 October; the hour from 2 to 3 comes twice.
        (dt.date(2027, 10, 30), 7, "2027-10-30T05:00"),
        (dt.date(2027, 10, 31), 7, "2027-10-31T06:00"),
        (dt.date(2027, 10, 31), 2, "2027-10-31T00:00"),
    ],
)
def test_mornings_when_the_clocks_change(day, hour, utc):
    due_on = day + dt.timedelta(days=7)
    found = rungs(at(day, 12), due_on=due_on, zone="Europe/Zurich", hour=hour, leads=(7,))
    assert [rung.not_before.strftime("%Y-%m-%dT%H:%M") for rung in found] == [utc]


def test_the_day_is_the_recipients_own():
    """At 22:30 UTC it is already tomorrow in Maputo, and still today in Port-au-Prince."""
    evening = days_before(15, 22).replace(minute=30)
    assert [r.lead_days for r in rungs(evening, zone="Africa/Maputo") if not r.is_skipped] == [14]
    assert [r.lead_days for r in rungs(evening, zone="America/Port-au-Prince") if not r.is_skipped] == [30]


def test_never_so_late_that_the_date_is_past():
    """Due at six in the morning, mails at seven: the last one goes at once."""
    due_at = at(DUE, 6)
    (rung,) = [r for r in rungs(at(DUE, 1), due_at=due_at) if not r.is_skipped]
    assert rung.not_before == at(DUE, 1)


def test_a_second_daily_mail_waits_for_the_next_morning_unless_that_is_too_late():
    noon = days_before(14, 12)
    (waits,) = [r for r in rungs(noon, had_digest_today=True) if not r.is_skipped]
    assert waits.not_before == days_before(13, 7)
    (goes,) = [r for r in rungs(days_before(1, 12), had_digest_today=True) if not r.is_skipped]
    assert goes.not_before == days_before(1, 7)


def test_own_ladder_with_doubles_and_a_day_itself():
    assert [r.lead_days for r in rungs(days_before(0), leads=(0, 3, 3)) if not r.is_skipped] == [0]
    assert rungs(days_before(4), leads=(0, 3, 3)) == []


@given(
    days=st.integers(-5, 400),
    minute=st.integers(0, 24 * 60 - 1),
    leads=st.lists(st.integers(0, 365), max_size=8),
    zone=st.sampled_from(["UTC", "Pacific/Kiritimati", "Pacific/Niue", "Europe/Zurich", "America/St_Johns"]),
)
def test_at_most_one_mail_and_the_same_rungs_all_day(days, minute, leads, zone):
    local_midnight = at(DUE - dt.timedelta(days=days), 0, zone=zone)
    first = rungs(local_midnight, zone=zone, leads=tuple(leads))
    later = rungs(local_midnight.replace(hour=minute // 60, minute=minute % 60), zone=zone, leads=tuple(leads))
    assert [(r.lead_days, r.is_skipped) for r in first] == [(r.lead_days, r.is_skipped) for r in later]
    assert sum(not r.is_skipped for r in first) == (1 if days >= 0 and any(lead >= days for lead in leads) else 0)


# --- whose ladder holds -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own_of_kind", "own", "of_kind", "found"),
    [
        (None, [], (), (60, 30)),
        (None, [], (14, 3), (14, 3)),
        (None, [5], (14, 3), (5,)),
        ([9, 2], [5], (14, 3), (9, 2)),
        ([2, 9, 2], [], (), (9, 2)),
        ([], [5], (14, 3), ()),
        ([], [], (), ()),
    ],
)
def test_own_for_the_kind_beats_own_for_all_beats_the_kind_beats_the_usual(own_of_kind, own, of_kind, found):
    assert chosen(own_of_kind=own_of_kind, own=own, of_kind=of_kind, usual=[30, 60]) == found


# --- one mail a week ----------------------------------------------------------------------------------------------

MONDAY = dt.date(2027, 5, 3)


def weekly(now, *, due_on, due_at=None, leads=LADDER, weekday=0, had_digest_today=False, missed_weekly=False):
    person = Recipient(7, "UTC", 7, tuple(leads), had_digest_today, weekday, missed_weekly)
    return [rung for rung in wanted([Deadline(1, due_on, due_at)], {1: [person]}, now=now) if not rung.is_skipped]


@pytest.mark.parametrize(
    ("today", "due_in", "lead", "goes_on"),
    [
        # Monday's mail speaks of every rung whose day comes before the next Monday.
        (MONDAY, 8, 7, MONDAY),
        (MONDAY, 13, 7, MONDAY),
        (MONDAY, 14, 14, MONDAY),
        (MONDAY, 5, 1, MONDAY),
        (MONDAY, 67, None, None),
        (MONDAY, 66, 60, MONDAY),
        # On other days what is new waits for Monday ...
        (MONDAY + dt.timedelta(days=2), 20, 30, MONDAY + dt.timedelta(days=7)),
        # ... unless the date would be past by then, or that very day: it goes on the next morning.
        (MONDAY + dt.timedelta(days=2), 5, 1, MONDAY + dt.timedelta(days=3)),
        (MONDAY + dt.timedelta(days=2), 3, 1, MONDAY + dt.timedelta(days=3)),
        # The next morning would be the day itself: now.
        (MONDAY + dt.timedelta(days=2), 1, 1, MONDAY + dt.timedelta(days=2)),
        (MONDAY + dt.timedelta(days=2), 0, 1, MONDAY + dt.timedelta(days=2)),
    ],
)
def test_one_mail_a_week(today, due_in, lead, goes_on):
    found = weekly(at(today, 5), due_on=today + dt.timedelta(days=due_in))
    assert [rung.lead_days for rung in found] == ([] if lead is None else [lead])
    assert [rung.not_before for rung in found] == ([] if goes_on is None else [at(goes_on, 7)])


def test_after_mondays_mail_what_is_new_waits_a_week():
    (rung,) = weekly(at(MONDAY, 12), due_on=MONDAY + dt.timedelta(days=20), had_digest_today=True)
    assert rung.not_before == at(MONDAY + dt.timedelta(days=7), 7)


def test_a_week_whose_mail_was_missed_is_caught_up_at_once():
    tuesday = at(MONDAY + dt.timedelta(days=1), 12)
    (rung,) = weekly(tuesday, due_on=MONDAY + dt.timedelta(days=20), missed_weekly=True)
    assert rung.not_before < tuesday


@given(
    today=st.dates(dt.date(2027, 1, 1), dt.date(2027, 12, 31)),
    weekday=st.integers(0, 6),
    due_in=st.integers(0, 90),
    hour=st.integers(0, 23),
    due_hour=st.one_of(st.none(), st.integers(0, 23)),
    had=st.booleans(),
)
def test_a_weekly_mail_never_comes_when_the_date_is_past(today, weekday, due_in, hour, due_hour, had):
    now, due_on = at(today, hour), today + dt.timedelta(days=due_in)
    due_at = None if due_hour is None else at(due_on, due_hour)
    for rung in weekly(now, due_on=due_on, due_at=due_at, weekday=weekday, had_digest_today=had):
        assert due_at is None or max(rung.not_before, now) < due_at
        assert rung.not_before.date() <= max(due_on, today)
        assert rung.not_before.date() == today or rung.not_before.date() < due_on


@given(
    starts_in=st.integers(1, 70),
    leads=st.lists(st.integers(1, 60), min_size=1, max_size=5),
    weekday=st.integers(0, 6),
)
def test_planned_every_day_a_date_is_told_on_mail_days_and_before_it_comes(starts_in, leads, weekday):
    """Plays every day until the date: at least one mail once a rung is due, none twice, all on the weekday but for what
    could not wait."""
    due_on, entered, sent = MONDAY + dt.timedelta(days=starts_in), {}, []
    for number in range(starts_in + 1):
        today = MONDAY + dt.timedelta(days=number)
        person = Recipient(7, "UTC", 7, tuple(leads), False, weekday)
        for rung in wanted([Deadline(1, due_on)], {1: [person]}, now=at(today, 1)):
            if rung.is_skipped:
                entered[rung.lead_days] = None if entered.get(rung.lead_days) != "sent" else "sent"
            elif rung.lead_days not in entered:
                entered[rung.lead_days] = rung.not_before
        for lead, hour in list(entered.items()):
            if hour not in (None, "sent") and hour <= at(today, 7):
                sent.append(today)
                entered[lead] = "sent"
    assert sent
    assert len(sent) <= len(set(leads))
    assert all(day < due_on for day in sent)
    late = [day for day in sent if day.weekday() != weekday]
    # Only before the first of her weekdays can something have been unable to wait.
    assert all((day - MONDAY).days < 7 for day in late)
