"""Files that take long: asked for, made by the worker, handed out to one person for a day. And the files room."""

import csv
import datetime as dt
import hashlib
import io

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from core import clock
from core.documents import pdf
from core.errors import Refused, Stale
from core.models import AuditEntry, PrivateFile
from engagements import tasks
from engagements.actions import rendering as actions
from engagements.actions.comments import add_comment
from engagements.actions.versions import freeze_version
from engagements.documents import archive
from engagements.enums import (
    Exposure,
    RenderFailure,
    RenderState,
    RenderStep,
    SentFile,
    Status,
    SubmissionKind,
)
from engagements.models import Dispatch, FinalFile, Rendering, Submission
from tests.core.docx_text import members, text_of
from tests.engagements.submission_world import BODY, CANARY, fresh, make_world
from tests.factories import make_section, make_submission

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def world(client):
    world = make_world()
    client.force_login(world.author)
    return world


def url(name, *args):
    return reverse(f"engagements:{name}", args=args)


def frozen(world):
    submission = fresh(world.submission)
    return freeze_version(submission=submission, expected_version=submission.version, by=world.author)


def ask(world, kind="pdf", **more):
    return actions.ask_for_file(submission=world.submission, kind=kind, by=world.author, **more)


def stored(row):
    return Rendering.objects.unscoped("test").select_related("file").get(pk=row.pk)


def made(world, kind="zip", **more):
    row = ask(world, kind, **more)
    assert actions.make_file(rendering_id=row.pk) == RenderState.DONE
    return stored(row)


def content(row):
    with default_storage.open(row.file.stored_as) as file:
        return file.read()


# --- Asking and making ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["pdf", "docx", "zip"])
def test_a_file_is_made_and_kept_for_a_day(world, kind):
    row = made(world, kind)
    assert (row.state, row.failure) == (RenderState.DONE, "")
    assert content(row)[:2] == (b"%P" if kind == "pdf" else b"PK")
    assert row.file.sha256 == hashlib.sha256(content(row)).hexdigest()
    assert row.expires_at == row.asked_at + dt.timedelta(hours=24)
    assert row.file.expires_at is not None
    assert CANARY not in row.file.file_name
    verbs = set(AuditEntry.objects.visible_to(world.author).values_list("verb", flat=True))
    assert {"rendering.asked", "rendering.made"} <= verbs


def test_asking_twice_waits_for_the_same_file(world):
    assert ask(world) == ask(world)
    assert ask(world, "docx") != ask(world)


def test_three_files_wait_and_no_more(world):
    for kind in ("pdf", "docx", "zip"):
        ask(world, kind)
    with pytest.raises(Refused, match="3"):
        ask(world, "pdf", version=frozen(world))


def test_strangers_ask_for_nothing(world):
    with pytest.raises(Stale):
        actions.ask_for_file(submission=world.submission, kind="pdf", by=world.member)
    assert not Rendering.objects.unscoped("test").exists()


def test_a_version_of_another_text_is_refused(world):
    version = frozen(world)
    other = make_submission(plan_line=world.submission.plan_line, author=world.author)
    with pytest.raises(Refused):
        actions.ask_for_file(submission=other, kind="pdf", version=version, by=world.author)


def test_a_version_is_made_once_and_kept_with_the_version(world):
    version = frozen(world)
    row = made(world, "docx", version=version)
    version.refresh_from_db()
    assert row.file == version.docx
    assert row.file.expires_at is None


def test_two_workers_make_it_once(world):
    row = ask(world)
    assert actions.make_file(rendering_id=row.pk) == RenderState.DONE
    assert actions.make_file(rendering_id=row.pk) is None


