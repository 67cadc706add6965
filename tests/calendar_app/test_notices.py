"""A date that moves: one notice with old and new, mails for the old date withdrawn, the ladder armed anew."""

import datetime as dt

import pytest
import time_machine
from django.core import mail

from calendar_app import actions
from calendar_app.enums import Audience, EntryState, Precision, Publication
from calendar_app.models import Entry, Mute
from calendar_app.reminders import CANCELLED, MOVED, REMINDER, plan_reminders
from clusters.enums import Rhythm, Role
from core import outbox
from core.enums import DeliveryState
from core.events import announce
from core.models import Delivery
from tests.factories import make_cluster, make_country, make_entry, make_person, make_review, make_session

pytestmark = pytest.mark.django_db
TODAY = dt.date(2027, 1, 4)
NOON = dt.datetime(2027, 1, 4, 12, tzinfo=dt.UTC)
MARCH = dt.date(2027, 3, 1)
OLD = dt.date(2027, 1, 18)
NEW = dt.date(2027, 1, 28)


@pytest.fixture
def clocks():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def lead():
    return make_person(Role.COORDINATOR, make_cluster("MOZ"))


@pytest.fixture
def entry(lead):
    return make_entry(country=make_country("MOZ"), due_on=OLD, title="Contributions")


def move(entry, to, **fields):
    """As the actions do: new date, raised SEQUENCE, announcement."""
    old = entry.due_on
    entry.due_on, entry.sequence = to, entry.sequence + 1
    for name, value in fields.items():
        setattr(entry, name, value)
    entry.save()
    announce("entry_moved", entry=entry, old_on=old, new_on=to, cause="published late", by=None)


def rows(kind):
    return list(Delivery.objects.filter(kind=kind).order_by("created_at").values_list("due_on", "state"))


def test_one_notice_with_old_and_new_date(clocks, lead, entry):
    plan_reminders()
    outbox.deliver_due()
    move(entry, NEW)
    outbox.deliver_due()
    assert len(mail.outbox) == 2
    message = mail.outbox[1]
    assert message.subject == "Mozambique, UPR: Contributions – date changed, now 28 January 2027"
    assert "Old date: 18 January 2027" in message.body
    assert "New date: 28 January 2027" in message.body
    assert "24 days" in message.body


def test_what_waited_for_the_old_date_is_withdrawn_and_the_ladder_armed_anew(clocks, lead, entry):
    plan_reminders()
    move(entry, NEW)
    plan_reminders()
    outbox.deliver_due()
    assert (OLD, DeliveryState.CANCELLED) in rows(REMINDER)
    assert (NEW, DeliveryState.SENT) in rows(REMINDER)
    assert len(rows(MOVED)) == 1


def test_moved_there_and_back_before_anyone_heard_tells_nobody_and_reminds_once(clocks, lead, entry):
    plan_reminders()
    move(entry, NEW)
    move(entry, OLD)
    plan_reminders()
    outbox.deliver_due()
    assert [message.subject for message in mail.outbox] == [
        "Mozambique, UPR: Contributions – 18 January 2027 (14 days)"
    ]


def test_moved_there_and_back_tells_each_move_once_and_reminds_of_no_date_twice(clocks, lead, entry):
    for to in (NEW, OLD, NEW, OLD):
        plan_reminders()
        outbox.deliver_due()
        move(entry, to)
        outbox.deliver_due()
    plan_reminders()
    outbox.deliver_due()
    reminders = [m.subject for m in mail.outbox if "changed" not in m.subject]
    assert reminders == [
        "Mozambique, UPR: Contributions – 18 January 2027 (14 days)",
        "Mozambique, UPR: Contributions – 28 January 2027 (24 days)",
    ]
    assert len(mail.outbox) == 6


def test_two_moves_before_anyone_heard_are_told_as_one(clocks, lead, entry):
    move(entry, NEW)
    move(entry, NEW + dt.timedelta(days=3))
    outbox.deliver_due()
    (message,) = mail.outbox
    assert "Old date: 18 January 2027" in message.body
    assert "New date: 31 January 2027" in message.body


