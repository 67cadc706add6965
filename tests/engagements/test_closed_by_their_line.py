"""What is closed shows nowhere beside the page itself: a record is as closed as its plan line, and what a writer does
not see is neither named to her nor lost by her."""

import csv
import io
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pypdf import PdfReader

from clusters.enums import Role
from core import files
from core.documents import nodes
from core.models import AuditEntry
from engagements import policy
from engagements.actions.readers import change_mark
from engagements.actions.rendering import ask_for_file, make_file
from engagements.actions.submissions import change_submission_mark, final_file_of, tree_of
from engagements.actions.versions import freeze_version
from engagements.actions.workspaces import add_row, change_row
from engagements.documents import classification, marked
from engagements.enums import Exposure, InteractionKind, RenderState, SentFile, Status, strictest
from engagements.models import (
    AdvocacyIssue,
    AdvocacyMessage,
    AnalysisFinding,
    LineInput,
    PressProposal,
    Submission,
    Version,
)
from tests.engagements.submission_world import make_world
from tests.factories import (
    make_cluster,
    make_interaction,
    make_mechanism,
    make_person,
    make_plan_line,
    make_section,
    make_series,
    make_submission,
)
from tests.factories.advocacy import make_advocacy_action, make_issue, make_message

pytestmark = pytest.mark.django_db
CANARY = "Canary words"


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster, client):
    user = make_person(Role.COORDINATOR, cluster)
    client.force_login(user)
    return user


@pytest.fixture
def line(cluster, lead):
    return make_plan_line(cluster=cluster, exposure=Exposure.CONFIDENTIAL, readers=[lead])


def title_of(page):
    return page.partition("<title>")[2].partition("</title>")[0]


MAKE = {
    "interaction-detail": lambda **fields: make_interaction(topic=CANARY, **fields),
    "series-detail": lambda **fields: make_series(topic=CANARY, **fields),
    "issue-detail": lambda **fields: make_issue(title=CANARY, **fields),
    "finding-detail": lambda **fields: AnalysisFinding.objects.create(title=CANARY, **fields),
    "press-detail": lambda **fields: PressProposal.objects.create(issue=CANARY, mechanism=make_mechanism(), **fields),
}


@pytest.mark.parametrize("name", MAKE)
def test_no_page_title_names_an_open_record_on_a_closed_line(client, cluster, lead, line, name):
    row = MAKE[name](cluster=cluster, plan_line=line, exposure=Exposure.OPEN)
    page = client.get(reverse(f"engagements:{name}", args=[row.pk])).content.decode()
    assert CANARY in page
    assert CANARY not in title_of(page)
    alone = MAKE[name](cluster=cluster, plan_line=None, exposure=Exposure.OPEN)
    assert CANARY in title_of(client.get(reverse(f"engagements:{name}", args=[alone.pk])).content.decode())


def test_the_more_closed_of_two_marks_counts(cluster, line):
    row = make_interaction(cluster=cluster, plan_line=line, exposure=Exposure.OPEN)
    assert row.mark == Exposure.CONFIDENTIAL
    row.plan_line, row.exposure = make_plan_line(cluster=cluster, exposure=Exposure.OPEN), Exposure.RESTRICTED
    assert row.mark == Exposure.RESTRICTED
    row.plan_line = None
    assert policy.is_closed(row)


def test_a_read_out_carries_the_mark_of_its_line(client, cluster, lead, line):
    row = make_interaction(
        cluster=cluster, plan_line=line, exposure=Exposure.OPEN, kind=InteractionKind.BRIEFING, points="One point."
    )
    answer = client.get(reverse("engagements:interaction-pdf", args=[row.pk]))
    text = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "confidential" in text.lower()


def test_a_list_taken_along_says_so_of_what_its_line_closes(client, cluster, lead, line):
    closed = make_interaction(cluster=cluster, plan_line=line, exposure=Exposure.OPEN)
    make_interaction(cluster=cluster, exposure=Exposure.OPEN)
    answer = client.get(reverse("engagements:interaction-export") + f"?cluster={cluster.pk}")
    _head, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert sorted(row[-1] for row in rows) == ["confidential", "open"]
    entry = AuditEntry.objects.visible_to(lead).get(verb="interactions.exported")
    assert entry.target_id == str(closed.pk)
    other = make_person(Role.CO_COORDINATOR, cluster)
    assert not AuditEntry.objects.visible_to(other).filter(verb="interactions.exported").exists()


def test_a_series_that_the_reader_does_not_see_is_not_pointed_at(client, cluster, lead):
    series = make_series(cluster=cluster, exposure=Exposure.CONFIDENTIAL, created_by=lead)
    row = make_interaction(cluster=cluster, series=series, exposure=Exposure.MEMBERS)
    address = reverse("engagements:series-detail", args=[series.pk])
    for user, sees in ((lead, True), (make_person(Role.MEMBER, cluster), False)):
        client.force_login(user)
        page = client.get(reverse("engagements:interaction-detail", args=[row.pk])).content.decode()
        assert (address in page) is sees
        data = client.get(reverse("api-interaction-detail", args=[row.pk])).json()
        assert data["series"] == (series.pk if sees else None)


