"""My reminders, the page behind the link in a mail, the post office."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendar_app.models import Mute
from calendar_app.notices import EVERYTHING, stop_token
from calendar_app.queries.post import TASKS
from clusters.enums import Rhythm, Role
from core import clock, heartbeat, outbox
from core.enums import DeliveryState
from core.models import AuditEntry, Delivery, Stop
from tests.factories import make_cluster, make_country, make_entry, make_person, make_user

pytestmark = pytest.mark.django_db
PREFERENCES = "/calendar/reminders/"


@pytest.fixture
def lead():
    return make_person(Role.COORDINATOR, make_cluster("MOZ"))


@pytest.fixture
def entry():
    return make_entry(country=make_country("MOZ"))


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


def staff(role):
    """Someone of the Task Team or an administrator, with the second factor that these roles need."""
    person = make_person(role)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "for tests"})
    return person


def make_delivery(n, **fields):
    defaults = {
        "subject_type": "calendar_app.entry",
        "subject_id": str(n),
        "kind": "calendar.reminder",
        "lead_days": 14,
        "due_on": dt.date(2027, 1, 18),
        "not_before": clock.now(),
    }
    return Delivery.objects.create(**{**defaults, **fields})


def verbs():
    return list(AuditEntry.objects.unscoped("test").values_list("verb", flat=True))


# --- my reminders -----------------------------------------------------------------------------------------------


def test_preferences_are_kept_and_recorded(lead):
    client = logged_in(lead)
    assert client.get(PREFERENCES).status_code == 200
    answer = client.post(PREFERENCES, {"rhythm": "daily", "hour": "9", "leads": ["21", "3"]})
    assert (answer.status_code, answer["Location"]) == (302, PREFERENCES)
    lead.refresh_from_db()
    assert (lead.reminder_rhythm, lead.reminder_hour, lead.reminder_leads) == (Rhythm.DAILY, 9, [21, 3])
    assert "person.changed" in verbs()


def test_the_usual_days_are_kept_as_none(lead):
    logged_in(lead).post(PREFERENCES, {"rhythm": "each", "hour": "7", "leads": ["60", "30", "14", "7", "1"]})
    lead.refresh_from_db()
    assert lead.reminder_leads == []


@pytest.mark.parametrize(
    "values",
    [
        {"rhythm": "hourly", "hour": "7"},
        {"rhythm": "each", "hour": "24"},
        {"rhythm": "each", "hour": "x"},
        {"rhythm": "each", "hour": "7", "leads": ["-3"]},
        {"rhythm": "each", "hour": "7", "leads": ["<script>"]},
        {},
    ],
)
def test_what_cannot_be_is_said_at_the_place(lead, values):
    answer = logged_in(lead).post(PREFERENCES, values)
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    lead.refresh_from_db()
    assert lead.reminder_hour == 7


def test_the_page_shows_only_what_the_reader_sees(lead, entry):
    stranger = make_person(Role.COORDINATOR, make_cluster("NGA"))
    secret = make_entry(country=make_country("MOZ"), audience="coordinators", title="Secret visit")
    for person in (lead, stranger):
        Mute.objects.create(user=person, entry_id=secret.pk)
        make_delivery(secret.pk, recipient=person)
    assert logged_in(lead).get(PREFERENCES).content.decode().count("Secret visit") >= 2
    assert "Secret visit" not in logged_in(stranger).get(PREFERENCES).content.decode()


def test_queries_do_not_grow_with_the_rows(lead):
    def count():
        client = logged_in(lead)
        client.get(PREFERENCES)
        with CaptureQueriesContext(connection) as captured:
            client.get(PREFERENCES)
        return len(captured)

    def add(n):
        for _n in range(n):
            entry = make_entry(country=make_country("MOZ"))
            Mute.objects.create(user=lead, entry_id=entry.pk)
            make_delivery(entry.pk, recipient=lead)

    add(1)
    one = count()
    add(29)
    assert count() == one <= 15


def test_mute_and_unmute(lead, entry):
    client = logged_in(lead)
    for _twice in range(2):
        answer = client.post(reverse("calendar:entry-mute", args=[entry.pk]))
        assert answer["Location"] == reverse("calendar:entry-detail", args=[entry.pk])
    assert Mute.objects.filter(user=lead, entry_id=entry.pk).count() == 1
    answer = client.post(reverse("calendar:entry-unmute", args=[entry.pk]), {"next": PREFERENCES})
    assert answer["Location"] == PREFERENCES
    assert not Mute.objects.exists()
    assert [verb for verb in verbs() if "mute" in verb] == ["entry.unmuted", "entry.muted"]


def test_the_page_of_a_date_offers_to_mute_it_to_whom_it_concerns(lead, entry):
    address = reverse("calendar:entry-detail", args=[entry.pk])
    mute, unmute = (reverse(f"calendar:entry-{what}", args=[entry.pk]) for what in ("mute", "unmute"))
    assert mute in logged_in(lead).get(address).content.decode()
    Mute.objects.create(user=lead, entry_id=entry.pk)
    assert unmute in logged_in(lead).get(address).content.decode()
    member = logged_in(make_person(Role.MEMBER, make_cluster("MOZ"))).get(address).content.decode()
    assert mute not in member
    assert unmute not in member


def test_a_stranger_cannot_mute_what_she_cannot_see(lead):
    hidden = make_entry(country=make_country("MOZ"), audience="coordinators")
    client = logged_in(make_person(Role.MEMBER, make_cluster("NGA")))
    for name in ("calendar:entry-mute", "calendar:entry-unmute"):
        assert client.post(reverse(name, args=[hidden.pk])).status_code == 404
    assert not Mute.objects.exists()


def test_the_way_back_stays_in_the_portal(lead, entry):
    answer = logged_in(lead).post(reverse("calendar:entry-mute", args=[entry.pk]), {"next": "https://evil.example/"})
    assert answer["Location"] == reverse("calendar:entry-detail", args=[entry.pk])


# --- stopping without a login ------------------------------------------------------------------------------------


def stop_address(person, entry):
    return reverse("calendar:reminders-stop", args=[stop_token(person.pk, entry.pk)])


def test_a_mail_scanner_that_opens_the_link_changes_nothing(lead, entry):
    answer = Client().get(stop_address(lead, entry))
    assert answer.status_code == 200
    assert str(entry) not in answer.content.decode()
    lead.refresh_from_db()
    assert lead.reminder_rhythm == Rhythm.EACH


def one_click(address):
    return Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})


def test_one_click_from_the_mail_program_stops_that_date(lead, entry):
    for _twice in range(2):
        answer = one_click(stop_address(lead, entry))
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith("text/plain")
    lead.refresh_from_db()
    assert lead.reminder_rhythm == Rhythm.EACH
    assert list(Mute.objects.values_list("user", "entry_id")) == [(lead.pk, entry.pk)]
    assert verbs().count("entry.muted") == 1


def test_one_click_on_a_mail_of_several_dates_stops_all(lead, entry):
    address = reverse("calendar:reminders-stop", args=[stop_token(lead.pk, EVERYTHING)])
    assert 'value="date"' not in Client().get(address).content.decode()
    for _twice in range(2):
        assert one_click(address).status_code == 200
    lead.refresh_from_db()
    assert lead.reminder_rhythm == Rhythm.NONE
    assert verbs().count("person.changed") == 1


def test_stop_this_date_only(lead, entry):
    answer = Client().post(stop_address(lead, entry), {"what": "date"})
    assert answer.status_code == 200
    assert Mute.objects.filter(user=lead, entry_id=entry.pk).exists()
    lead.refresh_from_db()
    assert lead.reminder_rhythm == Rhythm.EACH


def test_a_forged_key_finds_nothing(lead, entry):
    token = stop_token(lead.pk, entry.pk)
    for forged in (token[:-1] + ("a" if token[-1] != "a" else "b"), "x", "a:b:c"):
        for send in (Client().get, Client().post):
            assert send(reverse("calendar:reminders-stop", args=[forged])).status_code == 404
    lead.is_active = False
    lead.save()
    assert Client().post(stop_address(lead, entry)).status_code == 404


# --- the post office ---------------------------------------------------------------------------------------------

DELIVERIES = "/calendar/deliveries/"


@pytest.mark.parametrize("role", [Role.TASK_TEAM, Role.ADMINISTRATOR])
def test_staff_see_what_failed_first_and_send_it_again(role, entry, django_capture_on_commit_callbacks):
    person = make_user(name="Amina Diallo")
    make_delivery(entry.pk, recipient=make_user(), state=DeliveryState.SENT, sent_at=clock.now())
    failed = make_delivery(
        entry.pk, recipient=person, state=DeliveryState.FAILED, error="The mail server refused: 550 5.1.1."
    )
    client = logged_in(staff(role))
    page = client.get(DELIVERIES).content.decode()
    assert page.index("Amina Diallo") < page.index("Sent</span>")
    assert "550 5.1.1" in page
    assert str(entry) not in page
    client.post(reverse("calendar:delivery-retry", args=[failed.pk]))
    failed.refresh_from_db()
    assert failed.state == DeliveryState.RETRY
    assert "delivery.retry" in verbs()
    again = client.post(reverse("calendar:delivery-retry", args=[failed.pk]), follow=True)
    assert "Only a failed delivery can be sent again." in again.content.decode()


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MEMBER, Role.GPC, Role.OHCHR])
def test_others_do_not_learn_that_there_is_a_post_office(role, entry):
    failed = make_delivery(entry.pk, recipient=make_user(), state=DeliveryState.FAILED)
    client = logged_in(make_person(role))
    assert client.get(DELIVERIES).status_code == 404
    assert client.post(reverse("calendar:delivery-retry", args=[failed.pk])).status_code == 404
    failed.refresh_from_db()
    assert failed.state == DeliveryState.FAILED


def test_the_list_is_filtered_and_paged_with_the_same_queries(entry):
    client = logged_in(staff(Role.TASK_TEAM))

    def count():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(DELIVERIES).status_code == 200
        return len(captured)

    make_delivery(0, recipient=make_user())
    client.get(DELIVERIES)
    one = count()
    for n in range(1, 60):
        make_delivery(n, recipient=make_user(), state=DeliveryState.SENT)
    assert count() == one <= 15
    assert client.get(DELIVERIES, {"state": "sent"}).context["page_obj"].paginator.count == 59
    assert client.get(DELIVERIES, {"state": "nonsense", "page": "x"}).status_code == 200


# --- what staff do not read in the post office ----------------------------------------------------------------------


def hidden_deliveries():
    """Mails about a closed plan line and about a cluster's own date for its coordinators."""
    cluster = make_cluster("MOZ")
    own = make_entry(cluster=cluster, country=make_country("MOZ"), audience="coordinators", title="Secret meeting")
    person = make_user(name="Amina Diallo")
    fields = {"recipient": person, "due_on": dt.date(2031, 7, 9), "lead_days": 33}
    make_delivery(own.pk, state=DeliveryState.CANCELLED, error="The date is done.", **fields)
    make_delivery(
        1,
        subject_type="engagements.step",
        kind="plan.step_reminder",
        state=DeliveryState.DROPPED,
        error="Why",
        **fields,
    )
    make_delivery(
        "7:2",
        subject_type="engagements.plan_line",
        kind="plan.closed_date_moved",
        state=DeliveryState.FAILED,
        error="The mail server refused: 550 5.1.1.",
        **fields,
    )


