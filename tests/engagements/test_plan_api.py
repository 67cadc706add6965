"""Plan lines over the API and in the administration."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rest_framework.test import APIClient

from clusters.enums import Role
from clusters.models import BreakGlass
from core import clock
from core.models import AuditEntry
from engagements.actions.aims import add_aim
from engagements.enums import Exposure, StepState
from engagements.models import EngagementStep, PlanLine
from tests.factories import (
    make_cluster,
    make_entry,
    make_mechanism,
    make_person,
    make_plan_line,
    make_step,
    make_step_template,
)

pytestmark = pytest.mark.django_db
LINES = "/api/v1/plan-lines/"


def client_of(user):
    client = APIClient()
    client.force_login(user)
    return client


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster):
    return make_person(Role.COORDINATOR, cluster)


@pytest.fixture
def api(lead):
    return client_of(lead)


def given(cluster, **changes):
    return {"cluster": cluster.pk, "year": 2027, "title": "Mid-term", "lead_role": "coordinator", **changes}


def test_list_and_detail(cluster, api):
    line = make_plan_line(cluster=cluster, title="Mine", planned_for=dt.date(2027, 5, 4))
    make_step(plan_line=line, title="A step")
    make_plan_line(cluster=cluster, title="Canary", exposure=Exposure.CONFIDENTIAL)
    make_plan_line(cluster=make_cluster("SYR"), title="Canary")
    answer = api.get(LINES).json()
    assert answer["count"] == 1
    assert answer["results"][0]["title"] == "Mine"
    assert answer["results"][0]["country"] == "MOZ"
    assert "steps" not in answer["results"][0]
    detail = api.get(f"{LINES}{line.pk}/").json()
    assert [step["title"] for step in detail["steps"]] == ["A step"]


def test_filters(cluster, api):
    make_plan_line(cluster=cluster, title="2027")
    make_plan_line(cluster=cluster, title="2028", year=2028, mechanism=make_mechanism("hrc", family="hrc"))
    for query in ("year=2028", "family=hrc", "mechanism=hrc"):
        assert [row["title"] for row in api.get(f"{LINES}?{query}").json()["results"]] == ["2028"]
    assert api.get(f"{LINES}?country=syr").json()["count"] == 0
    assert api.get(f"{LINES}?state=nothing").status_code == 400


def test_the_same_number_of_questions(cluster, api):
    make_plan_line(cluster=cluster)
    api.get(LINES)
    asked = []
    for number in (0, 29):
        for _n in range(number):
            make_plan_line(cluster=cluster)
        with CaptureQueriesContext(connection) as captured:
            api.get(LINES)
        asked.append(len(captured))
    assert asked[0] == asked[1] <= 15


def test_create_with_the_proposed_steps(cluster, lead, api):
    entry = make_entry(country=cluster.country, due_on=dt.date(2030, 6, 30))
    timing = {"anchor": "upr_review", "when": "before", "basis": "stated"}
    make_step_template(title="Proposed", group="000-slide7-upr", timing=timing, lead_days=30)
    own = {"title": "Own", "due_on": "2030-06-01", "owner_role": "sag"}
    answer = api.post(LINES, given(cluster, entry=entry.pk, take_proposed=True, steps=[own]), format="json")
    assert answer.status_code == 201, answer.content
    assert [step["title"] for step in answer.json()["steps"]] == ["Proposed", "Own"]
    assert answer.json()["steps"][0]["due_on"] == "2030-05-31"
    assert AuditEntry.objects.visible_to(lead).get().verb == "plan_line.created"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"lead_role": ""}, "lead_role"),
        ({}, "mechanism"),
        ({"entry": 99999}, "entry"),
        ({"mechanism": "upr", "channel": "indirect"}, "through_whom"),
        ({"mechanism": "upr", "reasons": ["money"]}, "reasons"),
        ({"mechanism": "upr", "steps": [{}]}, "steps"),
        ({"mechanism": "upr", "year": "soon"}, "year"),
        ({"mechanism": "upr", "objective": "x" * 4001}, "objective"),
    ],
)
def test_what_is_wrong_is_named(cluster, lead, api, changes, field):
    make_mechanism()
    answer = api.post(LINES, given(cluster, **changes), format="json")
    assert answer.status_code == 400
    assert field in answer.json()
    assert not PlanLine.objects.visible_to(lead).exists()


@pytest.mark.parametrize("role", [Role.MEMBER, Role.GPC])
def test_only_coordinators_create(cluster, role):
    make_mechanism()
    answer = client_of(make_person(role, cluster)).post(LINES, given(cluster, mechanism="upr"), format="json")
    assert answer.status_code == 403
    assert "Only the coordinators" in answer.json()["detail"]


def test_steps_done_aside_and_open_again(cluster, lead, api):
    step = make_step(plan_line=make_plan_line(cluster=cluster))
    base = f"{LINES}{step.plan_line_id}/steps/{step.pk}/"
    assert api.post(base + "done/", {"version": 1}, format="json").json()["state"] == "done"
    assert api.post(base + "done/", {"version": 1}, format="json").status_code == 403
    assert api.post(base + "reopen/", {"version": 1}, format="json").status_code == 409
    assert api.post(base + "reopen/", {"version": 2}, format="json").json()["state"] == "open"
    assert api.post(base + "not-now/", {"version": 3}, format="json").status_code == 400
    assert api.post(base + "not-now/", {"version": 3, "reason": "No"}, format="json").json()["state"] == "not_now"
    assert [row.verb for row in AuditEntry.objects.visible_to(lead).order_by("pk")] == [
        "step.done",
        "step.reopened",
        "step.not_now",
    ]


def test_a_strangers_line_and_step_are_not_there(cluster, api):
    mine, theirs = make_plan_line(cluster=cluster), make_step(plan_line=make_plan_line(cluster=make_cluster("SYR")))
    assert api.get(f"{LINES}{theirs.plan_line_id}/").status_code == 404
    for line_id in (mine.pk, theirs.plan_line_id):
        url = f"{LINES}{line_id}/steps/{theirs.pk}/done/"
        assert api.post(url, {"version": 1}, format="json").status_code == 404
    assert EngagementStep.objects.unscoped("test").get(pk=theirs.pk).state == StepState.OPEN


def test_nobody_anonymous():
    assert APIClient().get(LINES).status_code in (401, 403)


# --- Administration -----------------------------------------------------------------------------------------


@pytest.fixture
def administrator(client, settings):
    # Demonstration logins need no second factor.
    settings.HRE_DEMO = True
    admin = make_person(Role.ADMINISTRATOR, is_staff=True, is_superuser=True, is_demo=True)
    client.force_login(admin)
    return admin


def break_glass(admin, cluster):
    now = clock.now()
    BreakGlass.objects.create(
        user=admin, cluster=cluster, reason="test", started_at=now, ends_at=now + dt.timedelta(minutes=30)
    )


def test_the_administration_masks_titles_until_the_glass_is_broken(cluster, client, administrator):
    line = make_plan_line(cluster=cluster, title="Canary title", exposure=Exposure.MEMBERS)
    url = reverse("admin:engagements_planline_changelist")
    page = client.get(url).content.decode()
    assert "••••••" in page
    assert "Canary" not in page
    for query, found in ((f"exposure__exact={Exposure.MEMBERS}", True), ("exposure__exact=open", False)):
        assert ("••••••" in client.get(f"{url}?{query}").content.decode()) is found
    for oracle in ("title__startswith=Can", "objective__contains=x", "created_by__email=x"):
        assert client.get(f"{url}?{oracle}").status_code in (302, 400)
    assert client.get(reverse("admin:engagements_planline_change", args=[line.pk])).status_code == 403
    break_glass(administrator, cluster)
    assert "Canary title" in client.get(url).content.decode()


@pytest.mark.parametrize("exposure", [Exposure.RESTRICTED, Exposure.CONFIDENTIAL])
def test_the_administration_does_not_tell_that_a_closed_line_exists(cluster, client, administrator, exposure):
    """Which body, in which year, under which mark: that alone would tell of an inquiry."""
    make_plan_line(cluster=cluster, title="Canary title", exposure=exposure)
    url = reverse("admin:engagements_planline_changelist")
    for query in ("", f"?exposure__exact={exposure}", "?year=2027", "?_facets=True"):
        page = client.get(url + query)
        assert page.context["cl"].full_result_count == page.context["cl"].result_count == 0
        assert "••••••" not in page.content.decode()
    break_glass(administrator, cluster)
    assert "Canary title" in client.get(url).content.decode()


# --- Changing, moving, copying, linking -----------------------------------------------------------------------


def test_a_refusal_does_not_tell_who_exists(cluster, lead):
    make_mechanism()
    outsider, insider = make_person(Role.MEMBER, make_cluster("SYR")), make_person(Role.MEMBER, cluster)
    member = client_of(insider)
    for readers in ([outsider.pk], [999999]):
        answer = member.post(LINES, given(cluster, mechanism="upr", readers=readers), format="json")
        assert answer.status_code == 403
    assert member.post(LINES, {**given(cluster), "cluster": 999999}, format="json").status_code == 403
    api = client_of(lead)
    answers = [
        api.post(LINES, given(cluster, mechanism="upr", readers=[pk]), format="json") for pk in (outsider.pk, 999999)
    ]
    assert [answer.status_code for answer in answers] == [400, 400]
    assert answers[0].json() == answers[1].json()
    assert api.post(LINES, given(cluster, mechanism="upr", readers=[insider.pk]), format="json").status_code == 201


def test_change_state_and_stale(cluster, lead, api):
    line = make_plan_line(cluster=cluster)
    url = f"{LINES}{line.pk}/"
    answer = api.patch(url, {"concern": "No papers", "aors": ["gbv"], "version": 1}, format="json")
    assert answer.status_code == 200, answer.content
    assert (answer.json()["concern"], answer.json()["aors"], answer.json()["version"]) == ("No papers", ["gbv"], 2)
    assert api.patch(url, {"title": "Mine", "version": 1}, format="json").status_code == 409
    assert api.patch(url, {"groups": ["amina"], "version": 2}, format="json").json().keys() == {"groups"}
    assert api.patch(url, {"aim": 999999, "version": 2}, format="json").status_code == 400
    assert api.post(f"{url}state/", {"state": "not_now", "version": 2}, format="json").status_code == 400
    done = api.post(f"{url}state/", {"state": "not_now", "reason": "No time", "version": 2}, format="json")
    assert done.json()["state"] == "not_now"
    member = client_of(make_person(Role.MEMBER, cluster))
    assert member.patch(url, {"title": "Mine", "version": 3}, format="json").status_code == 403
    stranger = client_of(make_person(Role.COORDINATOR, make_cluster("SYR")))
    for method, address in (
        ("patch", url),
        ("post", f"{url}state/"),
        ("post", f"{url}copy/"),
        ("post", f"{url}steps/"),
    ):
        assert getattr(stranger, method)(address, {}, format="json").status_code == 404


def test_steps_are_added_and_changed(cluster, lead, api):
    template = make_step_template(lead_days=30, title="Of the library")
    foreign = make_step_template(cluster=make_cluster("SYR"))
    line = make_plan_line(cluster=cluster, planned_for=dt.date(2030, 6, 30))
    url = f"{LINES}{line.pk}/steps/"
    answer = api.post(url, {"template": template.key}, format="json")
    assert answer.status_code == 201, answer.content
    assert (answer.json()["title"], answer.json()["due_on"]) == ("Of the library", "2030-05-31")
    assert api.post(url, {"template": template.key}, format="json").status_code == 400
    assert api.post(url, {"template": foreign.key}, format="json").status_code == 400
    assert api.post(url, {}, format="json").status_code == 400
    late = api.post(url, {"title": "Late", "due_on": "2030-07-01"}, format="json")
    assert late.status_code == 400
    assert "due_on" in late.json()
    step = f"{url}{answer.json()['id']}/"
    changed = api.patch(step, {"due_on": "2030-06-01", "is_pinned": True, "version": 1}, format="json")
    assert (changed.json()["due_on"], changed.json()["is_pinned"]) == ("2030-06-01", True)
    assert api.patch(step, {"due_on": "2030-06-02", "version": 1}, format="json").status_code == 409


def test_follow_copy_and_link(cluster, lead, api):
    entry = make_entry(country=cluster.country, due_on=dt.date(2030, 3, 1))
    line = make_plan_line(cluster=cluster, entry=entry, planned_for=dt.date(2030, 2, 1))
    first = make_step(plan_line=line, due_on=dt.date(2030, 1, 20))
    make_step(plan_line=line, due_on=dt.date(2030, 1, 20))
    url = f"{LINES}{line.pk}/"
    moved = api.post(f"{url}follow-date/", {"steps": [first.pk], "version": 1}, format="json").json()
    assert sorted(step["due_on"] for step in moved["steps"]) == ["2030-01-20", "2030-02-17"]
    assert api.post(f"{url}follow-date/", {"steps": [], "version": 2}, format="json").status_code == 403
    copy = api.post(f"{url}copy/", {"year": 2034, "steps": [first.pk]}, format="json")
    assert copy.status_code == 201, copy.content
    assert [step["state"] for step in copy.json()["steps"]] == ["open"]
    foreign = make_step(plan_line=make_plan_line(cluster=cluster))
    assert api.post(f"{url}copy/", {"year": 2034, "steps": [foreign.pk]}, format="json").status_code == 400
    other = make_plan_line(cluster=cluster)
    assert api.post(f"{url}links/", {"target": other.pk, "kind": "feeds"}, format="json").status_code == 204
    hidden = make_plan_line(cluster=make_cluster("SYR"))
    assert api.post(f"{url}links/", {"target": hidden.pk, "kind": "feeds"}, format="json").status_code == 400
    # One that is not hers, and a number that no row can have, are not there alike.
    for target in (hidden.pk, 2**70):
        assert api.post(f"{url}links/remove/", {"target": target, "kind": "feeds"}, format="json").status_code == 404


def test_a_step_of_the_library_comes_once(cluster, lead, api):
    """Twice in one call, or proposed and named too: said at the place, not an error of the database."""
    entry = make_entry(country=cluster.country, due_on=dt.date(2030, 6, 30))
    timing = {"anchor": "upr_review", "when": "before", "basis": "stated"}
    template = make_step_template(title="Proposed", group="000-slide7-upr", timing=timing, lead_days=30)
    twice = [{"template": template.key}, {"template": template.key}]
    for steps in ({"steps": twice}, {"take_proposed": True, "steps": twice[:1]}):
        answer = api.post(LINES, given(cluster, entry=entry.pk, **steps), format="json")
        assert (answer.status_code, list(answer.json())) == (400, ["steps"])
    assert not PlanLine.objects.visible_to(lead).exists()


def test_half_a_character_is_refused_with_a_sentence(cluster, lead, api):
    """A lone surrogate is no text: an answer that repeats it could not be written."""
    for changes in ({"lead_role": "\ud800"}, {"mechanism": "\udfff"}, {"title": "\ud83d"}, {"\ud800": 1}):
        body = json.dumps(given(cluster, **changes))
        answer = api.post(LINES, body, content_type="application/json")
        assert answer.status_code == 400
        assert "U+D" in answer.content.decode()
    # A whole one of two halves is a character like others.
    make_mechanism()
    body = json.dumps(given(cluster, mechanism="upr", title="Mid-term \U0001f54a"))
    assert api.post(LINES, body, content_type="application/json").status_code == 201
    assert PlanLine.objects.visible_to(lead).get().title == "Mid-term \U0001f54a"


def test_the_numbers_of_a_date_and_an_objective_are_for_those_who_see_them(cluster, lead):
    """A line for members on a date of the coordinators; an open one that serves an objective of the circle."""
    entry = make_entry(country=cluster.country, cluster=cluster, audience="coordinators")
    aim = add_aim(cluster=cluster, text="Return in safety", purpose="empower", by=lead)
    make_plan_line(cluster=cluster, entry=entry, aim=aim, exposure=Exposure.OPEN)
    member, gpc = make_person(Role.MEMBER, cluster), make_person(Role.GPC)
    for person, seen in ((lead, (entry.pk, aim.pk)), (member, (None, aim.pk)), (gpc, (None, None))):
        api = APIClient()
        api.force_authenticate(person)
        listed = api.get(LINES).json()["results"][0]
        assert (listed["entry"], listed["aim"]) == seen
        one = api.get(f"{LINES}{listed['id']}/").json()
        assert (one["entry"], one["aim"]) == seen
