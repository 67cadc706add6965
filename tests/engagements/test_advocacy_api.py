"""Issues, messages and findings over the API: the same rights, acts and refusals as on the pages."""

import pytest
from django.urls import reverse

from clusters.enums import Role
from engagements.actions.analysis import create_finding
from engagements.enums import Exposure, MessageState
from engagements.models import AdvocacyIssue, AdvocacyMessage, AnalysisFinding, FindingProvision, MessageCitation
from tests.api_calls import Caller, assert_bad, assert_refused, verbs
from tests.factories import (
    make_cluster,
    make_document,
    make_instrument,
    make_mechanism,
    make_organisation,
    make_person,
    make_recommendation,
)
from tests.factories.advocacy import make_issue, make_message

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


def new_issue(cluster, **changes):
    return {
        "cluster": cluster.pk,
        "title": "Free movement",
        "why": "Fields are out of reach.",
        "level": "hct",
        "level_reason": "Only they can.",
        "lead": "hc",
        **changes,
    }


def test_a_coordinator_raises_an_issue_and_closes_it(client, cluster, lead):
    instrument = make_instrument("iccpr")
    given = new_issue(cluster, instruments=[{"instrument": "iccpr", "article": "art. 12"}])
    answer = client.post(reverse("api-advocacy-issue-list"), given, content_type=JSON)
    assert answer.status_code == 201, answer.json()
    assert (answer.json()["level"], answer.json()["country"]) == ("hct", "MOZ")
    assert instrument.pk
    state = reverse("api-advocacy-issue-state", args=[answer.json()["id"]])
    assert client.post(state, {"state": "closed", "version": 1}, content_type=JSON).json()["state"] == "closed"
    assert client.post(state, {"state": "open", "version": 1}, content_type=JSON).status_code == 409


@pytest.mark.parametrize("missing", ["lead", "level_reason", "level"])
def test_lead_level_and_reason_are_mandatory_here_too(client, cluster, lead, missing):
    given = new_issue(cluster)
    del given[missing]
    answer = client.post(reverse("api-advocacy-issue-list"), given, content_type=JSON)
    assert answer.status_code == 400
    assert missing in answer.json()
    assert not AdvocacyIssue.objects.visible_to(lead).exists()


def test_a_member_is_refused_with_a_sentence_and_a_stranger_finds_nothing(client, cluster, lead):
    issue, message = make_issue(cluster=cluster), make_message(issue=make_issue(cluster=cluster))
    finding = create_finding(cluster=cluster, by=lead, title="T", threat="T", duty_bearer="police")
    client.force_login(make_person(Role.MEMBER, cluster))
    refused = client.post(reverse("api-advocacy-issue-list"), new_issue(cluster), content_type=JSON)
    assert refused.status_code == 403
    assert "Only the coordinators" in refused.json()["detail"]
    assert client.get(reverse("api-advocacy-issue-detail", args=[issue.pk])).status_code == 200
    client.force_login(make_person(Role.COORDINATOR, make_cluster("SYR")))
    for name, row in (("advocacy-issue", issue), ("advocacy-message", message), ("finding", finding)):
        assert client.get(reverse(f"api-{name}-detail", args=[row.pk])).status_code == 404
        assert client.get(reverse(f"api-{name}-list")).json()["count"] == 0
    state = reverse("api-advocacy-issue-state", args=[issue.pk])
    assert client.post(state, {"state": "closed", "version": 1}, content_type=JSON).status_code == 404
    theirs = client.post(reverse("api-finding-list"), {"cluster": cluster.pk}, content_type=JSON)
    assert theirs.status_code == 400
    full = {"cluster": cluster.pk, "title": "T", "threat": "T", "duty_bearer": "police"}
    assert client.post(reverse("api-finding-list"), full, content_type=JSON).status_code == 403


def test_a_message_is_drafted_and_used(client, cluster, lead):
    issue = make_issue(cluster=cluster)
    document = make_document(make_mechanism("ccpr", name="Committee"), symbol="CCPR/C/GC/99")
    given = {"issue": issue.pk, "audience": "hct", "document": document.pk, "paragraph": "para. 5", "text": "Words"}
    answer = client.post(reverse("api-advocacy-message-list"), given, content_type=JSON)
    assert answer.status_code == 201, answer.json()
    assert (answer.json()["symbol"], answer.json()["issue"]) == ("CCPR/C/GC/99", issue.pk)
    state = reverse("api-advocacy-message-state", args=[answer.json()["id"]])
    half = client.post(state, {"state": "used", "version": 1}, content_type=JSON)
    assert half.status_code == 400
    used = {"state": "used", "used_on": "2026-05-04", "used_channel": "letter", "version": 1}
    assert client.post(state, used, content_type=JSON).json()["used_on"] == "2026-05-04"
    for wrong in ({"issue": 10**8}, {"document": 10**8}):
        assert (
            client.post(reverse("api-advocacy-message-list"), {**given, **wrong}, content_type=JSON).status_code == 400
        )
    assert AdvocacyMessage.objects.visible_to(lead).count() == 1


