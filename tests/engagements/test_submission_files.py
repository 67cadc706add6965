"""What can be taken out of the portal: Word files, beside the PDFs of test_submission_sections.py."""

import hashlib

import pytest
from django.urls import reverse

from core.documents import docx
from core.models import AuditEntry, PrivateFile
from engagements.actions.versions import freeze_version
from engagements.models import Submission, Version
from mechanisms.models import SubmissionRequirement
from tests.core.docx_text import members
from tests.engagements.submission_world import fresh, make_world
from tests.factories import make_section

pytestmark = pytest.mark.django_db


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


def test_word_of_the_current_text_is_private_neutral_and_names_nobody(client, world):
    answer = client.get(url("submission-docx", world.submission.pk))
    assert answer.content.startswith(b"PK")
    assert answer["Content-Type"] == docx.MEDIA_TYPE
    assert answer["Cache-Control"] == "private, no-store"
    assert f"document-{world.submission.pk}.docx" in answer["Content-Disposition"]
    core = members(answer.content)["docProps/core.xml"].decode()
    assert "creator" not in core
    assert world.author.name not in core


def test_word_of_a_version_is_made_once_and_kept_with_its_hash(client, world):
    version = frozen(world)
    address = url("version-docx", world.submission.pk, version.pk)
    first, second = client.get(address), client.get(address)
    assert first.content == second.content
    row = Version.objects.visible_to(world.author).select_related("docx").get(pk=version.pk)
    assert row.docx.sha256 == hashlib.sha256(first.content).hexdigest()
    assert PrivateFile.objects.visible_to(world.author).filter(pk=row.docx_id).exists()
    assert not PrivateFile.objects.visible_to(world.member).filter(pk=row.docx_id).exists()
    last = AuditEntry.objects.visible_to(world.author).filter(verb="version.rendered").latest("pk")
    assert last.after == {"format": "docx", "sha256": row.docx.sha256}
    client.force_login(world.member)
    assert client.get(address).status_code == 404
    assert client.get(url("submission-docx", world.submission.pk)).status_code == 404


def test_word_follows_the_format_that_the_mechanism_asks_for(client, world):
    wanted = SubmissionRequirement.objects.create(
        mechanism=world.submission.plan_line.mechanism, key="word", title="Input", formats="Word, Times New Roman"
    )
    Submission.objects.visible_to(world.author).filter(pk=world.submission.pk).update(requirement=wanted)
    answer = client.get(url("submission-docx", world.submission.pk))
    assert b'w:ascii="Times New Roman"' in members(answer.content)["word/styles.xml"]


def test_a_text_of_more_than_three_hundred_pages_has_no_word_file_but_a_sentence(client, world):
    for number in range(20):
        make_section(submission=world.submission, heading=f"Long {number}", body="word word\n\n" * 5000)
    answer = client.get(url("submission-docx", world.submission.pk))
    assert answer.status_code == 422
    assert "300" in answer.content.decode()
