"""The planner and the reminders it leads to: who, when, once."""

import datetime as dt
from collections import Counter

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from calendar_app import reminders
from calendar_app.enums import Audience, Certainty, EntryKind, EntryState, Precision, Publication
from calendar_app.models import Attendance, Entry, EntryTheme, FollowedTheme, Mute, PriorityMandate
from calendar_app.notices import texts
from calendar_app.queries.concern import choices_for
from calendar_app.recipients import Directory, charge_over, charges_of, in_charge_of, leads_in_charge
from calendar_app.reminders import REMINDER, plan_reminders
from clusters.enums import Rhythm, Role
from clusters.models import Membership, User
from core import clock, outbox
from core.enums import DeliveryState
from core.models import Delivery
from mechanisms.models import Theme
from tests.factories import (
    make_cluster,
    make_country,
    make_entry,
    make_mechanism,
    make_person,
    make_review,
    make_session,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2027, 1, 4)
NOON = dt.datetime(2027, 1, 4, 12, tzinfo=dt.UTC)


@pytest.fixture
def clocks():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster):
    return make_person(Role.COORDINATOR, cluster)


def due_in(days, **fields):
    return make_entry(due_on=TODAY + dt.timedelta(days=days), **{"country": make_country("MOZ"), **fields})


def states():
    return dict(Counter(Delivery.objects.values_list("state", flat=True)))


def people_reminded(entry):
    return set(
        Delivery.objects.filter(subject_id=str(entry.pk), state=DeliveryState.QUEUED).values_list(
            "recipient_id", flat=True
        )
    )


def test_one_mail_with_country_mechanism_date_and_days_left(clocks, lead):
    entry = due_in(14, title="Contributions are due")
    planned = plan_reminders()
    assert (planned.queued, planned.skipped) == (1, 2)
    assert dict(outbox.deliver_due()) == {"sent": 1}
    (message,) = mail.outbox
    assert message.subject == "Mozambique, UPR: Contributions are due – 18 January 2027 (14 days)"
    assert message.to == [lead.email]
    assert not message.cc
    assert not message.bcc
    assert f"https://portal.example/calendar/dates/{entry.pk}/" in message.body
    assert "You get this because you are Coordinator of" in message.body
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message.alternatives[0][1] == "text/html"


def test_the_body_is_named_once():
    entry = make_entry(title="UPR: input of stakeholders", title_fr="EPU\xa0: contributions", country=None)
    assert texts.title_beside_body(entry) == "input of stakeholders"
    with translation.override("fr"):
        assert texts.title_beside_body(entry) == "contributions"


def test_a_period_is_counted_to_its_first_day(clocks, lead):
    first = TODAY + dt.timedelta(days=14)
    due_in(25, begins_on=first, title="Session of the committee")
    plan_reminders()
    assert dict(outbox.deliver_due()) == {"sent": 1}
    assert mail.outbox[0].subject == "Mozambique, UPR: Session of the committee – 18 January 2027 (14 days)"


def test_a_period_under_way_reminds_nobody(clocks, lead):
    due_in(7, begins_on=TODAY - dt.timedelta(days=1))
    plan_reminders()
    assert states() == {}


def test_planning_again_and_again_sends_once(clocks, lead):
    due_in(14)
    for _hour in range(4):
        plan_reminders()
        outbox.deliver_due()
        clocks.shift(3600)
    assert len(mail.outbox) == 1


def test_the_whole_ladder_is_climbed_once(clocks, lead):
    due_in(62)
    for _day in range(64):
        plan_reminders()
        outbox.deliver_due()
        clocks.shift(24 * 3600)
    assert [m.subject.rsplit("(")[1] for m in mail.outbox] == [
        "60 days)",
        "30 days)",
        "14 days)",
        "7 days)",
        "tomorrow)",
    ]


def test_an_outage_is_caught_up_with_one_mail(clocks, lead):
    due_in(60)
    plan_reminders()
    clocks.shift(54 * 24 * 3600)
    plan_reminders()
    outbox.deliver_due()
    assert len(mail.outbox) == 1
    assert "6 days" in mail.outbox[0].subject
    assert states() == {"sent": 1, "skipped": 3}


