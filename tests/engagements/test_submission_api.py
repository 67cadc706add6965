"""The API: same visibility and the same rules as the pages."""

import pytest

from engagements.enums import Exposure, SignRole, Status
from engagements.models import Submission
from tests.engagements.submission_world import BODY, CANARY, fresh, make_world

pytestmark = pytest.mark.django_db
LIST = "/api/v1/submissions/"


def one(world):
    return f"{LIST}{world.submission.pk}/"


def advance(client, world, **data):
    data = {"version": fresh(world.submission).version, **data}
    return client.post(f"{one(world)}advance/", data, content_type="application/json")


def test_list_holds_metadata_without_text(client):
    world = make_world()
    client.force_login(world.reader)
    answer = client.get(LIST)
    (row,) = answer.json()["results"]
    assert (row["status"], row["country"], row["words"]) == ("draft", "MOZ", 16)
    assert "movement has become safer" not in answer.content.decode()
    assert client.get(f"{LIST}?status=cleared").json()["count"] == 0
    assert client.get(f"{LIST}?country=moz").json()["count"] == 1


@pytest.mark.parametrize("who", ["member", "foreign_lead", "stranger"])
def test_nothing_for_others_not_even_a_count(client, who):
    world = make_world()
    client.force_login(getattr(world, who))
    assert client.get(LIST).json()["count"] == 0
    for answer in (client.get(one(world)), advance(client, world, verb="withdraw", reason="x")):
        assert answer.status_code == 404
        assert CANARY not in answer.content.decode()


def test_detail_holds_text_and_versions(client):
    world = make_world(status=Status.SIGN_OFF)
    client.force_login(world.reader)
    found = client.get(one(world)).json()
    assert found["sections"][0]["body"] == BODY
    assert (found["versions"][0]["number"], found["versions"][0]["is_current"]) == (1, True)


def test_moves_follow_the_workflow(client):
    world = make_world()
    client.force_login(world.author)
    answer = advance(client, world, verb="request_sign_off")
    assert (answer.status_code, answer.json()["status"]) == (200, "sign_off")
    assert advance(client, world, verb="consult").status_code == 403
    assert advance(client, world, verb="fly").status_code == 400
    assert advance(client, world, verb="return").status_code == 400
    assert advance(client, world, verb="clear", version=1).status_code in (403, 409)


def test_stale_is_a_conflict(client):
    world = make_world()
    client.force_login(world.author)
    answer = advance(client, world, verb="consult", version=fresh(world.submission).version + 1)
    assert answer.status_code == 409
    assert fresh(world.submission).status == Status.DRAFT


def test_the_author_does_not_clear_here_either(client):
    from engagements.actions.sign_off import sign_off
    from engagements.queries.submissions import newest_version

    world = make_world(status=Status.SIGN_OFF, sign_offs=[SignRole.COORDINATOR])
    version = newest_version(world.lead, world.submission)
    sign_off(submission=world.submission, version_id=version.pk, role="coordinator", decision="agreed", by=world.lead)
    client.force_login(world.author)
    answer = advance(client, world, verb="clear")
    assert answer.status_code == 403
    assert "author" in answer.json()["detail"]
    client.force_login(world.lead)
    assert advance(client, world, verb="clear").json()["status"] == "cleared"


def test_recording_the_sending(client):
    from core import clock

    world = make_world(status=Status.CLEARED, exposure=Exposure.MEMBERS)
    client.force_login(world.lead)
    assert set(advance(client, world, verb="submit").json()) == {"channel", "sent_at", "time_zone"}
    good = {"verb": "submit", "channel": "email", "sent_at": clock.now().isoformat(), "time_zone": "Europe/Zurich"}
    assert advance(client, world, **{**good, "time_zone": "Europe/Nowhere"}).status_code == 400
    assert advance(client, world, **good).json()["status"] == "submitted"
    assert Submission.objects.visible_to(world.member).filter(status=Status.SUBMITTED).exists()


def test_same_queries_for_one_and_for_thirty(client, django_assert_max_num_queries):
    from tests.factories import make_section, make_submission

    world = make_world()
    client.force_login(world.author)
    for _ in range(29):
        make_section(submission=make_submission(plan_line=world.line, author=world.author))
    with django_assert_max_num_queries(9):
        assert client.get(LIST).json()["count"] == 30