def test_the_worker_sees_no_more_than_whoever_asked(world):
    row = ask(world)
    Rendering.objects.unscoped("test").filter(pk=row.pk).update(asked_by=world.member)
    assert actions.make_file(rendering_id=row.pk) == RenderState.FAILED
    assert stored(row).failure == RenderFailure.CLOSED
    assert stored(row).file is None


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (pdf.DocumentTooLong("too long"), RenderFailure.TOO_LONG),
        (pdf.PdfUnavailable("no Pango"), RenderFailure.NO_PDF),
        (actions.SoftTimeLimitExceeded(), RenderFailure.TOO_SLOW),
    ],
)
def test_what_fails_says_so(client, world, monkeypatch, error, failure):
    def fail(_tree):
        raise error

    monkeypatch.setattr(pdf, "laid_out", fail)
    row = ask(world)
    actions.make_file(rendering_id=row.pk)
    assert stored(row).failure == failure
    page = client.get(url("submission-rendering", world.submission.pk, row.pk)).content.decode()
    assert str(failure.label) in page


def test_an_error_that_nobody_foresaw_ends_the_waiting_and_goes_on(client, world, monkeypatch):
    def fail(_tree):
        raise ZeroDivisionError

    monkeypatch.setattr(pdf, "laid_out", fail)
    row = ask(world)
    with pytest.raises(ZeroDivisionError):
        actions.make_file(rendering_id=row.pk)
    row = stored(row)
    assert (row.state, row.failure) == (RenderState.FAILED, RenderFailure.STOPPED)
    assert row.finished_at is not None
    page = client.get(url("submission-rendering", world.submission.pk, row.pk)).content.decode()
    assert str(RenderFailure.STOPPED.label) in page
    # Nobody begins it again, and the one who asked may ask anew.
    assert actions.make_file(rendering_id=row.pk) is None
    assert ask(world).pk != row.pk


def test_the_file_of_the_worker_counts_the_pages(world):
    made(world, "pdf")
    submission = fresh(world.submission)
    assert submission.laid_out_pages >= 1
    assert submission.laid_out_hash == submission.text_hash


def test_a_file_that_is_too_large_is_not_kept(world, monkeypatch):
    monkeypatch.setattr(actions, "MAX_BYTES", 10)
    row = ask(world)
    actions.make_file(rendering_id=row.pk)
    assert stored(row).failure == RenderFailure.TOO_LARGE
    assert not PrivateFile.objects.unscoped("test").exists()


