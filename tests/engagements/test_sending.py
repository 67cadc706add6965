"""The record of sending: the very file, proofs, attempts, corrections, who may."""

import datetime as dt
import io
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from clusters.enums import Role
from core import clock, files
from core.errors import Refused, Stale
from core.models import AuditEntry, PrivateFile
from engagements.actions import submissions as actions
from engagements.actions.members import answer_position, ask_members, speak_for_like_minded
from engagements.actions.plans import edit_plan_line
from engagements.actions.sign_off import sign_off
from engagements.actions.submissions import sending
from engagements.enums import Exposure, SentFile, Status, SubmissionKind, Verb
from engagements.models import Dispatch, DispatchAttempt, DispatchCorrection, DispatchProof, MemberPosition
from engagements.queries import submissions as queries
from tests.core.test_uploads import jpeg, png, segment
from tests.engagements.submission_world import CANARY, bring_to, fresh, make_world
from tests.factories import make_entry, make_person
from tests.factories.clusters import make_organisation

pytestmark = pytest.mark.django_db

GENEVA = ZoneInfo("Europe/Zurich")
PDF = b"%PDF-1.7 a receipt"
SECRET = "receipt-okapi-3391"


def sent_world(**fields):
    world = make_world(status=Status.SUBMITTED, **fields)
    world.submission = fresh(world.submission)
    world.dispatch = queries.sending_of(world.lead, world.submission)
    return world


def send(world, **details):
    given = {"channel": "email", "sent_at": clock.now(), "time_zone": "Europe/Zurich"}
    submission = fresh(world.submission)
    return actions.advance(
        submission=submission, verb=Verb.SUBMIT, by=world.lead, expected_version=submission.version, **given | details
    )


def url(name, *args):
    return reverse(f"engagements:{name}", args=args)


def trail(verb):
    return AuditEntry.objects.unscoped("test").filter(verb=verb)


def login(client, user):
    client.force_login(user)
    return client


# --- The sending itself -----------------------------------------------------------------------------------------


def test_the_portals_own_file_is_kept_with_its_hash():
    world = make_world(status=Status.CLEARED)
    send(world, recipient="Secretariat", receipt=SECRET)
    dispatch = Dispatch.objects.visible_to(world.lead).select_related("file").get()
    assert (dispatch.what, dispatch.recipient, dispatch.receipt) == (SentFile.PORTAL_PDF, "Secretariat", SECRET)
    assert files.read(dispatch.file).startswith(b"%PDF")
    entry = trail("submission.submitted").get()
    assert entry.after["what"] == "portal_pdf"
    assert entry.after["file_sha256"] == dispatch.file.sha256
    assert SECRET not in str(entry.after)


