import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from calendar_app import actions
from calendar_app.enums import Audience, Certainty, EntryKind, EntryState, OutcomeKind, Publication
from calendar_app.models import Entry, EntryTheme, Outcome, Session
from clusters.enums import Role
from core.models import AuditEntry
from mechanisms.enums import Family
from mechanisms.models import Theme
from tests.factories import (
    make_cluster,
    make_country,
    make_entry,
    make_mechanism,
    make_person,
    make_review,
    make_rule,
    make_session,
)

# The dates are of 2027: a session that has begun can be set to held, and is no longer shortened.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]

WHY = "a test looks at every row"
D = dt.date


def client_of(user):
    client = APIClient()
    client.force_login(user)
    return client


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def member(cluster):
    return client_of(make_person(Role.MEMBER, cluster))


@pytest.fixture
def officer(settings):
    # Demonstration logins need no second factor.
    settings.HRE_DEMO = True
    return client_of(make_person(Role.TASK_TEAM, is_demo=True))


def titles(response):
    assert response.status_code == 200, response.content
    return [row["title"] for row in response.json()["results"]]


def test_events_and_deadlines_share_the_calendar(member):
    make_entry(title="Deadline", kind=EntryKind.SUBMISSION)
    make_entry(title="Visit", kind=EntryKind.COUNTRY_VISIT)
    make_entry(title="Draft", publication=Publication.DRAFT)
    assert titles(member.get("/api/v1/deadlines/")) == ["Deadline"]
    assert titles(member.get("/api/v1/events/")) == ["Visit"]


def test_a_date_is_told_whole(member):
    make_rule(key="upr-report", title="National report", entry_kind=EntryKind.REPORT_DUE, days=-84)
    session = make_session(number="54")
    make_review(session=session, country=make_country("SYR"))
    actions.generate_entries()
    (row,) = member.get("/api/v1/deadlines/").json()["results"]
    assert row["title"] == "UPR 54: national report"
    assert (row["mechanism"], row["family"], row["country"]) == ("upr", "upr", "SYR")
    assert (row["due_on"], row["precision"], row["origin"]) == ("2026-10-26", "day", "computed")
    assert [line["text"] for line in row["explanation"]] == [
        "UPR 54 opens on 18 January 2027.",
        "The rule “National report” counts back 84 days.",
    ]
    assert member.get(f"/api/v1/deadlines/{row['id']}/").json() == row
    assert member.get(f"/api/v1/events/{row['id']}/").status_code == 404


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # The Council's session concerns no member of the cluster: nothing of it is followed.
        ("country=MOZ", ["early"]),
        ("country=moz", ["early"]),
        ("country=NGA", ["everyone", "Nigeria"]),
        ("from=2027-02-01", ["everyone", "Nigeria"]),
        ("to=2027-02-01", ["early", "everyone"]),
        ("family=hrc", ["everyone"]),
        ("family=hrc&family=upr", ["early", "everyone", "Nigeria"]),
        ("kind=session", ["everyone"]),
        ("certainty=estimate", ["Nigeria"]),
        ("mechanism=upr", ["early", "Nigeria"]),
        ("state=met", []),
    ],
)
def test_filters(member, query, expected):
    council = make_mechanism("hrc", family=Family.HRC)
    make_entry(title="early", kind=EntryKind.REVIEW, country=make_country("MOZ"))
    make_entry(
        title="everyone", mechanism=council, kind=EntryKind.SESSION, begins_on=D(2027, 1, 20), due_on=D(2027, 2, 20)
    )
    make_entry(
        title="Nigeria",
        kind=EntryKind.REVIEW,
        country=make_country("NGA"),
        due_on=D(2027, 3, 1),
        certainty=Certainty.ESTIMATE,
    )
    assert titles(member.get(f"/api/v1/events/?{query}")) == expected


def test_a_wrong_filter_is_named(member):
    response = member.get("/api/v1/events/?from=soon&family=choir")
    assert response.status_code == 400
    assert set(response.json()) == {"from", "family"}


@pytest.mark.parametrize("rows", [1, 30])
def test_as_many_queries_for_thirty_rows_as_for_one(member, rows):
    for _row in range(rows):
        make_entry(country=make_country("MOZ"))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(titles(member.get("/api/v1/deadlines/"))) == rows
    assert len(queries) <= 8


