"""The personal feed: read back by two other people's libraries, resolved for its owner at each request."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
import vobject
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_app import actions
from calendar_app.enums import Audience, EntryState, Precision, Publication, Taking
from calendar_app.feeds.ics import Event, calendar, escaped, folded
from calendar_app.models import Attendance, Entry, Subscription
from calendar_app.subscriptions import create_feed, revoke_feed, rotate_feed, secret_hash
from clusters.enums import Role
from clusters.models import Membership
from core import clock
from core.models import AuditEntry
from mechanisms.enums import Family
from tests.factories import (
    make_cluster,
    make_country,
    make_entry,
    make_mechanism,
    make_person,
    make_review,
    make_session,
)

UTC = dt.UTC


# --- The writer, without a database --------------------------------------------------------------------------


def parsed(body):
    from icalendar import Calendar

    return Calendar.from_ical(body)


def one_event(**fields):
    defaults = {"uid": "u@hre", "sequence": 0, "changed_at": dt.datetime(2026, 11, 1, tzinfo=UTC), "summary": "x"}
    if "at" not in fields:
        defaults |= {"first": dt.date(2027, 1, 1), "after": dt.date(2027, 1, 2)}
    return calendar("Feed", [Event(**{**defaults, **fields})])


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "a, b; c\\d",
        "two\nlines",
        "two\r\nlines",
        "ends with backslash\\",
        "المساهمة في قائمة المسائل، اللجنة المعنية بحقوق الإنسان، الدورة مائة وثمان وثلاثون" * 3,
        "é" * 74 + "z",
        "x" * 63 + "語" * 40,
        '"quoted": and <b>tags</b>',
    ],
)
def test_texts_come_back_as_they_were(text):
    body = one_event(summary=text)
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert str(parsed(body).walk("VEVENT")[0]["SUMMARY"]) == text.replace("\r\n", "\n")
    assert vobject.readOne(body.decode()).vevent.summary.value == text.replace("\r\n", "\n")


def test_control_characters_are_dropped():
    assert escaped("a\x00b\x07c\x7f") == "abc"


def test_a_line_of_exactly_75_octets_is_not_folded():
    assert folded("x" * 75) == b"x" * 75 + b"\r\n"
    assert folded("x" * 76) == b"x" * 75 + b"\r\n x\r\n"


def test_the_same_events_give_the_same_bytes():
    assert one_event() == one_event()


# --- The feed ------------------------------------------------------------------------------------------------

db = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def feed_of(user, **fields):
    return create_feed(**{"name": "Mine", "by": user, **fields})


def fetch(client, secret, **headers):
    return client.get(f"/calendar/feed/{secret}.ics", headers=headers)


def events(response):
    return {str(event["UID"]): event for event in parsed(response.content).walk("VEVENT")}


@pytest.fixture
def feed(coordinator):
    return feed_of(coordinator)


class TestFeed:
    pytestmark = db

    def test_timed_dates_are_instants_and_days_are_days(self, client, moz, feed):
        timed = make_entry(
            country=moz.country,
            due_on=dt.date(2027, 3, 30),
            due_at=dt.datetime(2027, 3, 30, 16, tzinfo=UTC),
            precision=Precision.INSTANT,
        )
        day = make_entry(country=moz.country, due_on=dt.date(2027, 4, 4))
        period = make_entry(country=moz.country, begins_on=dt.date(2027, 1, 18), due_on=dt.date(2027, 1, 29))
        found = events(fetch(client, feed[1]))
        start = found[f"{timed.uid}@hre-portal"]["DTSTART"].dt
        assert start == dt.datetime(2027, 3, 30, 18, tzinfo=ZoneInfo("Europe/Zurich"))
        plain = found[f"{day.uid}@hre-portal"]
        assert (plain["DTSTART"].dt, plain["DTEND"].dt) == (dt.date(2027, 4, 4), dt.date(2027, 4, 5))
        long = found[f"{period.uid}@hre-portal"]
        assert (long["DTSTART"].dt, long["DTEND"].dt) == (dt.date(2027, 1, 18), dt.date(2027, 1, 30))

    def test_vobject_reads_the_same(self, client, coordinator, moz):
        feed = feed_of(coordinator, country=moz.country)
        make_entry(title="Input; to, the list", country=moz.country, due_on=dt.date(2027, 4, 4))
        event = vobject.readOne(fetch(client, feed[1]).content.decode()).vevent
        assert event.summary.value == "UPR: Input; to, the list"
        assert event.dtstart.value == dt.date(2027, 4, 4)

    def test_a_month_is_a_band_that_names_itself_and_blocks_nothing(self, client, coordinator, moz):
        _feed, secret = feed_of(coordinator, alarm_days=7)
        make_entry(title="Session", country=moz.country, due_on=dt.date(2027, 5, 1), precision=Precision.MONTH)
        (event,) = events(fetch(client, secret)).values()
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (dt.date(2027, 5, 1), dt.date(2027, 6, 1))
        assert "about May 2027" in event["SUMMARY"]
        assert event["TRANSP"] == "TRANSPARENT"
        assert not event.walk("VALARM")

    def test_what_is_not_announced_or_not_published_is_left_out(self, client, moz, feed, task_team):
        make_entry(country=moz.country, due_on=None, precision=Precision.NONE)
        make_entry(country=moz.country, publication=Publication.DRAFT)
        assert events(fetch(client, feed[1])) == {}
        assert events(fetch(client, feed_of(task_team)[1])) == {}

    def test_the_window_is_bounded(self, client, moz, feed):
        for day in ((2025, 10, 31), (2025, 11, 1), (2029, 11, 30), (2029, 12, 1)):
            make_entry(country=moz.country, due_on=dt.date(*day))
        days = sorted(event["DTSTART"].dt for event in events(fetch(client, feed[1])).values())
        assert days == [dt.date(2025, 11, 1), dt.date(2029, 11, 30)]

    def test_cancelled_dates_stay_as_cancelled(self, client, moz, feed):
        entry = make_entry(country=moz.country, state=EntryState.CANCELLED, sequence=4)
        event = events(fetch(client, feed[1]))[f"{entry.uid}@hre-portal"]
        assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 4)

    def test_sequence_rises_when_a_date_moves_and_the_uid_stays(self, client, moz, feed, task_team):
        entry = make_entry(country=moz.country, due_on=dt.date(2027, 2, 1))
        before = events(fetch(client, feed[1]))[f"{entry.uid}@hre-portal"]
        actions.edit_entry(entry=entry, due_on=dt.date(2027, 2, 8), reason="Announced anew", by=task_team)
        after = events(fetch(client, feed[1]))[f"{entry.uid}@hre-portal"]
        assert after["SEQUENCE"] > before["SEQUENCE"]
        assert after["DTSTART"].dt == dt.date(2027, 2, 8)

    def test_a_moved_session_reaches_the_feed(self, client, feed, task_team, moz):
        session = make_session(mechanism=make_mechanism("upr"))
        review = make_review(country=moz.country, session=session)
        actions.generate_entries(reviews=[review], sessions=[session])
        before = {uid: int(event["SEQUENCE"]) for uid, event in events(fetch(client, feed[1])).items()}
        assert before
        actions.move_session(session=session, opens_on=dt.date(2027, 2, 1), reason="Moved", by=task_team)
        after = {uid: int(event["SEQUENCE"]) for uid, event in events(fetch(client, feed[1])).items()}
        assert set(before) <= set(after)
        assert all(after[uid] > before[uid] for uid in before)

    def test_etag_gives_304_until_something_changes(self, client, moz, feed):
        entry = make_entry(country=moz.country)
        first = fetch(client, feed[1])
        etag = first["ETag"]
        again = fetch(client, feed[1], if_none_match=etag)
        assert (again.status_code, again.content) == (304, b"")
        assert fetch(client, feed[1], if_none_match="W/" + etag).status_code == 304
        entry.title, entry.sequence = "Other", 1
        entry.save()
        assert fetch(client, feed[1], if_none_match=etag).status_code == 200

    def test_losing_sight_changes_the_etag_although_no_date_changed(self, client, moz, coordinator, feed):
        make_entry(country=moz.country, audience=Audience.MEMBERS)
        etag = fetch(client, feed[1])["ETag"]
        Membership.objects.filter(user=coordinator).update(ends_on=dt.date(2026, 11, 20))
        gone = fetch(client, feed[1], if_none_match=etag)
        assert gone.status_code == 200
        assert events(gone) == {}

    def test_headers(self, client, moz, feed):
        make_entry(country=moz.country)
        response = fetch(client, feed[1])
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert "private" in response["Cache-Control"]
        assert response["Last-Modified"]
        assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\nX-PUBLISHED-TTL:PT6H\r\n" in response.content

    def test_alarm_and_category(self, client, coordinator, moz):
        _feed, secret = feed_of(coordinator, alarm_days=7)
        make_entry(country=moz.country)
        (event,) = events(fetch(client, secret)).values()
        assert event.walk("VALARM")[0]["TRIGGER"].dt == dt.timedelta(days=-7)
        assert event["CATEGORIES"].to_ical() == b"Universal Periodic Review"

    def test_country_and_families_narrow_it(self, client, coordinator, moz):
        crc = make_mechanism("crc", family=Family.TREATY_BODY, name="CRC", short_name="CRC")
        keep = make_entry(country=moz.country, mechanism=crc)
        make_entry(country=moz.country)
        make_entry(country=make_country("SYR"), mechanism=crc)
        _feed, secret = feed_of(coordinator, country=moz.country, families=[Family.TREATY_BODY])
        assert set(events(fetch(client, secret))) == {f"{keep.uid}@hre-portal"}

    @pytest.mark.parametrize("neutral", [True, False])
    def test_dates_of_coordinators_leave_without_a_word(self, client, coordinator, moz, neutral):
        entry = make_entry(
            title="CANARY visit", country=moz.country, audience=Audience.COORDINATORS, note="CANARY", source="CANARY"
        )
        _feed, secret = feed_of(coordinator, shows_restricted_neutrally=neutral)
        response = fetch(client, secret)
        assert b"CANARY" not in response.content
        found = events(response)
        if not neutral:
            assert found == {}
            return
        event = found[f"{entry.uid}@hre-portal"]
        assert event["SUMMARY"] == "Restricted date (HRE Portal)"
        assert "CATEGORIES" not in event
        assert "DESCRIPTION" not in event

    def test_a_stranger_feed_holds_nothing_of_the_cluster(self, client, stranger, moz):
        make_entry(title="CANARY", country=moz.country, audience=Audience.MEMBERS)
        make_entry(title="CANARY", country=moz.country, cluster=moz, audience=Audience.MEMBERS)
        assert b"CANARY" not in fetch(client, feed_of(stranger)[1]).content

    def test_unknown_revoked_and_inactive_are_404(self, client, coordinator, feed):
        subscription, secret = feed
        assert fetch(client, "unknown").status_code == 404
        assert fetch(client, secret_hash(secret)).status_code == 404
        coordinator.is_active = False
        coordinator.save()
        assert fetch(client, secret).status_code == 404
        coordinator.is_active = True
        coordinator.save()
        assert fetch(client, secret).status_code == 200
        revoke_feed(feed=subscription, by=coordinator)
        assert fetch(client, secret).status_code == 404

    def test_renewing_ends_the_old_address(self, client, coordinator, feed):
        subscription, secret = feed
        fresh = rotate_feed(feed=subscription, by=coordinator)
        assert fetch(client, secret).status_code == 404
        assert fetch(client, fresh).status_code == 200

    def test_last_used_is_noted_once_an_hour(self, client, feed):
        fetch(client, feed[1])
        first = Subscription.objects.get().last_used_at
        assert first is not None
        with time_machine.travel(first + dt.timedelta(minutes=59), tick=False):
            fetch(client, feed[1])
        assert Subscription.objects.get().last_used_at == first
        with time_machine.travel(first + dt.timedelta(minutes=61), tick=False):
            fetch(client, feed[1])
        assert Subscription.objects.get().last_used_at > first

    def test_it_speaks_the_language_of_its_owner(self, client, moz):
        reader = make_person(Role.MEMBER, moz, language="fr")
        make_entry(title="Input", title_fr="Contribution", country=moz.country)
        (event,) = events(fetch(client, feed_of(reader)[1])).values()
        assert event["SUMMARY"].endswith("Contribution")

    def test_as_many_queries_for_a_thousand_dates_as_for_one(self, client, moz, feed):
        def queries():
            with CaptureQueriesContext(connection) as caught:
                assert fetch(client, feed[1]).status_code == 200
            return len(caught)

        first = make_entry(country=moz.country)
        queries()
        few = queries()
        copies = [
            Entry(
                title=f"n{number}",
                kind=first.kind,
                mechanism=first.mechanism,
                country=first.country,
                due_on=first.due_on,
                precision=first.precision,
                origin=first.origin,
                certainty=first.certainty,
                publication=first.publication,
            )
            for number in range(1000)
        ]
        Entry.objects.bulk_create(copies)
        assert queries() == few <= 10

    def test_writing_is_refused(self, client, feed):
        assert client.post(f"/calendar/feed/{feed[1]}.ics").status_code == 405


# --- Keeping feeds -------------------------------------------------------------------------------------------


class TestKeeping:
    pytestmark = db

    def test_the_secret_is_shown_once_and_kept_hashed(self, login, coordinator, client):
        mine = login(coordinator)
        made = mine.post("/calendar/feeds/", {"name": "Outlook", "restricted": "out", "alarm_days": "3"})
        assert made.status_code == 200
        subscription = Subscription.objects.get()
        address = made.context["address"]
        secret = address.rsplit("/", 1)[1].removesuffix(".ics")
        assert subscription.secret_hash == secret_hash(secret)
        assert secret.encode() not in mine.get("/calendar/feeds/").content
        assert fetch(client, secret).status_code == 200
        entry = AuditEntry.objects.unscoped("what was recorded").get(verb="feed_created")
        assert secret not in f"{entry.target_label}{entry.before}{entry.after}"
        assert entry.actor_id == coordinator.pk

    @pytest.mark.parametrize(
        "data",
        [
            {"name": "", "restricted": "out"},
            {"name": "x" * 81, "restricted": "out"},
            {"name": "x", "restricted": "out", "alarm_days": "-1"},
            {"name": "x", "restricted": "out", "alarm_days": "many"},
            {"name": "x", "restricted": "perhaps"},
            {"name": "x", "restricted": "out", "country": "XXX"},
            {"name": "x", "restricted": "out", "families": "nonsense"},
        ],
    )
    def test_bad_input_keeps_what_was_typed(self, login, coordinator, data):
        response = login(coordinator).post("/calendar/feeds/", data)
        assert response.status_code == 422
        assert not Subscription.objects.exists()
        assert data["name"] in response.content.decode()

    def test_a_stranger_can_neither_renew_nor_revoke(self, login, stranger, feed):
        subscription, _secret = feed
        for act in ("renew", "revoke"):
            assert login(stranger).post(f"/calendar/feeds/{subscription.pk}/{act}/").status_code == 404
        subscription.refresh_from_db()
        assert subscription.revoked_at is None

    def test_revoking_twice_records_once(self, login, coordinator, feed):
        for _time in range(2):
            assert login(coordinator).post(f"/calendar/feeds/{feed[0].pk}/revoke/").status_code == 302
        assert AuditEntry.objects.unscoped("what was recorded").filter(verb="feed_revoked").count() == 1

    def test_renewing_a_revoked_feed_is_refused(self, login, coordinator, feed):
        revoke_feed(feed=feed[0], by=coordinator)
        assert login(coordinator).post(f"/calendar/feeds/{feed[0].pk}/renew/").status_code == 302
        assert Subscription.objects.get().secret_hash == secret_hash(feed[1])

    def test_there_is_a_bound(self, coordinator, login):
        for number in range(20):
            feed_of(coordinator, name=f"n{number}")
        response = login(coordinator).post("/calendar/feeds/", {"name": "one more", "restricted": "out"})
        assert response.status_code == 403
        assert Subscription.objects.count() == 20


@pytest.mark.django_db
@pytest.mark.parametrize("with_country", [True, False])
def test_the_feed_says_how_the_owners_cluster_takes_part(client, with_country):
    cluster = make_cluster("MOZ")
    owner = make_person(Role.MEMBER, cluster)
    meeting = make_entry(title="Council", country=None, due_on=clock.today() + dt.timedelta(days=9))
    Attendance.objects.create(cluster=cluster, entry=meeting, taking=Taking.ATTEND, who="Rosa")
    _feed, secret = create_feed(name="mine", country=cluster.country if with_country else None, by=owner)
    body = client.get(f"/calendar/feed/{secret}.ics").content.decode()
    assert "We attend: Rosa" in body
    stranger = make_person(Role.MEMBER, make_cluster("SYR"))
    _feed, secret = create_feed(name="theirs", by=stranger)
    body = client.get(f"/calendar/feed/{secret}.ics").content.decode()
    assert "Council" in body
    assert "Rosa" not in body


# --- Filters in the address -------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("at_noon")
class TestFilters:
    def titles(self, client, secret, query):
        response = client.get(f"/calendar/feed/{secret}.ics?{query}")
        assert response.status_code == 200
        return {str(event["SUMMARY"]).rpartition(": ")[2] for event in events(response).values()}

    def test_the_address_narrows_the_feed(self, client, moz, coordinator):
        _feed, secret = feed_of(coordinator)
        cerd = make_mechanism(key="cerd", family=Family.TREATY_BODY, name="CERD")
        country = make_country("MOZ")
        make_entry(title="Contribution", country=country, kind="submission")
        make_entry(title="Report", country=country, kind="report_due", mechanism=cerd)
        make_entry(title="Elsewhere", country=make_country("NGA"), kind="submission")
        assert self.titles(client, secret, "") == {"Contribution", "Report", "Elsewhere"}
        assert self.titles(client, secret, "kind=report_due") == {"Report"}
        assert self.titles(client, secret, "mechanism=cerd") == {"Report"}
        assert self.titles(client, secret, "family=treaty_body&kind=submission") == set()
        assert self.titles(client, secret, "country=MOZ&q=contrib") == {"Contribution"}
        assert self.titles(client, secret, "country=NGA") == {"Elsewhere"}
        assert self.titles(client, secret, "theme=unknown-theme") == set()

    @pytest.mark.parametrize("query", ["kind=nonsense", "kidn=submission", "view=month", "session=x"])
    def test_what_means_nothing_is_refused_and_does_not_widen_the_feed(self, client, feed, query):
        response = client.get(f"/calendar/feed/{feed[1]}.ics?{query}")
        assert response.status_code == 400
        assert response["Content-Type"].startswith("text/plain")
        assert b"VCALENDAR" not in response.content

    def test_a_filter_never_says_what_a_restricted_date_is(self, client, moz, coordinator):
        _feed, secret = feed_of(coordinator, shows_restricted_neutrally=True)
        fields = {"country": make_country("MOZ"), "audience": Audience.COORDINATORS}
        make_entry(title="Secret visit", kind="country_visit", **fields)
        assert len(events(client.get(f"/calendar/feed/{secret}.ics"))) == 1
        assert not events(client.get(f"/calendar/feed/{secret}.ics?kind=country_visit"))

    def test_the_calendars_filters_go_into_the_address_and_stay_when_it_is_renewed(self, login, coordinator):
        client = login(coordinator)
        page = client.get("/calendar/feeds/?kind=submission&view=month&month=2027-01&country=MOZ")
        assert page.context["form"]["filters"].value() == "kind=submission"
        data = {"name": "Mine", "country": "MOZ", "restricted": "out", "filters": "kind=submission&evil=1"}
        page = client.post("/calendar/feeds/", data)
        assert page.context["address"].endswith(".ics?kind=submission")
        made = Subscription.objects.get()
        page = client.post(f"/calendar/feeds/{made.pk}/renew/")
        assert page.context["address"].endswith(".ics?kind=submission")
        assert client.get(page.context["address"].removeprefix("https://portal.example")).status_code == 200