def test_the_worker_is_told_when_the_asking_is_certain(world, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = ask(world, "docx")
        assert stored(row).state == RenderState.QUEUED
    assert stored(row).state == RenderState.DONE


def test_a_broker_that_is_away_loses_nothing(world, monkeypatch):
    from celery import current_app

    monkeypatch.setattr(actions, "has_no_worker", lambda: False)

    def away(*args, **kwargs):
        raise OSError("no broker")

    monkeypatch.setattr(current_app, "send_task", away)
    row = ask(world, "docx")
    actions.hand_over(row.pk)
    assert stored(row).state == RenderState.QUEUED
    Rendering.objects.unscoped("test").update(asked_at=clock.now() - dt.timedelta(minutes=5))
    assert tasks.task_sweep_renderings() == 1
    assert stored(row).state == RenderState.DONE


def test_the_sweeper_gives_up_the_dead_and_removes_the_old(world):
    dead, old = ask(world), made(world, "docx")
    everything = Rendering.objects.unscoped("test")
    long_ago = clock.now() - dt.timedelta(hours=1)
    everything.filter(pk=dead.pk).update(state=RenderState.RUNNING, started_at=long_ago)
    everything.filter(pk=old.pk).update(expires_at=long_ago)
    PrivateFile.objects.unscoped("test").filter(pk=old.file_id).update(expires_at=long_ago)
    tasks.task_sweep_renderings()
    assert (stored(dead).state, stored(dead).failure) == (RenderState.FAILED, RenderFailure.STOPPED)
    assert stored(old).file is None
    everything.filter(pk=old.pk).update(expires_at=clock.now() - dt.timedelta(days=8))
    tasks.task_sweep_renderings()
    assert not everything.filter(pk=old.pk).exists()


# --- The archive ----------------------------------------------------------------------------------------------


def test_the_archive_holds_all_forms_of_one_text_and_proves_them(world):
    version = frozen(world)
    inside = members(content(made(world)))
    assert set(inside) == {
        *("text.html", "text.pdf", "text.docx", "versions.csv", "sign-offs.csv"),
        archive.MANIFEST,
    }
    for line in inside[archive.MANIFEST].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(inside[name]).hexdigest() == digest
    assert BODY.split("\n")[0] in text_of(inside["text.docx"])
    assert BODY.split("\n")[0] in inside["text.html"].decode()
    rows = list(csv.reader(io.StringIO(inside["versions.csv"].decode("utf-8-sig"))))
    assert rows[1][0] == "1"
    assert rows[1][3] == version.sha256


def test_the_archive_keeps_comments_names_and_own_notes_in_the_portal(world):
    make_section(submission=world.submission, heading="Own notes", body="private-notes-9", is_sent=False)
    section = world.section
    add_comment(submission=world.submission, section=section, text="a-comment-8", by=world.author)
    frozen(world)
    everything = "".join(
        text_of(each) if name.endswith(".docx") else each.decode("utf-8", "replace")
        for name, each in members(content(made(world))).items()
    )
    assert "private-notes-9" not in everything
    assert "a-comment-8" not in everything
    assert world.author.name not in everything


def test_the_archive_of_what_was_sent_holds_the_very_files_and_the_record():
    world = make_world(status=Status.SUBMITTED)
    row = made(world)
    inside = members(content(row))
    dispatch = Dispatch.objects.visible_to(world.author).select_related("file").get()
    assert hashlib.sha256(inside["sent.pdf"]).hexdigest() == dispatch.file_sha256
    assert dispatch.file_sha256 in inside["sending.csv"].decode("utf-8-sig")
    final = FinalFile.objects.visible_to(world.author).select_related("file").get(what=SentFile.PORTAL_PDF)
    assert hashlib.sha256(inside["text.pdf"]).hexdigest() == final.file.sha256
    assert "DRAFT" not in text_of(inside["text.docx"]) + inside["text.html"].decode()
    assert "agreed" in inside["sign-offs.csv"].decode("utf-8-sig").lower()
    assert world.lead.name not in inside["sign-offs.csv"].decode("utf-8-sig")


def test_a_list_is_no_formula():
    text = archive.table(["a"], [("=HYPERLINK(1)",), ("\u202e+1",), ("fine",)]).decode("utf-8-sig")
    assert text.splitlines() == ["a", "'=HYPERLINK(1)", "'+1", "fine"]


def test_the_same_archive_is_the_same_file():
    assert archive.pack([("a.txt", b"a")]) == archive.pack([("a.txt", b"a")])


# --- Pages ----------------------------------------------------------------------------------------------------


def test_the_room_lists_what_can_be_had(client, world):
    version = frozen(world)
    page = client.get(url("submission-files", world.submission.pk)).content.decode()
    for name, args in (
        ("submission-pdf", ()),
        ("submission-docx", ()),
        ("version-pdf", (version.pk,)),
        ("version-docx", (version.pk,)),
        ("submission-file-ask", ()),
    ):
        assert url(name, world.submission.pk, *args) in page, name
    client.force_login(world.member)
    assert client.get(url("submission-files", world.submission.pk)).status_code == 404


def test_asking_on_the_page(client, world, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(url("submission-file-ask", world.submission.pk), {"kind": "zip"})
    row = Rendering.objects.visible_to(world.author).get()
    assert answer.headers["Location"] == url("submission-rendering", world.submission.pk, row.pk)
    page = client.get(answer.headers["Location"]).content.decode()
    file = url("submission-rendering-file", world.submission.pk, row.pk)
    assert file in page
    download = client.get(file)
    assert download["Cache-Control"] == "private, no-store"
    assert f"document-{world.submission.pk}.zip" in download["Content-Disposition"]
    assert archive.MANIFEST in members(download.content)


def test_a_waiting_page_asks_again_with_and_without_javascript(client, world):
    row = ask(world)
    address = url("submission-rendering", world.submission.pk, row.pk)
    page = client.get(address)
    assert page["Refresh"] == "10"
    assert "hx-get" in page.content.decode()
    part = client.get(address, **HTMX)
    assert "<h1" not in part.content.decode()
    assert str(RenderStep.WAITING.label) in part.content.decode()
    Rendering.objects.unscoped("test").update(state=RenderState.RUNNING, step=RenderStep.LAYING_OUT)
    assert str(RenderStep.LAYING_OUT.label) in client.get(address, **HTMX).content.decode()
    assert "hx-get" in client.get(url("submission-files", world.submission.pk), **HTMX).content.decode()
    actions.make_file(rendering_id=row.pk)


@pytest.mark.parametrize("version", ["x", "999999", "9" * 30, "-1"])
def test_bad_versions_are_not_found(client, world, version):
    answer = client.post(url("submission-file-ask", world.submission.pk), {"kind": "pdf", "version": version})
    assert answer.status_code == 404


def test_an_unknown_kind_is_refused_with_a_sentence(client, world):
    answer = client.post(url("submission-file-ask", world.submission.pk), {"kind": "exe"})
    assert answer.status_code == 409
    assert "no such file" in answer.content.decode()


def test_only_whoever_asked_fetches_it(client, world):
    row = made(world, "docx")
    client.force_login(world.lead)
    for name in ("submission-rendering", "submission-rendering-file"):
        assert client.get(url(name, world.submission.pk, row.pk)).status_code == 404
    assert not PrivateFile.objects.visible_to(world.lead).filter(pk=row.file_id).exists()
    assert PrivateFile.objects.visible_to(world.author).filter(pk=row.file_id).exists()


def test_an_expired_link_says_so(client, world):
    row = made(world, "docx")
    Rendering.objects.unscoped("test").update(expires_at=clock.now() - dt.timedelta(minutes=1))
    answer = client.get(url("submission-rendering-file", world.submission.pk, row.pk))
    assert answer.status_code == 410
    assert "Ask for it again" in answer.content.decode()
    assert client.get(url("submission-rendering", world.submission.pk, row.pk)).status_code == 200


def test_a_long_text_is_not_laid_out_while_somebody_waits(client, world, monkeypatch):
    for number in range(4):
        make_section(submission=world.submission, heading=f"Long {number}", body="word " * 18_000)
    version = frozen(world)

    def never(_tree):
        raise AssertionError("laid out in the web process")

    monkeypatch.setattr(pdf, "laid_out", never)
    for address in (
        url("submission-pdf", world.submission.pk),
        url("version-pdf", world.submission.pk, version.pk),
    ):
        answer = client.get(address)
        assert answer.status_code == 200
        assert url("submission-file-ask", world.submission.pk) in answer.content.decode()


def test_the_room_asks_the_same_whatever_it_lists(client, world, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(url("submission-files", world.submission.pk)).status_code == 200
        return len(seen)

    frozen(world)
    made(world, "docx")
    few = count()
    for number in range(12):
        make_section(submission=world.submission, heading=f"More {number}", body="More.")
        Submission.objects.visible_to(world.author).filter(pk=world.submission.pk).update(text_hash=str(number))
        frozen(world)
        made(world, "docx")
    assert count() == few <= 15


def test_an_open_text_has_a_speaking_name(client):
    world = make_world(exposure=Exposure.MEMBERS)
    assert made(world).file.file_name.endswith(".zip")
    assert CANARY in made(world).file.file_name


# --- The API --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_files_through_the_api(client, world, kind):
    version = frozen(world)
    now = reverse(f"api-submission-{kind}", args=[world.submission.pk])
    then = reverse(f"api-submission-version-{kind}", args=[world.submission.pk, version.pk])
    for address in (now, then):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.content[:2] == (b"%P" if kind == "pdf" else b"PK")
        assert f"document-{world.submission.pk}.{kind}" in answer["Content-Disposition"]
    assert client.get(then).content == client.get(then).content
    client.force_login(world.member)
    assert client.get(now).status_code == client.get(then).status_code == 404


def test_the_api_says_why_there_is_no_file(client, world, monkeypatch):
    def missing():
        raise pdf.PdfUnavailable("PDF is not available here: Pango")

    monkeypatch.setattr(pdf, "_weasyprint", missing)
    answer = client.get(reverse("api-submission-pdf", args=[world.submission.pk]))
    assert answer.status_code == 403
    assert "Pango" in answer.content.decode()


def long_text(world):
    for number in range(4):
        make_section(submission=world.submission, heading=f"Long {number}", body="word " * 18_000)


def never(_tree):
    raise AssertionError("laid out in the web process")


def test_a_long_text_is_answered_later_through_the_api(client, world, monkeypatch):
    long_text(world)
    version = frozen(world)
    monkeypatch.setattr(pdf, "laid_out", never)
    for address in (
        reverse("api-submission-pdf", args=[world.submission.pk]),
        reverse("api-submission-version-pdf", args=[world.submission.pk, version.pk]),
    ):
        answer = client.get(address)
        assert (answer.status_code, answer.json()["state"]) == (202, "queued")
        assert answer["Location"] == answer.json()["address"]
        # Asked for again while it waits: the same one.
        assert client.get(address).json()["id"] == answer.json()["id"]
        row = client.get(answer["Location"]).json()
        assert (row["kind"], row["file"]) == ("pdf", "")
    assert row["version"] == version.pk
    client.force_login(world.reader)
    assert client.get(answer["Location"]).status_code == 404


def test_a_file_is_asked_for_and_fetched_through_the_api(client, world):
    rows = reverse("api-submission-files", args=[world.submission.pk])
    json = {"content_type": "application/json"}
    asked = client.post(rows, {"kind": "zip"}, **json)
    assert asked.status_code == 202
    assert client.get(f"{asked['Location']}file/").status_code == 404
    assert actions.make_file(rendering_id=asked.json()["id"]) == RenderState.DONE
    done = client.get(asked["Location"]).json()
    assert (done["state"], len(done["sha256"])) == ("done", 64)
    content = client.get(done["file"])
    assert content.status_code == 200
    assert hashlib.sha256(content.content).hexdigest() == done["sha256"]
    assert [row["id"] for row in client.get(rows).json()] == [done["id"]]
    Rendering.objects.unscoped("test").update(expires_at=clock.now())
    assert client.get(done["file"]).status_code == 410
    assert client.post(rows, {"kind": "song"}, **json).json().keys() == {"kind"}
    assert client.post(rows, {"kind": "pdf", "version": 999}, **json).json().keys() == {"version"}
    # A copy to read from there is of spoken texts alone.
    assert client.post(rows, {"kind": "read"}, **json).status_code == 409
    for kind in ("pdf", "docx", "zip"):
        client.post(rows, {"kind": kind}, **json)
    version = frozen(world)
    assert "still being made" in client.post(rows, {"kind": "pdf", "version": version.pk}, **json).json()["detail"]
    client.force_login(world.reader)
    assert client.get(done["file"]).status_code == 404
    assert client.get(rows).json() == []
    client.force_login(world.member)
    assert client.post(rows, {"kind": "pdf"}, **json).status_code == 404


def test_a_long_copy_to_read_from_is_made_by_the_worker(client, monkeypatch):
    world = make_world(kind=SubmissionKind.STATEMENT)
    client.force_login(world.author)
    page = url("submission-speaking-pdf", world.submission.pk)
    api = reverse("api-submission-read-out-pdf", args=[world.submission.pk])
    assert client.get(page).content[:4] == client.get(api).content[:4] == b"%PDF"
    word = client.get(reverse("api-submission-read-out-docx", args=[world.submission.pk]))
    assert word.content[:2] == b"PK"
    long_text(world)
    with monkeypatch.context() as patch:
        patch.setattr(pdf, "render_pdf", never)
        offer = client.get(page)
        assert offer.status_code == 200
        assert 'value="read"' in offer.content.decode()
        asked = client.get(api)
    assert (asked.status_code, asked.json()["kind"]) == (202, "read")
    made = []
    monkeypatch.setattr(pdf, "render_pdf", lambda tree: made.append(tree) or b"%PDF large")
    assert actions.make_file(rendering_id=asked.json()["id"]) == RenderState.DONE
    assert made[0].is_large
    file = client.get(client.get(asked["Location"]).json()["file"])
    assert file.content == b"%PDF large"
    assert file["Content-Disposition"].endswith('.pdf"')


def test_a_text_that_is_not_spoken_has_no_copy_to_read_from(client, world):
    for kind in ("pdf", "docx"):
        assert client.get(reverse(f"api-submission-read-out-{kind}", args=[world.submission.pk])).status_code == 404
    with pytest.raises(Refused):
        ask(world, "read")
