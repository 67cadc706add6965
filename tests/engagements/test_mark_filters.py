"""Filtered by mark is what is shown: the mark that binds, the row's own or that of its plan line."""

import itertools

import pytest
from django.urls import reverse

from clusters.enums import Role
from core import clock
from engagements.actions.handing import begin_hand_over
from engagements.enums import CLOSED_MARKS, Exposure
from engagements.models import AdvocacyMessage, InputRequest
from engagements.queries.handing import holdings
from tests.factories import make_cluster, make_person, make_plan_line, make_submission
from tests.factories.advocacy import make_issue, make_message
from tests.factories.marked import MARKED, on_line

pytestmark = pytest.mark.django_db
FILTERED = {
    "Interaction": "api-interaction-list",
    "AdvocacyIssue": "api-advocacy-issue-list",
    "AnalysisFinding": "api-finding-list",
    "AdvocacyMessage": "api-advocacy-message-list",
    "Submission": "api-submission-list",
}


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


def maker(line, name):
    if name == "Submission":
        return lambda exposure: make_submission(plan_line=line, exposure=exposure)
    return on_line(line, name)


@pytest.mark.parametrize("name", FILTERED)
def test_a_list_filtered_by_mark_shows_that_mark_only(cluster, client, name):
    client.force_login(make_person(Role.COORDINATOR, cluster))
    rows = [
        maker(make_plan_line(cluster=cluster, exposure=line_mark), name)(own)
        for line_mark, own in itertools.product((Exposure.OPEN, Exposure.RESTRICTED), (Exposure.OPEN, Exposure.MEMBERS))
    ]
    for mark in Exposure:
        found = client.get(reverse(FILTERED[name]), {"exposure": mark}).json()["results"]
        assert {one["id"] for one in found} == {row.pk for row in rows if row.mark == mark}
        assert {one["mark"] for one in found} <= {mark}
    several = [Exposure.OPEN, Exposure.RESTRICTED]
    both = client.get(reverse(FILTERED[name]), {"exposure": several}).json()
    assert both["count"] == sum(row.mark in several for row in rows) < len(rows)
    assert client.get(reverse(FILTERED[name]), {"exposure": "secret"}).status_code == 400


@pytest.mark.parametrize("name", FILTERED)
def test_no_filter_finds_what_the_reader_does_not_see(cluster, client, name):
    maker(make_plan_line(cluster=cluster, exposure=Exposure.CONFIDENTIAL), name)(Exposure.OPEN)
    client.force_login(make_person(Role.COORDINATOR, cluster))
    for mark in Exposure:
        assert client.get(reverse(FILTERED[name]), {"exposure": mark}).json()["count"] == 0


@pytest.mark.parametrize("name", [*MARKED, "AdvocacyMessage", "Submission"])
def test_the_database_says_the_same_mark_as_the_row(cluster, name):
    rows = [
        maker(make_plan_line(cluster=cluster, exposure=line_mark), name)(own)
        for line_mark, own in itertools.product(Exposure, (Exposure.OPEN, Exposure.RESTRICTED))
    ]
    if name in MARKED:
        rows.append(MARKED[name](cluster=cluster, exposure=Exposure.MEMBERS))
    model = type(rows[0])
    stored = model.objects.unscoped("test")
    for mark in Exposure:
        found = set(stored.filter(model.marked([mark])).values_list("pk", flat=True))
        assert found == {row.pk for row in rows if row.mark == mark}
    closed = set(stored.filter(model.marked(CLOSED_MARKS)).values_list("pk", flat=True))
    assert closed == {row.pk for row in rows if row.mark in CLOSED_MARKS}


def test_what_hangs_in_the_gallery_tells_nothing_of_what_it_is_about(cluster, client):
    rows = [
        make_message(
            issue=make_issue(cluster=cluster, exposure=issue, plan_line=make_plan_line(cluster=cluster, exposure=line)),
            exposure=Exposure.OPEN,
            in_gallery=True,
        )
        for issue, line in itertools.product(Exposure, Exposure)
    ]
    stored = AdvocacyMessage.objects.unscoped("test")
    for mark in Exposure:
        found = set(stored.filter(AdvocacyMessage.marked([mark])).values_list("pk", flat=True))
        assert found == {row.pk for row in rows if row.mark == mark}
    client.force_login(make_person(Role.COORDINATOR, make_cluster("NGA")))
    counts = [client.get(reverse(FILTERED["AdvocacyMessage"]), {"exposure": mark}).json()["count"] for mark in Exposure]
    assert counts == [4, 0, 0, 0]


def test_paper_of_a_hand_over_leaves_out_a_request_on_a_closed_line(cluster):
    lead = make_person(Role.COORDINATOR, cluster)
    for mark in (Exposure.MEMBERS, Exposure.RESTRICTED):
        InputRequest.objects.create(
            cluster=cluster,
            plan_line=make_plan_line(cluster=cluster, exposure=mark),
            asked_on=clock.today(),
            about=f"about {mark}",
            door="letter",
            exposure=Exposure.MEMBERS,
        )
    row = begin_hand_over(cluster=cluster, by=lead)
    assert len(holdings(lead, row).requests) == 2
    assert [str(one) for one in holdings(lead, row, on_paper=True).requests] == ["about members_only"]
