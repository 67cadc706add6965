"""The rooms of a visit and of a session over the API: the same actions and refusals as the pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clusters.enums import Role
from engagements.enums import Exposure, InputState
from engagements.models import LineInput
from tests.api_calls import Caller, assert_bad, assert_refused, verbs
from tests.factories import (
    make_cluster,
    make_document,
    make_mechanism,
    make_person,
    make_plan_line,
    make_submission,
)

pytestmark = pytest.mark.django_db
BODIES = {
    "inputs": {"title": "Note on return, two pages"},
    "stops": {"place": "Pemba"},
    "concerns": {"text": "Return is not safe"},
}
# Of each kind: what is changed, what is refused with its field, and how the trail calls it.
CASES = {
    "inputs": ({"state": "ready"}, {"recipient": "somebody@example.org"}, "recipient", "input"),
    "stops": ({"day_note": "second day"}, {"host": "+258 82 555 0101"}, "host", "stop"),
    "concerns": ({"raised": "partly"}, {"raised": "perhaps"}, "raised", "session_concern"),
}


class Here:
    def __init__(self):
        self.cluster = make_cluster("MOZ")
        self.person = make_person(Role.COORDINATOR, self.cluster)
        self.lead = Caller(self.person)
        self.member = Caller(make_person(Role.MEMBER, self.cluster))
        self.stranger = Caller(make_person(Role.COORDINATOR, make_cluster("NGA")))
        self.line = make_plan_line(cluster=self.cluster, exposure=Exposure.MEMBERS)
        self.at = f"/api/v1/plan-lines/{self.line.pk}/"


@pytest.fixture
def here():
    return Here()


@pytest.mark.parametrize("name", sorted(BODIES))
def test_a_row_is_added_and_changed(here, name):
    change, wrong, field, noun = CASES[name]
    rows, body = f"{here.at}{name}/", BODIES[name]
    made = here.lead.post(rows, **body)
    assert (made.status_code, made.json()["version"]) == (201, 1)
    assert here.member.get(rows).json() == [made.json()]
    row = f"{rows}{made.json()['id']}/"
    changed = here.lead.patch(row, version=1, **change).json()
    assert {**made.json(), **change, "version": 2} == changed
    assert here.lead.patch(row, version=1, **change, **body).status_code in (200, 409)
    assert here.lead.patch(row, version=1, **{key: f"{value}!" for key, value in body.items()}).status_code == 409
    assert_bad(here.lead.patch(row, version=2, **wrong), field)
    assert_bad(here.lead.post(rows, **body, **wrong), field)
    assert_refused(here.member.patch(row, version=2, **change))
    assert_refused(here.member.post(rows, **body))
    for answer in (here.stranger.get(rows), here.stranger.post(rows, **body), here.stranger.patch(row)):
        assert answer.status_code == 404
    other = make_plan_line(cluster=here.cluster, exposure=Exposure.MEMBERS)
    assert here.lead.patch(f"/api/v1/plan-lines/{other.pk}/{name}/{made.json()['id']}/").status_code == 404
    assert verbs()[-2:] == [f"{noun}.added", f"{noun}.changed"]


def test_nothing_is_sent_while_a_gate_is_shut(here):
    made = here.lead.post(f"{here.at}inputs/", **BODIES["inputs"]).json()
    row = f"{here.at}inputs/{made['id']}/"
    assert_refused(here.lead.patch(row, version=1, state="sent"))
    assert_refused(here.lead.post(f"{here.at}inputs/", **BODIES["inputs"], state="sent"))
    states = LineInput.objects.visible_to(here.person).values_list("state", flat=True)
    assert list(states) == [InputState.TO_PREPARE]
    assert verbs()[-2:] == ["input.sending_refused"] * 2


def test_a_text_that_the_reader_does_not_see_is_not_named(here):
    text = make_submission(plan_line=here.line, author=here.person)
    made = here.lead.post(f"{here.at}inputs/", **BODIES["inputs"], submission=text.pk)
    assert made.json()["submission"] == text.pk
    assert here.member.get(f"{here.at}inputs/").json()[0]["submission"] is None
    foreign = make_submission()
    assert_bad(here.lead.post(f"{here.at}inputs/", **BODIES["inputs"], submission=foreign.pk), "submission")


def test_safety_notes_are_for_the_few(here):
    made = here.lead.post(f"{here.at}stops/", **BODIES["stops"], safety="Leave by four").json()
    assert made["safety"] == "Leave by four"
    assert here.member.get(f"{here.at}stops/").json()[0]["safety"] == ""
    row = f"{here.at}stops/{made['id']}/"
    assert here.lead.patch(row, version=1, purpose="Meet women's groups").json()["safety"] == "Leave by four"
    assert here.lead.patch(row, version=2, safety="").json()["safety"] == ""


def test_a_concern_cites_a_document_of_the_mechanism(here):
    document, other = make_document(here.line.mechanism), make_document(make_mechanism("other"))
    made = here.lead.post(f"{here.at}concerns/", **BODIES["concerns"], document=document.pk, citation="paragraph 4")
    assert (made.json()["document"], made.json()["citation"]) == (document.pk, "paragraph 4")
    assert_bad(here.lead.post(f"{here.at}concerns/", **BODIES["concerns"], document=other.pk), "document")


def test_the_report_is_written_and_read(here):
    report = f"{here.at}report/"
    assert here.member.get(report).json() == {"came_out": "", "what_next": "", "version": 0}
    texts = {"came_out": "Two concerns were raised.", "what_next": "Tell the members."}
    assert here.lead.post(report, **texts, version=0).json() == {**texts, "version": 1}
    assert here.lead.post(report, came_out="Mine", what_next="", version=0).status_code == 409
    assert_refused(here.member.post(report, **texts, version=1))
    assert here.stranger.get(report).status_code == 404
    assert here.stranger.post(report).status_code == 404
    assert "line_report.saved" in verbs()


@pytest.mark.parametrize("name", sorted(BODIES))
def test_a_list_asks_as_many_questions_for_one_row_as_for_twenty(here, name):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            assert here.member.get(f"{here.at}{name}/").status_code == 200
        return len(asked)

    here.lead.post(f"{here.at}{name}/", **BODIES[name])
    few = questions()
    for _row in range(19):
        here.lead.post(f"{here.at}{name}/", **BODIES[name])
    assert questions() == few
