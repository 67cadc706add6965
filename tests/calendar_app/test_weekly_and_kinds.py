"""One mail a week, ladders of kinds and people, roles handed over, digests that keep what few people see apart."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from calendar_app.actions.preferences import set_own_ladders
from calendar_app.enums import Audience, Certainty, EntryKind, EntryState
from calendar_app.models import KindRule, Mute, OwnLadder, PriorityMandate
from calendar_app.notices import stop_token
from calendar_app.queries.reminders import reminder_card
from calendar_app.reminders import MOVED, plan_reminders
from clusters.enums import Rhythm, Role
from clusters.models import Membership
from core import clock, heartbeat, outbox
from core.enums import DeliveryState
from core.events import announce
from core.models import AuditEntry, Delivery
from tests.factories import make_cluster, make_country, make_entry, make_person, make_session

pytestmark = pytest.mark.django_db
# A Monday.
TODAY = dt.date(2027, 1, 4)
EARLY = dt.datetime(2027, 1, 4, 5, tzinfo=dt.UTC)
DAY = 24 * 3600


@pytest.fixture
def clocks():
    with time_machine.travel(EARLY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster):
    return make_person(Role.COORDINATOR, cluster)


def due_in(days, **fields):
    return make_entry(due_on=TODAY + dt.timedelta(days=days), **{"country": make_country("MOZ"), **fields})


def run():
    """What beat does: plan, note the run, send."""
    plan_reminders()
    heartbeat.beat("plan-reminders")
    outbox.deliver_due()


def play(clocks, days):
    """Every quarter of an hour would do; four times a day is enough."""
    for _quarter in range(days * 4):
        run()
        clocks.shift(DAY // 4)


# --- one mail a week ----------------------------------------------------------------------------------------------


def test_a_week_is_one_mail_with_all_that_comes_due_in_it(clocks, cluster):
    make_person(Role.COORDINATOR, cluster, reminder_rhythm=Rhythm.WEEKLY)
    due_in(8, title="Seven days on Tuesday")
    due_in(20, title="A fortnight on Sunday")
    due_in(90, title="Far away")
    play(clocks, 7)
    (message,) = mail.outbox
    assert "Seven days on Tuesday" in message.subject
    assert message.subject.endswith("(8 days), and one more")
    assert "A fortnight on Sunday" in message.body
    assert "Far away" not in message.body


def test_what_cannot_wait_until_the_weekday_comes_next_morning(clocks, cluster):
    make_person(Role.COORDINATOR, cluster, reminder_rhythm=Rhythm.WEEKLY, reminder_weekday=4)
    due_in(3, title="On Thursday")
    due_in(12, title="Later")
    play(clocks, 3)
    assert ["On Thursday" in message.subject for message in mail.outbox] == [True]
    clocks.shift(1 * DAY + DAY // 4)
    run()
    assert len(mail.outbox) == 2
    assert "Later" in mail.outbox[1].subject


def test_a_week_missed_by_an_outage_comes_when_the_portal_is_back(clocks, cluster):
    make_person(Role.COORDINATOR, cluster, reminder_rhythm=Rhythm.WEEKLY)
    clocks.shift(-DAY)
    run()
    clocks.shift(2 * DAY + 6 * 3600)
    due_in(20)
    run()
    assert len(mail.outbox) == 1


def test_a_weekly_mail_that_the_server_refused_does_not_wait_another_week(clocks, cluster):
    """The next rung takes the place of the one that waited, and its hour too."""
    make_person(Role.COORDINATOR, cluster, reminder_rhythm=Rhythm.WEEKLY)
    due_in(17)
    plan_reminders()
    clocks.shift(8 * DAY)
    heartbeat.beat("plan-reminders")
    run()
    assert len(mail.outbox) == 1
    assert "(9 days)" in mail.outbox[0].subject


def test_a_move_waits_for_the_weekly_mail_unless_it_is_near(clocks, cluster):
    make_person(Role.COORDINATOR, cluster, reminder_rhythm=Rhythm.WEEKLY, reminder_weekday=3)
    for days, to in ((30, 40), (30, 2), (30, 5)):
        entry = due_in(days)
        old, entry.due_on = entry.due_on, TODAY + dt.timedelta(days=to)
        entry.sequence += 1
        entry.save()
        announce("entry_moved", entry=entry, old_on=old, new_on=entry.due_on, cause="", by=None)
    hours = Delivery.objects.filter(kind=MOVED).order_by("created_at").values_list("not_before", flat=True)
    thursday, this_morning = (dt.datetime(2027, 1, day, 7, tzinfo=dt.UTC) for day in (7, 4))
    assert list(hours) == [thursday, EARLY, this_morning]


# --- whose days ---------------------------------------------------------------------------------------------------


def test_days_of_the_kind_of_the_person_and_of_both(clocks, cluster):
    usual, own, of_kind, none = (make_person(Role.COORDINATOR, cluster) for _n in range(4))
    KindRule.objects.create(kind=EntryKind.HEARING, leads=[20])
    own.reminder_leads = [21]
    own.save()
    set_own_ladders(ladders={EntryKind.HEARING: [22, 22]}, by=of_kind)
    set_own_ladders(ladders={EntryKind.HEARING: []}, by=none)
    due_in(19, kind=EntryKind.HEARING)
    plan_reminders()
    rows = dict(Delivery.objects.values_list("recipient", "lead_days"))
    assert rows == {usual.pk: 20, own.pk: 21, of_kind.pk: 22}


def test_urgent_kinds_have_a_shorter_ladder(clocks, lead):
    due_in(20, kind=EntryKind.COUNTRY_VISIT)
    assert plan_reminders().queued == 0
    clocks.shift(6 * DAY)
    plan_reminders()
    assert Delivery.objects.get().lead_days == 14


def test_days_chosen_after_planning_take_back_what_waits_and_bring_it_again(clocks, lead):
    due_in(14)
    plan_reminders()
    set_own_ladders(ladders={EntryKind.SUBMISSION: []}, by=lead)
    assert plan_reminders().withdrawn == 1
    outbox.deliver_due()
    assert not mail.outbox
    set_own_ladders(ladders={EntryKind.SUBMISSION: None}, by=lead)
    assert not OwnLadder.objects.exists()
    assert plan_reminders().rearmed == 1
    clocks.shift(DAY // 4)
    outbox.deliver_due()
    assert len(mail.outbox) == 1


def test_days_chosen_between_planning_and_sending_count(clocks, lead):
    due_in(14)
    plan_reminders()
    set_own_ladders(ladders={EntryKind.SUBMISSION: [3]}, by=lead)
    clocks.shift(DAY // 4)
    outbox.deliver_due()
    assert not mail.outbox
    assert Delivery.objects.get(lead_days=14).state == DeliveryState.CANCELLED


# --- roles, not people --------------------------------------------------------------------------------------------


def test_a_role_handed_over_hands_the_reminders_over(clocks, cluster, lead):
    """Planned for her yesterday, she left in the night: her successor gets it, she does not."""
    due_in(14)
    plan_reminders()
    Membership.objects.filter(user=lead).update(ends_on=TODAY - dt.timedelta(days=1))
    successor = make_person(Role.COORDINATOR, cluster, starts_on=TODAY)
    planned = plan_reminders()
    assert (planned.queued, planned.withdrawn) == (1, 1)
    clocks.shift(DAY // 4)
    outbox.deliver_due()
    assert [message.to for message in mail.outbox] == [[successor.email]]
    assert Delivery.objects.get(recipient=lead, lead_days=14).state == DeliveryState.CANCELLED


def test_a_weekly_mail_that_waited_for_the_leaver_goes_to_the_successor(clocks, cluster):
    leaver = make_person(Role.COORDINATOR, cluster, reminder_rhythm=Rhythm.WEEKLY, reminder_weekday=4)
    due_in(14)
    plan_reminders()
    clocks.shift(2 * DAY)
    Membership.objects.filter(user=leaver).update(ends_on=TODAY + dt.timedelta(days=1))
    successor = make_person(Role.COORDINATOR, cluster, starts_on=TODAY + dt.timedelta(days=2))
    play(clocks, 6)
    assert {message.to[0] for message in mail.outbox} == {successor.email}


# --- periods, estimates, urgency ------------------------------------------------------------------------------------


def test_a_period_whose_first_day_alone_moves_is_told_and_reminded_of_anew(clocks, lead):
    entry = due_in(25, begins_on=TODAY + dt.timedelta(days=14), title="Session")
    clocks.shift(DAY // 4)
    run()
    old = entry.starts_on
    entry.begins_on = TODAY + dt.timedelta(days=13)
    entry.sequence += 1
    entry.save()
    facts = {"old_on": entry.due_on, "new_on": entry.due_on, "old_starts_on": old}
    announce("entry_moved", entry=entry, cause="", by=None, **facts)
    run()
    assert [message.subject for message in mail.outbox] == [
        "Mozambique, UPR: Session – 18 January 2027 (14 days)",
        "Mozambique, UPR: Session – 17 January 2027 (13 days)",
        "Mozambique, UPR: Session – date changed, now 17 January 2027",
    ]
    assert "Old date: 18–29 January 2027" in mail.outbox[2].body


def test_an_estimate_that_moves_is_no_news(clocks, lead):
    entry = due_in(14, certainty=Certainty.ESTIMATE)
    entry.due_on, entry.sequence = TODAY + dt.timedelta(days=20), 1
    entry.save()
    announce("entry_moved", entry=entry, old_on=TODAY, new_on=entry.due_on, cause="", by=None)
    assert not Delivery.objects.exists()


def test_a_visit_that_moves_within_the_month_comes_at_once_and_says_urgent(clocks, cluster):
    make_person(Role.COORDINATOR, cluster, reminder_rhythm=Rhythm.DAILY)
    entry = due_in(10, kind=EntryKind.COUNTRY_VISIT, title="Visit")
    old, entry.due_on = entry.due_on, TODAY + dt.timedelta(days=25)
    entry.save()
    announce("entry_moved", entry=entry, old_on=old, new_on=entry.due_on, cause="", by=None)
    outbox.deliver_due()
    (message,) = mail.outbox
    assert message.subject == "Urgent: Mozambique, UPR: Visit – date changed, now 29 January 2027"
    assert message.extra_headers["Importance"] == "high"


def test_the_hour_and_its_zone_stand_in_the_subject(clocks, lead):
    due_at = dt.datetime(2027, 1, 18, 17, tzinfo=dt.UTC)
    due_in(14, title="Contributions", due_at=due_at, precision="instant")
    clocks.shift(DAY // 4)
    run()
    assert mail.outbox[0].subject == "Mozambique, UPR: Contributions – 18 January 2027, 18:00 (Geneva) (14 days)"


# --- what few people see, in one mail with the rest -----------------------------------------------------------------


def test_a_veiled_date_in_a_digest_says_nothing_of_its_own(clocks, cluster):
    make_person(Role.COORDINATOR, cluster, reminder_rhythm=Rhythm.DAILY)
    hidden = [due_in(days, title="Secret", audience=Audience.COORDINATORS) for days in (1, 7)]
    due_in(14, title="Open date")
    clocks.shift(DAY // 4)
    run()
    (message,) = mail.outbox
    assert message.subject.startswith("Mozambique, UPR: Open date")
    assert message.subject.endswith(", and 2 more")
    assert message.body.count("2 things that are shown to few people") == 1
    whole = message.body + message.alternatives[0][0]
    for told in ("Secret", "7 days", "tomorrow", *(f"/dates/{entry.pk}/" for entry in hidden)):
        assert told not in whole
    assert "/calendar/reminders/stop/" in message.extra_headers["List-Unsubscribe"]


def test_several_veiled_dates_alone_make_one_neutral_mail(clocks, cluster):
    make_person(Role.COORDINATOR, cluster, reminder_rhythm=Rhythm.DAILY)
    for _n in range(2):
        due_in(7, title="Secret", audience=Audience.COORDINATORS)
    clocks.shift(DAY // 4)
    run()
    (message,) = mail.outbox
    assert message.subject == "HRE Portal: something waits for you"


# --- pages ----------------------------------------------------------------------------------------------------------


def enter(person):
    client = Client()
    client.force_login(person)
    return client


def test_own_days_by_kind_are_kept_shown_and_recorded(lead):
    client, page = enter(lead), reverse("calendar:reminder-kinds")
    answer = client.post(page, {"submission-days": "21, 3", "hearing-none": "on"})
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert dict(OwnLadder.objects.filter(user=lead).values_list("kind", "leads")) == {
        "submission": [21, 3],
        "hearing": [],
    }
    shown = client.get(page).content.decode()
    assert 'value="21, 3"' in shown
    record = AuditEntry.objects.unscoped("test").get(verb="person.ladders_changed")
    assert record.after == {"submission": [21, 3], "hearing": []}
    client.post(page, {"submission-days": "21, 3", "hearing-none": "on"})
    assert AuditEntry.objects.unscoped("test").filter(verb="person.ladders_changed").count() == 1
    client.post(page, {})
    assert not OwnLadder.objects.exists()


@pytest.mark.parametrize("days", ["soon", "-1", "366", "1,2,3,4,5,6,7,8,9,10,11", "1e9", "<b>"])
def test_wrong_days_are_said_at_the_place_and_nothing_is_stored(lead, days):
    answer = enter(lead).post(reverse("calendar:reminder-kinds"), {"submission-days": days, "hearing-days": "3"})
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert not OwnLadder.objects.exists()


def test_days_and_none_together_are_refused(lead):
    data = {"submission-days": "3", "submission-none": "on"}
    assert enter(lead).post(reverse("calendar:reminder-kinds"), data).status_code == 422


def test_the_weekday_is_kept_and_a_form_without_it_leaves_it(lead):
    client = enter(lead)
    client.post("/calendar/reminders/", {"rhythm": "weekly", "hour": "7", "weekday": "3"})
    client.post("/calendar/reminders/", {"rhythm": "weekly", "hour": "8"})
    lead.refresh_from_db()
    assert (lead.reminder_rhythm, lead.reminder_hour, lead.reminder_weekday) == (Rhythm.WEEKLY, 8, 3)
    assert client.post("/calendar/reminders/", {"rhythm": "weekly", "hour": "8", "weekday": "7"}).status_code == 422


def test_the_task_team_sets_the_days_of_a_kind(settings):
    settings.HRE_DEMO = True
    officer = make_person(Role.TASK_TEAM, is_demo=True)
    client = enter(officer)
    assert 'placeholder="14, 7, 3, 1"' in client.get("/calendar/kinds/").content.decode()
    assert client.post("/calendar/kinds/", {"country_visit-leads": "10 5"}).status_code == 302
    assert KindRule.objects.get().leads == [10, 5]
    assert 'value="10, 5"' in client.get("/calendar/kinds/").content.decode()
    assert client.post("/calendar/kinds/", {"country_visit-leads": "soon"}).status_code == 422
    assert KindRule.objects.get().leads == [10, 5]


def test_the_page_of_a_date_says_who_is_reminded_why_and_when(clocks, cluster, lead):
    weekly = make_person(Role.CO_COORDINATOR, cluster, reminder_rhythm=Rhythm.WEEKLY, reminder_weekday=4)
    silent = make_person(Role.COORDINATOR, cluster)
    elsewhere = make_person(Role.COORDINATOR, make_cluster("MOZ"))
    entry = due_in(40)
    Mute.objects.create(user=silent, entry_id=entry.pk)
    card = reminder_card(lead, entry)
    assert {person.name: person.next_on for person in card.people} == {
        # Rung 60 is due already, and the planner has not come by yet; on Fridays the 8th is next.
        str(lead): TODAY,
        str(weekly): TODAY + dt.timedelta(days=4),
    }
    assert (card.mine, card.others, card.begins) == ("on", 1, False)
    assert reminder_card(silent, entry).mine == "muted"
    stranger = make_person(Role.COORDINATOR, make_cluster("NGA"))
    assert (reminder_card(stranger, entry).people, reminder_card(stranger, entry).others) == ((), 3)
    page = enter(lead).get(reverse("calendar:entry-detail", args=[entry.pk])).content.decode()
    assert str(weekly) in page
    assert str(elsewhere) not in page


def test_of_a_date_of_the_world_only_the_readers_own_clusters_are_named_and_counted(lead, cluster, settings):
    settings.HRE_DEMO = True
    elsewhere = make_cluster("NGA")
    other = make_person(Role.COORDINATOR, elsewhere)
    entry = due_in(40, country=None, kind=EntryKind.SUBMISSION)
    year = clock.today().year
    for each in (cluster, elsewhere):
        PriorityMandate.objects.create(cluster=each, mechanism=entry.mechanism, year=year, rank=1, reason="")
    card = reminder_card(lead, entry)
    assert ([person.name for person in card.people], card.others) == ([str(lead)], 0)
    address = reverse("calendar:entry-detail", args=[entry.pk])
    assert str(other) not in enter(lead).get(address).content.decode()
    stranger = make_person(Role.COORDINATOR, make_cluster("SYR"))
    for reader in (stranger, make_person(Role.TASK_TEAM, is_demo=True)):
        card = reminder_card(reader, entry)
        assert (card.people, card.others, card.is_shown) == ((), 0, False)
        page = enter(reader).get(address).content.decode()
        # Neither that somebody is reminded nor, wrongly, that nobody is.
        assert 'id="remind"' not in page
    # Whoever stopped it is told so, and nothing of the others.
    Mute.objects.create(user=lead, entry_id=entry.pk)
    page = enter(lead).get(address).content.decode()
    assert "You muted this date" in page
    assert "Nobody is reminded" not in page


def test_the_card_and_the_planner_agree(clocks, cluster, lead):
    entry = due_in(31)
    assert reminder_card(lead, entry).people[0].next_on == TODAY
    for _day in range(31):
        said = reminder_card(lead, entry).people[0].next_on
        before = len(mail.outbox)
        clocks.shift(DAY // 4)
        run()
        today = dt.date(2027, 1, 4) + dt.timedelta(days=_day)
        assert (len(mail.outbox) > before) == (said == today)
        clocks.shift(DAY - DAY // 4)


def test_nobody_to_remind_is_said(clocks, lead):
    world = due_in(20, country=None, session=make_session(), kind=EntryKind.SESSION)
    assert reminder_card(lead, world).is_nobody
    assert reminder_card(lead, due_in(20, state=EntryState.CANCELLED)).is_over
    assert reminder_card(lead, due_in(20, certainty=Certainty.ESTIMATE)).begins


def test_a_stop_key_of_one_person_is_of_no_use_to_another(lead, cluster):
    entry = due_in(20)
    other = make_person(Role.CO_COORDINATOR, cluster)
    Client().post(reverse("calendar:reminders-stop", args=[stop_token(lead.pk, entry.pk)]), {"what": "date"})
    assert list(Mute.objects.values_list("user", flat=True)) == [lead.pk]
    assert reminder_card(other, entry).mine == "on"


def test_the_administration_changes_the_days_of_a_kind_through_the_action(settings):
    settings.HRE_DEMO = True
    officer = make_person(Role.TASK_TEAM, is_demo=True, is_staff=True)
    rule = KindRule.objects.create(kind=EntryKind.HEARING, leads=[20], stale_days=30)
    client, page = enter(officer), f"/admin/calendar_app/kindrule/{rule.pk}/change/"
    assert client.get("/admin/calendar_app/kindrule/").status_code == 200
    assert 'value="20"' in client.get(page).content.decode()
    data = {"stale_days": "30", "stale_days_unconfirmed": "", "leads": "9, 2"}
    assert client.post(page, data).status_code == 302
    rule.refresh_from_db()
    assert (rule.leads, rule.stale_days) == ([9, 2], 30)
    assert AuditEntry.objects.unscoped("test").get(verb="kind_rule.changed").after == {"leads": [9, 2]}
