"""Sendings, results and requests for other programs."""

import pytest
from django.urls import reverse

from core import clock
from engagements.enums import Status
from engagements.models import Dispatch, DispatchCorrection, InputRequest, PointUptake, SubmissionClosing
from tests.engagements.submission_world import fresh, make_world
from tests.factories import make_plan_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    made = make_world(status=Status.SUBMITTED)
    made.submission = fresh(made.submission)
    return made


def post(client, name, pk, **data):
    return client.post(reverse(name, args=[pk]), data, content_type="application/json")


def test_a_record_is_read_corrected_and_acknowledged(client, world):
    pk = world.submission.pk
    client.force_login(world.lead)
    record = client.get(reverse("api-submission-sending", args=[pk])).json()
    assert (record["channel"], record["row_version"], record["corrections"]) == ("online", 1, [])
    wrong = post(client, "api-submission-correct", pk, row_version=9, reason="r", receipt="x")
    assert wrong.status_code == 409
    done = post(client, "api-submission-correct", pk, row_version=1, reason="wrong", channel="email", receipt="R-1")
    assert (done.status_code, done.json()["channel"]) == (200, "email")
    assert DispatchCorrection.objects.visible_to(world.lead).count() == 1
    today = clock.today("Europe/Zurich").isoformat()
    assert post(client, "api-submission-acknowledge", pk, row_version=2, on=today, reference="A").status_code == 200
    assert post(client, "api-submission-acknowledge", pk, row_version=3, on="2000-01-01").status_code == 400
    again = {"channel": "email", "sent_at": clock.now().isoformat(), "time_zone": "Europe/Zurich", "why": "bounced"}
    assert len(post(client, "api-submission-sent-again", pk, **again).json()["attempts"]) == 1
    assert post(client, "api-submission-sent-again", pk, **again | {"time_zone": "Mars/North"}).status_code == 400


def test_who_may_not_is_told_and_a_stranger_finds_nothing(client, world):
    pk = world.submission.pk
    client.force_login(world.reader)
    assert client.get(reverse("api-submission-sending", args=[pk])).json()["proofs"] == []
    assert post(client, "api-submission-correct", pk, row_version=1, reason="r", receipt="x").status_code == 403
    assert post(client, "api-submission-add-point", pk, text="x").status_code == 403
    assert Dispatch.objects.visible_to(world.lead).get().receipt == ""
    client.force_login(world.stranger)
    for name in ("api-submission-sending", "api-submission-result"):
        assert client.get(reverse(name, args=[pk])).status_code == 404
    assert post(client, "api-submission-closing", pk, version=0, impact="x").status_code == 404


def test_a_result_is_traced(client, world):
    pk = world.submission.pk
    client.force_login(world.lead)
    [point] = post(client, "api-submission-add-point", pk, text="A point", place="para. 2").json()["points"]
    assert (point["text"], point["taken"]) == ("A point", "")
    note = {"point": point["id"], "stage": "summary", "taken": "partly", "quote": "words"}
    assert post(client, "api-submission-uptake", pk, **note).json()["taken"] == "partly"
    assert post(client, "api-submission-uptake", pk, **note).status_code == 409
    assert post(client, "api-submission-uptake", pk, **note | {"taken": "missing", "version": 1}).status_code == 400
    assert post(client, "api-submission-uptake", pk, **note | {"point": 10**6}).status_code == 400
    assert PointUptake.objects.visible_to(world.lead).count() == 1
    assert post(client, "api-submission-closing", pk, version=0, impact="much").json()["impact"] == "much"
    assert SubmissionClosing.objects.visible_to(world.lead).get().impact == "much"
    result = client.get(reverse("api-submission-result", args=[pk])).json()
    assert result["points"][0]["taken"] == "partly"


def test_a_request_is_noted_and_answered(client, world):
    client.force_login(world.lead)
    given = {"cluster": world.cluster.pk, "asked_by": "Desk officer", "asked_on": clock.today().isoformat()}
    given |= {"about": "Housing", "door": "call"}
    made = client.post(reverse("api-request-list"), given, content_type="application/json")
    assert made.status_code == 201, made.content
    pk = made.json()["id"]
    line = make_plan_line(cluster=world.cluster)
    assert post(client, "api-request-take-up", pk, version=1, plan_line=10**6).status_code == 400
    assert post(client, "api-request-take-up", pk, version=1, plan_line=line.pk).json()["state"] == "taken_up"
    assert post(client, "api-request-decline", pk, version=2, reason="x").status_code == 403
    client.force_login(world.foreign_lead)
    assert client.get(reverse("api-request-detail", args=[pk])).status_code == 404
    refused = client.post(reverse("api-request-list"), given, content_type="application/json")
    assert refused.status_code == 403
    assert InputRequest.objects.visible_to(world.lead).count() == 1