@pytest.mark.parametrize(
    "fields",
    [
        {"state": EntryState.MET},
        {"state": EntryState.CANCELLED},
        {"publication": Publication.DRAFT},
        {"precision": Precision.MONTH},
        {"precision": Precision.SEASON},
        {"certainty": Certainty.ESTIMATE},
    ],
)
def test_what_is_not_open_published_and_exact_reminds_nobody(clocks, lead, fields):
    due_in(14, **fields)
    assert plan_reminders().queued == 0


def test_only_the_leads_of_the_country_are_reminded(clocks, cluster, lead):
    second = make_person(Role.CO_COORDINATOR, cluster)
    node = make_person(Role.COORDINATOR, make_cluster("MOZ", parent=cluster))
    for role in (Role.MEMBER, Role.SAG, Role.OHCHR):
        make_person(role, cluster)
    for role in (Role.TASK_TEAM, Role.GPC, Role.ADMINISTRATOR):
        make_person(role)
    make_person(Role.COORDINATOR, make_cluster("NGA"))
    make_person(Role.COORDINATOR, cluster, ends_on=TODAY - dt.timedelta(days=1))
    make_person(Role.COORDINATOR, cluster, starts_on=TODAY + dt.timedelta(days=1))
    make_person(Role.COORDINATOR, cluster, is_active=False)
    make_person(Role.COORDINATOR, cluster, reminder_rhythm=Rhythm.NONE)
    entry = due_in(14)
    plan_reminders()
    assert people_reminded(entry) == {lead.pk, second.pk, node.pk}


def test_a_date_of_a_node_reaches_the_node_and_the_national_leads(clocks, cluster, lead):
    node = make_cluster("MOZ", parent=cluster)
    of_node = make_person(Role.COORDINATOR, node)
    make_person(Role.COORDINATOR, make_cluster("MOZ", parent=cluster))
    entry = due_in(14, cluster=node)
    plan_reminders()
    assert people_reminded(entry) == {lead.pk, of_node.pk}


def test_a_date_of_the_whole_world_reaches_the_countries_of_its_session(clocks, lead):
    make_person(Role.COORDINATOR, make_cluster("NGA"))
    session = make_session()
    make_review(country=make_country("MOZ"), session=session)
    submission = due_in(14, country=None, session=session)
    opening = due_in(14, country=None, session=session, kind=EntryKind.SESSION)
    alone = due_in(14, country=None)
    plan_reminders()
    assert people_reminded(submission) == {lead.pk}
    assert not people_reminded(opening)
    assert not people_reminded(alone)


def test_planner_and_delivery_agree_on_who_is_in_charge(cluster, lead):
    node = make_cluster("MOZ", parent=cluster)
    make_person(Role.CO_COORDINATOR, node)
    make_person(Role.COORDINATOR, make_cluster("NER"))
    session = make_session()
    make_review(country=make_country("NER"), session=session)
    entries = [
        due_in(9),
        due_in(9, cluster=cluster),
        due_in(9, cluster=node),
        due_in(9, country=None, session=session),
        due_in(9, country=None, session=session, kind=EntryKind.SESSION),
        # What clusters follow, rank and attend.
        due_in(9, country=None, kind=EntryKind.CALL_FOR_INPUT),
        due_in(9, country=None, mechanism=make_mechanism(key="ranked")),
        due_in(9, country=None, kind=EntryKind.SIDE_EVENT),
        due_in(9, country=None, mechanism=make_mechanism(key="themed")),
        due_in(9, country=None, mechanism=make_mechanism(key="of-a-country", country=make_country("NER"))),
        due_in(9, country=None),
    ]
    theme = Theme.objects.create(key="water", name="Water")
    EntryTheme.objects.create(entry=entries[5], theme=theme)
    entries[8].mechanism.themes.add(theme)
    FollowedTheme.objects.create(cluster=cluster, theme=theme)
    PriorityMandate.objects.create(cluster=node, year=TODAY.year, rank=1, mechanism=entries[6].mechanism)
    Attendance.objects.create(cluster=cluster, entry=entries[7], taking="attend")
    directory = Directory(leads_in_charge(), clock.now())
    with time_machine.travel(NOON):
        page = reminders._page(TODAY, 60, after=0, size=50)
    choices = choices_for([row for row in page if row.country_id is None and row.cluster_id is None])
    numbers = []
    for entry, row in zip(entries, page, strict=True):
        found = set(in_charge_of(entry).values_list("user_id", flat=True))
        assert found == set(directory.concerned(row, choices))
        numbers.append(len(found))
        everyone = User.objects.all()
        assert found == {person.pk for person in everyone if charge_over(entry, charges_of(person))}
    assert all(numbers[place] for place in (5, 6, 7, 8, 9))
    assert numbers[4] == numbers[10] == 0