def test_strangers_do_not_learn_of_a_date(cluster, member):
    secret = make_entry(
        kind=EntryKind.COUNTRY_VISIT, country=make_country("MOZ"), audience=Audience.COORDINATORS, title="canary"
    )
    own = make_entry(kind=EntryKind.COUNTRY_VISIT, cluster=make_cluster("NGA"), audience=Audience.MEMBERS)
    for entry in (secret, own):
        assert member.get(f"/api/v1/events/{entry.pk}/").status_code == 404
        assert member.post(f"/api/v1/events/{entry.pk}/cancel/", {"reason": "x"}, format="json").status_code == 404
    lead = client_of(make_person(Role.COORDINATOR, cluster))
    assert titles(lead.get("/api/v1/events/")) == ["canary"]
    assert APIClient().get("/api/v1/events/").status_code in (401, 403)


NEW = {"kind": "country_visit", "title": "Visit", "mechanism": "upr", "country": "MOZ", "due_on": "2027-05-04"}


def test_the_task_team_adds_publishes_verifies_and_cancels(officer):
    make_mechanism()
    make_country("MOZ")
    response = officer.post("/api/v1/events/", {**NEW, "source": "https://example.org"}, format="json")
    assert response.status_code == 201, response.content
    row = response.json()
    assert (row["publication"], row["origin"], row["version"]) == ("draft", "official", 1)
    address = f"/api/v1/events/{row['id']}/"
    assert officer.post(f"{address}publish/").json()["publication"] == "published"
    assert officer.post(f"{address}verify/", {}, format="json").json()["verified_at"]
    stale = officer.post(f"{address}cancel/", {"reason": "Postponed", "version": 1}, format="json")
    assert stale.status_code == 409
    assert officer.post(f"{address}cancel/", {"reason": "Postponed"}, format="json").json()["state"] == "cancelled"
    again = officer.post(f"{address}cancel/", {"reason": "Postponed"}, format="json")
    assert (again.status_code, again.json()) == (400, {"state": ["This date is cancelled already."]})
    verbs = AuditEntry.objects.unscoped(WHY).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["entry.created", "entry.published", "entry.verified", "entry.cancelled"]


def test_members_may_not_write_the_reference_calendar(member):
    make_mechanism()
    make_country("MOZ")
    response = member.post("/api/v1/events/", NEW, format="json")
    assert (response.status_code, response.json()) == (403, {"detail": "Only the Task Team may change this date."})
    deadline = make_entry()
    assert member.post(f"/api/v1/deadlines/{deadline.pk}/met/").status_code == 403
    assert Entry.objects.unscoped(WHY).get().state == EntryState.OPEN


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"due_on": "2027-02-30"}, "due_on"),
        ({"due_on": "0027-02-03"}, "due_on"),
        ({"begins_on": "2027-06-01"}, "due_on"),
        ({"at": "12:00", "time_zone": "Europe/Atlantis"}, "time_zone"),
        ({"at": "12:00", "time_zone": "../../etc/passwd"}, "time_zone"),
        ({"at": "12:00", "precision": "month"}, "at"),
        ({"precision": "instant"}, "at"),
        ({"kind": "submission"}, "kind"),
        ({"mechanism": "nope"}, "mechanism"),
        ({"audience": "open", "certainty": "provisional"}, "confirmed_sharing"),
        ({"certainty": "not_announced"}, "certainty"),
        ({"title": ""}, "title"),
    ],
)
def test_impossible_dates_are_named_by_field(officer, wrong, field):
    make_mechanism()
    make_country("MOZ")
    response = officer.post("/api/v1/events/", {**NEW, **wrong}, format="json")
    assert response.status_code == 400
    assert field in response.json()
    assert not Entry.objects.unscoped(WHY).exists()