def test_nobody_hears_of_a_date_far_away_or_past(clocks, lead, entry):
    move(entry, OLD)
    far = make_entry(country=make_country("MOZ"), due_on=dt.date(2028, 5, 1))
    move(far, dt.date(2028, 6, 1))
    past = make_entry(country=make_country("MOZ"), due_on=dt.date(2026, 5, 1))
    move(past, dt.date(2026, 6, 1))
    assert rows(MOVED) == []


def test_drafts_and_cancelled_dates_tell_nobody(clocks, lead):
    for fields in ({"publication": Publication.DRAFT}, {"state": EntryState.CANCELLED}):
        move(make_entry(country=make_country("MOZ"), due_on=OLD, **fields), NEW)
    assert rows(MOVED) == []


def test_who_was_reminded_hears_of_a_move_beyond_the_ladder(clocks, lead, entry):
    plan_reminders()
    outbox.deliver_due()
    move(entry, dt.date(2028, 1, 1))
    assert len(rows(MOVED)) == 1


def test_a_date_that_is_not_known_to_the_day_any_more(clocks, lead, entry):
    plan_reminders()
    outbox.deliver_due()
    move(entry, dt.date(2027, 5, 1), precision=Precision.MONTH)
    outbox.deliver_due()
    message = mail.outbox[1]
    assert "New date: May 2027" in message.body
    assert "1 May" not in message.body
    assert plan_reminders().queued == 0


def test_a_month_that_became_a_day_invents_no_old_day(clocks, lead):
    vague = make_entry(country=make_country("MOZ"), due_on=dt.date(2027, 2, 1), precision=Precision.MONTH)
    move(vague, dt.date(2027, 2, 9), precision=Precision.DAY)
    outbox.deliver_due()
    (message,) = mail.outbox
    assert "Old date" not in message.body
    assert "9 February 2027" in message.body


def test_people_without_reminders_or_with_this_date_muted_hear_nothing(clocks, entry):
    make_person(Role.CO_COORDINATOR, make_cluster("MOZ"), reminder_rhythm=Rhythm.NONE)
    muted = make_person(Role.CO_COORDINATOR, make_cluster("MOZ"))
    Mute.objects.create(user=muted, entry_id=entry.pk)
    make_person(Role.MEMBER, make_cluster("MOZ"))
    make_person(Role.COORDINATOR, make_cluster("NGA"))
    move(entry, NEW)
    assert len(rows(MOVED)) == 1


def test_a_date_for_few_moves_neutrally(clocks, lead):
    secret = make_entry(country=make_country("MOZ"), due_on=OLD, title="Secret", audience=Audience.COORDINATORS)
    move(secret, NEW)
    outbox.deliver_due()
    (message,) = mail.outbox
    whole = str(message.message())
    for word in ("Secret", "Mozambique", "January", "UPR"):
        assert word not in whole


def test_a_session_that_moves_is_one_mail_to_each_coordinator(clocks, lead):
    other = make_person(Role.COORDINATOR, make_cluster("NGA"))
    session = make_session(opens_on=dt.date(2027, 2, 15), closes_on=dt.date(2027, 2, 26))
    for iso3 in ("MOZ", "NGA"):
        make_review(country=make_country(iso3), session=session)
    actions.generate_entries(sessions=[session])
    Entry.objects.unscoped("test").update(publication=Publication.PUBLISHED)
    session.refresh_from_db()
    by = make_person(Role.TASK_TEAM)
    actions.move_session(session=session, opens_on=dt.date(2027, 2, 22), reason="elections", by=by)
    outbox.deliver_due()
    assert sorted(message.to[0] for message in mail.outbox) == sorted([lead.email, other.email])