def test_an_own_file_is_kept_byte_for_byte_and_flagged():
    world = make_world(status=Status.CLEARED)
    scan = jpeg(segment(0xE1, b"Exif"))
    send(world, what=SentFile.OWN, file=scan, file_name="signed scan of Amina.jpg")
    dispatch = Dispatch.objects.visible_to(world.lead).select_related("file").get()
    assert dispatch.what == SentFile.OWN
    assert files.read(dispatch.file) == scan
    assert (dispatch.file.media_type, dispatch.file.file_name) == (
        "application/octet-stream",
        f"document-{world.submission.pk}.jpg",
    )


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"sent_at": dt.timedelta(minutes=6)}, "sent_at"),
        ({"sent_at": dt.timedelta(hours=-2)}, "sent_at"),
        ({"channel": "pigeon"}, "channel"),
        ({"what": "stone"}, "what"),
        ({"what": SentFile.OWN}, "file"),
        ({"what": SentFile.PORTAL_PDF, "file": b"x"}, "what"),
        ({"file": b"x" * (sending.MAX_SENT_FILE + 1)}, "file"),
        ({"recipient": "x" * 201}, "recipient"),
        ({"speaker": "amina@example.org"}, "speaker"),
        ({"spoken_seconds": 0}, "spoken_seconds"),
        ({"spoken_seconds": 5 * 3600}, "spoken_seconds"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(details, field):
    world = make_world(status=Status.CLEARED)
    if isinstance(details.get("sent_at"), dt.timedelta):
        details = {"sent_at": clock.now() + details["sent_at"]}
    with pytest.raises(ValidationError) as refused:
        send(world, **details)
    assert list(refused.value.message_dict) == [field]
    assert fresh(world.submission).status == Status.CLEARED
    assert not Dispatch.objects.visible_to(world.lead).exists()


def test_late_is_flagged_and_never_blocked():
    world = make_world(status=Status.CLEARED)
    line = world.line
    line.entry = make_entry(due_on=clock.today() - dt.timedelta(days=3), cluster=None)
    line.save()
    send(world)
    assert Dispatch.objects.visible_to(world.lead).get().is_late


def test_a_statement_is_delivered_by_somebody_for_so_long():
    world = make_world(status=Status.CLEARED, kind=SubmissionKind.STATEMENT)
    send(world, channel="in_person", occasion="64th session", speaker="Co-coordinator", spoken_seconds=90)
    dispatch = Dispatch.objects.visible_to(world.lead).get()
    assert (dispatch.occasion, dispatch.speaker, dispatch.spoken_minutes) == ("64th session", "Co-coordinator", 1.5)


def test_the_page_records_a_statement_with_minutes(client):
    world = make_world(status=Status.CLEARED, kind=SubmissionKind.STATEMENT)
    pk = world.submission.pk
    login(client, world.lead)
    page = client.get(url("submission-advance", pk, "submit")).content.decode()
    assert 'name="minutes"' in page
    now = clock.now().astimezone(GENEVA)
    data = {
        "version": fresh(world.submission).version,
        "channel": "in_person",
        "sent_on": f"{now:%Y-%m-%d}",
        "sent_time": f"{now:%H:%M}",
        "time_zone": "Europe/Zurich",
        "speaker": "Co-coordinator",
        "minutes": "1.5",
        "what": "own",
        "file": SimpleUploadedFile("spoken.docx", b"spoken words"),
    }
    zones = [zone for zone, _label in queries_zones(page)]
    data["time_zone"] = zones[0]
    local = clock.now().astimezone(ZoneInfo(zones[0]))
    data |= {"sent_on": f"{local:%Y-%m-%d}", "sent_time": f"{local:%H:%M}"}
    answer = client.post(url("submission-advance", pk, "submit"), data)
    assert answer.status_code == 302, answer.content.decode()
    dispatch = Dispatch.objects.visible_to(world.lead).get()
    assert (dispatch.spoken_seconds, dispatch.what) == (90, SentFile.OWN)
    page = client.get(url("submission-detail", pk)).content.decode()
    assert "Delivered" in page
    assert "not made by the portal" in page


def queries_zones(page):
    import re

    block = page.split('name="time_zone"')[1].split("</select>")[0]
    return re.findall(r'<option value="([^"]+)"[^>]*>([^<]*)', block)


def test_a_written_input_asks_for_no_minutes(client):
    world = make_world(status=Status.CLEARED)
    page = login(client, world.lead).get(url("submission-advance", world.submission.pk, "submit")).content.decode()
    assert 'name="minutes"' not in page
    assert 'name="recipient"' in page


# --- Proofs -----------------------------------------------------------------------------------------------------


def test_a_proof_is_kept_under_a_neutral_name_without_its_place():
    world = sent_world()
    picture = jpeg(segment(0xE1, b"Exif\x00\x00GPS"))
    proof = actions.add_proof(dispatch=world.dispatch, kind="screenshot", content=picture, note=SECRET, by=world.author)
    assert proof.file.file_name == f"proof-{world.submission.pk}-1.jpg"
    assert files.read(proof.file) == jpeg()
    entry = trail("dispatch.proof_added").get()
    assert entry.after == {"kind": "screenshot", "sha256": proof.file.sha256}
    assert SECRET not in f"{entry.target_label} {entry.after}"


@pytest.mark.parametrize("content", [b"<html>", b"MZ\x90", b"", b"PK\x03\x04", b"%PDF-" + b"x" * (10 * 1024 * 1024)])
def test_other_files_are_no_proof(content):
    world = sent_world()
    with pytest.raises(ValidationError) as refused:
        actions.add_proof(dispatch=world.dispatch, kind="receipt", content=content, by=world.lead)
    assert list(refused.value.message_dict) == ["file"]
    assert not DispatchProof.objects.visible_to(world.lead).exists()


def test_at_most_twelve_proofs():
    world = sent_world()
    for _number in range(12):
        actions.add_proof(dispatch=world.dispatch, kind="receipt", content=PDF, by=world.lead)
    with pytest.raises(ValidationError):
        actions.add_proof(dispatch=world.dispatch, kind="receipt", content=PDF, by=world.lead)


def test_proofs_are_seen_by_the_coordinators_and_the_author_only(client):
    world = sent_world(exposure=Exposure.MEMBERS)
    proof = actions.add_proof(dispatch=world.dispatch, kind="receipt", content=PDF, note=SECRET, by=world.lead)
    pk = world.submission.pk
    for person in (world.lead, world.author):
        login(client, person)
        assert SECRET in client.get(url("submission-sending", pk)).content.decode()
        answer = client.get(url("submission-proof", pk, proof.pk))
        assert answer.content == PDF
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Disposition"].startswith("attachment")
        assert PrivateFile.objects.visible_to(person).filter(pk=proof.file_id).exists()
    login(client, world.member)
    page = client.get(url("submission-sending", pk))
    assert page.status_code == 200
    assert SECRET not in page.content.decode()
    assert client.get(url("submission-proof", pk, proof.pk)).status_code == 404
    assert not PrivateFile.objects.visible_to(world.member).filter(pk=proof.file_id).exists()
    with pytest.raises(Refused):
        actions.add_proof(dispatch=world.dispatch, kind="receipt", content=PDF, by=world.member)
    login(client, world.stranger)
    for name in ("submission-sending", "submission-proof-add", "submission-sending-correct"):
        assert client.get(url(name, pk)).status_code == 404
    assert client.get(url("submission-proof", pk, proof.pk)).status_code == 404


def test_a_proof_of_another_submission_is_not_found(client):
    world, other = sent_world(), sent_world()
    proof = actions.add_proof(dispatch=other.dispatch, kind="receipt", content=PDF, by=other.lead)
    login(client, world.lead)
    assert client.get(url("submission-proof", world.submission.pk, proof.pk)).status_code == 404


def test_a_mail_goes_out_as_bytes(client):
    world = sent_world()
    mail = b"From: a@b.example\r\nSubject: x\r\nDate: y\r\n\r\n<script>alert(1)</script>"
    login(client, world.lead)
    data = {"kind": "email", "note": "The mail", "file": SimpleUploadedFile("x.html", mail, "text/html")}
    assert client.post(url("submission-proof-add", world.submission.pk), data).status_code == 302
    proof = DispatchProof.objects.visible_to(world.lead).get()
    answer = client.get(url("submission-proof", world.submission.pk, proof.pk))
    assert answer["Content-Type"] == "application/octet-stream"
    assert f"proof-{world.submission.pk}-1.eml" in answer["Content-Disposition"]


def test_a_refused_file_keeps_what_was_typed(client):
    world = sent_world()
    login(client, world.lead)
    data = {"kind": "email", "note": "typed words", "file": SimpleUploadedFile("x.pdf", b"<html>")}
    answer = client.post(url("submission-proof-add", world.submission.pk), data)
    assert answer.status_code == 422
    assert "typed words" in answer.content.decode()


# --- Once more, acknowledged, corrected --------------------------------------------------------------------------


def test_a_second_sending_is_an_attempt_and_the_first_record_stays():
    world = sent_world()
    first = world.dispatch.sent_at
    attempt = actions.record_attempt(
        dispatch=world.dispatch,
        channel="email",
        sent_at=clock.now(),
        time_zone="Europe/Zurich",
        why=f"bounced {SECRET}",
        recipient="Secretariat",
        by=world.lead,
    )
    assert Dispatch.objects.visible_to(world.lead).get().sent_at == first
    assert SECRET not in str(trail("dispatch.sent_again").get().after)
    assert attempt.is_late is False
    with pytest.raises(ValidationError):
        actions.record_attempt(
            dispatch=world.dispatch,
            channel="email",
            sent_at=clock.now(),
            time_zone="Europe/Zurich",
            why=" ",
            by=world.lead,
        )
    with pytest.raises(Refused):
        actions.record_attempt(
            dispatch=world.dispatch,
            channel="email",
            sent_at=clock.now(),
            time_zone="Europe/Zurich",
            why="again",
            by=world.writer,
        )
    assert DispatchAttempt.objects.visible_to(world.lead).count() == 1


def test_a_correction_keeps_what_stood_there_first(client):
    world = sent_world()
    earlier = world.dispatch.sent_at
    actions.correct_sending(
        dispatch=world.dispatch,
        reason=f"wrong channel {SECRET}",
        expected_version=1,
        by=world.lead,
        channel="email",
        receipt="R-9",
    )
    dispatch = Dispatch.objects.visible_to(world.lead).get()
    assert (dispatch.channel, dispatch.receipt, dispatch.sent_at) == ("email", "R-9", earlier)
    correction = DispatchCorrection.objects.visible_to(world.lead).get()
    assert correction.before == {"channel": "online", "receipt": ""}
    entry = trail("dispatch.corrected").get()
    assert (entry.before, entry.after) == ({"channel": "online"}, {"channel": "email", "texts": ["receipt"]})
    assert SECRET not in str(entry.reason)
    page = login(client, world.lead).get(url("submission-sending", world.submission.pk)).content.decode()
    assert "Online system" in page
    assert SECRET in page


def test_nothing_changed_is_nothing_corrected():
    world = sent_world()
    actions.correct_sending(
        dispatch=world.dispatch, reason="looked again", expected_version=1, by=world.lead, channel="online"
    )
    assert not DispatchCorrection.objects.visible_to(world.lead).exists()


def test_who_was_quicker_is_not_overwritten():
    world = sent_world()
    old = queries.sending_of(world.lead, world.submission)
    actions.correct_sending(dispatch=world.dispatch, reason="one", expected_version=1, by=world.lead, receipt="first")
    with pytest.raises(Stale):
        actions.correct_sending(dispatch=old, reason="two", expected_version=1, by=world.author, receipt="second")
    assert Dispatch.objects.visible_to(world.lead).get().receipt == "first"


@pytest.mark.parametrize("who", ["writer", "sag", "reader", "ohchr"])
def test_only_coordinators_correct(who):
    world = sent_world()
    with pytest.raises(Refused):
        actions.correct_sending(
            dispatch=world.dispatch, reason="r", expected_version=1, by=getattr(world, who), receipt="x"
        )
    assert Dispatch.objects.visible_to(world.lead).get().receipt == ""


def test_a_corrected_moment_is_late_or_not_anew():
    world = sent_world()
    world.line.entry = make_entry(due_on=clock.today() - dt.timedelta(days=1), cluster=None)
    world.line.save()
    world.submission = fresh(world.submission)
    dispatch = queries.sending_of(world.lead, world.submission)
    assert not dispatch.is_late
    actions.correct_sending(
        dispatch=dispatch,
        reason="by another clock",
        expected_version=1,
        by=world.lead,
        sent_at=dispatch.sent_at + dt.timedelta(minutes=1),
    )
    assert Dispatch.objects.visible_to(world.lead).get().is_late
    with pytest.raises(ValidationError):
        actions.correct_sending(
            dispatch=dispatch,
            reason="ahead",
            expected_version=2,
            by=world.lead,
            sent_at=clock.now() + dt.timedelta(hours=1),
        )


def test_the_page_of_correction_shows_the_record_and_changes_it(client):
    world = sent_world()
    address = url("submission-sending-correct", world.submission.pk)
    login(client, world.lead)
    page = client.get(address)
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields}
    local = world.dispatch.sent_at.astimezone(ZoneInfo(world.dispatch.time_zone))
    data |= {"sent_on": f"{local:%Y-%m-%d}", "sent_time": f"{local:%H:%M:%S}.{local.microsecond:06d}"}
    data |= {"reason": "The reference was wrong", "receipt": "R-10"}
    assert client.post(address, data).status_code == 302
    assert client.post(address, data | {"receipt": "R-11"}).status_code == 409
    assert Dispatch.objects.visible_to(world.lead).get().receipt == "R-10"
    login(client, world.reader)
    assert client.post(address, data).status_code == 403