def test_own_ladder_and_hour(clocks, cluster):
    person = make_person(Role.COORDINATOR, cluster, reminder_leads=[20], reminder_hour=9, time_zone="Africa/Maputo")
    due_in(18)
    due_in(25)
    plan_reminders()
    row = Delivery.objects.get(recipient=person)
    assert row.lead_days == 20
    assert row.not_before == dt.datetime(2027, 1, 4, 7, tzinfo=dt.UTC)


def test_muted_dates_remind_nobody_before_and_after_planning(clocks, lead):
    silent = due_in(14)
    Mute.objects.create(user=lead, entry_id=silent.pk)
    later = due_in(14)
    plan_reminders()
    assert not people_reminded(silent)
    Mute.objects.create(user=lead, entry_id=later.pk)
    outbox.deliver_due()
    assert Delivery.objects.get(subject_id=str(later.pk), lead_days=14).state == DeliveryState.CANCELLED
    assert not mail.outbox
    Mute.objects.all().delete()
    plan_reminders()
    outbox.deliver_due()
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    ("change", "state"),
    [
        (lambda lead, entry: Membership.objects.update(ends_on=TODAY - dt.timedelta(days=1)), DeliveryState.CANCELLED),
        (lambda lead, entry: User.objects.update(is_active=False), DeliveryState.DROPPED),
        (lambda lead, entry: User.objects.update(reminder_rhythm=Rhythm.NONE), DeliveryState.CANCELLED),
        (lambda lead, entry: _change(entry, publication=Publication.DRAFT), DeliveryState.DROPPED),
        (lambda lead, entry: _change(entry, state=EntryState.MET), DeliveryState.CANCELLED),
        (lambda lead, entry: _change(entry, due_on=TODAY + dt.timedelta(days=90)), DeliveryState.CANCELLED),
        (lambda lead, entry: _change(entry, precision=Precision.MONTH), DeliveryState.CANCELLED),
    ],
)
def test_it_is_looked_at_again_right_before_sending(clocks, lead, change, state):
    entry = due_in(14)
    plan_reminders()
    change(lead, entry)
    outbox.deliver_due()
    assert Delivery.objects.get(lead_days=14).state == state
    assert not mail.outbox


def _change(entry, **fields):
    Entry.objects.unscoped("test").filter(pk=entry.pk).update(**fields)


def test_a_date_for_few_is_neutral_in_every_part_of_the_mail(clocks, lead):
    due_in(14, title="Secret visit", audience=Audience.COORDINATORS)
    plan_reminders()
    outbox.deliver_due()
    (message,) = mail.outbox
    whole = str(message.message())
    assert message.subject == "HRE Portal: a date in your calendar"
    for word in ("Secret", "Mozambique", "UPR", "18 January"):
        assert word not in whole
    assert "Secret" not in str(list(Delivery.objects.values()))


def test_texts_of_users_are_escaped_and_carry_no_link(clocks, lead):
    due_in(14, title="<b>Now</b> https://evil.example/x www.bad.org\r\nBcc: a@b.ch")
    plan_reminders()
    outbox.deliver_due()
    (message,) = mail.outbox
    assert "<b>" not in message.alternatives[0][0]
    for part in (message.subject, message.body, message.alternatives[0][0]):
        assert "evil.example" not in part
        assert "https://evil" not in part
        assert "www.bad" not in part
    assert message.recipients() == [lead.email]


