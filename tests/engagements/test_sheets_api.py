"""Lists of a cluster over the API: the same actions and refusals as the pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clusters.enums import Role
from engagements.actions.advocacy import create_issue
from engagements.enums import Exposure
from mechanisms.models import Mechanism
from tests.api_calls import Caller, assert_bad, assert_refused, verbs
from tests.factories import make_cluster, make_mechanism, make_person, make_plan_line

pytestmark = pytest.mark.django_db
AT = "/api/v1/"
BODIES = {
    "monitoring-tools": {"name": "Incident log", "depth": "broad"},
    "sharing-matrix": {"data": "Monthly trends", "recipient": "The field office", "form": "trends"},
    "strategies": {"place": "hct", "kind": "section", "status": "writing", "title": "Strategy"},
    "hct-briefings": {"subject": "Access", "held_on": "2026-11-01", "presenters": "Coordinator"},
    "register-entries": {"kind": "advice", "title": "Advice", "stage": "idea"},
}
# Of each list: a text to change, the act in the trail, and what is refused with its field.
CASES = {
    "monitoring-tools": ("analysis", "tool", {"can_analyse": 5}, "can_analyse"),
    "sharing-matrix": ("condition", "sharing", {"recipient": ""}, "mechanism"),
    "strategies": ("note", "strategy", {"kind": "none"}, "kind"),
    "hct-briefings": ("taken", "briefing", {"next_on": "2026-10-01"}, "next_on"),
    "register-entries": ("text", "register", {"marks": ["no-such-point"]}, "marks"),
}


class Here:
    def __init__(self):
        self.cluster = make_cluster("NGA")
        self.person = make_person(Role.COORDINATOR, self.cluster)
        self.lead = Caller(self.person)
        self.member = Caller(make_person(Role.MEMBER, self.cluster))
        self.stranger = Caller(make_person(Role.COORDINATOR, make_cluster("MOZ")))

    def body(self, name, **more):
        return {**BODIES[name], "cluster": self.cluster.pk, **more}


@pytest.fixture
def here():
    return Here()


@pytest.mark.parametrize("name", sorted(BODIES))
def test_a_row_is_made_read_and_changed(here, name):
    text, act, wrong, field = CASES[name]
    made = here.lead.post(f"{AT}{name}/", **here.body(name))
    assert (made.status_code, made.json()["version"], made.json()["country"]) == (201, 1, "NGA")
    row = f"{AT}{name}/{made.json()['id']}/"
    assert here.member.get(row).json() == made.json()
    changed = here.lead.patch(row, version=1, **{text: "In other words"}).json()
    assert (changed[text], changed["version"]) == ("In other words", 2)
    assert {key: changed[key] for key in BODIES[name]} == BODIES[name]
    assert here.lead.patch(row, version=1, **{text: "Late"}).status_code == 409
    assert_bad(here.lead.patch(row, version=2, **wrong), field)
    assert_bad(here.lead.post(f"{AT}{name}/", **here.body(name, **wrong)), field)
    assert_refused(here.member.patch(row, version=2, **{text: "Mine"}))
    assert_refused(here.member.post(f"{AT}{name}/", **here.body(name)))
    assert_refused(here.stranger.post(f"{AT}{name}/", **here.body(name)))
    for answer in (here.stranger.get(row), here.stranger.patch(row)):
        assert answer.status_code == 404
    assert here.stranger.get(f"{AT}{name}/").json()["count"] == 0
    assert verbs()[-2:] == [f"{act}.created", f"{act}.changed"]


@pytest.mark.parametrize("name", sorted(BODIES))
def test_a_restricted_row_is_nothing_to_members(here, name):
    made = here.lead.post(f"{AT}{name}/", **here.body(name, exposure=Exposure.RESTRICTED)).json()
    assert here.member.get(f"{AT}{name}/{made['id']}/").status_code == 404
    assert here.member.get(f"{AT}{name}/").json()["count"] == 0


@pytest.mark.parametrize("name", sorted(BODIES))
def test_a_list_asks_as_many_questions_for_one_row_as_for_twenty(here, name):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            assert here.member.get(f"{AT}{name}/", country="nga").status_code == 200
        return len(asked)

    here.lead.post(f"{AT}{name}/", **here.body(name))
    few = questions()
    for _row in range(19):
        here.lead.post(f"{AT}{name}/", **here.body(name))
    assert questions() == few


def test_a_row_of_the_matrix_names_a_mechanism_by_key(here):
    mechanism = Mechanism.objects.exclude(kind="family").first() or make_mechanism("cat")
    made = here.lead.post(f"{AT}sharing-matrix/", **here.body("sharing-matrix", mechanism=mechanism.key, recipient=""))
    assert made.json()["mechanism"] == mechanism.key
    assert_bad(here.lead.post(f"{AT}sharing-matrix/", **here.body("sharing-matrix", mechanism="nothing")), "mechanism")


def test_a_briefing_names_issues_and_a_line_that_the_writer_sees(here):
    issue = create_issue(
        cluster=here.cluster,
        title="Access",
        why="People cannot reach safety",
        level="hct",
        level_reason="Decided there",
        lead="coordinator",
        exposure=Exposure.RESTRICTED,
        by=here.person,
    )
    foreign = make_plan_line()
    line = make_plan_line(cluster=here.cluster, exposure=Exposure.MEMBERS)
    made = here.lead.post(
        f"{AT}hct-briefings/", **here.body("hct-briefings", issues=[issue.pk], plan_line=line.pk)
    ).json()
    assert (made["issues"], made["plan_line"]) == ([issue.pk], line.pk)
    row = f"{AT}hct-briefings/{made['id']}/"
    # Who does not see the issue does not learn that the briefing was about it.
    assert here.member.get(row).json()["issues"] == []
    assert here.lead.patch(row, version=1, taken="Agreed").json()["issues"] == [issue.pk]
    assert here.lead.patch(row, version=2, issues=[]).json()["issues"] == []
    assert_bad(here.lead.patch(row, version=3, issues=[issue.pk + 1000]), "issues")
    assert_bad(here.lead.patch(row, version=3, plan_line=foreign.pk), "plan_line")


def test_registers_are_read_one_by_one(here):
    here.lead.post(f"{AT}register-entries/", **here.body("register-entries"))
    assert here.lead.get(f"{AT}register-entries/", kind="advice").json()["count"] == 1
    assert here.lead.get(f"{AT}register-entries/", kind="law").json()["count"] == 0
    assert here.lead.get(f"{AT}register-entries/", kind="nothing").status_code == 400


def test_an_advice_note_names_strategies_that_the_writer_sees(here):
    strategy = here.lead.post(f"{AT}strategies/", **here.body("strategies", exposure=Exposure.RESTRICTED)).json()["id"]
    body = here.body("register-entries", strategies=[strategy])
    made = here.lead.post(f"{AT}register-entries/", **body).json()
    assert made["strategies"] == [strategy]
    row = f"{AT}register-entries/{made['id']}/"
    # Who does not see the strategy does not learn that the note bears on it.
    assert here.member.get(row).json()["strategies"] == []
    assert here.lead.patch(row, version=1, text="Read").json()["strategies"] == [strategy]
    assert here.lead.patch(row, version=2, strategies=[]).json()["strategies"] == []
    assert_bad(here.lead.patch(row, version=3, strategies=[strategy + 1000]), "strategies")
    law = here.body("register-entries", kind="law", strategies=[strategy])
    assert_bad(here.lead.post(f"{AT}register-entries/", **law), "strategies")