@pytest.mark.parametrize("role", [Role.TASK_TEAM, Role.ADMINISTRATOR])
def test_neither_kind_nor_day_nor_reason_of_what_few_people_see(role):
    hidden_deliveries()
    client = logged_in(staff(role))
    page = client.get(DELIVERIES)
    text = page.content.decode()
    assert text.count("Amina Diallo") >= 3
    assert "550 5.1.1" in text
    for told in ("2031", "33 days", "The date is done", "Reminder of a step", "closed line", ">Why<", "Date no."):
        assert told not in text
    assert client.get(DELIVERIES, {"kind": "plan.step_reminder"}).context["page_obj"].paginator.count == 3
    assert client.get(DELIVERIES, {"kind": "calendar.reminder"}).context["page_obj"].paginator.count == 0
    assert client.get(DELIVERIES, {"kind": "other"}).context["page_obj"].paginator.count == 3


def test_the_administration_hides_the_same():
    hidden_deliveries()
    client = logged_in(staff(Role.ADMINISTRATOR))
    page = client.get("/admin/core/delivery/")
    assert page.status_code in (200, 302)
    text = page.content.decode()
    for told in ("2031", "9 July", "The date is done", "Reminder of a step", "closed line"):
        assert told not in text


def test_withdrawn_mails_and_the_next_try_are_shown(entry):
    make_delivery(entry.pk, recipient=make_user(), state=DeliveryState.CANCELLED, error="The date moved.")
    make_delivery(entry.pk, recipient=make_user(), state=DeliveryState.RETRY, attempts=2, error="Refused for now.")
    client = logged_in(staff(Role.TASK_TEAM))
    text = client.get(DELIVERIES).content.decode()
    assert "The date moved." in text
    assert "next try" in text
    assert "2 attempts" in text
    shown = client.get(DELIVERIES, {"state": "cancelled", "kind": "calendar.reminder"})
    assert shown.context["page_obj"].paginator.count == 1