def test_the_hour_is_given_in_both_zones(clocks, cluster):
    make_person(Role.COORDINATOR, cluster, time_zone="Africa/Maputo")
    make_person(Role.COORDINATOR, cluster, time_zone="Europe/Paris")
    due_at = dt.datetime(2027, 1, 18, 17, tzinfo=dt.UTC)
    due_in(14, due_at=due_at, precision=Precision.INSTANT)
    plan_reminders()
    outbox.deliver_due()
    bodies = sorted((message.body for message in mail.outbox), key=len)
    assert "18 January 2027, 18:00 (Geneva)\n" in bodies[0]
    assert "18 January 2027, 18:00 (Geneva), for you 18 January 2027, 19:00 (Maputo)" in bodies[1]


def test_the_mail_is_in_the_recipients_language(clocks, cluster):
    make_person(Role.COORDINATOR, cluster, language="ar")
    due_in(14, title="Contributions", title_ar="المساهمات")
    plan_reminders()
    outbox.deliver_due()
    (message,) = mail.outbox
    assert "المساهمات" in message.subject
    assert 'dir="rtl"' in message.alternatives[0][0]


def test_daily_rhythm_is_one_mail_a_day(clocks, cluster):
    make_person(Role.COORDINATOR, cluster, reminder_rhythm=Rhythm.DAILY)
    due_in(14, title="First")
    due_in(7, title="Second")
    plan_reminders()
    outbox.deliver_due()
    (message,) = mail.outbox
    assert message.subject.endswith("Second – 11 January 2027 (7 days), and one more")
    assert "First" in message.body
    due_in(13, title="Third")
    clocks.shift(3600)
    plan_reminders()
    outbox.deliver_due()
    assert len(mail.outbox) == 1
    clocks.shift(18 * 3600)
    outbox.deliver_due()
    assert len(mail.outbox) == 2
    assert "Third" in mail.outbox[1].body


def test_a_mail_that_waited_for_the_server_gives_way_to_the_next_rung(clocks, lead):
    due_in(30)
    plan_reminders()
    clocks.shift(16 * 24 * 3600)
    plan_reminders()
    assert Delivery.objects.get(lead_days=30).state == DeliveryState.SKIPPED
    assert dict(outbox.deliver_due()) == {"sent": 1}


def test_the_number_of_queries_does_not_grow_with_the_dates(clocks, lead):
    def count():
        with CaptureQueriesContext(connection) as captured:
            plan_reminders()
        return len(captured)

    due_in(14)
    one = count()
    Delivery.objects.all().delete()
    for _n in range(15):
        due_in(14)
    assert count() == one


def test_batches_reach_every_date(clocks, lead):
    for _n in range(7):
        due_in(14)
    assert plan_reminders(batch=3).queued == 7
    assert set(Delivery.objects.values_list("kind", flat=True)) == {REMINDER}


def test_ten_mails_to_one_person_ask_once_what_she_may_see(clocks, lead):
    def count(mails):
        for _n in range(mails):
            due_in(14)
        plan_reminders()
        with CaptureQueriesContext(connection) as captured:
            assert dict(outbox.deliver_due()) == {"sent": mails}
        return len([query for query in captured if "calendar_app_entry" in query["sql"]])

    assert count(1) == count(10) == 1


def test_a_zone_that_nobody_knows_keeps_no_reminder_from_anybody():
    """A row made by hand, or a table of zones that lost a name: it counts as UTC."""
    cluster = make_cluster("MOZ")
    people = [make_person(Role.COORDINATOR, cluster), make_person(Role.CO_COORDINATOR, cluster)]
    User.objects.filter(pk=people[0].pk).update(time_zone="Mars/Olympus")
    make_entry(country=make_country("MOZ"), due_on=dt.date(2027, 1, 11))
    with time_machine.travel(dt.datetime(2027, 1, 4, 12, tzinfo=dt.UTC), tick=False):
        plan_reminders()
        outbox.deliver_due()
    sent = Delivery.objects.filter(state=DeliveryState.SENT).values_list("recipient", flat=True)
    assert sorted(sent) == sorted(person.pk for person in people)
    assert User.objects.get(pk=people[0].pk).time_zone == "UTC"
