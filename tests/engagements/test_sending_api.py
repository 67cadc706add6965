"""Sendings, results and requests for other programs."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core import clock
from core.files import read
from engagements.enums import Status
from engagements.models import (
    Dispatch,
    DispatchCorrection,
    DispatchProof,
    InputRequest,
    PointUptake,
    SubmissionClosing,
    SubmissionPoint,
)
from tests.api_calls import Caller, assert_bad, assert_refused, verbs
from tests.engagements.submission_world import fresh, make_world
from tests.factories import make_mechanism, make_plan_line

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


MAIL = b"From: a@test.example\nTo: b@test.example\nSubject: Received\nMIME-Version: 1.0\n\nWe have it."


def test_a_proof_is_kept_and_fetched_by_few(world):
    text = f"/api/v1/submissions/{world.submission.pk}/"
    proofs = f"{text}sending/proofs/"

    def hand_in(person, content=MAIL, **data):
        file = SimpleUploadedFile("secret-name.eml", content)
        return Caller(person).client.post(proofs, {"kind": "receipt", "file": file, **data}, format="multipart")

    made = hand_in(world.lead, note="From the secretariat")
    assert (made.status_code, made.json()["note"]) == (201, "From the secretariat")
    at = f"{proofs}{made.json()['id']}/"
    file = Caller(world.author).get(at)
    assert file.status_code == 200
    assert file.content == read(DispatchProof.objects.visible_to(world.lead).get().file)
    assert "secret-name" not in file["Content-Disposition"]
    assert_bad(hand_in(world.lead, content=b""), "file")
    assert_bad(hand_in(world.lead, content=b"MZ program"), "file")
    assert_bad(hand_in(world.lead, kind="song"), "kind")
    assert_refused(hand_in(world.reader))
    # Whoever may not see proofs does not learn that there is one.
    assert Caller(world.reader).get(at).status_code == 404
    assert hand_in(world.stranger).status_code == Caller(world.stranger).get(at).status_code == 404
    draft = make_world()
    unsent = f"/api/v1/submissions/{draft.submission.pk}/sending/proofs/"
    assert Caller(draft.author).client.post(unsent, {}, format="multipart").status_code == 404
    assert verbs().count("dispatch.proof_added") == 1


def test_the_file_to_send_is_fetched_once_cleared():
    world = make_world(status=Status.CLEARED)
    text = f"/api/v1/submissions/{world.submission.pk}/"
    lead = Caller(world.lead)
    assert lead.get(f"{text}final/pdf/").content[:4] == b"%PDF"
    assert lead.get(f"{text}final/docx/").content[:2] == b"PK"
    assert lead.get(f"{text}final/csv/").status_code == 404
    assert_refused(Caller(world.reader).get(f"{text}final/pdf/"))
    assert Caller(world.stranger).get(f"{text}final/pdf/").status_code == 404
    draft = make_world()
    assert_refused(Caller(draft.author).get(f"/api/v1/submissions/{draft.submission.pk}/final/pdf/"))


def test_points_are_put_right_and_taken_out(world):
    text = f"/api/v1/submissions/{world.submission.pk}/"
    lead, reader, stranger = Caller(world.lead), Caller(world.reader), Caller(world.stranger)
    (point,) = lead.post(f"{text}result/points/", text="Adopt the law").json()["points"]
    at = f"{text}result/points/{point['id']}/"
    changed = lead.patch(at, place="para. 4", version=1).json()["points"][0]
    assert (changed["text"], changed["place"], changed["version"]) == ("Adopt the law", "para. 4", 2)
    assert lead.patch(at, text="Late", version=1).status_code == 409
    assert_bad(lead.patch(at, text="", version=2), "text")
    assert_refused(reader.patch(at, text="Mine", version=2))
    assert_refused(reader.post(f"{at}remove/", version=2))
    for answer in (stranger.patch(at), stranger.post(f"{at}remove/"), lead.patch(f"{text}result/points/9999/")):
        assert answer.status_code == 404
    lead.post(f"{text}result/uptake/", point=point["id"], stage="list_of_issues", taken="missing")
    noted = lead.post(f"{text}result/uptake/", point=point["id"], stage="summary", taken="missing")
    assert noted.status_code == 200
    assert_refused(lead.post(f"{at}remove/", version=2))
    other = lead.post(f"{text}result/points/", text="Fund it").json()["points"][1]
    assert lead.post(f"{text}result/points/{other['id']}/remove/", version=1).status_code == 204
    assert SubmissionPoint.objects.visible_to(world.lead).count() == 1


def test_a_request_is_changed_opened_again_and_opened_on_a_new_line():
    world = make_world()
    mechanism = make_mechanism("a-body")
    lead, member, stranger = Caller(world.lead), Caller(world.member), Caller(world.foreign_lead)
    noted = lead.post(
        "/api/v1/input-requests/",
        cluster=world.cluster.pk,
        asked_by="The secretariat",
        asked_on=clock.today("UTC").isoformat(),
        about="Returns",
        door="letter",
        exposure="members_only",
    )
    at = f"/api/v1/input-requests/{noted.json()['id']}/"
    changed = lead.patch(at, about="Returns and safety", version=1).json()
    assert (changed["about"], changed["version"]) == ("Returns and safety", 2)
    assert lead.patch(at, about="Late", version=1).status_code == 409
    assert_bad(lead.patch(at, asked_on="2999-01-01", version=2), "asked_on")
    assert_bad(lead.patch(at, about="", version=2), "about")
    assert stranger.patch(at).status_code == 404
    assert lead.post(f"{at}decline/", reason="No data", version=2).status_code == 200
    assert lead.post(f"{at}reopen/", version=2).status_code == 409
    assert lead.post(f"{at}reopen/", version=3).json()["state"] == "open"
    assert_refused(lead.post(f"{at}reopen/", version=4))
    body = {"mechanism": mechanism.key, "title": "Input on returns", "year": 2027, "version": 4}
    assert_bad(lead.post(f"{at}open-line/", **{**body, "mechanism": "none", "title": ""}), "mechanism", "title")
    assert stranger.post(f"{at}open-line/", **body).status_code == 404
    for answer in (
        member.patch(at, about="Mine", version=4),
        member.post(f"{at}open-line/", **body),
        member.post(f"{at}reopen/", version=4),
    ):
        assert_refused(answer)
    opened = lead.post(f"{at}open-line/", **body)
    assert (opened.status_code, opened.json()["state"]) == (201, "taken_up")
    assert opened.json()["plan_line"]
    assert_refused(lead.post(f"{at}open-line/", **{**body, "version": 5}))
    assert {"request.changed", "request.declined", "request.reopened", "request.taken_up"} <= set(verbs())