def test_the_acknowledgement_comes_later_and_can_be_put_right():
    world = sent_world()
    today = clock.today("Europe/Zurich")
    for wrong in (today + dt.timedelta(days=1), today - dt.timedelta(days=1)):
        with pytest.raises(ValidationError):
            actions.record_acknowledgement(dispatch=world.dispatch, on=wrong, expected_version=1, by=world.author)
    actions.record_acknowledgement(
        dispatch=world.dispatch, on=today, reference="ACK-1", expected_version=1, by=world.author
    )
    assert not DispatchCorrection.objects.visible_to(world.lead).exists()
    actions.record_acknowledgement(
        dispatch=world.dispatch, on=today, reference="ACK-2", expected_version=2, by=world.lead
    )
    assert Dispatch.objects.visible_to(world.lead).get().acknowledgement == "ACK-2"
    before = DispatchCorrection.objects.visible_to(world.lead).get().before
    assert before == {"acknowledged_on": today.isoformat(), "acknowledgement": "ACK-1"}
    with pytest.raises(Refused):
        actions.record_acknowledgement(dispatch=world.dispatch, on=today, expected_version=3, by=world.reader)


def test_the_record_page_asks_the_same_whatever_hangs_on_it(client, django_assert_max_num_queries):
    world = sent_world()
    for number in range(6):
        actions.add_proof(dispatch=world.dispatch, kind="receipt", content=png(), by=world.lead)
        actions.record_attempt(
            dispatch=world.dispatch,
            channel="email",
            sent_at=clock.now(),
            time_zone="UTC",
            why=f"bounced {number}",
            by=world.lead,
        )
    login(client, world.lead)
    with django_assert_max_num_queries(15):
        assert client.get(url("submission-sending", world.submission.pk)).status_code == 200