def test_sessions_are_listed_and_moved(officer, member):
    make_rule(key="upr-report", title="National report", entry_kind=EntryKind.REPORT_DUE, days=-84)
    session = make_session(number="54")
    make_review(session=session, country=make_country("SYR"))
    actions.generate_entries()
    make_session(number="55", publication=Publication.DRAFT)
    assert [row["name"] for row in member.get("/api/v1/sessions/").json()["results"]] == ["UPR 54"]
    assert len(officer.get("/api/v1/sessions/?mechanism=upr").json()["results"]) == 2
    address = f"/api/v1/sessions/{session.pk}/move/"
    body = {"opens_on": "2027-02-01", "closes_on": "2027-02-12", "reason": "Note verbale", "version": 1}
    assert member.post(address, body, format="json").status_code == 403
    tried = officer.post(address, {**body, "dry_run": True}, format="json")
    assert Session.objects.get(pk=session.pk).version == 1
    moved = officer.post(address, body, format="json")
    assert moved.json() == tried.json()
    assert {"SYR", None} == {row["country"] for row in moved.json()}
    report = Entry.objects.unscoped(WHY).get(kind=EntryKind.REPORT_DUE)
    assert report.due_on == D(2026, 11, 9)
    again = officer.post(address, body, format="json")
    assert again.status_code == 400
    stale = officer.post(address, {**body, "opens_on": "2027-03-01", "closes_on": None}, format="json")
    assert stale.status_code == 409
    assert officer.post(f"/api/v1/sessions/{session.pk}/verify/", {}, format="json").json()["verified_at"]
    cancelled = officer.post(f"/api/v1/sessions/{session.pk}/cancel/", {"reason": "No money"}, format="json")
    assert cancelled.json()["state"] == "cancelled"


def test_the_document_describes_all_of_it(officer):
    response = officer.get("/api/v1/schema/?format=json")
    assert response.status_code == 200
    paths = response.json()["paths"]
    assert {"/api/v1/events/", "/api/v1/deadlines/", "/api/v1/sessions/{id}/move/"} <= set(paths)
    assert "from" in {parameter["name"] for parameter in paths["/api/v1/events/"]["get"]["parameters"]}


# --- The calendar's own filters, and files ---------------------------------------------------------------------------


def test_dates_by_theme_words_and_session(cluster):
    coordinator = make_person(Role.COORDINATOR, cluster)
    theme = Theme.objects.create(key="housing", name="Housing")
    session = make_session(mechanism=make_mechanism("upr"))
    marked = make_entry(title="Adequate housing", country=cluster.country, kind=EntryKind.SESSION)
    EntryTheme.objects.create(entry=marked, theme=theme)
    review = make_review(session=session, country=cluster.country)
    reviewed = make_entry(title="Review", country=cluster.country, kind=EntryKind.REVIEW, review=review)
    client = client_of(coordinator)

    def found(query):
        return [row["id"] for row in client.get(f"/api/v1/events/?{query}").json()["results"]]

    assert found("theme=housing") == [marked.pk]
    assert found("theme=nothing") == []
    assert found(f"session={session.pk}") == [reviewed.pk]
    assert found("q=adequate+hous") == [marked.pk]
    assert client.get("/api/v1/events/?session=x").status_code == 400


@pytest.mark.parametrize(("form", "media_type"), [("csv", "text/csv"), ("xlsx", "application/vnd.openxml")])
def test_the_dates_of_a_page_as_a_file(cluster, form, media_type):
    coordinator = make_person(Role.COORDINATOR, cluster)
    make_entry(title="Secret", country=make_country("SYR"), audience=Audience.COORDINATORS, due_on=D(2027, 3, 1))
    make_entry(title="Shown", country=cluster.country, audience=Audience.COORDINATORS, due_on=D(2027, 3, 1))
    answer = client_of(coordinator).get(f"/api/v1/calendar/export/?form={form}&country=MOZ&view=year&year=2027")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith(media_type)
    if form == "csv":
        assert b"Shown" in answer.content
        assert b"Secret" not in answer.content
    (act,) = AuditEntry.objects.unscoped(WHY).filter(verb="calendar.exported")
    assert (act.after["form"], act.after["not_open"]) == (form, 1)


def test_a_file_of_nowhere_or_of_no_known_form(cluster):
    client = client_of(make_person(Role.COORDINATOR, cluster))
    assert client.get("/api/v1/calendar/export/?form=docx").status_code == 400
    assert client.get("/api/v1/calendar/export/?country=XXX").status_code == 404
    assert APIClient().get("/api/v1/calendar/export/").status_code in {401, 403}


