"""The mark that is shown is the one that binds: the row's own, or that of its plan line where that is more closed."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from engagements.enums import Exposure, InteractionKind, InteractionState, NoteKind, strictest
from engagements.models import PlanLine
from tests.factories import make_cluster, make_interaction, make_person, make_plan_line
from tests.factories.marked import MARKED, on_line
from tests.factories.meetings import make_note

pytestmark = pytest.mark.django_db
CARRIERS = [*MARKED, "AdvocacyMessage"]
LISTS = {
    "Interaction": "interaction-list",
    "InteractionSeries": "series-list",
    "AdvocacyIssue": "advocacy",
    "AnalysisFinding": "analysis",
    "MonitoringTool": "tools",
    "AdvocacyStrategy": "strategies",
    "HctBriefing": "briefings",
    "RegisterEntry": "registers",
    "InputRequest": "request-list",
    "RecommendationWatch": "watch-list",
    "PressProposal": "press-list",
}
PAGES = {
    "Interaction": "interaction-detail",
    "InteractionSeries": "series-detail",
    "AdvocacyIssue": "issue-detail",
    "AnalysisFinding": "finding-detail",
    "InputRequest": "request-detail",
    "RecommendationWatch": "watch-edit",
    "PressProposal": "press-detail",
    "AdvocacyMessage": "message-detail",
}
INTERFACES = {
    "Interaction": "api-interaction",
    "InteractionSeries": "api-series",
    "AdvocacyIssue": "api-advocacy-issue",
    "AnalysisFinding": "api-finding",
    "MonitoringTool": "api-monitoring-tool",
    "SharingRow": "api-sharing-row",
    "AdvocacyStrategy": "api-strategy",
    "HctBriefing": "api-hct-briefing",
    "RegisterEntry": "api-register-entry",
    "InputRequest": "api-request",
    "PressProposal": "api-press",
    "AdvocacyMessage": "api-advocacy-message",
}


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster, client):
    user = make_person(Role.COORDINATOR, cluster)
    client.force_login(user)
    return user


def open_row(name, cluster, mark=Exposure.RESTRICTED):
    """A row that is open itself, on a line of its own with `mark`."""
    return on_line(make_plan_line(cluster=cluster, exposure=mark), name)(Exposure.OPEN)


def close_lines():
    PlanLine.objects.unscoped("a test closes them").update(exposure=Exposure.RESTRICTED)


def list_address(name, cluster):
    return f"{reverse('engagements:' + LISTS[name])}?cluster={cluster.pk}&kind={'advice' * (name == 'RegisterEntry')}"


def marks_on(answer):
    """The words of every "who can see this" on a page."""
    assert answer.status_code == 200
    page = answer.content.decode()
    found = re.findall(r'class="seen-by">.*?<span class="pill [^"]*">(?:<svg.*?</svg>)?([^<]*)', page)
    assert len(found) == page.count('class="seen-by"')
    return set(found)


@pytest.mark.parametrize("name", LISTS)
def test_lists_show_the_mark_that_binds(client, cluster, lead, name):
    open_row(name, cluster, Exposure.OPEN)
    assert marks_on(client.get(list_address(name, cluster))) == {"Open"}
    close_lines()
    assert marks_on(client.get(list_address(name, cluster))) == {"Restricted"}


@pytest.mark.parametrize("name", PAGES)
def test_pages_show_the_mark_that_binds(client, cluster, lead, name):
    row = open_row(name, cluster)
    assert marks_on(client.get(reverse(f"engagements:{PAGES[name]}", args=[row.pk]))) == {"Restricted"}


@pytest.mark.parametrize("name", INTERFACES)
def test_other_programs_read_both_marks(client, cluster, lead, name):
    row = open_row(name, cluster)
    one = client.get(reverse(f"{INTERFACES[name]}-detail", args=[row.pk])).json()
    (listed,) = client.get(reverse(f"{INTERFACES[name]}-list")).json()["results"]
    assert (one["exposure"], one["mark"]) == (listed["exposure"], listed["mark"]) == ("open", "restricted")


@pytest.mark.parametrize("name", CARRIERS)
def test_a_row_on_an_open_line_has_its_own_mark(cluster, name):
    line = make_plan_line(cluster=cluster, exposure=Exposure.OPEN)
    # A message is never seen by more people than its issue, which is for members here.
    least = Exposure.MEMBERS if name == "AdvocacyMessage" else Exposure.OPEN
    for mark in Exposure:
        assert on_line(line, name)(mark).mark == strictest(mark, least)


@pytest.mark.parametrize("name", CARRIERS)
def test_who_sees_an_open_row_follows_its_line(cluster, lead, name):
    member = make_person(Role.MEMBER, cluster)
    row = open_row(name, cluster, Exposure.OPEN)
    rows = type(row).objects
    assert rows.visible_to(member).filter(pk=row.pk).exists()
    close_lines()
    assert not rows.visible_to(member).filter(pk=row.pk).exists()
    assert rows.visible_to(lead).filter(pk=row.pk).exists()


@pytest.mark.parametrize("name", CARRIERS)
def test_the_lines_are_not_asked_for_one_by_one(client, cluster, lead, name):
    addresses = [list_address(name, cluster)] if name in LISTS else []
    addresses += [reverse(f"{INTERFACES[name]}-list")] if name in INTERFACES else []

    def asked():
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
        return counts

    open_row(name, cluster)
    asked()
    one = asked()
    for _more in range(4):
        open_row(name, cluster)
    assert asked() == one


def test_a_message_in_the_gallery_is_open_until_what_stands_behind_it_is_closed(cluster):
    line = make_plan_line(cluster=cluster, exposure=Exposure.MEMBERS)
    message = on_line(line, "AdvocacyMessage")(Exposure.OPEN)
    assert message.mark == Exposure.MEMBERS
    message.in_gallery = True
    assert message.mark == Exposure.OPEN
    line.exposure = Exposure.CONFIDENTIAL
    assert message.mark == Exposure.CONFIDENTIAL


def test_a_note_of_a_meeting_shows_the_mark_of_the_meeting_and_of_its_line(client, cluster, lead):
    line = make_plan_line(cluster=cluster, exposure=Exposure.RESTRICTED)
    meeting = make_interaction(
        cluster=cluster,
        plan_line=line,
        exposure=Exposure.OPEN,
        kind=InteractionKind.CLUSTER_MEETING,
        state=InteractionState.HELD,
    )
    make_note(meeting, exposure=Exposure.OPEN, kind=NoteKind.POINT)
    assert marks_on(client.get(reverse("engagements:interaction-agenda", args=[meeting.pk]))) == {"Restricted"}
    assert marks_on(client.get(f"{reverse('engagements:meeting-record')}?cluster={cluster.pk}")) == {"Restricted"}
    (note,) = client.get(reverse("api-interaction-notes", args=[meeting.pk])).json()
    assert (note["exposure"], note["mark"]) == ("open", "restricted")
