"""Writing on the page: saving, saving by itself, conflicts, bad input. Nothing typed is lost."""

import gzip
import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.documents import pdf
from engagements.actions import sections as actions
from engagements.enums import Exposure, Status
from engagements.models import Section, Version
from tests.engagements.submission_world import CANARY, fresh, make_world
from tests.factories import make_section

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def world(client):
    world = make_world()
    client.force_login(world.author)
    world.edit = url("section-edit", world.submission.pk, world.section.pk)
    return world


def url(name, *args):
    return reverse(f"engagements:{name}", args=args)


def stored(world):
    return Section.objects.unscoped("test").select_related("submission__plan_line__cluster").get(pk=world.section.pk)


def typed(body, version=1, heading="Summary", **more):
    return {"heading": heading, "body": body, "version": version, **more}


def somebody_else_saves(world, body="Their text stands here."):
    actions.save_section(section=stored(world), heading="Summary", body=body, expected_version=1, by=world.lead)


def test_saving_leads_back_to_the_text(client, world):
    answer = client.post(world.edit, typed("New words.\r\n\r\nSecond paragraph."))
    assert answer.status_code == 302
    assert stored(world).body == "New words.\n\nSecond paragraph."
    assert "New words." in client.get(answer["Location"]).content.decode()


def test_the_editor_is_light_beside_its_text(client, world):
    """The goal of the page: 15 questions and 30 KB compressed, the text apart, for one section as for twenty."""
    # Words that do not compress to nothing.
    body = "\n\n".join(
        f"Paragraph {number}: " + " ".join(f"w{number}x{n * n}" for n in range(90)) for number in range(30)
    )
    client.post(world.edit, typed(body))
    asked = []
    for more in (0, 20):
        for number in range(more):
            make_section(submission=world.submission, position=number + 10, body=body)
        client.get(world.edit)
        with CaptureQueriesContext(connection) as captured:
            page = client.get(world.edit)
        asked.append(len(captured))
        assert "Paragraph 29" in page.content.decode()
        size = len(gzip.compress(page.content)) - len(gzip.compress(body.encode()))
        assert size <= 30 * 1024, size
    assert asked[0] == asked[1] <= 15, asked


def test_saving_by_itself_answers_with_version_and_counts(client, world):
    answer = client.post(world.edit, typed("One two three.", autosave="1"), **HTMX)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert re.search(r'name="version" value="2" id="id_version" hx-swap-oob="true"', page)
    assert 'id="outline"' in page
    assert "<h1" not in page


def test_conflict_shows_both_texts_and_the_difference(client, world):
    somebody_else_saves(world)
    answer = client.post(world.edit, typed("My own text is different."))
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 409
    for words in ("Their text stands here.", "My own text is different.", "diff-old", "diff-new", str(world.lead)):
        assert words in page
    assert stored(world).body == "Their text stands here."


@pytest.mark.parametrize("choice", ["mine", "both", "theirs"])
def test_every_way_out_of_a_conflict(client, world, choice):
    somebody_else_saves(world)
    page = client.post(world.edit, typed("My text.")).content.decode()
    if choice == "theirs":
        assert client.get(url("section-detail", world.submission.pk, world.section.pk)).status_code == 200
        assert stored(world).body == "Their text stands here."
        return
    bodies = [
        html.unescape(body).lstrip("\n")
        for body in re.findall(r'<textarea[^>]*name="body"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    ]
    mine, both = bodies
    version = re.search(r'name="version" value="(\d+)"', page).group(1)
    answer = client.post(world.edit, typed(mine if choice == "mine" else both, version=version))
    assert answer.status_code == 302
    expected = "My text." if choice == "mine" else "Their text stands here.\n\nMy text."
    assert stored(world).body == expected


def test_saving_by_itself_into_a_conflict_keeps_the_page(client, world):
    somebody_else_saves(world)
    answer = client.post(world.edit, typed("Mine.", autosave="1"), **HTMX)
    assert answer.status_code == 409
    assert "Nothing is lost" in answer.content.decode()


def test_the_same_text_twice_is_no_conflict(client, world):
    somebody_else_saves(world, "Same words.")
    assert client.post(world.edit, typed("Same words.\r\n")).status_code == 302
    assert stored(world).version == 2


def test_a_text_that_was_closed_meanwhile_is_shown_again(client, world):
    from engagements.models import Submission

    Submission.objects.unscoped("test").update(status=Status.CLEARED, cleared_by=world.lead)
    answer = client.post(world.edit, typed("My late text."))
    assert answer.status_code == 403
    assert "My late text." in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ({"body": "kept text", "heading": " "}, "kept text"),
        ({"body": "kept text", "version": "x"}, "kept text"),
        ({"body": "kept text " * 30_000}, "Divide it"),
        ({"body": "kept text", "heading": "h" * 300}, "kept text"),
    ],
)
def test_what_cannot_be_saved_is_shown_again_with_a_sentence(client, world, data, word):
    answer = client.post(world.edit, typed(**{"body": "", **data}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert word in page
    assert data["body"][:200].strip() in page
    assert "form-errors" in page


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "\x00\x01\u202e text",
        ">" * 3000 + "\n" + "- " * 2000,
        "*" * 20000,
        "",
        "   \n\n  ",
    ],
)
def test_hostile_and_empty_text_is_text(client, world, body):
    assert client.post(world.edit, typed(body)).status_code == 302
    for page in (
        url("submission-detail", world.submission.pk),
        url("submission-preview", world.submission.pk),
        world.edit,
        url("version-compare", world.submission.pk),
    ):
        answer = client.get(page)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()
        assert "<img src=x" not in answer.content.decode()
        assert 'href="javascript' not in answer.content.decode()
    assert client.get(url("submission-pdf", world.submission.pk)).status_code == 200