def test_a_visit_through_its_stages(officer, member, cluster):
    theme = Theme.objects.create(key="displacement", name="Displacement")
    make_mechanism("sp-idps", family=Family.SPECIAL_PROCEDURE, name="Rapporteur", short_name="")
    new = {
        "kind": "country_visit", "title": "Visit", "mechanism": "sp-idps", "country": "MOZ", "stage": "agreed",
        "begins_on": "2027-03-08", "due_on": "2027-03-19", "themes": [theme.key], "publication": "published",
        "place": "Pemba",
    }  # fmt: skip
    wide = officer.post("/api/v1/events/", {**new, "audience": "open"}, format="json")
    assert (wide.status_code, list(wide.json())) == (400, ["confirmed_sharing"])
    made = officer.post("/api/v1/events/", new, format="json").json()
    assert (made["stage"], made["certainty"], made["audience"]) == ("agreed", "provisional", "coordinators")
    assert (made["themes"], made["place"]) == (["displacement"], "Pemba")
    address = f"/api/v1/events/{made['id']}/"
    assert member.get(address).status_code == 404
    assert member.post(f"{address}stage/", {"stage": "confirmed"}, format="json").status_code == 404
    assert officer.post(f"{address}stage/", {"stage": "gone"}, format="json").status_code == 400
    postponed = officer.post(f"{address}stage/", {"stage": "postponed"}, format="json")
    assert (postponed.status_code, list(postponed.json())) == (400, ["reason"])
    said = {"stage": "postponed", "reason": "By the State", "version": made["version"]}
    assert officer.post(f"{address}stage/", said, format="json").json()["due_on"] is None
    assert officer.post(f"{address}stage/", said, format="json").status_code == 409
    again = {"stage": "confirmed", "begins_on": "2027-06-01", "due_on": "2027-06-09", "reason": "New dates"}
    assert officer.post(f"{address}stage/", again, format="json").json()["certainty"] == "confirmed"
    shown = officer.patch(address, {"audience": "members"}, format="json")
    assert shown.json()["audience"] == "members"
    assert member.get(address).json()["themes"] == ["displacement"]
    assert member.patch(address, {"note": "x"}, format="json").status_code == 403


def test_a_part_names_its_whole_only_to_those_who_see_it(officer, member, cluster):
    hidden = make_entry(country=cluster.country, audience=Audience.COORDINATORS, kind=EntryKind.RELATED_EVENT)
    part = make_entry(country=cluster.country, parent=hidden, kind=EntryKind.RELATED_EVENT)
    address = f"/api/v1/events/{part.pk}/"
    assert (officer.get(address).json()["parent"], member.get(address).json()["parent"]) == (hidden.pk, None)
    listed = {row["id"]: row["parent"] for row in member.get("/api/v1/events/").json()["results"]}
    assert listed == {part.pk: None}
    theirs = make_entry(country=make_country("SYR"), audience=Audience.COORDINATORS)
    new = {"kind": "exchange", "title": "x", "mechanism": "upr", "cluster": cluster.pk, "parent": theirs.pk}
    coordinator = client_of(make_person(Role.COORDINATOR, cluster))
    refused = coordinator.post("/api/v1/events/", {**new, "due_on": "2027-03-01"}, format="json")
    assert (refused.status_code, list(refused.json())) == (400, ["parent"])


def test_the_task_team_adds_changes_and_shortens_a_session(officer, member):
    new = {"mechanism": "upr", "number": "55", "opens_on": "2027-05-03", "closes_on": "2027-05-14"}
    make_mechanism()
    assert member.post("/api/v1/sessions/", new, format="json").status_code == 403
    inside_out = officer.post("/api/v1/sessions/", {**new, "closes_on": "2027-05-01"}, format="json")
    assert (inside_out.status_code, list(inside_out.json())) == (400, ["closes_on"])
    made = officer.post("/api/v1/sessions/", new, format="json")
    assert made.status_code == 201
    address = f"/api/v1/sessions/{made.json()['id']}/"
    assert officer.patch(address, {"state": "online"}, format="json").json()["state"] == "online"
    assert officer.patch(address, {"state": "held"}, format="json").status_code == 400
    for day in ("2027-05-14", "2027-05-20", "2027-05-02"):
        refused = officer.post(f"{address}shorten/", {"closes_on": day, "reason": "x"}, format="json")
        assert (refused.status_code, list(refused.json())) == (400, ["closes_on"])
    short = officer.post(f"{address}shorten/", {"closes_on": "2027-05-07", "reason": "No money"}, format="json").json()
    assert (short["closes_on"], short["state"]) == ("2027-05-07", "shortened")