def test_the_room_of_files_offers_the_final_file_to_who_sends_it(client):
    world = make_world(status=Status.CLEARED, exposure=Exposure.MEMBERS)
    room, final = url("submission-files", world.submission.pk), url("submission-final", world.submission.pk, "docx")
    assert final in login(client, world.lead).get(room).content.decode()
    assert final not in login(client, world.member).get(room).content.decode()


def test_the_final_file_of_a_text_whose_line_was_closed_since_has_a_neutral_name(client):
    world = make_world(status=Status.CLEARED, exposure=Exposure.MEMBERS)
    type(world.line).objects.unscoped("test").filter(pk=world.line.pk).update(exposure=Exposure.MEMBERS)
    final = url("submission-final", world.submission.pk, "docx")
    assert CANARY in login(client, world.lead).get(final)["Content-Disposition"]
    type(world.line).objects.unscoped("test").filter(pk=world.line.pk).update(exposure=Exposure.RESTRICTED)
    named = client.get(final)["Content-Disposition"]
    assert CANARY not in named
    assert f"document-{world.submission.pk}.docx" in named


def cleared_and_endorsed():
    """A cleared text on whose cover Lantern Aid stands, with the final file made already."""
    world = make_world(exposure=Exposure.MEMBERS)
    type(world.line).objects.unscoped("test").filter(pk=world.line.pk).update(exposure=Exposure.MEMBERS)
    bring_to(world, Status.SIGN_OFF)
    lantern = make_organisation("Lantern Aid")
    world.anna = make_person(Role.MEMBER, world.cluster, organisation=lantern)
    version = queries.newest_version(world.author, world.submission)
    version.submission = fresh(world.submission)
    world.line.refresh_from_db()
    world.asked = ask_members(
        plan_line=world.line,
        organisations=[lantern],
        due_on=clock.today() + dt.timedelta(days=5),
        version=version,
        lists_on_cover=True,
        by=world.author,
    )
    say(world, "endorsed", may_be_named=True)
    submission = fresh(world.submission)
    sign_off(submission=submission, version_id=version.pk, role="coordinator", decision="agreed", by=world.lead)
    submission = fresh(world.submission)
    actions.advance(submission=submission, verb=Verb.CLEAR, by=world.lead, expected_version=submission.version)
    return world


