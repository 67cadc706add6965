"""The worklist: many dates, few looks; a press counts for the page that was looked at, and is taken back in one."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_app import actions
from calendar_app.enums import Audience, Origin
from calendar_app.models import Entry, OfficialDate, Review, Session
from core.errors import Refused
from core.models import AuditEntry
from tests.factories import make_country, make_entry, make_mechanism, make_review, make_rule, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
UPR54 = "https://example.org/54"
LIST = "https://example.org/who-is-reviewed"
DAY = dt.date(2027, 1, 18)


def entry_of(pk):
    return Entry.objects.unscoped("what the test looks at").get(pk=pk)


def acts(verb):
    return AuditEntry.objects.unscoped("what was recorded").filter(verb=verb)


@pytest.fixture
def upr():
    """Session 54: itself and two reports on its own page, two countries placed by a second, deadlines on a third."""
    body = make_mechanism("upr", url="https://www.ohchr.org/upr")
    session = make_session(mechanism=body, number="54", source=UPR54, confidence="memory")
    rule = make_rule(mechanism=body, key="upr-report", entry_kind="report_due", days=-30)
    stakeholders = make_rule(mechanism=body, key="upr-stakeholders", days=0, confidence="checked")
    OfficialDate.objects.create(
        session=session, rule=stakeholders, due_on=dt.date(2026, 12, 1), source="https://example.org/deadlines"
    )
    for code in ("MOZ", "SYR"):
        make_review(country=make_country(code), session=session, source=LIST)
    actions.generate_entries()
    assert rule.pk
    return session


def groups(client, address=""):
    page = client.get(f"/calendar/worklist/{address}").context["page"]
    return {item.page: item for kind, item in page.items if kind == "group"}


def dates_of(**only):
    return Entry.objects.unscoped("what the test looks at").filter(**only)


def test_dates_are_gathered_by_the_page_that_proves_them(login, task_team, upr):
    page = login(task_team).get("/calendar/worklist/").context["page"]
    found = {item.page: item.number for kind, item in page.items if kind == "group"}
    # The two reports count from the session, the two reviews stand on the list, the two deadlines were published.
    assert found == {UPR54: 3, LIST: 2, "https://example.org/deadlines": 2}
    assert (page.number, page.presses) == (7, 3)


def test_a_press_counts_for_one_page_and_no_other(login, task_team, upr):
    client = login(task_team)
    group = groups(client)[LIST]
    answer = client.post("/calendar/worklist/verify/", {"group": group.key})
    assert answer.status_code == 302
    verified = dates_of(verified_by=task_team)
    assert {(entry.kind, entry.country_id) for entry in verified} == {("review", "MOZ"), ("review", "SYR")}
    assert {review.verified_by for review in Review.objects.all()} == {task_team}
    assert Session.objects.get(pk=upr.pk).verified_by is None
    assert OfficialDate.objects.get().verified_by is None
    assert {act.target_id for act in acts("entry.verified")} == {str(entry.pk) for entry in verified}
    assert acts("review.verified").count() == 2
    assert LIST not in groups(client)


def test_the_session_and_the_official_date_are_verified_with_their_dates(login, task_team, upr):
    client = login(task_team)
    found = groups(client)
    client.post("/calendar/worklist/verify/", {"group": found[UPR54].key})
    client.post("/calendar/worklist/verify/", {"group": found["https://example.org/deadlines"].key})
    session = Session.objects.get(pk=upr.pk)
    assert session.verified_by == task_team
    # Somebody looked at its page: it is no longer from memory.
    assert session.confidence == "single_source"
    assert OfficialDate.objects.get().verified_by == task_team


def test_a_wrong_press_is_taken_back(login, task_team, upr):
    client = login(task_team)
    before = {entry.pk: (entry.verified_at, entry.verified_by_id, entry.confidence) for entry in dates_of()}
    group = groups(client)[UPR54]
    location = client.post("/calendar/worklist/verify/", {"group": group.key})["Location"]
    assert "Verified by mistake" in client.get(location).content.decode()
    stamp = dates_of(verified_by=task_team).first().verified_at.isoformat()
    answer = client.post("/calendar/worklist/undo/", {"stamp": stamp})
    assert answer.status_code == 302
    assert {entry.pk: (entry.verified_at, entry.verified_by_id, entry.confidence) for entry in dates_of()} == before
    session = Session.objects.get(pk=upr.pk)
    assert (session.verified_at, session.verified_by, session.confidence) == (None, None, "memory")
    assert acts("entry.verification_undone").count() == 3
    assert acts("session.verification_undone").count() == 1
    # A second time there is nothing left.
    again = client.post("/calendar/worklist/undo/", {"stamp": stamp}, follow=True)
    assert "Nothing of this press is left" in again.content.decode()


def test_taking_back_puts_the_former_stamp_and_the_flag_back(task_team, moz):
    first = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    entry = make_entry(country=moz.country, anchor_moved=True, verified_at=first)
    stamp = actions.verify_dates(entries=[entry], by=task_team)
    entry.refresh_from_db()
    assert (entry.verified_at, entry.verified_by, entry.anchor_moved) == (stamp, task_team, False)
    actions.undo_verification(stamp=stamp, by=task_team)
    entry.refresh_from_db()
    assert (entry.verified_at, entry.verified_by, entry.anchor_moved) == (first, None, True)


def test_what_somebody_verified_since_stays(task_team, moz, time_machine):
    from tests.factories import make_person

    entry = make_entry(country=moz.country)
    stamp = actions.verify_dates(entries=[entry], by=task_team)
    time_machine.move_to(dt.datetime(2026, 11, 21, 10, tzinfo=dt.UTC))
    colleague = make_person("task_team")
    actions.verify_dates(entries=[entry], by=colleague)
    with pytest.raises(Exception, match="Nothing of this press"):
        actions.undo_verification(stamp=stamp, by=task_team)
    entry.refresh_from_db()
    assert entry.verified_by == colleague


def test_after_a_day_nothing_is_taken_back(task_team, moz, time_machine):
    entry = make_entry(country=moz.country)
    stamp = actions.verify_dates(entries=[entry], by=task_team)
    time_machine.move_to(dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC))
    with pytest.raises(Exception, match="within a day"):
        actions.undo_verification(stamp=stamp, by=task_team)


def test_moved_dates_pinned_dates_and_own_dates_stand_alone(login, task_team, upr, moz):
    moved = dates_of(kind="report_due", country="MOZ").get()
    dates_of(pk=moved.pk).update(anchor_moved=True)
    pinned = dates_of(kind="report_due", country="SYR").get()
    dates_of(pk=pinned.pk).update(origin=Origin.PINNED, source="a telephone call")
    own = make_entry(session=upr, cluster=moz, audience=Audience.MEMBERS, source=UPR54)
    actions.verify_session(session=upr, by=task_team)
    for entry in (moved, pinned, own):
        assert entry_of(entry.pk).verified_by is None
    assert Session.objects.get(pk=upr.pk).verified_by == task_team
    client = login(task_team)
    assert client.post("/calendar/worklist/verify/", {"entry": own.pk}).status_code == 404


def test_what_is_not_announced_is_looked_at_without_binding_the_session(login, task_team):
    body = make_mechanism("crc", url="https://www.ohchr.org/crc")
    session = make_session(mechanism=body, number="104", opens_on=None, closes_on=None, precision="none", source=LIST)
    for code in ("MOZ", "SYR"):
        make_entry(mechanism=body, session=session, country=make_country(code), due_on=None, precision="none")
    client = login(task_team)
    group = groups(client)["https://www.ohchr.org/crc"]
    assert group.waits
    assert "All 2 still not announced" in client.get("/calendar/worklist/").content.decode()
    client.post("/calendar/worklist/verify/", {"group": group.key})
    assert dates_of(verified_by=task_team).count() == 2
    # The loader may still bring the dates of the session.
    assert Session.objects.get(pk=session.pk).verified_by is None
    assert groups(client) == {}


def test_filters_stay_in_the_address_and_narrow_the_press(login, task_team, upr):
    client = login(task_team)
    narrowed = groups(client, "?country=MOZ&by=date")
    assert narrowed == {}
    items = client.get("/calendar/worklist/?country=MOZ").context["page"].items
    assert {item.row.country for _kind, item in items} == {"Mozambique"}
    assert client.get("/calendar/worklist/?mechanism=none").context["page"].number == 0
    sums = client.get("/calendar/worklist/?by=country").context["page"].sums
    assert [(each.label, each.number) for each in sums] == [
        ("Mozambique", 3),
        ("Syrian Arab Republic", 3),
        ("All countries", 1),
    ]
    bodies = client.get("/calendar/worklist/?by=mechanism").context["page"].sums
    assert [(each.number, each.url) for each in bodies] == [(7, "?mechanism=upr")]
    key = groups(client)[LIST].key
    one_by_one = client.get(f"/calendar/worklist/?group={key}").context["page"]
    assert [kind for kind, _item in one_by_one.items] == ["date", "date"]
    assert one_by_one.group.number == 2


def test_htmx_gets_the_group_anew_and_the_way_back(login, task_team, upr):
    client = login(task_team)
    key = groups(client)[LIST].key
    done = client.post("/calendar/worklist/verify/", {"group": key}, headers={"HX-Request": "true"}).content.decode()
    assert done.strip().startswith(f'<li class="row" id="group-{key}"')
    assert "2 dates verified today" in done
    assert "autofocus" in done
    stamp = dates_of(verified_by=task_team).first().verified_at.isoformat()
    data = {"stamp": stamp, "group": key}
    back = client.post("/calendar/worklist/undo/", data, headers={"HX-Request": "true"}).content.decode()
    assert f'id="group-{key}"' in back
    assert "Verify 2 dates" in back
    refused = client.post("/calendar/worklist/undo/", data, headers={"HX-Request": "true"})
    assert refused.status_code == 422
    assert "Nothing of this press" in refused.content.decode()


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("verify/", {"group": "0123456789abcdef"}),
        ("verify/", {"group": ""}),
        ("undo/", {"stamp": "yesterday"}),
        ("undo/", {"stamp": "2026-02-31T00:00:00+00:00"}),
        ("undo/", {}),
    ],
)
def test_a_press_on_nothing_is_404(login, task_team, address, data):
    assert login(task_team).post(f"/calendar/worklist/{address}", data).status_code == 404


def test_nobody_else_verifies(login, coordinator, upr):
    client = login(coordinator)
    entry = dates_of(kind="review").first()
    assert client.post("/calendar/worklist/verify/", {"entry": entry.pk}).status_code == 403
    assert client.post("/calendar/worklist/verify/", {"group": "0123456789abcdef"}).status_code == 403
    assert client.post("/calendar/worklist/undo/", {"stamp": "2026-11-21T09:00:00+00:00"}).status_code == 403
    with pytest.raises(Refused):
        actions.verify_dates(entries=[entry], by=coordinator)
    assert not dates_of(verified_at__isnull=False).exists()


def test_page_and_press_cost_the_same_for_two_and_for_thirty_countries(login, task_team, upr):
    client = login(task_team)

    def counted(act):
        with CaptureQueriesContext(connection) as caught:
            act()
        return len(caught)

    def look():
        assert client.get("/calendar/worklist/").status_code == 200

    def press():
        key = groups(client)[LIST].key
        return counted(lambda: client.post("/calendar/worklist/verify/", {"group": key}))

    few = counted(look)
    few_press = press()
    Review.objects.update(verified_at=None, verified_by=None)
    for number in range(28):
        make_review(country=make_country(f"X{number:02}"), session=upr, source=LIST)
    actions.generate_entries()
    dates_of().update(verified_at=None, verified_by=None)
    assert counted(look) == few <= 15
    assert press() == few_press <= 30


def test_a_draft_is_published_from_the_list(login, task_team, coordinator, moz):
    first, second = (make_entry(country=moz.country, publication="draft", due_on=DAY) for _number in range(2))
    client = login(task_team)
    assert client.post("/calendar/worklist/publish/", {"entry": first.pk, "why": "draft"})["Location"] == (
        "/calendar/worklist/?why=draft"
    )
    part = client.post("/calendar/worklist/publish/", {"entry": second.pk}, headers={"HX-Request": "true"})
    assert "Published" in part.content.decode()
    assert {entry_of(entry.pk).publication for entry in (first, second)} == {"published"}
    # What the action refuses is said, and nothing happens.
    visit = make_entry(country=None, audience=Audience.COORDINATORS, publication="draft", due_on=DAY)
    assert client.post("/calendar/worklist/publish/", {"entry": visit.pk}).status_code == 302
    refused = client.post("/calendar/worklist/publish/", {"entry": visit.pk}, headers={"HX-Request": "true"})
    assert refused.status_code == 422
    assert entry_of(visit.pk).publication == "draft"
    assert login(coordinator).post("/calendar/worklist/publish/", {"entry": first.pk}).status_code == 403
