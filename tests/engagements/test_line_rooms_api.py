"""Over the API: asking members with silence and quorum, who may know of a line, links; as on the pages."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clusters.enums import Role
from core import clock
from engagements.actions.versions import freeze_version
from engagements.enums import Exposure
from engagements.models import MemberPosition, PlanLink, PositionRequest
from tests.api_calls import Caller, assert_bad, assert_refused, verbs
from tests.engagements.submission_world import make_world
from tests.factories import make_cluster, make_organisation, make_person, make_plan_line

pytestmark = pytest.mark.django_db


class Here:
    def __init__(self):
        self.cluster = make_cluster("NGA")
        self.first, self.second = make_organisation("Free Courts"), make_organisation("Open Roads")
        self.lead = make_person(Role.COORDINATOR, self.cluster)
        self.member = make_person(Role.MEMBER, self.cluster, organisation=self.first)
        self.other = make_person(Role.MEMBER, self.cluster, organisation=self.second)
        self.stranger = make_person(Role.COORDINATOR, make_cluster("MOZ"))
        self.line = make_plan_line(cluster=self.cluster, exposure=Exposure.MEMBERS)
        self.at = f"/api/v1/plan-lines/{self.line.pk}/"
        self.due_on = (clock.today() + dt.timedelta(days=3)).isoformat()

    def ask(self, person=None, **fields):
        body = {"organisations": [self.first.pk, self.second.pk], "due_on": self.due_on, **fields}
        return Caller(person or self.lead).post(f"{self.at}askings/", **body)


@pytest.fixture
def here():
    return Here()


def test_members_are_asked_and_silence_is_counted(here):
    asked = here.ask(silence_counts=True, quorum=1, note="May we sign?")
    assert asked.status_code == 201
    (asking,) = asked.json()
    assert (asking["silence_counts"], asking["quorum"], len(asking["positions"])) == (True, 1, 2)
    first, second = sorted(asking["positions"], key=lambda one: one["name"])
    recorded = {"answer": "endorsed", "given_where": "Monthly meeting", "version": 1}
    record = f"/api/v1/positions/{first['id']}/record/"
    assert_bad(Caller(here.lead).post(record, answer="perhaps so", version=1), "answer", "given_where")
    assert_refused(Caller(here.member).post(record, **recorded))
    assert Caller(here.other).post(record, **recorded).status_code == 404
    assert Caller(here.stranger).post(record).status_code == 404
    assert Caller(here.lead).post(record, **{**recorded, "version": 7}).status_code == 409
    assert Caller(here.lead).post(record, **recorded).json()["given_where"] == "Monthly meeting"
    # A day is over when it is over everywhere.
    yesterday = clock.today(clock.LAST_ZONE) - dt.timedelta(days=1)
    PositionRequest.objects.visible_to(here.lead).update(due_on=yesterday)
    (asking,) = Caller(here.lead).get(f"{here.at}askings/").json()
    counted = {one["id"]: one["is_silent"] for one in asking["positions"]}
    assert counted == {first["id"]: False, second["id"]: True}
    # A member learns her own answer alone.
    (own,) = Caller(here.member).get(f"{here.at}askings/").json()
    assert [one["id"] for one in own["positions"]] == [first["id"]]
    assert {"positions.asked", "position.recorded"} <= set(verbs())


def test_who_may_not_ask_is_told(here):
    assert_refused(here.ask(here.member))
    assert here.ask(here.stranger).status_code == 404
    assert Caller(here.stranger).get(f"{here.at}askings/").status_code == 404
    assert_bad(here.ask(quorum=1), "quorum")
    assert_bad(here.ask(organisations=[make_organisation().pk]), "organisations")
    assert_bad(here.ask(organisations=[], due_on="soon"), "organisations", "due_on")
    assert_bad(here.ask(due_on="2000-01-01"), "due_on")
    assert_bad(here.ask(submission=1), "text_version")
    assert not MemberPosition.objects.visible_to(here.lead).exists()


def test_members_are_asked_about_the_version_that_was_read():
    world = make_world(exposure=Exposure.MEMBERS)
    organisation = make_organisation("Free Courts")
    world.reader.memberships.update(organisation=organisation)
    body = {
        "organisations": [organisation.pk],
        "due_on": (clock.today() + dt.timedelta(days=3)).isoformat(),
        "submission": world.submission.pk,
        "text_version": 1,
    }
    at, api = f"/api/v1/plan-lines/{world.line.pk}/askings/", Caller(world.author)
    assert_bad(api.post(at, **body), "submission")
    freeze_version(submission=world.submission, expected_version=1, by=world.author)
    assert api.post(at, **{**body, "text_version": 2}).status_code == 409
    asked = api.post(at, **body)
    assert asked.status_code == 201, asked.json()
    (asking,) = asked.json()
    assert (asking["submission"], asking["text_version"]) == (world.submission.pk, 1)


def test_members_informed_and_the_pattern(here):
    lead, member, stranger = Caller(here.lead), Caller(here.member), Caller(here.stranger)
    today = clock.today().isoformat()
    assert lead.post(f"{here.at}members-informed/", on=today, how="In the meeting").status_code == 201
    assert_refused(member.post(f"{here.at}members-informed/", on=today, how="Mine"))
    assert_bad(lead.post(f"{here.at}members-informed/", on="soon"), "on", "how")
    assert lead.post(f"{here.at}pattern/", pattern="Every month", version=1).status_code == 200
    assert lead.post(f"{here.at}pattern/", pattern="Late", version=1).status_code == 409
    assert_refused(member.post(f"{here.at}pattern/", pattern="Mine", version=2))
    for part in ("members-informed/", "pattern/"):
        assert stranger.post(f"{here.at}{part}").status_code == 404
    assert {"members.informed", "plan_line.pattern"} <= set(verbs())


def test_who_may_know_of_a_line(here):
    lead, member, stranger = Caller(here.lead), Caller(here.member), Caller(here.stranger)
    assert lead.post(f"{here.at}mark/", exposure="confidential", version=9).status_code == 409
    assert_refused(member.post(f"{here.at}mark/", exposure="open", version=1))
    assert_bad(lead.post(f"{here.at}mark/", exposure="secret"), "exposure", "version")
    assert lead.post(f"{here.at}mark/", exposure="confidential", version=1).json()["exposure"] == "confidential"
    assert member.get(here.at).status_code == 404
    assert_bad(lead.post(f"{here.at}people/", person=here.stranger.pk), "person")
    assert lead.post(f"{here.at}people/", person=here.lead.pk).status_code == 204
    # The last name of a confidential line stays.
    assert_refused(lead.post(f"{here.at}people/{here.lead.pk}/remove/"))
    assert lead.post(f"{here.at}people/999999/remove/").status_code == 404
    for part in ("mark/", "people/", f"people/{here.lead.pk}/remove/", "links/remove/"):
        assert stranger.post(f"{here.at}{part}").status_code == 404


def test_people_are_named_and_links_taken_away(here):
    lead, member = Caller(here.lead), Caller(here.member)
    assert_refused(member.post(f"{here.at}people/", person=here.other.pk))
    assert lead.post(f"{here.at}people/", person=here.other.pk).status_code == 204
    assert_refused(member.post(f"{here.at}people/{here.other.pk}/remove/"))
    assert lead.post(f"{here.at}people/{here.other.pk}/remove/").status_code == 204
    target = make_plan_line(cluster=here.cluster)
    link = {"target": target.pk, "kind": "feeds"}
    assert lead.post(f"{here.at}links/", **link).status_code == 204
    assert_refused(member.post(f"{here.at}links/remove/", **link))
    assert_bad(lead.post(f"{here.at}links/remove/", target=target.pk), "kind")
    assert lead.post(f"{here.at}links/remove/", **link).status_code == 204
    assert lead.post(f"{here.at}links/remove/", **link).status_code == 404
    assert not PlanLink.objects.visible_to(here.lead).exists()


def test_askings_ask_the_same_for_1_and_30_rows(here):
    def asked():
        with CaptureQueriesContext(connection) as found:
            assert Caller(here.lead).get(f"{here.at}askings/").status_code == 200
        return len(found)

    here.ask()
    asked()
    few = asked()
    for _number in range(29):
        request = PositionRequest.objects.create(plan_line=here.line, due_on=clock.today(), asked_by=here.lead)
        MemberPosition.objects.create(request=request, organisation=here.first)
    assert asked() == few <= 12