# --- A text is as closed as its line ---------------------------------------------------------------------------------


@pytest.fixture
def text(cluster, lead):
    """An open text on an open line, with a frozen version."""
    line = make_plan_line(cluster=cluster, exposure=Exposure.MEMBERS, readers=[lead])
    text = make_submission(plan_line=line, author=lead, title=CANARY, exposure=Exposure.OPEN, readers=[lead])
    make_section(submission=text, heading="Summary", body="One paragraph.")
    freeze_version(submission=text, expected_version=text.version, by=lead)
    return text


def close(line, lead, mark=Exposure.CONFIDENTIAL):
    line.refresh_from_db()
    return change_mark(plan_line=line, exposure=mark, expected_version=line.version, by=lead)


def version_of(text):
    return Version.objects.unscoped("test").select_related("pdf", "docx").get(submission=text)


def printed(answer):
    """What the pages of a PDF, or the heads of a Word file, say in small letters."""
    if answer["Content-Type"] == "application/pdf":
        return PdfReader(io.BytesIO(answer.content)).pages[0].extract_text().lower()
    with ZipFile(io.BytesIO(answer.content)) as parts:
        heads = [name for name in parts.namelist() if name.startswith("word/header")]
        return "".join(parts.read(name).decode() for name in heads).lower()


@pytest.mark.parametrize(
    ("name", "of_version"),
    [
        ("submission-pdf", False),
        ("submission-docx", False),
        ("submission-preview", False),
        ("version-pdf", True),
        ("version-docx", True),
        ("version-detail", True),
    ],
)
def test_what_is_made_of_a_text_says_the_stricter_of_two_marks(client, lead, text, name, of_version):
    arguments = [text.pk, version_of(text).pk] if of_version else [text.pk]
    address = reverse(f"engagements:{name}", args=arguments)

    def said(*, is_named):
        answer = client.get(address)
        if answer["Content-Type"].startswith("text/html"):
            # The pages as they print.
            return answer.content.decode().lower().partition('class="doc-classification"')[2][:40]
        assert ("canary" in answer["Content-Disposition"].lower()) is is_named
        return printed(answer)

    assert "members only" in said(is_named=True)
    close(text.plan_line, lead)
    assert "confidential" in said(is_named=False)


def test_a_version_is_never_more_open_than_when_it_was_frozen(cluster, lead, text):
    text.refresh_from_db()
    change_submission_mark(submission=text, exposure=Exposure.RESTRICTED, expected_version=text.version, by=lead)
    version = Version.objects.unscoped("test").get(submission=text)
    version.submission = text
    assert tree_of(version).classification == "Restricted"
    closed = freeze_version(submission=text, expected_version=text.version, by=lead)
    change_submission_mark(submission=text, exposure=Exposure.OPEN, expected_version=text.version, by=lead)
    closed.submission = text
    assert tree_of(closed).classification == "Restricted"


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt", "ar", "ru", "zh"])
def test_the_mark_of_a_cover_is_known_again_in_every_language(language):
    for mark in Exposure:
        tree = nodes.Document(title="Text", language=language, classification=classification(mark, language))
        for now in Exposure:
            assert marked(tree, now).classification == classification(strictest(mark, now), language)
    odd = nodes.Document(title="Text", language=language, classification="Words of long ago")
    assert marked(odd, Exposure.OPEN).classification == "Words of long ago"


def test_files_of_before_are_gone_once_the_line_is_closed(client, lead, text):
    version = version_of(text)
    asked = ask_for_file(submission=text, kind="pdf", by=lead)
    assert make_file(rendering_id=asked.pk) == RenderState.DONE
    for name in ("version-pdf", "version-docx"):
        assert client.get(reverse(f"engagements:{name}", args=[text.pk, version.pk])).status_code == 200
    kept = version_of(text)
    assert kept.pdf_id
    assert kept.docx_id
    file = reverse("engagements:submission-rendering-file", args=[text.pk, asked.pk])
    assert client.get(file).status_code == 200
    close(text.plan_line, lead)
    gone = version_of(text)
    assert (gone.pdf_id, gone.docx_id) == (None, None)
    assert client.get(file).status_code == 410
    assert client.get(reverse("api-submission-file-content", args=[text.pk, asked.pk])).status_code == 410


def test_closing_the_line_leaves_the_words_signed(lead, text):
    before = version_of(text).text_hash
    close(text.plan_line, lead)
    text.refresh_from_db()
    assert text.text_hash == before


def test_lists_and_the_page_show_the_stricter_mark(client, cluster, lead, text):
    close(text.plan_line, lead, Exposure.RESTRICTED)
    row = client.get(reverse("api-submission-detail", args=[text.pk])).json()
    assert (row["exposure"], row["mark"]) == ("open", "restricted")
    listed = client.get(reverse("engagements:submission-list")).content.decode()
    assert str(Exposure.RESTRICTED.label) in listed
    page = client.get(reverse("engagements:submission-detail", args=[text.pk])).content.decode()
    assert "as far as they see its plan line" in page
    assert CANARY not in title_of(page)


