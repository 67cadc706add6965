"""Series, press proposals, changes of advocacy, positions of the lead agency and the like-minded over the API: the same
rights, acts and refusals as on the pages."""

import datetime as dt

import pytest
from django.urls import reverse

from clusters.enums import Role
from core import clock
from core.models import AuditEntry
from engagements.actions.analysis import create_finding
from engagements.actions.members import answer_position, ask_members
from engagements.actions.versions import freeze_version
from engagements.enums import Exposure, OnBehalfOf
from engagements.models import (
    AdvocacyIssue,
    InteractionSeries,
    LeadAgencyBacking,
    MemberPosition,
    PlanLine,
    PressProposal,
)
from tests.engagements.submission_world import make_risk_form
from tests.factories import (
    make_cluster,
    make_instrument,
    make_mechanism,
    make_person,
    make_plan_line,
    make_section,
    make_submission,
)
from tests.factories.advocacy import make_issue, make_message
from tests.factories.clusters import signatory

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster, client):
    user = make_person(Role.COORDINATOR, cluster)
    client.force_login(user)
    return user


def at(name, *args):
    return reverse(f"api-{name}", args=args)


def series_of(cluster, **changes):
    first = clock.today() + dt.timedelta(days=7)
    return {
        "cluster": cluster.pk,
        "kind": "meeting",
        "topic": "Exchange of concerns",
        "every": 1,
        "unit": "months",
        "starts_on": first.isoformat(),
        "exposure": "members_only",
        **changes,
    }


def press_of(cluster, **changes):
    key = make_mechanism("sp-idps", name="Mandate").key
    return {"cluster": cluster.pk, "mechanism": key, "issue": "Return", "facts": "As published.", **changes}


def test_a_series_is_begun_changed_skipped_and_ended(client, cluster, lead):
    line = make_plan_line(cluster=cluster)
    answer = client.post(at("series-list"), series_of(cluster, plan_line=line.pk), content_type=JSON)
    assert answer.status_code == 201, answer.json()
    row = answer.json()
    assert (row["plan_line"], row["next_on"], row["version"]) == (line.pk, row["starts_on"], 1)
    detail = at("series-detail", row["id"])
    changed = client.patch(detail, {"topic": "Another", "version": 1}, content_type=JSON)
    assert (changed.json()["topic"], changed.json()["every"]) == ("Another", 1)
    assert client.patch(detail, {"topic": "Third", "version": 1}, content_type=JSON).status_code == 409
    skipped = client.post(at("series-skip", row["id"]), {"version": 2}, content_type=JSON).json()
    assert skipped["next_on"] > row["next_on"]
    ended = client.post(at("series-end", row["id"]), {"version": 3}, content_type=JSON)
    assert ended.json()["is_ended"]
    assert client.post(at("series-end", row["id"]), {"version": 4}, content_type=JSON).status_code == 403
    assert [entry.verb for entry in AuditEntry.objects.visible_to(lead).filter(verb__startswith="series.")]


def test_a_press_proposal_is_made_and_changed(client, cluster, lead):
    line = make_plan_line(cluster=cluster)
    make_risk_form(line, lead)
    answer = client.post(at("press-list"), press_of(cluster, plan_line=line.pk), content_type=JSON)
    assert answer.status_code == 201, answer.json()
    assert (answer.json()["exposure"], answer.json()["names_cluster"]) == ("restricted", False)
    detail = at("press-detail", answer.json()["id"])
    assert client.patch(detail, {"state": "sent", "version": 1}, content_type=JSON).json()["state"] == "sent"
    assert client.patch(detail, {"state": "used", "version": 1}, content_type=JSON).status_code == 409


def test_lines_of_elsewhere_members_and_strangers(client, cluster, lead):
    foreign = make_plan_line()
    for name, given in (("series", series_of(cluster)), ("press", press_of(cluster))):
        wrong = client.post(at(f"{name}-list"), {**given, "plan_line": foreign.pk}, content_type=JSON)
        assert wrong.status_code == 400
        row = client.post(at(f"{name}-list"), given, content_type=JSON).json()
        client.force_login(make_person(Role.MEMBER, cluster))
        assert client.post(at(f"{name}-list"), given, content_type=JSON).status_code == 403
        refused = client.patch(at(f"{name}-detail", row["id"]), {"version": 1}, content_type=JSON)
        # What is restricted is not there for a member at all.
        assert refused.status_code == (404 if name == "press" else 403)
        client.force_login(make_person(Role.COORDINATOR, make_cluster("SYR")))
        assert client.get(at(f"{name}-detail", row["id"])).status_code == 404
        assert client.patch(at(f"{name}-detail", row["id"]), {"version": 1}, content_type=JSON).status_code == 404
        assert client.get(at(f"{name}-list")).json()["count"] == 0
        client.force_login(lead)
    assert InteractionSeries.objects.visible_to(lead).get().version == 1
    assert PressProposal.objects.visible_to(lead).get().version == 1


# --- Advocacy ---------------------------------------------------------------------------------------------------------


