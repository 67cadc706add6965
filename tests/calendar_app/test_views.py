"""Pages of the calendar: who gets what, what is refused where, nothing typed is lost."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_app import actions
from calendar_app.enums import Audience, Certainty, EntryKind, EntryState, Origin, Precision, Publication
from calendar_app.models import Entry, Session
from core.models import AuditEntry
from mechanisms.models import SubmissionRequirement
from tests.factories import (
    make_country,
    make_entry,
    make_mechanism,
    make_plan_line,
    make_review,
    make_rule,
    make_session,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def entry_of(pk):
    return Entry.objects.unscoped("what the test looks at").get(pk=pk)


def verbs(entry):
    trail = AuditEntry.objects.unscoped("what was recorded").filter(
        target_type="calendar_app.entry", target_id=str(entry.pk)
    )
    return list(trail.order_by("pk").values_list("verb", flat=True))


@pytest.fixture
def entry(moz):
    return make_entry(
        title="Input to the list of issues",
        country=moz.country,
        due_on=dt.date(2026, 12, 1),
        due_at=dt.datetime(2026, 12, 1, 17, tzinfo=dt.UTC),
        precision=Precision.INSTANT,
    )


@pytest.fixture
def session():
    return make_session(mechanism=make_mechanism("upr"), number="54", version=1)


# --- Role and page -------------------------------------------------------------------------------------------

ROLES = ("anonymous", "stranger", "member", "coordinator", "task_team")
# Address: status for each role in turn, GET then POST (302 = to the log-in page, or done).
PAGES = {
    "/calendar/": (302, 200, 200, 200, 200),
    "/calendar/?view=month": (302, 200, 200, 200, 200),
    "/calendar/?country=XXX": (302, 404, 404, 404, 404),
    "/calendar/worklist/": (302, 403, 403, 403, 200),
    "/calendar/dates/new/": (302, 200, 403, 200, 200),
    "/calendar/dates/{open}/": (302, 200, 200, 200, 200),
    "/calendar/dates/{members}/": (302, 404, 200, 200, 200),
    "/calendar/dates/{leads}/": (302, 404, 404, 200, 200),
    "/calendar/dates/{own}/": (302, 404, 200, 200, 404),
    "/calendar/dates/{draft}/": (302, 404, 404, 404, 200),
    "/calendar/dates/{open}/edit/": (302, 403, 403, 403, 200),
    "/calendar/dates/{members}/edit/": (302, 404, 403, 403, 200),
    "/calendar/dates/{own}/edit/": (302, 404, 403, 200, 404),
    "/calendar/dates/{open}/pin/": (302, 403, 403, 403, 200),
    "/calendar/dates/{open}/unpin/": (302, 403, 403, 403, 200),
    "/calendar/dates/{open}/official/": (302, 403, 403, 403, 200),
    "/calendar/dates/{open}/cancel/": (302, 403, 403, 403, 200),
    "/calendar/dates/{own}/cancel/": (302, 404, 403, 200, 404),
    "/calendar/dates/{open}/reopen/": (302, 403, 403, 403, 200),
    "/calendar/sessions/": (302, 200, 200, 200, 200),
    "/calendar/sessions/new/": (302, 403, 403, 403, 200),
    "/calendar/sessions/{session}/": (302, 200, 200, 200, 200),
    "/calendar/sessions/{hidden}/": (302, 404, 404, 404, 200),
    "/calendar/sessions/{session}/edit/": (302, 403, 403, 403, 200),
    "/calendar/sessions/{session}/move/": (302, 403, 403, 403, 200),
    "/calendar/sessions/{session}/cancel/": (302, 403, 403, 403, 200),
    "/calendar/reviews/{review}/move/": (302, 403, 403, 403, 200),
    "/calendar/mechanisms/{mechanism}/dates/": (302, 200, 200, 200, 200),
    "/calendar/feeds/": (302, 200, 200, 200, 200),
}
POSTS = {
    "/calendar/dates/{open}/verify/": (302, 403, 403, 403, 302),
    "/calendar/dates/{members}/verify/": (302, 404, 403, 403, 302),
    "/calendar/dates/{own}/verify/": (302, 404, 403, 302, 404),
    "/calendar/dates/{draft}/publish/": (302, 404, 404, 404, 302),
    "/calendar/dates/{open}/done/": (302, 403, 403, 403, 302),
    "/calendar/dates/{open}/cancel/": (302, 403, 403, 403, 422),
    "/calendar/dates/{open}/edit/": (302, 403, 403, 403, 422),
    "/calendar/dates/new/": (302, 422, 403, 422, 422),
    "/calendar/sessions/{session}/verify/": (302, 403, 403, 403, 302),
    "/calendar/sessions/{session}/move/": (302, 403, 403, 403, 422),
    "/calendar/worklist/verify/": (302, 404, 404, 404, 404),
}


@pytest.fixture
def world(moz, session):
    day = {"country": moz.country, "due_on": dt.date(2027, 1, 1)}
    return {
        "open": make_entry(**day).pk,
        "members": make_entry(audience=Audience.MEMBERS, **day).pk,
        "leads": make_entry(audience=Audience.COORDINATORS, **day).pk,
        "own": make_entry(audience=Audience.MEMBERS, cluster=moz, **day).pk,
        "draft": make_entry(publication=Publication.DRAFT, **day).pk,
        "session": session.pk,
        "hidden": make_session(publication=Publication.DRAFT).pk,
        "review": make_review(session=session, country=moz.country).pk,
        "mechanism": session.mechanism_id,
    }


@pytest.mark.parametrize("role", ROLES)
def test_who_gets_which_page(request, role, world, client):
    if role != "anonymous":
        client.force_login(request.getfixturevalue(role))
    place = ROLES.index(role)
    expected = {address: statuses[place] for address, statuses in PAGES.items()}
    found = {address: client.get(address.format(**world)).status_code for address in PAGES}
    assert found == expected


@pytest.mark.parametrize("role", ROLES)
def test_who_may_act(request, role, world, client):
    if role != "anonymous":
        client.force_login(request.getfixturevalue(role))
    place = ROLES.index(role)
    expected = {address: statuses[place] for address, statuses in POSTS.items()}
    found = {address: client.post(address.format(**world)).status_code for address in POSTS}
    assert found == expected


@pytest.mark.parametrize("address", list(POSTS)[:5])
def test_nothing_happens_on_get(address, world, login, task_team):
    assert login(task_team).get(address.format(**world)).status_code == 405


# --- The page of one date ------------------------------------------------------------------------------------


def test_the_date_in_both_zones_with_its_reasons_and_sources(login, coordinator, moz):
    entry = make_entry(
        country=moz.country,
        due_on=dt.date(2026, 12, 1),
        due_at=dt.datetime(2026, 12, 1, 17, tzinfo=dt.UTC),
        precision=Precision.INSTANT,
        source="Information note | https://example.org/note",
        explanation=[
            {
                "text": "%(subject)s opens on %(date)s.",
                "values": {"subject": "UPR 54", "date": "2027-01-18"},
                "source": "https://example.org/why",
                "confidence": "checked",
            }
        ],
    )
    text = login(coordinator).get(f"/calendar/dates/{entry.pk}/").content.decode()
    assert "Tuesday 1 December 2026, 18:00" in text
    assert "Geneva · 19:00 in Maputo" in text
    assert "10 days" in text
    assert "UPR 54 opens on 18 January 2027." in text
    assert 'href="https://example.org/why"' in text
    assert 'href="https://example.org/note"' in text
    assert "Everyone with an account." in text


def test_limits_that_are_not_sure_are_shown_as_such(login, coordinator, entry):
    SubmissionRequirement.objects.create(
        mechanism=entry.mechanism, key="a", title="Sure", limit=2815, unit="words", limit_confidence="checked"
    )
    SubmissionRequirement.objects.create(
        mechanism=entry.mechanism, key="b", title="Unsure", limit=999, unit="words", limit_confidence="memory"
    )
    SubmissionRequirement.objects.create(mechanism=entry.mechanism, key="c", title="Unknown")
    page = login(coordinator).get(f"/calendar/dates/{entry.pk}/").context["page"]
    assert [(found.title, found.limit, found.limit_is_sure) for found in page.requirements] == [
        ("Sure", "2815 words", True),
        ("Unsure", "999 words", False),
        ("Unknown", "", False),
    ]


def test_whoever_sees_an_open_date_reads_its_changes(login, member, task_team, entry):
    actions.edit_entry(entry=entry, due_on=dt.date(2026, 12, 8), reason="The secretariat wrote", by=task_team)
    page = login(member).get(f"/calendar/dates/{entry.pk}/").context["page"]
    (change,) = page.history
    assert (change.verb, change.who, change.reason) == ("Moved", str(task_team), "The secretariat wrote")
    assert ("Date", "1 December 2026", "8 December 2026") in [
        (line.label, line.old, line.new) for line in change.fields
    ]


def test_the_changes_of_a_closed_date_are_for_its_leads(login, member, coordinator, moz):
    own = make_entry(country=moz.country, cluster=moz, audience=Audience.MEMBERS)
    actions.edit_entry(entry=own, note="CANARY", by=coordinator)
    assert login(member).get(f"/calendar/dates/{own.pk}/").context["page"].history == []
    assert len(login(coordinator).get(f"/calendar/dates/{own.pk}/").context["page"].history) == 1


def test_text_of_others_does_no_harm(login, coordinator, moz):
    entry = make_entry(title="<script>alert(1)</script>", country=moz.country, source="javascript:alert(1)")
    text = login(coordinator).get(f"/calendar/dates/{entry.pk}/").content.decode()
    assert "<script>alert(1)" not in text
    assert 'href="javascript' not in text
    assert "<script>alert(1)" not in login(coordinator).get("/calendar/?range=coming").content.decode()


@pytest.mark.parametrize("who", ["coordinator", "task_team"])
def test_the_page_of_a_date_asks_the_same_number_of_questions(request, login, who, task_team, entry):
    client = login(request.getfixturevalue(who))

    def queries():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(f"/calendar/dates/{entry.pk}/").status_code == 200
        return len(caught)

    few = queries()
    for number in range(30):
        SubmissionRequirement.objects.create(mechanism=entry.mechanism, key=f"k{number}", title="x")
        actions.verify_entry(entry=entry, by=task_team)
    assert queries() == few <= 15


# --- Adding and changing -------------------------------------------------------------------------------------


def typed(**changes):
    return {
        "title": "Country visit",
        "kind": "related_event",
        "mechanism": str(make_mechanism().pk),
        "country": "MOZ",
        "precision": "day",
        "begins_on": "",
        "due_on": "2027-02-01",
        "at": "",
        "time_zone": "",
        "about_text": "",
        "certainty": "provisional",
        "audience": "open",
        "obligation": "none",
        "author_type": "any",
        "source": "https://example.org/a",
        "note": "kept words",
        "title_fr": "",
        "title_ar": "",
        **changes,
    }


def test_the_task_team_adds_a_date(login, task_team, moz):
    response = login(task_team).post("/calendar/dates/new/", typed(at="18:00", publish="1"))
    entry = Entry.objects.unscoped("what was made").get()
    assert response["Location"] == f"/calendar/dates/{entry.pk}/"
    assert entry.due_at == dt.datetime(2027, 2, 1, 17, tzinfo=dt.UTC)
    assert (entry.publication, entry.origin, entry.time_zone) == ("published", Origin.OFFICIAL, "Europe/Zurich")
    assert verbs(entry) == ["entry.created"]


def test_a_coordinator_adds_a_date_of_her_cluster_only(login, coordinator, moz, stranger):
    data = typed(cluster=str(moz.pk), audience="members", country="SYR", draft="1")
    assert login(coordinator).post("/calendar/dates/new/", data).status_code == 302
    entry = Entry.objects.unscoped("what was made").get()
    assert (entry.cluster, entry.country, entry.publication) == (moz, moz.country, "draft")
    refused = login(stranger).post("/calendar/dates/new/", data)
    assert refused.status_code == 422
    assert "cluster" in refused.context["form"].errors


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"due_on": "2027-02-30"}, "due_on"),
        ({"due_on": "yesterday"}, "due_on"),
        ({"due_on": "0001-01-01"}, "due_on"),
        ({"due_on": "9999-12-31"}, "due_on"),
        ({"begins_on": "2027-02-02"}, "due_on"),
        ({"at": "25:00"}, "at"),
        ({"at": "18:00", "precision": "month"}, "at"),
        ({"time_zone": "Europe/Atlantis"}, "time_zone"),
        ({"time_zone": "../../etc/passwd"}, "time_zone"),
        ({"certainty": "not_announced"}, "certainty"),
        ({"precision": "none"}, "due_on"),
        ({"kind": "nonsense"}, "kind"),
        ({"mechanism": "999999"}, "mechanism"),
        ({"country": "XXX"}, "country"),
        ({"kind": "country_visit"}, "stage"),
        ({"kind": "country_visit", "stage": "agreed"}, "confirmed_sharing"),
        ({"kind": "country_visit", "stage": "postponed"}, "due_on"),
        ({"kind": "country_visit", "stage": "done", "begins_on": "2027-01-20"}, "stage"),
        ({"kind": "side_event", "session": "999999"}, "session"),
        ({"country": "", "audience": "members"}, "audience"),
        ({"title": "x" * 251}, "title"),
    ],
)
def test_bad_input_is_said_at_its_field_and_nothing_typed_is_lost(login, task_team, moz, changes, field):
    response = login(task_team).post("/calendar/dates/new/", typed(publish="1", **changes))
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert "kept words" in response.content.decode()
    assert not Entry.objects.unscoped("nothing was made").exists()


def edit_data(entry, **changes):
    return typed(
        title=entry.title,
        kind=entry.kind,
        mechanism=str(entry.mechanism_id),
        due_on="2026-12-01",
        at="18:00",
        time_zone="Europe/Zurich",
        certainty=entry.certainty,
        version=str(entry.version),
        source=entry.source,
        note="",
        reason="",
        **changes,
    )


def test_editing_without_a_change_writes_nothing(login, task_team, entry):
    assert login(task_team).post(f"/calendar/dates/{entry.pk}/edit/", edit_data(entry)).status_code == 302
    assert entry_of(entry.pk).version == 1
    assert verbs(entry) == []


def test_a_changed_date_needs_its_reason(login, task_team, entry):
    client, address = login(task_team), f"/calendar/dates/{entry.pk}/edit/"
    data = {**edit_data(entry), "due_on": "2026-12-08"}
    refused = client.post(address, data)
    assert refused.status_code == 422
    assert "reason" in refused.context["form"].errors
    assert client.post(address, {**data, "reason": "Announced anew"}).status_code == 302
    row = entry_of(entry.pk)
    assert row.due_at == dt.datetime(2026, 12, 8, 17, tzinfo=dt.UTC)
    assert verbs(entry) == ["entry.moved"]


def test_someone_quicker_both_texts_are_shown_and_saving_again_is_a_choice(login, task_team, entry):
    client, address = login(task_team), f"/calendar/dates/{entry.pk}/edit/"
    data = {**edit_data(entry), "title": "My title"}
    actions.edit_entry(entry=entry, title="Their title", by=task_team)
    conflict = client.post(address, data)
    assert conflict.status_code == 409
    assert ("What", "Their title", "My title") in conflict.context["theirs"]
    assert entry_of(entry.pk).title == "Their title"
    again = {**data, "version": str(conflict.context["form"].data["version"])}
    assert client.post(address, again).status_code == 302
    assert entry_of(entry.pk).title == "My title"


def test_of_a_generated_date_only_note_and_audience_are_changed(login, task_team, moz, session):
    review = make_review(session=session, country=moz.country)
    actions.generate_entries(reviews=[review])
    entry = Entry.objects.visible_to(task_team).filter(review=review, kind=EntryKind.REVIEW).get()
    client, address = login(task_team), f"/calendar/dates/{entry.pk}/edit/"
    form = client.get(address).context["form"]
    assert [bound.name for bound in form.visible_fields()] == ["audience", "note"]
    data = {"audience": "members", "note": "n", "version": entry.version, "title": "Forged", "due_on": "2027-01-01"}
    assert client.post(address, data).status_code == 302
    row = entry_of(entry.pk)
    assert (row.audience, row.note, row.title, row.due_on) == ("members", "n", entry.title, entry.due_on)


# --- Acts ----------------------------------------------------------------------------------------------------


def test_verify_in_one_press(login, task_team, entry):
    response = login(task_team).post(f"/calendar/dates/{entry.pk}/verify/", follow=True)
    assert entry_of(entry.pk).verified_by == task_team
    assert "today's verification" in response.content.decode().replace("&#x27;", "'")
    assert verbs(entry) == ["entry.verified"]


def test_cancel_with_a_reason_and_open_again(login, task_team, entry):
    client = login(task_team)
    assert client.post(f"/calendar/dates/{entry.pk}/cancel/", {"reason": "   "}).status_code == 422
    assert entry_of(entry.pk).state == EntryState.OPEN
    assert client.post(f"/calendar/dates/{entry.pk}/cancel/", {"reason": "Called off"}).status_code == 302
    assert entry_of(entry.pk).state == EntryState.CANCELLED
    assert client.post(f"/calendar/dates/{entry.pk}/cancel/", {"reason": "Twice"}).status_code == 422
    assert client.post(f"/calendar/dates/{entry.pk}/reopen/", {"reason": "Back on"}).status_code == 302
    assert entry_of(entry.pk).state == EntryState.OPEN
    assert verbs(entry) == ["entry.cancelled", "entry.reopened"]


def test_a_stale_page_does_not_cancel(login, task_team, entry):
    actions.edit_entry(entry=entry, note="changed meanwhile", by=task_team)
    client = login(task_team)
    response = client.post(f"/calendar/dates/{entry.pk}/cancel/", {"reason": "kept words", "version": "1"})
    assert response.status_code == 409
    assert "kept words" in response.content.decode()
    assert entry_of(entry.pk).state == EntryState.OPEN


def test_done_is_for_deadlines(login, task_team, moz):
    event = make_entry(country=moz.country, kind=EntryKind.SESSION)
    page = login(task_team).post(f"/calendar/dates/{event.pk}/done/", follow=True)
    assert "Only a deadline can be met" in page.content.decode()
    assert entry_of(event.pk).state == EntryState.OPEN


def test_pin_and_official_date(login, task_team, moz):
    client = login(task_team)
    entry = make_entry(country=moz.country, origin=Origin.COMPUTED, due_on=dt.date(2027, 1, 4))
    data = {"due_on": "2027-01-11", "precision": "day", "reason": "By phone", "version": "1"}
    assert client.post(f"/calendar/dates/{entry.pk}/pin/", data).status_code == 302
    row = entry_of(entry.pk)
    assert (row.origin, row.due_on) == (Origin.PINNED, dt.date(2027, 1, 11))
    data = {"due_on": "2027-01-18", "at": "18:00", "precision": "day", "certainty": "confirmed", "source": ""}
    assert client.post(f"/calendar/dates/{entry.pk}/official/", data).status_code == 422
    data["source"] = "https://example.org/official"
    assert client.post(f"/calendar/dates/{entry.pk}/official/", data).status_code == 302
    row = entry_of(entry.pk)
    assert (row.origin, row.due_at) == (Origin.OFFICIAL, dt.datetime(2027, 1, 18, 17, tzinfo=dt.UTC))
    assert client.post(f"/calendar/dates/{entry.pk}/pin/", {**data, "reason": "x"}).status_code == 422


# --- Sessions ------------------------------------------------------------------------------------------------


def move_data(**changes):
    return {
        "precision": "day",
        "opens_on": "2027-02-01",
        "closes_on": "2027-02-12",
        "certainty": "",
        "reason": "The Council's calendar changed",
        "source": "",
        "version": "1",
        **changes,
    }


@pytest.fixture
def moving(session, moz):
    """A session with a review in two countries, one of whose dates was set by hand."""
    make_rule(mechanism=session.mechanism, key="upr-input", title="Input", days=-28)
    reviews = [
        make_review(session=session, country=moz.country),
        make_review(session=session, country=make_country("NGA")),
    ]
    actions.generate_entries(sessions=[session], reviews=reviews)
    return session


def test_the_preview_writes_nothing_and_tells_what_would_move(login, task_team, moving):
    pinned = Entry.objects.visible_to(task_team).filter(country="MOZ", rule__key="upr-input").get()
    actions.pin_entry(entry=pinned, due_on=dt.date(2026, 12, 20), reason="By phone", by=task_team)
    client = login(task_team)
    response = client.post(f"/calendar/sessions/{moving.pk}/move/", move_data(preview="1"))
    assert response.status_code == 200
    preview = response.context["preview"]
    assert preview.countries == 2
    assert [line.title for line in preview.flagged] == [str(pinned)]
    assert all(line.old != line.new for line in preview.follow)
    moving.refresh_from_db()
    assert moving.opens_on == dt.date(2027, 1, 18)
    done = client.post(f"/calendar/sessions/{moving.pk}/move/", move_data(confirm="1"), follow=True)
    moving.refresh_from_db()
    assert moving.opens_on == dt.date(2027, 2, 1)
    assert f"{len(preview.follow)} dates moved" in done.content.decode()
    assert entry_of(pinned.pk).anchor_moved


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"opens_on": ""}, "opens_on"),
        ({"opens_on": "2027-02-30"}, "opens_on"),
        ({"opens_on": "2026-11-20"}, "opens_on"),
        ({"opens_on": "2010-01-01"}, "opens_on"),
        ({"closes_on": "2027-01-31"}, "closes_on"),
        ({"closes_on": "2027-12-31"}, "closes_on"),
        ({"opens_on": "2027-01-18", "closes_on": "2027-01-29"}, "opens_on"),
        ({"reason": " "}, "reason"),
    ],
)
@pytest.mark.parametrize("press", ["preview", "confirm"])
def test_a_session_does_not_move_to_an_impossible_place(login, task_team, moving, changes, field, press):
    response = login(task_team).post(f"/calendar/sessions/{moving.pk}/move/", move_data(**{press: "1"}, **changes))
    assert response.status_code == 422
    assert field in response.context["form"].errors
    moving.refresh_from_db()
    assert moving.opens_on == dt.date(2027, 1, 18)


def test_two_people_move_at_once_the_second_is_told(login, task_team, moving):
    actions.move_session(session=moving, opens_on=dt.date(2027, 3, 1), reason="First", by=task_team)
    response = login(task_team).post(f"/calendar/sessions/{moving.pk}/move/", move_data(confirm="1"))
    assert response.status_code == 409
    moving.refresh_from_db()
    assert moving.opens_on == dt.date(2027, 3, 1)


def test_a_session_is_added_edited_verified_and_cancelled(login, task_team):
    client = login(task_team)
    data = {
        "mechanism": str(make_mechanism().pk),
        "number": "60",
        "precision": "day",
        "opens_on": "2027-05-03",
        "closes_on": "2027-05-14",
        "certainty": "provisional",
        "place": "Geneva",
    }
    assert client.post("/calendar/sessions/new/", {**data, "closes_on": "2027-05-01"}).status_code == 422
    assert client.post("/calendar/sessions/new/", data).status_code == 302
    session = Session.objects.get(number="60")
    edit = {"number": "60", "certainty": "confirmed", "state": "scheduled", "publication": "published", "version": "1"}
    assert client.post(f"/calendar/sessions/{session.pk}/edit/", edit).status_code == 302
    session.refresh_from_db()
    assert session.certainty == Certainty.CONFIRMED
    assert client.post(f"/calendar/sessions/{session.pk}/edit/", edit).status_code == 409
    client.post(f"/calendar/sessions/{session.pk}/verify/")
    session.refresh_from_db()
    assert session.verified_by == task_team
    cancel = {"reason": "No money", "version": str(session.version)}
    assert client.post(f"/calendar/sessions/{session.pk}/cancel/", cancel).status_code == 302
    session.refresh_from_db()
    assert session.state == "cancelled"
    assert client.post(f"/calendar/sessions/{session.pk}/cancel/", {"reason": "Twice"}).status_code == 422


def test_a_review_moves_to_another_session(login, task_team, moving):
    review = moving.reviews.get(country="MOZ")
    other = make_session(mechanism=moving.mechanism, opens_on=dt.date(2027, 5, 3), closes_on=dt.date(2027, 5, 14))
    foreign = make_session(mechanism=make_mechanism("crc", family="treaty_body", name="CRC"))
    client, address = login(task_team), f"/calendar/reviews/{review.pk}/move/"
    data = {"basis": "confirmed", "reason": "The State asked"}
    assert client.post(address, {**data, "session": foreign.pk}).status_code == 422
    assert client.post(address, {**data, "session": other.pk, "review_on": "2027-06-01"}).status_code == 422
    preview = client.post(address, {**data, "session": other.pk})
    assert preview.status_code == 200
    assert "dates move" in preview.content.decode()
    review.refresh_from_db()
    assert review.session == moving
    moved = client.post(address, {**data, "session": other.pk, "confirm": "1"})
    assert moved["Location"] == f"/calendar/reviews/{review.pk}/"
    review.refresh_from_db()
    assert review.session == other


def test_the_session_page_asks_the_same_number_of_questions(login, task_team, session):
    client = login(task_team)

    def queries():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(f"/calendar/sessions/{session.pk}/").status_code == 200
        return len(caught)

    def add(*codes):
        for code in codes:
            review = make_review(session=session, country=make_country(code))
            make_entry(session=session, review=review, country=review.country)

    add("MOZ")
    few = queries()
    add(*[f"A{number:02}" for number in range(29)])
    assert queries() == few <= 15


def test_the_list_of_sessions_and_the_dates_of_a_body(login, coordinator, session, moz):
    make_entry(title="Mine", country=moz.country, mechanism=session.mechanism)
    make_entry(title="Elsewhere", country=make_country("SYR"), mechanism=session.mechanism)
    client = login(coordinator)
    assert [row.session for row in client.get("/calendar/sessions/").context["rows"]] == [session]
    assert list(client.get("/calendar/sessions/?range=past").context["rows"]) == []
    assert list(client.get("/calendar/sessions/?mechanism=none").context["rows"]) == []
    part = client.get(f"/calendar/mechanisms/{session.mechanism_id}/dates/").content.decode()
    assert "18–29 January 2027" in part
    assert "Mine" in part
    assert "Elsewhere" not in part


# --- Worklist ------------------------------------------------------------------------------------------------


def test_why_a_date_stands_in_the_worklist(login, task_team, moz):
    day = {"country": moz.country, "due_on": dt.date(2027, 1, 1)}
    fresh = {"verified_at": dt.datetime(2026, 11, 1, tzinfo=dt.UTC), "verified_by": task_team}
    make_entry(title="good", **day, **fresh)
    make_entry(title="moved", anchor_moved=True, **day, **fresh)
    make_entry(title="unverified", **day)
    make_entry(title="stale", **day, verified_at=dt.datetime(2026, 8, 1, tzinfo=dt.UTC))
    make_entry(title="provisional", certainty="provisional", **day, **fresh)
    make_entry(title="draft", publication=Publication.DRAFT, **day, **fresh)
    make_entry(title="own", cluster=moz, audience=Audience.MEMBERS, **day)
    make_entry(title="past", country=moz.country, due_on=dt.date(2026, 1, 1))
    make_entry(title="waiting", country=moz.country, due_on=None, precision="none", certainty="not_announced")
    client = login(task_team)

    def found(address=""):
        page = client.get(f"/calendar/worklist/{address}").context["page"]
        return [item.row.title for _kind, item in page.items]

    assert found("?by=date") == ["moved", "unverified", "stale", "provisional", "draft", "waiting"]
    for reason in ("moved", "unverified", "stale", "provisional", "draft", "waiting"):
        assert found(f"?why={reason}") == [reason]
    counts = client.get("/calendar/worklist/").context["page"].counts
    assert [number for _value, _label, number, *_rest in counts] == [6, 1, 1, 1, 1, 1, 1]


def test_verified_in_one_press_with_and_without_htmx(login, task_team, moz):
    client = login(task_team)
    first, second = (make_entry(country=moz.country, due_on=dt.date(2027, 1, 1)) for _number in range(2))
    plain = client.post("/calendar/worklist/verify/", {"entry": first.pk, "why": "unverified"})
    assert plain["Location"].startswith("/calendar/worklist/?why=unverified&done=2026-11-21T09")
    part = client.post("/calendar/worklist/verify/", {"entry": second.pk}, headers={"HX-Request": "true"})
    assert part.content.decode().strip().startswith(f'<li class="row" id="date-{second.pk}"')
    assert "Verified today" in part.content.decode()
    assert entry_of(first.pk).verified_by == entry_of(second.pk).verified_by == task_team


@pytest.mark.parametrize("bad", ["", "x", "-1", "9" * 30, "999999"])
def test_a_forged_press_is_404(login, task_team, bad):
    assert login(task_team).post("/calendar/worklist/verify/", {"entry": bad}).status_code == 404


def test_the_worklist_asks_the_same_number_of_questions(login, task_team, moz):
    client = login(task_team)

    def queries():
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/calendar/worklist/").status_code == 200
        return len(caught)

    make_entry(country=moz.country, due_on=dt.date(2027, 1, 1))
    few = queries()
    for _number in range(29):
        make_entry(country=moz.country, due_on=dt.date(2027, 1, 1))
    assert queries() == few <= 15


# --- Weight --------------------------------------------------------------------------------------------------


def test_a_full_page_stays_light(login, task_team, moz):
    for number in range(120):
        make_entry(
            title=f"Alternative report number {number} to the committee, long enough to weigh something",
            country=moz.country,
            due_on=dt.date(2027, 1, 1) + dt.timedelta(days=number),
        )
    response = login(task_team).get("/calendar/?country=MOZ", headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < 30_000


# --- In plan -------------------------------------------------------------------------------------------------


def test_a_planned_date_says_so_to_those_who_see_the_plan(login, coordinator, member, stranger, moz):
    entry = make_entry(country=moz.country, due_on=dt.date(2027, 1, 1))
    line = make_plan_line(cluster=moz, entry=entry, exposure="restricted")

    def action(user):
        row = login(user).get("/calendar/?country=MOZ").context["page"].agenda.groups[0].rows[0]
        return row.action, row.action_url

    assert action(coordinator) == ("In plan", f"/engagements/plan/{line.pk}/")
    assert action(member) == ("", "")
    assert action(stranger) == ("", "")
    # The home page says the same as the calendar.
    home = login(coordinator).get("/").context["home"]
    assert [(row.action, row.action_url) for row in home.rows] == [("In plan", f"/engagements/plan/{line.pk}/")]
    shown = login(coordinator).get(f"/calendar/dates/{entry.pk}/")
    page = shown.context["page"]
    assert (page.may_plan, page.in_plan_url) == (True, f"/engagements/plan/{line.pk}/")
    # A second line towards the same date is allowed, for instance one for few beside one for all.
    assert "Plan another engagement" in shown.content.decode()
    page = login(member).get(f"/calendar/dates/{entry.pk}/").context["page"]
    assert (page.may_plan, page.in_plan_url) == (False, "")