def test_preview_saves_nothing(client, world):
    preview = url("section-preview", world.submission.pk, world.section.pk)
    answer = client.post(preview, typed("**Bold** words."), **HTMX)
    assert "<strong>Bold</strong>" in answer.content.decode()
    assert "<h1" not in answer.content.decode()
    assert "<h1" in client.post(preview, typed("**Bold** words.")).content.decode()
    assert stored(world).version == 1


def test_numbers_go_on_from_the_section_before(client, world):
    second = make_section(submission=world.submission, heading="Second", body="Third paragraph of all.")
    page = client.get(url("section-detail", world.submission.pk, second.pk)).content.decode()
    assert '<span class="doc-number">3.</span>' in page


def test_arranging_sections(client, world):
    pk = world.submission.pk
    answer = client.post(url("section-add", pk), {"heading": "Own notes", "is_internal": "on"})
    added = Section.objects.visible_to(world.author).get(heading="Own notes")
    assert (answer.status_code, added.is_sent) == (302, False)
    assert client.post(url("section-move", pk, added.pk), {"direction": "up"}).status_code == 302
    assert client.post(url("section-move", pk, added.pk), {"direction": "sideways"}).status_code == 302
    assert client.get(url("section-remove", pk, added.pk)).status_code == 200
    assert client.post(url("section-remove", pk, added.pk), {"version": "9"}).status_code == 409
    assert client.post(url("section-remove", pk, added.pk), {"version": "1"}).status_code == 302
    assert not Section.objects.visible_to(world.author).filter(pk=added.pk).exists()


# --- Files ------------------------------------------------------------------------------------------------------


def frozen(world):
    from engagements.actions.versions import freeze_version

    submission = fresh(world.submission)
    return freeze_version(submission=submission, expected_version=submission.version, by=world.author)


def test_pdf_of_the_current_text_is_private_and_neutral(client, world):
    answer = client.get(url("submission-pdf", world.submission.pk))
    assert answer.content.startswith(b"%PDF")
    assert answer["Cache-Control"] == "private, no-store"
    assert CANARY not in answer["Content-Disposition"]


def test_pdf_of_a_version_is_made_once_and_kept_with_its_hash(client, world):
    import hashlib

    version = frozen(world)
    address = url("version-pdf", world.submission.pk, version.pk)
    first, second = client.get(address), client.get(address)
    assert first.content == second.content
    row = Version.objects.visible_to(world.author).select_related("pdf").get(pk=version.pk)
    assert row.pdf.sha256 == hashlib.sha256(first.content).hexdigest()
    assert CANARY not in row.pdf.file_name
    client.force_login(world.member)
    assert client.get(address).status_code == 404


def test_an_open_text_has_a_speaking_file_name(client):
    world = make_world(exposure=Exposure.MEMBERS)
    client.force_login(world.author)
    assert CANARY in client.get(url("submission-pdf", world.submission.pk))["Content-Disposition"]


def test_without_pango_the_page_says_so_and_the_text_can_be_read(client, world, monkeypatch):
    def missing():
        raise pdf.PdfUnavailable("PDF is not available here: Pango")

    monkeypatch.setattr(pdf, "_weasyprint", missing)
    answer = client.get(url("submission-pdf", world.submission.pk))
    assert answer.status_code == 503
    assert "Pango" in answer.content.decode()
    assert url("submission-preview", world.submission.pk) in answer.content.decode()
    assert client.get(url("submission-preview", world.submission.pk)).status_code == 200


def test_a_text_of_more_than_three_hundred_pages_has_no_pdf_but_a_sentence(client, world):
    for number in range(20):
        make_section(submission=world.submission, heading=f"Long {number}", body="word word\n\n" * 5000)
    answer = client.get(url("submission-pdf", world.submission.pk))
    assert answer.status_code == 422
    assert "300" in answer.content.decode()


def test_a_damaged_file_is_not_handed_out(client, world):
    from django.core.files.storage import default_storage

    version = frozen(world)
    address = url("version-pdf", world.submission.pk, version.pk)
    client.get(address)
    row = Version.objects.visible_to(world.author).select_related("pdf").get(pk=version.pk)
    default_storage.delete(row.pdf.stored_as)
    answer = client.get(address)
    assert answer.status_code == 503
    assert "%PDF" not in answer.content.decode()