def test_issues_messages_and_findings_are_changed(client, cluster, lead):
    make_instrument("iccpr")
    issue = make_issue(cluster=cluster)
    pairs = [{"instrument": "iccpr", "article": "art. 12"}]
    detail = at("advocacy-issue-detail", issue.pk)
    given = {"title": "Other words", "instruments": pairs, "version": 1}
    assert client.patch(detail, given, content_type=JSON).json()["title"] == "Other words"
    assert client.patch(detail, {**given, "title": "Third words"}, content_type=JSON).status_code == 409
    row = AdvocacyIssue.objects.visible_to(lead).get(pk=issue.pk)
    assert (row.why, row.level) == (issue.why, issue.level)
    message = make_message(issue=issue)
    detail = at("advocacy-message-detail", message.pk)
    assert client.patch(detail, {"text": "Shorter", "version": 1}, content_type=JSON).json()["text"] == "Shorter"
    finding = create_finding(cluster=cluster, by=lead, title="T", threat="T", duty_bearer="police")
    detail = at("finding-detail", finding.pk)
    changed = client.patch(detail, {"provisions": pairs, "version": 1}, content_type=JSON).json()
    assert (changed["provisions"], changed["title"]) == (pairs, "T")


def test_who_may_not_change_is_told_and_strangers_find_nothing(client, cluster, lead):
    issue = make_issue(cluster=cluster)
    finding = create_finding(cluster=cluster, by=lead, title="T", threat="T", duty_bearer="police")
    rows = {"advocacy-issue": issue, "advocacy-message": make_message(issue=issue), "finding": finding}
    for person, status in (
        (make_person(Role.MEMBER, cluster), 403),
        (make_person(Role.COORDINATOR, make_cluster("SYR")), 404),
    ):
        client.force_login(person)
        for name, row in rows.items():
            answer = client.patch(at(f"{name}-detail", row.pk), {"version": 1}, content_type=JSON)
            assert answer.status_code == status, name


# --- Gates ------------------------------------------------------------------------------------------------------------


def test_the_lead_agency_speaks_of_the_engagement_or_of_a_version(client, cluster, lead):
    line = make_plan_line(cluster=cluster)
    address = at("plan-line-lead-agency", line.pk)
    said = {"way": "endorsement", "on": clock.today().isoformat(), "who": "Desk for human rights"}
    assert client.post(address, said, content_type=JSON).status_code == 201
    text = make_submission(plan_line=line, exposure=Exposure.MEMBERS, author=lead)
    make_section(submission=text, body="Some words.")
    wrong = client.post(address, {**said, "submission": text.pk, "text_version": 1}, content_type=JSON)
    assert wrong.status_code == 400
    assert client.post(address, {**said, "submission": text.pk}, content_type=JSON).status_code == 400
    text.refresh_from_db(from_queryset=type(text).objects.visible_to(lead))
    version = freeze_version(submission=text, expected_version=text.version, by=lead)
    stale = client.post(address, {**said, "submission": text.pk, "text_version": 9}, content_type=JSON)
    assert stale.status_code == 409
    told = client.post(address, {**said, "submission": text.pk, "text_version": 1}, content_type=JSON)
    assert told.status_code == 201, told.json()
    assert LeadAgencyBacking.objects.visible_to(lead).filter(version=version).count() == 1
    client.force_login(make_person(Role.MEMBER, cluster))
    assert client.post(address, said, content_type=JSON).status_code == 403
    client.force_login(make_person(Role.COORDINATOR, make_cluster("SYR")))
    assert client.post(address, said, content_type=JSON).status_code == 404


def test_the_like_minded_are_spoken_for_once_somebody_agreed(client, cluster, lead):
    line = make_plan_line(cluster=cluster)
    member = make_person(Role.MEMBER, cluster)
    due = clock.today() + dt.timedelta(days=9)
    asked = ask_members(plan_line=line, organisations=[signatory()], due_on=due, by=lead)
    address = at("plan-line-like-minded", line.pk)
    given = {"asking": asked.pk, "version": line.version}
    assert client.post(address, given, content_type=JSON).status_code == 403
    position = MemberPosition.objects.visible_to(lead).get(request=asked)
    answer_position(position=position, answer="endorsed", expected_version=1, by=member)
    assert client.get(at("position-detail", position.pk)).json()["asking"] == asked.pk
    assert client.post(address, {**given, "asking": 10**8}, content_type=JSON).status_code == 400
    assert client.post(address, {**given, "version": 99}, content_type=JSON).status_code == 409
    assert client.post(address, given, content_type=JSON).status_code == 200
    assert PlanLine.objects.visible_to(lead).get(pk=line.pk).on_behalf_of == OnBehalfOf.LIKE_MINDED
    client.force_login(member)
    assert client.post(address, given, content_type=JSON).status_code == 403
    client.force_login(make_person(Role.COORDINATOR, make_cluster("SYR")))
    assert client.post(address, given, content_type=JSON).status_code == 404
