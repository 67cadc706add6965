"""Texts over the API: begun, written, kept, with what belongs to them; the same actions and refusals as the pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clusters.enums import Role
from engagements.actions.evidence import add_evidence
from engagements.actions.proposals import add_proposal
from engagements.enums import Exposure, Status, SubmissionKind
from engagements.models import EvidenceNote, ProposedRecommendation, Section, Submission, SubmittingOrganisation
from tests.api_calls import Caller, assert_bad, assert_refused, verbs
from tests.engagements.submission_world import BODY, CANARY, fresh, make_world
from tests.factories import make_organisation, make_person, make_recommendation, make_section

pytestmark = pytest.mark.django_db
LIST = "/api/v1/submissions/"


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def text(world):
    return f"{LIST}{world.submission.pk}/"


@pytest.fixture
def author(world):
    return Caller(world.author)


@pytest.fixture
def reader(world):
    return Caller(world.reader)


@pytest.fixture
def stranger(world):
    return Caller(world.foreign_lead)


# --- Begin, say what it is, say who may know ------------------------------------------------------------------


def test_a_text_is_begun_on_a_line_by_coordinators(world, author, reader, stranger):
    body = {
        "plan_line": world.line.pk,
        "kind": SubmissionKind.BRIEFING,
        "title": "What we see",
        "language": "fr",
        "readers": [world.reader.pk],
    }
    made = author.post(LIST, **body)
    assert made.status_code == 201
    assert (made.json()["status"], made.json()["exposure"], made.json()["language"]) == ("draft", "restricted", "fr")
    assert made.json()["sections"]
    assert reader.get(f"{LIST}{made.json()['id']}/").status_code == 200
    assert "submission.created" in verbs()
    assert_refused(reader.post(LIST, **body))
    assert_bad(stranger.post(LIST, **body), "plan_line")
    assert_bad(author.post(LIST, **{**body, "readers": [world.foreign_lead.pk]}), "readers")
    assert_bad(author.post(LIST, **{**body, "kind": "song", "title": ""}), "kind", "title")
    assert_bad(author.post(LIST, **{**body, "kind": SubmissionKind.LETTER}), "kind")
    assert Submission.objects.visible_to(world.author).count() == 2


def test_what_a_text_is_changes_by_version(world, text, author, reader, stranger):
    changed = author.patch(text, title="A better title", names_authors=True, version=1)
    assert (changed.status_code, changed.json()["title"]) == (200, "A better title")
    assert fresh(world.submission).names_authors
    assert author.patch(text, title="Late", version=1).status_code == 409
    version = changed.json()["version"]
    assert_bad(author.patch(text, speaking_minutes="3.0", version=version), "speaking_minutes")
    assert_bad(author.patch(text, required_sign_offs=[], version=version), "required_sign_offs")
    assert_bad(author.patch(text, title="x"), "version")
    assert_refused(reader.patch(text, title="Mine", version=version))
    assert stranger.patch(text).status_code == 404
    assert fresh(world.submission).title == "A better title"


def test_the_mark_and_the_names(world, text, author, reader, stranger):
    assert author.post(f"{text}mark/", exposure="confidential", version=99).status_code == 409
    assert author.post(f"{text}mark/", exposure="confidential", version=1).json()["exposure"] == "confidential"
    assert_refused(reader.post(f"{text}mark/", exposure="open", version=2))
    people = f"{text}people/"
    assert_bad(author.post(people, person=world.stranger.pk), "person")
    named = author.post(people, person=world.reader.pk, may_write=True)
    assert named.status_code == 201
    assert {"person": world.reader.pk, "name": str(world.reader), "may_write": True} in named.json()
    assert_refused(Caller(world.ohchr).post(people, person=world.reader.pk))
    assert author.post(f"{people}{world.reader.pk}/remove/").status_code == 200
    assert reader.get(text).status_code == 404
    assert_refused(author.post(f"{people}{world.author.pk}/remove/"))
    assert author.post(f"{people}999999/remove/").status_code == 404
    for call in (stranger.get, stranger.post):
        assert call(people).status_code == 404
    assert {"submission.mark", "submission.named", "submission.unnamed"} <= set(verbs())


# --- Sections and versions ------------------------------------------------------------------------------------


def test_a_section_is_written_by_its_own_version(world, text, author, reader, stranger):
    at = f"{text}sections/{world.section.pk}/"
    saved = author.patch(at, body="New words.  ", version=1)
    assert (saved.status_code, saved.json()["body"], saved.json()["heading"]) == (200, "New words.", "Summary")
    assert author.patch(at, body="Late words", version=1).status_code == 409
    assert_bad(author.patch(at, heading="", version=2), "heading")
    assert_refused(reader.patch(at, body="Mine", version=2))
    assert stranger.patch(at).status_code == 404
    assert author.patch(f"{text}sections/999999/").status_code == 404
    assert Section.objects.visible_to(world.author).get().body == "New words."


def test_sections_are_added_moved_taken_out(world, text, author, reader):
    added = author.post(f"{text}sections/", heading="Recommendations")
    assert added.status_code == 201
    at = f"{text}sections/{added.json()['id']}/"
    moved = author.post(f"{at}move/", direction="up").json()
    assert [row["heading"] for row in moved] == ["Recommendations", "Summary"]
    assert_bad(author.post(f"{at}move/", direction="sideways"), "direction")
    assert author.post(f"{at}remove/", version=9).status_code == 409
    assert_refused(reader.post(f"{at}remove/", version=1))
    assert author.post(f"{at}remove/", version=added.json()["version"]).status_code == 204
    assert [row["heading"] for row in author.get(f"{text}sections/").json()] == ["Summary"]
    assert_refused(reader.post(f"{text}sections/", heading="Mine"))
    assert_bad(author.post(f"{text}sections/"), "heading")


def test_a_recommendation_is_quoted(world, text, author, reader):
    recommendation = make_recommendation()
    at = f"{text}sections/{world.section.pk}/quote/"
    quoted = author.post(at, recommendation=recommendation.pk, version=1)
    assert quoted.status_code == 200
    assert quoted.json()["body"].startswith(BODY)
    assert len(quoted.json()["body"]) > len(BODY)
    assert author.post(at, recommendation=recommendation.pk, version=1).status_code == 409
    assert_refused(author.post(at, recommendation=999_999, version=2))
    assert_refused(reader.post(at, recommendation=recommendation.pk, version=2))


def test_versions_are_kept_and_brought_back(world, text, author, reader, stranger):
    kept = author.post(f"{text}versions/", note="First", version=1)
    assert (kept.status_code, [row["number"] for row in kept.json()]) == (201, [1])
    assert_refused(author.post(f"{text}versions/", version=fresh(world.submission).version))
    assert author.post(f"{text}versions/", version=77).status_code == 409
    author.patch(f"{text}sections/{world.section.pk}/", body="Other words", version=1)
    at = f"{text}versions/{kept.json()[0]['id']}/restore/"
    assert_refused(reader.post(at, version=fresh(world.submission).version))
    assert stranger.post(at).status_code == 404
    assert author.post(at, version=1).status_code == 409
    back = author.post(at, version=fresh(world.submission).version).json()
    assert (back[0]["number"], back[0]["is_current"]) == (3, True)
    assert Section.objects.visible_to(world.author).get().body == BODY
    assert len(reader.get(f"{text}versions/").json()) == 3


# --- Evidence, proposals, who submits -------------------------------------------------------------------------


def test_evidence_is_for_writers_alone(world, text, author, reader, stranger):
    rows = f"{text}evidence/"
    body = {"kind": "report", "text": f"Report of May {CANARY}-source", "section": world.section.pk}
    made = author.post(rows, **body, paragraph="Families who returned")
    assert made.status_code == 201
    assert (made.json()["section"], made.json()["paragraph"]) == (world.section.pk, "Families who returned")
    assert len(Caller(world.writer).get(rows).json()) == 1
    at = f"{rows}{made.json()['id']}/"
    # Who only reads the text never learns where a statement comes from; not even that there is a note.
    for answer in (reader.get(rows), reader.post(rows, **body)):
        assert_refused(answer)
        assert "-source" not in answer.content.decode()
    assert reader.patch(at, text="Mine", version=1).status_code == 404
    assert reader.post(f"{at}remove/", version=1).status_code == 404
    for answer in (stranger.get(rows), stranger.post(rows), stranger.patch(at), stranger.post(f"{at}remove/")):
        assert answer.status_code == 404
    changed = author.patch(at, text="Report of June", version=1).json()
    assert (changed["text"], changed["kind"], changed["section"]) == ("Report of June", "report", world.section.pk)
    assert author.patch(at, text="Late", version=1).status_code == 409
    assert author.post(f"{at}remove/", version=1).status_code == 409
    assert_bad(author.post(rows, kind="gossip", text="x"), "kind")
    elsewhere = make_section()
    assert_bad(author.post(rows, kind="report", text="x", section=elsewhere.pk), "section")
    assert author.post(f"{at}remove/", version=2).status_code == 204
    assert not EvidenceNote.objects.visible_to(world.author).exists()
    assert verbs()[-3:] == ["evidence.added", "evidence.changed", "evidence.removed"]


def test_evidence_is_in_no_other_answer(world, text, author):
    add_evidence(submission=world.submission, kind="report", text="where-it-comes-from", by=world.author)
    addresses = ("", "sections/", "versions/", "proposals/", "organisations/", "comments/", "check/", "sign-offs/")
    for part in addresses:
        answer = author.get(f"{text}{part}")
        assert answer.status_code == 200
        assert "where-it-comes-from" not in answer.content.decode()
    assert "where-it-comes-from" not in author.get(LIST).content.decode()


def test_evidence_is_kept_also_of_a_closed_text():
    world = make_world(status=Status.SUBMITTED)
    rows = f"{LIST}{world.submission.pk}/evidence/"
    assert Caller(world.author).post(rows, kind="report", text="Asked afterwards").status_code == 201


def test_proposals_in_order_and_into_a_section(world, text, author, reader, stranger):
    rows = f"{text}proposals/"
    first = author.post(rows, text="Adopt the law", detail="broad").json()
    second = author.post(rows, text="Fund the courts", detail="detailed").json()
    at = f"{rows}{second['id']}/"
    moved = author.post(f"{at}move/", direction="up").json()
    assert [row["text"] for row in moved] == ["Fund the courts", "Adopt the law"]
    changed = author.patch(at, text="Fund all courts", version=1).json()
    assert (changed["text"], changed["detail"], changed["version"]) == ("Fund all courts", "detailed", 2)
    assert author.patch(at, text="Late", version=1).status_code == 409
    assert [row["id"] for row in reader.get(rows).json()] == [second["id"], first["id"]]
    assert_refused(reader.post(rows, text="Mine", detail="broad"))
    assert_refused(reader.patch(at, text="Mine", version=2))
    assert_bad(author.post(rows, text=" ", detail="deep"), "text", "detail")
    written = author.post(f"{rows}write/", section=world.section.pk)
    assert written.json()["body"].endswith("1. Fund all courts\n2. Adopt the law")
    assert_refused(author.post(f"{rows}write/", section=world.section.pk))
    assert_bad(author.post(f"{rows}write/", section=make_section().pk), "section")
    assert_refused(reader.post(f"{rows}write/", section=world.section.pk))
    assert author.post(f"{at}remove/", version=1).status_code == 409
    assert author.post(f"{at}remove/", version=2).status_code == 204
    for answer in (stranger.get(rows), stranger.post(rows), stranger.patch(at), stranger.post(f"{rows}write/")):
        assert answer.status_code == 404
    assert ProposedRecommendation.objects.visible_to(world.author).count() == 1


def test_who_submits_and_who_is_named(world, text, author, reader, stranger):
    organisation, other = make_organisation("Free Courts"), make_organisation("Elsewhere")
    make_person(Role.MEMBER, world.cluster, organisation=organisation)
    rows = f"{text}organisations/"
    listed = author.post(rows, organisation=organisation.pk)
    assert listed.status_code == 201
    (row,) = listed.json()["organisations"]
    assert (row["name"], row["is_named"], listed.json()["cover"]) == ("Free Courts", False, str(world.cluster))
    at = f"{rows}{row['id']}/"
    assert author.post(f"{at}name/", is_named=True).json()["is_named"] is True
    assert author.get(rows).json()["cover"] == "Free Courts"
    assert author.post(f"{at}move/", direction="down").status_code == 200
    assert_bad(author.post(rows, organisation=organisation.pk), "organisation")
    assert_bad(author.post(rows, organisation=other.pk), "organisation")
    assert_refused(reader.post(rows, organisation=organisation.pk))
    assert_refused(reader.post(f"{at}name/", is_named=False))
    wrote = f"{text}sections/{world.section.pk}/author/"
    assert author.post(wrote, organisation=organisation.pk).json()["organisation"] == organisation.pk
    assert_bad(author.post(wrote, organisation=other.pk), "organisation")
    assert author.post(wrote, organisation=None).json()["organisation"] is None
    assert_refused(reader.post(wrote, organisation=organisation.pk))
    assert_refused(reader.post(f"{at}remove/"))
    assert author.post(f"{at}remove/").status_code == 204
    for answer in (stranger.get(rows), stranger.post(rows), stranger.post(f"{at}name/"), stranger.post(wrote)):
        assert answer.status_code == 404
    assert not SubmittingOrganisation.objects.visible_to(world.author).exists()
    assert {"submitting.added", "submitting.named", "submitting.removed", "section.author"} <= set(verbs())


def test_a_closed_text_says_why_it_does_not_change():
    world = make_world(status=Status.CLEARED, exposure=Exposure.MEMBERS)
    text, author = f"{LIST}{world.submission.pk}/", Caller(world.author)
    for answer in (
        author.patch(f"{text}sections/{world.section.pk}/", body="Late", version=1),
        author.post(f"{text}proposals/", text="Late", detail="broad"),
        author.post(f"{text}organisations/", organisation=make_organisation().pk),
    ):
        assert_refused(answer)
        assert "closed" in answer.json()["detail"]


def test_lists_ask_the_same_for_1_and_30_rows(world, text, author):
    def asked():
        counts = []
        for part in ("evidence/", "proposals/", "organisations/", "sections/", "versions/"):
            with CaptureQueriesContext(connection) as found:
                assert author.get(f"{text}{part}").status_code == 200
            counts.append(len(found))
        return counts

    def add(numbers):
        for number in numbers:
            add_evidence(submission=world.submission, kind="report", text=f"Note {number}", by=world.author)
            add_proposal(submission=world.submission, text=f"Do {number}", detail="broad", by=world.author)
            make_section(submission=world.submission, heading=f"Part {number}")
            SubmittingOrganisation.objects.create(
                submission=world.submission,
                organisation=make_organisation(f"Organisation {number}"),
                position=number,
                added_by=world.author,
            )

    asked()
    add(range(1, 2))
    few = asked()
    add(range(2, 31))
    assert asked() == few
    assert max(few) <= 15
