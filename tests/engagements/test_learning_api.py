"""Obstacles and experience notes over the API: the same actions and refusals as the pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clusters.enums import Role
from engagements.actions.experience import write_note
from engagements.enums import Exposure
from engagements.models import ExperienceNote, PlanObstacle
from mechanisms.models import Obstacle
from tests.api_calls import Caller, assert_bad, assert_refused, verbs
from tests.factories import make_cluster, make_person, make_plan_line

pytestmark = pytest.mark.django_db
OBSTACLES = "/api/v1/plan-obstacles/"


class Here:
    def __init__(self):
        self.cluster = make_cluster("NGA")
        self.lead = Caller(make_person(Role.COORDINATOR, self.cluster))
        self.person = make_person(Role.MEMBER, self.cluster)
        self.member = Caller(self.person)
        self.other = Caller(make_person(Role.MEMBER, self.cluster))
        self.stranger = Caller(make_person(Role.COORDINATOR, make_cluster("MOZ")))
        self.line = make_plan_line(cluster=self.cluster, exposure=Exposure.MEMBERS)
        self.notes = f"/api/v1/plan-lines/{self.line.pk}/experience/"


@pytest.fixture
def here():
    return Here()


def test_obstacles_are_named_changed_and_taken_off(here):
    obstacle = Obstacle.objects.order_by("pk").first() or Obstacle.objects.create(
        key="fear", kind="fear", name="Fear of reprisals"
    )
    body = {"cluster": here.cluster.pk, "year": 2027, "obstacle": obstacle.key, "note": "Since May"}
    made = here.lead.post(OBSTACLES, **body)
    assert (made.status_code, made.json()["obstacle"], made.json()["plan_line"]) == (201, obstacle.key, None)
    row = f"{OBSTACLES}{made.json()['id']}/"
    assert_bad(here.lead.post(OBSTACLES, **body), "obstacle")
    assert_bad(here.lead.post(OBSTACLES, **{**body, "obstacle": "no-such"}), "obstacle")
    foreign = make_plan_line()
    assert_bad(here.lead.post(OBSTACLES, **body, plan_line=foreign.pk), "plan_line")
    assert_bad(here.lead.post(OBSTACLES, **{**body, "year": 1}), "year")
    assert_refused(here.member.post(OBSTACLES, **body))
    assert_refused(here.stranger.post(OBSTACLES, **body))
    changed = here.lead.patch(row, is_over=True, version=1).json()
    assert (changed["note"], changed["is_shared"], bool(changed["ended_on"])) == ("Since May", False, True)
    assert here.lead.patch(row, note="Late", version=1).status_code == 409
    assert_refused(here.member.patch(row, note="Mine", version=2))
    assert_refused(here.member.post(f"{row}remove/", version=2))
    for answer in (here.stranger.get(row), here.stranger.patch(row), here.stranger.post(f"{row}remove/")):
        assert answer.status_code == 404
    assert here.lead.post(f"{row}remove/", version=1).status_code == 409
    assert here.lead.post(f"{row}remove/", version=2).status_code == 204
    assert not PlanObstacle.objects.visible_to(here.person).exists()
    assert "plan_obstacle.changed" in verbs()


def test_what_was_learned_is_written_shared_and_taken_back(here):
    body = {"title": "Ask early", "text": "We asked in May.", "worked": "worked"}
    made = here.member.post(here.notes, **body)
    assert (made.status_code, made.json()["practice"]) == (201, None)
    at = f"{here.notes}{made.json()['id']}/"
    assert here.member.patch(at, text="We asked in April.", version=1).json()["title"] == "Ask early"
    assert here.member.patch(at, text="Late", version=1).status_code == 409
    assert_bad(here.member.post(here.notes, **{**body, "worked": "perhaps", "title": ""}), "title", "worked")
    assert_refused(here.other.patch(at, text="Mine", version=2))
    words = {"title": "Ask early", "text": "A month earlier helps.", "language": "en", "agrees": True, "version": 2}
    assert_refused(here.member.post(f"{at}share/", **words))
    assert_bad(here.lead.post(f"{at}share/", **{**words, "agrees": False}), "agrees")
    assert here.lead.post(f"{at}share/", **{**words, "version": 1}).status_code == 409
    assert here.lead.post(f"{at}share/", **words).json()["practice"]
    assert_refused(here.lead.post(f"{at}share/", **{**words, "version": 3}))
    assert_refused(here.member.post(f"{at}take-back/", version=3))
    assert here.lead.post(f"{at}take-back/", version=3).json()["practice"] is None
    assert_refused(here.lead.post(f"{at}take-back/", version=4))
    for answer in (here.stranger.get(here.notes), here.stranger.post(here.notes), here.stranger.patch(at)):
        assert answer.status_code == 404
    assert here.stranger.post(f"{at}share/").status_code == here.stranger.post(f"{at}take-back/").status_code == 404
    assert ExperienceNote.objects.visible_to(here.person).count() == 1


def test_notes_ask_the_same_for_1_and_30_rows(here):
    def asked():
        with CaptureQueriesContext(connection) as found:
            assert here.lead.get(here.notes).status_code == 200
        return len(found)

    write_note(plan_line=here.line, title="One", text="Text", worked="worked", by=here.person)
    asked()
    few = asked()
    for number in range(29):
        write_note(plan_line=here.line, title=f"Note {number}", text="Text", worked="worked", by=here.person)
    assert asked() == few <= 12