def say(world, word, **more):
    row = MemberPosition.objects.unscoped("test").select_related("request__plan_line__cluster", "request__version")
    row = row.get(request=world.asked)
    answer_position(position=row, answer=word, expected_version=row.row_version, by=world.anna, **more)


def final_text(world):
    file = actions.final_file_of(submission=fresh(world.submission), what=SentFile.PORTAL_PDF, by=world.lead)
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(files.read(file))).pages)


def test_who_takes_her_name_off_after_clearing_does_not_go_out_with_it():
    world = cleared_and_endorsed()
    assert "Lantern Aid" in final_text(world)
    say(world, "no_objection")
    assert "Lantern Aid" not in final_text(world)
    send(world)
    sent = Dispatch.objects.unscoped("test").select_related("file").get(submission=world.submission)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(files.read(sent.file))).pages)
    assert "Lantern Aid" not in text


def test_speaking_for_the_like_minded_makes_the_final_file_anew():
    world = cleared_and_endorsed()
    assert "Like-minded" not in final_text(world)
    line = type(world.line).objects.unscoped("test").select_related("cluster__country").get(pk=world.line.pk)
    speak_for_like_minded(plan_line=line, request=world.asked, expected_version=line.version, by=world.lead)
    assert "Like-minded" in final_text(world)
    edit_plan_line(plan_line=line, expected_version=line.version, on_behalf_of="cluster", by=world.lead)
    assert "Like-minded" not in final_text(world)


def test_what_went_out_stays_whatever_is_said_afterwards():
    world = cleared_and_endorsed()
    send(world)
    before = Dispatch.objects.unscoped("test").get(submission=world.submission).file_sha256
    say(world, "no_objection")
    kept = actions.final_file_of(submission=fresh(world.submission), what=SentFile.PORTAL_PDF, by=world.lead)
    assert kept.sha256 == before