def test_who_sees_a_text_follows_its_line_as_well(cluster, lead, text):
    """Nothing to change here: the line alone decides who may see the open text on it."""
    Submission.objects.unscoped("test").filter(pk=text.pk).update(status=Status.CONSULTATION)
    member = make_person(Role.MEMBER, cluster)
    assert Submission.objects.visible_to(member).filter(pk=text.pk).exists()
    close(text.plan_line, lead, Exposure.RESTRICTED)
    assert not Submission.objects.visible_to(member).filter(pk=text.pk).exists()
    assert Submission.objects.visible_to(lead).filter(pk=text.pk).exists()


def test_the_final_file_of_a_closed_line_is_made_anew_until_it_has_gone_out():
    world = make_world(status=Status.CLEARED, exposure=Exposure.MEMBERS)
    type(world.line).objects.unscoped("test").filter(pk=world.line.pk).update(exposure=Exposure.MEMBERS)

    def final():
        text = Submission.objects.visible_to(world.lead).select_related(
            "plan_line__cluster__country", "plan_line__mechanism", "requirement"
        )
        file = final_file_of(submission=text.get(pk=world.submission.pk), what=SentFile.PORTAL_PDF, by=world.lead)
        return file, PdfReader(io.BytesIO(files.read(file))).pages[0].extract_text().lower()

    file, words = final()
    assert "members only" in words
    close(world.line, world.lead)
    anew, words = final()
    assert anew.pk != file.pk
    assert "confidential" in words


# --- Neither shown nor lost ------------------------------------------------------------------------------------------


@pytest.fixture
def hidden(cluster):
    """A finding that only its writer sees."""
    writer = make_person(Role.MEMBER, cluster)
    return AnalysisFinding.objects.create(
        cluster=cluster, title=CANARY, exposure=Exposure.CONFIDENTIAL, created_by=writer, duty_bearer="police"
    )


def posted(form, **changes):
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in {**values, **changes}.items() if value is not None}


def edited(client, address, model, pk, lead, **changes):
    """Save what the form holds with `changes`, first with a version that is stale; returns the row."""
    form = client.get(address).context["form"]
    stale = client.post(address, posted(form, version=99, **changes))
    assert stale.status_code == 409
    assert CANARY not in stale.content.decode()
    assert client.post(address, posted(form, version=1, **changes)).status_code == 302
    return model.objects.visible_to(lead).get(pk=pk)


def test_an_issue_keeps_the_finding_that_its_writer_does_not_see(client, cluster, lead, hidden):
    issue = make_issue(cluster=cluster, finding=hidden)
    address = reverse("engagements:issue-edit", args=[issue.pk])
    assert CANARY not in client.get(address).content.decode()
    row = edited(client, address, AdvocacyIssue, issue.pk, lead, title="Another title")
    assert (row.title, row.finding_id) == ("Another title", hidden.pk)


def test_a_message_keeps_the_finding_that_its_writer_does_not_see(client, cluster, lead, hidden):
    message = make_message(issue=make_issue(cluster=cluster), finding=hidden)
    address = reverse("engagements:message-edit", args=[message.pk])
    row = edited(client, address, AdvocacyMessage, message.pk, lead, text="Other words")
    assert (row.text, row.finding_id) == ("Other words", hidden.pk)


def test_an_action_keeps_the_message_that_its_writer_does_not_see(client, cluster, lead):
    issue = make_issue(cluster=cluster)
    writer = make_person(Role.MEMBER, cluster)
    message = make_message(issue=issue, text=CANARY, exposure=Exposure.CONFIDENTIAL, created_by=writer)
    action = make_advocacy_action(issue=issue, message=message)
    address = reverse("engagements:issue-action-edit", args=[issue.pk, action.pk])
    row = edited(client, address, type(action), action.pk, lead, what="Something else")
    assert (row.what, row.message_id) == ("Something else", message.pk)


def test_an_input_keeps_the_text_that_its_writer_does_not_see(client, cluster, lead):
    visit = make_plan_line(cluster=cluster, exposure=Exposure.MEMBERS)
    text = make_submission(plan_line=visit, title=CANARY, exposure=Exposure.CONFIDENTIAL)
    row = LineInput.objects.create(plan_line=visit, title="Note", submission=text)
    address = reverse("engagements:line-input-edit", args=[visit.pk, row.pk])
    row = edited(client, address, LineInput, row.pk, lead, title="Longer note")
    assert (row.title, row.submission_id) == ("Longer note", text.pk)


def test_nobody_hangs_a_text_on_an_input_that_she_does_not_see(cluster, lead):
    visit = make_plan_line(cluster=cluster, exposure=Exposure.MEMBERS)
    text = make_submission(plan_line=visit, exposure=Exposure.CONFIDENTIAL)
    with pytest.raises(ValidationError, match="another plan line"):
        add_row(LineInput, plan_line=visit, title="Note", submission=text, by=lead)
    row = add_row(LineInput, plan_line=visit, title="Note", by=lead)
    with pytest.raises(ValidationError, match="another plan line"):
        change_row(row, submission=text, expected_version=1, by=lead)
    assert LineInput.objects.visible_to(lead).get().submission_id is None