def test_the_gallery_does_not_name_the_issue(client, cluster, lead):
    message = make_message(
        issue=make_issue(cluster=cluster), exposure=Exposure.OPEN, state=MessageState.AGREED, in_gallery=True
    )
    client.force_login(make_person(Role.COORDINATOR, make_cluster("SYR")))
    answer = client.get(reverse("api-advocacy-message-list") + "?in_gallery=true").json()
    assert [(row["id"], row["issue"]) for row in answer["results"]] == [(message.pk, None)]


def test_a_finding_is_written_down_with_its_article(client, cluster, lead):
    make_instrument("iccpr")
    given = {
        "cluster": cluster.pk,
        "title": "Fees",
        "threat": "People pay.",
        "duty_bearer": "police",
        "provisions": [{"instrument": "iccpr", "article": "art. 12"}],
    }
    answer = client.post(reverse("api-finding-list"), given, content_type=JSON)
    assert answer.status_code == 201, answer.json()
    assert answer.json()["provisions"] == [{"instrument": "iccpr", "article": "art. 12"}]
    assert FindingProvision.objects.visible_to(lead).count() == 1
    listed = client.get(reverse("api-finding-list") + "?country=moz").json()
    assert listed["results"][0]["provisions"] == answer.json()["provisions"]
    for wrong in ({"groups": ["a person"]}, {"duty_bearer": "armed group"}, {"systematic": "yes"}):
        assert client.post(reverse("api-finding-list"), {**given, **wrong}, content_type=JSON).status_code == 400
    assert AnalysisFinding.objects.visible_to(lead).count() == 1


def test_the_action_plan_of_an_issue():
    cluster = make_cluster("NGA")
    api, member = Caller(make_person(Role.COORDINATOR, cluster)), Caller(make_person(Role.MEMBER, cluster))
    stranger = Caller(make_person(Role.COORDINATOR, make_cluster("MOZ")))
    issue, organisation = make_issue(cluster=cluster), make_organisation()
    rows = f"/api/v1/advocacy-issues/{issue.pk}/actions/"
    body = {"what": "Brief the donors", "level": "working", "channel": "private", "lead": "coordinator"}
    made = api.post(rows, **body, partners=[organisation.pk])
    assert (made.status_code, made.json()["partners"], made.json()["state"]) == (201, [organisation.pk], "planned")
    at = f"{rows}{made.json()['id']}/"
    message = make_message(issue=issue)
    changed = api.patch(at, what="Brief all donors", message=message.pk, version=1).json()
    assert (changed["what"], changed["partners"]) == ("Brief all donors", [organisation.pk])
    assert api.patch(at, what="Late", version=1).status_code == 409
    assert_bad(api.patch(at, message=make_message().pk, version=2), "message")
    assert_bad(api.post(rows, **{**body, "level": "moon", "what": ""}), "level", "what")
    assert_refused(member.post(rows, **body))
    assert_refused(member.patch(at, what="Mine", version=2))
    assert_refused(member.post(f"{at}state/", state="done", version=2))
    for answer in (stranger.get(rows), stranger.post(rows), stranger.patch(at), stranger.post(f"{at}state/")):
        assert answer.status_code == 404
    done = api.post(f"{at}state/", state="done", result="They will raise it", version=2).json()
    assert (done["state"], done["result"]) == ("done", "They will raise it")
    assert [row["id"] for row in member.get(rows).json()] == [made.json()["id"]]
    assert verbs() == ["advocacy_action.created", "advocacy_action.changed", "advocacy_action.state"]


def test_what_a_message_rests_on_is_changed(cluster):
    """By numbers, as when it was drafted; an unknown one is said at its place, and left out the list stays."""
    caller = Caller(make_person(Role.COORDINATOR, cluster))
    message = make_message(issue=make_issue(cluster=cluster))
    first, second = make_recommendation(country=cluster.country), make_recommendation(country=cluster.country)
    address = reverse("api-advocacy-message-detail", args=[message.pk])
    changed = caller.patch(address, recommendations=[first.pk, second.pk], version=1)
    assert changed.status_code == 200, changed.content
    for unknown in (second.pk + 1, 2**70):
        assert_bad(caller.patch(address, recommendations=[unknown], version=2), "recommendations")
    assert caller.patch(address, text="Other words.", version=2).status_code == 200
    rows = MessageCitation.objects.unscoped("the test looks").filter(message=message)
    assert set(rows.values_list("recommendation_id", flat=True)) == {first.pk, second.pk}
