"""Recommendations that plan lines work on, and those made advocacy priorities: seen as the line or the issue is."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from core.errors import Refused
from core.models import AuditEntry
from engagements.actions import recommended as actions
from engagements.enums import Exposure, IssueState
from engagements.models import AdvocacyIssue, RecommendationWork
from recommendations.queries import used_in
from tests.factories import make_cluster, make_person, make_plan_line, make_recommendation
from tests.factories.advocacy import make_issue

pytestmark = pytest.mark.django_db
NEW = {
    "title": "Schools open again",
    "why": "They are closed",
    "horizon": "medium",
    "level": "public",
    "level_reason": "It is known",
    "lead": "hc",
    "exposure": "members_only",
    "version": "0",
}


@pytest.fixture
def cluster():
    return make_cluster("NER")


@pytest.fixture
def lead(cluster):
    return make_person(Role.COORDINATOR, cluster=cluster)


@pytest.fixture
def member(cluster):
    return make_person(Role.MEMBER, cluster=cluster)


@pytest.fixture
def row(cluster):
    return make_recommendation(country=cluster.country, text="Build schools")


@pytest.fixture
def line(cluster):
    return make_plan_line(cluster=cluster, title="Mid-term report", exposure=Exposure.MEMBERS)


@pytest.fixture
def issue(cluster, lead):
    return make_issue(cluster=cluster, title="Schools", horizon="short", created_by=lead)


def words(answer):
    return answer.content.decode()


def labels(user, row):
    return [str(use.label) for use in used_in(user, [row.pk]).get(row.pk, [])]


def verbs(user):
    return list(AuditEntry.objects.visible_to(user).order_by("pk").values_list("verb", flat=True))


# --- On a plan line ---------------------------------------------------------------------------------------------------


def test_a_line_works_on_recommendations_and_is_shown_back(cluster, lead, member, row, line):
    actions.work_on(plan_line=line, recommendation=row, by=lead)
    actions.work_on(plan_line=line, recommendation=row, by=lead)
    assert RecommendationWork.objects.visible_to(member).count() == 1
    assert labels(member, row) == [f"Plan line of {cluster}: Mid-term report"]
    stranger = make_person(Role.COORDINATOR, make_cluster("TCD"))
    assert labels(stranger, row) == []
    assert not RecommendationWork.objects.visible_to(stranger).exists()
    actions.stop_working_on(plan_line=line, recommendation=row, by=lead)
    actions.stop_working_on(plan_line=line, recommendation=row, by=lead)
    assert labels(lead, row) == []
    assert verbs(lead) == ["recommendation_work.begun", "recommendation_work.ended"]


def test_a_closed_line_is_not_told_of(cluster, lead, member, row):
    closed = make_plan_line(cluster=cluster, exposure=Exposure.CONFIDENTIAL, readers=[lead], title="Hidden")
    actions.work_on(plan_line=closed, recommendation=row, by=lead)
    assert len(labels(lead, row)) == 1
    assert labels(member, row) == []
    assert "Hidden" not in str(list(AuditEntry.objects.visible_to(lead).values()))


def test_only_coordinators_and_only_for_their_own_state(lead, member, row, line):
    with pytest.raises(Refused):
        actions.work_on(plan_line=line, recommendation=row, by=member)
    with pytest.raises(ValidationError):
        actions.work_on(plan_line=line, recommendation=make_recommendation(), by=lead)
    with pytest.raises(Refused):
        actions.stop_working_on(plan_line=line, recommendation=row, by=member)
    assert not RecommendationWork.objects.visible_to(lead).exists()


def test_the_database_wants_a_line_or_an_issue(lead, row, line, issue):
    for where in ({}, {"plan_line": line, "issue": issue}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RecommendationWork.objects.create(recommendation=row, **where)


def test_the_picker_of_a_line(client, cluster, lead, member, row, line):
    other = make_recommendation(text="Build schools elsewhere")
    address = reverse("engagements:line-recommendations", args=[line.pk])
    client.force_login(lead)
    assert address in words(client.get(reverse("engagements:line-detail", args=[line.pk])))
    page = words(client.get(address, {"q": "schools"}))
    assert f'name="add" value="{row.pk}"' in page
    assert f'value="{other.pk}"' not in page
    assert client.post(address, {"add": row.pk})["Location"] == address
    page = words(client.get(address, {"q": "schools"}))
    assert f'name="remove" value="{row.pk}"' in page
    assert f'name="add" value="{row.pk}"' not in page
    assert "Nothing found" in words(client.get(address, {"q": "unicorn"}))
    refused = client.post(address, {"add": other.pk})
    assert refused.status_code == 422
    assert "another State" in words(refused)
    assert client.post(address, {"add": "99999"}).status_code == 404
    assert client.post(address, {"add": "x"}).status_code == 404
    part = words(client.get(address, headers={"HX-Request": "true"}))
    assert row.reference_text in part
    assert "<h1" not in part
    client.force_login(member)
    page = words(client.get(address))
    assert row.reference_text in page
    assert 'name="remove"' not in page
    assert client.post(address, {"remove": row.pk}).status_code == 403
    client.force_login(make_person(Role.COORDINATOR, make_cluster("TCD")))
    assert client.get(address).status_code == 404
    assert client.post(address, {"remove": row.pk}).status_code == 404
    assert RecommendationWork.objects.visible_to(lead).count() == 1


def test_queries_whatever_the_rows(client, cluster, lead, line, issue):
    addresses = (
        reverse("engagements:line-recommendations", args=[line.pk]) + "?q=schools",
        reverse("engagements:issue-detail", args=[issue.pk]),
    )
    client.force_login(lead)
    asked = []
    for number in (1, 29):
        for n in range(number):
            one = make_recommendation(country=cluster.country, text=f"Schools {n}")
            actions.work_on(plan_line=line, recommendation=one, by=lead)
            actions.promote_to_issue(issue=issue, recommendation=one, horizon="short", by=lead)
            make_recommendation(country=cluster.country, text=f"Schools again {n}")
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            asked.append(len(captured))
    assert asked[:2] == asked[2:]
    assert max(asked) <= 15


# --- Advocacy priorities ----------------------------------------------------------------------------------------------


def test_an_open_issue_takes_it_up_with_its_horizon(cluster, lead, member, row, issue):
    actions.promote_to_issue(issue=issue, recommendation=row, horizon="medium", by=lead)
    kept = AdvocacyIssue.objects.visible_to(lead).get(pk=issue.pk)
    assert kept.horizon == "medium"
    actions.promote_to_issue(issue=kept, recommendation=row, horizon="medium", by=lead)
    assert RecommendationWork.objects.visible_to(lead).count() == 1
    assert labels(member, row) == [f"Advocacy priority of {cluster}: Schools"]
    for wrong in ({"horizon": "never"}, {"recommendation": make_recommendation()}):
        with pytest.raises(ValidationError):
            actions.promote_to_issue(**{"issue": kept, "recommendation": row, "horizon": "short", "by": lead, **wrong})
    with pytest.raises(Refused):
        actions.promote_to_issue(issue=kept, recommendation=row, horizon="short", by=member)
    with pytest.raises(Refused):
        actions.demote(issue=kept, recommendation=row, by=member)
    actions.demote(issue=kept, recommendation=row, by=lead)
    assert labels(lead, row) == []
    assert verbs(lead)[-1] == "recommendation_work.ended"


def test_a_closed_issue_takes_up_nothing(cluster, lead, row):
    closed = make_issue(cluster=cluster, state=IssueState.CLOSED)
    with pytest.raises(ValidationError):
        actions.promote_to_issue(issue=closed, recommendation=row, horizon="short", by=lead)
    assert not RecommendationWork.objects.visible_to(lead).exists()


def test_from_the_recommendation_to_a_new_issue_or_an_old_one(client, cluster, lead, member, row, issue):
    address = reverse("engagements:recommendation-promote", args=[row.pk])
    client.force_login(lead)
    assert address in words(client.get(row.get_absolute_url()))
    answer = client.post(address, {**NEW, "level_reason": ""})
    assert answer.status_code == 422
    assert "They are closed" in words(answer)
    assert RecommendationWork.objects.visible_to(lead).count() == 0
    made = client.post(address, NEW)
    new = AdvocacyIssue.objects.visible_to(lead).get(title="Schools open again")
    assert (made.status_code, made["Location"]) == (302, reverse("engagements:issue-detail", args=[new.pk]))
    assert new.horizon == "medium"
    assert row.reference_text in words(client.get(made["Location"]))
    assert client.post(address, {"act": "link", "link-horizon": "short"}).status_code == 422
    linked = client.post(address, {"act": "link", "link-issue": issue.pk, "link-horizon": "short"})
    assert linked["Location"] == reverse("engagements:issue-detail", args=[issue.pk])
    page = words(client.get(row.get_absolute_url()))
    assert "Schools open again" in page
    assert f"Advocacy priority of {cluster}: Schools<" in page.replace("</bdi>", "<")
    off = reverse("engagements:issue-recommendation", args=[issue.pk, row.pk])
    client.force_login(member)
    assert client.get(address).status_code == 404
    assert client.post(off).status_code == 403
    client.force_login(make_person(Role.COORDINATOR, make_cluster("TCD")))
    assert client.post(address, NEW).status_code == 404
    assert client.post(off).status_code == 404
    client.force_login(lead)
    assert client.post(off)["Location"] == reverse("engagements:issue-detail", args=[issue.pk])
    assert [one.issue_id for one in RecommendationWork.objects.visible_to(lead)] == [new.pk]