def test_reviews_over_the_api(officer, member, cluster):
    upr = make_mechanism()
    review = make_review(session=make_session(mechanism=upr, number="54"), country=cluster.country)
    other = make_session(mechanism=upr, number="55", opens_on=D(2027, 5, 3), closes_on=D(2027, 5, 14))
    make_review(session=make_session(publication=Publication.DRAFT), country=make_country("SYR"))
    assert [row["id"] for row in member.get("/api/v1/reviews/?country=moz").json()["results"]] == [review.pk]
    assert member.get("/api/v1/reviews/").json()["count"] == 1
    address = f"/api/v1/reviews/{review.pk}/"
    for name in ("move", "dates", "document"):
        body = {"session": other.pk, "reason": "x", "kind": "national_report"}
        assert member.post(f"{address}{name}/", body, format="json").status_code == 403
    given = {"kind": "un_compilation", "symbol": "A/HRC/WG.6/54/MOZ/2"}
    assert officer.post(f"{address}document/", given, format="json").json()["documents"][0]["kind"] == "un_compilation"
    outside = officer.post(f"{address}dates/", {"review_on": "2027-03-01"}, format="json")
    assert (outside.status_code, list(outside.json())) == (400, ["review_on"])
    assert officer.post(f"{address}dates/", {"review_on": "2027-01-20"}, format="json").json()["review_on"]
    body = {"session": other.pk, "reason": "Asked for"}
    assert officer.post(f"{address}move/", {**body, "dry_run": True}, format="json").status_code == 200
    review.refresh_from_db()
    assert review.session != other
    assert officer.post(f"{address}move/", body, format="json").status_code == 200
    again = officer.post(f"{address}move/", body, format="json")
    assert (again.status_code, list(again.json())) == (400, ["session"])


def test_outcomes_of_a_country_whatever_the_case_of_its_code(member):
    outcome = Outcome.objects.create(
        title="Concluding observations",
        kind=OutcomeKind.OBSERVATIONS,
        mechanism=make_mechanism(),
        publication=Publication.PUBLISHED,
    )
    outcome.countries.add(make_country("MOZ"))
    for code in ("MOZ", "moz"):
        found = member.get("/api/v1/outcomes/", {"country": code}).json()["results"]
        assert [row["id"] for row in found] == [outcome.pk]
    assert member.get("/api/v1/outcomes/", {"country": "syr"}).json()["results"] == []


@pytest.mark.parametrize("kind", ["events", "deadlines", "outcomes", "reviews"])
@pytest.mark.parametrize("number", ["10000000000000000000", "1e400", "-1", "x"])
def test_a_number_that_no_session_can_have(member, kind, number):
    assert member.get(f"/api/v1/{kind}/", {"session": number}).status_code == 400


def test_the_filter_does_not_tell_which_drafts_of_sessions_there_are(member):
    draft = make_session(publication=Publication.DRAFT)
    answers = [member.get("/api/v1/reviews/", {"session": number}) for number in (draft.pk, draft.pk + 1000)]
    assert [(answer.status_code, answer.json()["results"]) for answer in answers] == [(200, []), (200, [])]


def test_dates_of_a_review_are_recorded_together_or_not_at_all(officer):
    review = make_review(session=make_session(opens_on=D(2027, 1, 18), closes_on=D(2027, 1, 29)))
    said = {"review_on": "2027-01-20", "report_due_on": "0001-01-01"}
    answer = officer.post(f"/api/v1/reviews/{review.pk}/dates/", said, format="json")
    assert answer.status_code == 400, answer.content
    review.refresh_from_db()
    assert review.review_on is None
    assert not AuditEntry.objects.unscoped(WHY).filter(verb="review.day_set").exists()