@pytest.mark.parametrize(("minutes", "level"), [(0, "ok"), (10, "warn"), (40, "danger")])
def test_the_age_of_the_oldest_unsent_mail_is_an_alarm(entry, minutes, level):
    heartbeat.beat("sweep-deliveries")
    since = clock.now() - dt.timedelta(minutes=minutes)
    make_delivery(entry.pk, recipient=make_user(), not_before=since, wanted_at=since)
    assert logged_in(staff(Role.TASK_TEAM)).get(DELIVERIES).context["post"].level == level


def test_a_host_without_a_broker_on_purpose_is_not_told_of_one(settings):
    client = logged_in(staff(Role.TASK_TEAM))
    assert "Broker" in client.get(DELIVERIES).content.decode()
    settings.HRE_CRON_ONLY = True
    assert "Broker" not in client.get(DELIVERIES).content.decode()


# --- stopped mails --------------------------------------------------------------------------------------------------


def test_stopped_mails_are_listed_and_begin_again(lead):
    stop = outbox.stop_mails(kind="plan.step_reminder", subject_type="engagements.step", thing="12", by=lead)
    client = logged_in(lead)
    assert "Reminder of a step" in client.get(PREFERENCES).content.decode()
    stranger = logged_in(make_person(Role.COORDINATOR, make_cluster("NGA")))
    address = reverse("calendar:mail-resume", args=[stop.pk])
    assert stranger.post(address).status_code == 404
    assert client.post(address)["Location"] == PREFERENCES
    assert not Stop.objects.exists()
    assert verbs()[:2] == ["mail.resumed", "mail.stopped"]


def test_the_page_tells_of_each_periodic_task(settings):
    """One that is not listed could stand still unseen."""
    assert set(TASKS) == set(settings.CELERY_BEAT_SCHEDULE)