def test_cancelled_after_a_reminder_is_told_once(clocks, lead, entry):
    plan_reminders()
    outbox.deliver_due()
    never = make_entry(country=make_country("MOZ"), due_on=OLD)
    by = make_person(Role.TASK_TEAM)
    for row in (entry, never):
        actions.cancel_entry(entry=row, reason="not held", by=by)
    outbox.deliver_due()
    assert [m.subject for m in mail.outbox[1:]] == ["Mozambique, UPR: Contributions – cancelled"]
    assert rows(CANCELLED) == [(OLD, DeliveryState.SENT)]


def test_met_and_reopened(clocks, lead, entry):
    plan_reminders()
    by = make_person(Role.TASK_TEAM)
    actions.mark_met(entry=entry, by=by)
    outbox.deliver_due()
    assert not mail.outbox
    entry.refresh_from_db()
    actions.reopen_entry(entry=entry, reason="a mistake", by=by)
    plan_reminders()
    outbox.deliver_due()
    assert len(mail.outbox) == 1


def test_the_daily_mail_takes_moves_along(clocks, entry):
    make_person(Role.CO_COORDINATOR, make_cluster("MOZ"), reminder_rhythm=Rhythm.DAILY)
    move(entry, NEW)
    daily = Delivery.objects.exclude(not_before=NOON)
    assert [row.not_before for row in daily] == [dt.datetime(2027, 1, 5, 7, tzinfo=dt.UTC)]


# --- The hour of a day ------------------------------------------------------------------------------------------------

MORNING = dt.datetime(2027, 1, 18, 9, tzinfo=dt.UTC)
NOON_THAT_DAY = dt.datetime(2027, 1, 18, 11, tzinfo=dt.UTC)


def move_hour(entry, to, old):
    entry.due_at, entry.sequence = to, entry.sequence + 1
    entry.precision = Precision.INSTANT if to else Precision.DAY
    entry.save()
    announce("entry_moved", entry=entry, old_on=OLD, new_on=OLD, old_starts_on=OLD, old_at=old, cause="x", by=None)


@pytest.fixture
def hour(lead):
    return make_entry(
        country=make_country("MOZ"),
        due_on=OLD,
        due_at=MORNING,
        precision=Precision.INSTANT,
        time_zone="Europe/Zurich",
        title="Contributions",
    )


def test_a_changed_hour_of_the_same_day_is_told_once(clocks, lead, hour):
    plan_reminders()
    outbox.deliver_due()
    move_hour(hour, NOON_THAT_DAY, MORNING)
    plan_reminders()
    outbox.deliver_due()
    assert len(mail.outbox) == 2
    message = mail.outbox[1]
    assert message.subject == "Mozambique, UPR: Contributions – date changed, now 18 January 2027, 12:00 (Geneva)"
    assert "Old date: 18 January 2027, 10:00 (Geneva)" in message.body
    assert "The day stays, its hour has changed." in message.body
    # The reminders of the day stand: it is the same day.
    assert DeliveryState.CANCELLED not in {state for _due, state in rows(REMINDER)}


def test_an_hour_that_becomes_known_is_told_and_one_that_changes_back_is_not(clocks, lead, entry):
    move_hour(entry, NOON_THAT_DAY, None)
    move_hour(entry, None, NOON_THAT_DAY)
    outbox.deliver_due()
    assert mail.outbox == []
    move_hour(entry, NOON_THAT_DAY, None)
    outbox.deliver_due()
    (message,) = mail.outbox
    assert "Old date: 18 January 2027\n" in message.body


def test_the_hour_moves_through_the_acts_of_the_calendar(clocks, lead, settings):
    settings.HRE_DEMO = True
    officer = make_person(Role.TASK_TEAM, is_demo=True)
    entry = make_entry(country=make_country("MOZ"), due_on=OLD, title="By hand")
    actions.set_official_date(entry=entry, due_on=OLD, at=dt.time(12), source="https://test.example", by=officer)
    outbox.deliver_due()
    entry.refresh_from_db()
    actions.edit_entry(entry=entry, at=dt.time(18), reason="The notice was corrected", by=officer)
    outbox.deliver_due()
    assert [message.subject.rpartition(", ")[2] for message in mail.outbox] == ["12:00 (Geneva)", "18:00 (Geneva)"]
