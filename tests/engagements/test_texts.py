"""What belongs to a text beside its words: quotations, evidence, proposals, who submits, how long it takes."""

from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from clusters.models import Membership, Organisation
from core.documents import nodes
from core.errors import Refused, Stale
from core.models import AuditEntry
from engagements.actions import evidence, joint, proposals, sections, submissions
from engagements.actions.quotations import quote_recommendation
from engagements.enums import Exposure, Status, SubmissionKind, Verb
from engagements.models import EvidenceNote, ProposedRecommendation, Section, Submission, SubmittingOrganisation
from engagements.queries import submissions as queries
from mechanisms.enums import Family
from tests.engagements.submission_world import fresh, make_world
from tests.factories import make_mechanism, make_recommendation

pytestmark = pytest.mark.django_db
LAW = "Adopt the law on displaced persons"


def save(world, body, by=None):
    section = Section.objects.visible_to(world.author).get(pk=world.section.pk)
    section.submission = world.submission
    return sections.save_section(
        section=section,
        heading=section.heading,
        body=body,
        expected_version=section.version,
        by=by or world.author,
    )


def recommended(world):
    return make_recommendation(
        country=world.cluster.country, symbol="A/HRC/0/1", paragraph="6.118", text=LAW, url="https://example.org/a"
    )


# --- Quotations -------------------------------------------------------------------------------------------------


def test_a_quotation_brings_its_words_into_count_page_and_version(client):
    world = make_world(language="fr")
    one = recommended(world)
    section = save(world, f"Dans {{rec:{one.pk}}} :\n\n{{rec:{one.pk}}}")
    # "Summary", "Dans", the reference in French twice, the official words once; the colon is no word.
    assert section.words == 1 + 1 + 3 + 3 + 6
    submissions.advance(
        submission=world.submission, verb=Verb.CONSULT, by=world.author, expected_version=world.submission.version
    )
    submissions.advance(
        submission=fresh(world.submission),
        verb=Verb.REQUEST_SIGN_OFF,
        by=world.author,
        expected_version=fresh(world.submission).version,
    )
    version = queries.newest_version(world.author, world.submission)
    tree = nodes.from_json(version.tree)
    assert nodes.recommendation_ids(tree) == [one.pk]
    assert f"{LAW}\nA/HRC/0/1, par. 6.118" in nodes.plain_text(tree)
    one.text = "Other words"
    one.save()
    version.refresh_from_db()
    assert LAW in nodes.plain_text(nodes.from_json(version.tree))
    client.force_login(world.author)
    page = client.get(reverse("engagements:submission-detail", args=[world.submission.pk])).content.decode()
    assert "Other words" in page
    assert "par. 6.118" in page


def test_an_unknown_recommendation_is_named_when_sign_off_is_asked():
    world = make_world()
    save(world, "As {rec:999999} says.")
    with pytest.raises(Refused) as refused:
        submissions.advance(
            submission=fresh(world.submission),
            verb=Verb.REQUEST_SIGN_OFF,
            by=world.author,
            expected_version=fresh(world.submission).version,
        )
    assert "{rec:999999}" in str(refused.value.sentence)
    assert fresh(world.submission).status == Status.DRAFT
    assert queries.newest_version(world.author, world.submission) is None


def test_the_picker_finds_and_quotes_without_a_script(client):
    world = make_world()
    one = recommended(world)
    client.force_login(world.writer)
    address = reverse("engagements:section-quote", args=[world.submission.pk, world.section.pk])
    assert LAW in client.get(address, {"q": "displaced law"}).content.decode()
    assert LAW not in client.get(address, {"q": "fisheries"}).content.decode()
    answer = client.post(address, {"recommendation": one.pk, "version": 1})
    assert answer.status_code == 302
    section = Section.objects.visible_to(world.author).get(pk=world.section.pk)
    assert section.body.endswith(f"\n\n{{rec:{one.pk}}}")
    assert client.post(address, {"recommendation": one.pk, "version": 1}).status_code == 409
    assert client.post(address, {"recommendation": 999999, "version": 2}).status_code == 403
    client.force_login(world.reader)
    assert client.post(address, {"recommendation": one.pk, "version": 2}).status_code == 403
    client.force_login(world.stranger)
    assert client.get(address).status_code == 404


def test_the_editor_knows_the_words_of_what_it_quotes(client):
    world = make_world()
    one = recommended(world)
    quote_recommendation(section=_section(world), recommendation_id=one.pk, expected_version=1, by=world.author)
    client.force_login(world.author)
    page = client.get(reverse("engagements:section-edit", args=[world.submission.pk, world.section.pk]))
    assert LAW in page.content.decode()


def _section(world):
    section = Section.objects.visible_to(world.author).get(pk=world.section.pk)
    section.submission = world.submission
    return section


# --- Evidence -----------------------------------------------------------------------------------------------------


def test_evidence_is_for_writers_and_in_no_output(client):
    world = make_world()
    section = _section(world)
    note = evidence.add_evidence(
        submission=world.submission,
        section=section,
        paragraph="The cluster asks for three things.",
        kind="meeting",
        text="canary-evidence",
        by=world.writer,
    )
    assert AuditEntry.objects.unscoped("test").get(verb="evidence.added").after == {"kind": "meeting"}
    address = reverse("engagements:evidence-list", args=[world.submission.pk])
    client.force_login(world.lead)
    page = client.get(address).content.decode()
    assert "canary-evidence" in page
    assert "paragraph 2" in page
    for person, status in ((world.reader, 403), (world.member, 404), (world.stranger, 404)):
        client.force_login(person)
        answer = client.get(address)
        assert answer.status_code == status
        assert b"canary-evidence" not in answer.content
        assert not EvidenceNote.objects.visible_to(person).exists()
    assert "canary" not in nodes.plain_text(submissions.tree_now(world.submission, world.author)).replace(
        world.submission.title, ""
    )
    # The section goes, the note stays.
    sections.remove_section(section=section, expected_version=1, by=world.author)
    note.refresh_from_db()
    assert note.section_id is None
    client.force_login(world.lead)
    assert "its paragraph is no longer there" in client.get(address).content.decode()


def test_evidence_is_changed_by_one_at_a_time():
    world = make_world()
    note = evidence.add_evidence(submission=world.submission, kind="data", text="one", by=world.writer)
    what = {"kind": "data", "section": None, "paragraph": ""}
    evidence.change_evidence(note=note, text="two", expected_version=1, by=world.lead, **what)
    with pytest.raises(Stale):
        evidence.change_evidence(note=note, text="three", expected_version=1, by=world.writer, **what)
    with pytest.raises(Refused):
        evidence.remove_evidence(note=note, expected_version=2, by=world.reader)
    with pytest.raises(ValidationError):
        evidence.add_evidence(submission=world.submission, kind="data", text="  ", by=world.writer)
    evidence.remove_evidence(note=note, expected_version=2, by=world.writer)
    assert not EvidenceNote.objects.visible_to(world.lead).exists()


# --- Proposals ----------------------------------------------------------------------------------------------------


def test_proposals_are_listed_ordered_and_put_into_the_text():
    world = make_world()
    first = proposals.add_proposal(submission=world.submission, text="Adopt the law", detail="broad", by=world.writer)
    second = proposals.add_proposal(submission=world.submission, text="Fund it", detail="broad", by=world.writer)
    proposals.move_proposal(proposal=second, direction="up", by=world.writer)
    section = proposals.write_proposals(section=_section(world), by=world.writer)
    assert section.body.endswith("1. Fund it\n2. Adopt the law")
    with pytest.raises(Refused):
        proposals.write_proposals(section=_section(world), by=world.writer)
    with pytest.raises(Refused):
        proposals.add_proposal(submission=world.submission, text="No", detail="broad", by=world.reader)
    with pytest.raises(Stale):
        proposals.remove_proposal(proposal=first, expected_version=7, by=world.writer)
    proposals.remove_proposal(proposal=first, expected_version=1, by=world.writer)
    assert [row.text for row in ProposedRecommendation.objects.visible_to(world.reader)] == ["Fund it"]
    assert not ProposedRecommendation.objects.visible_to(world.stranger).exists()


def test_the_room_of_proposals(client):
    world = make_world()
    address = reverse("engagements:proposal-list", args=[world.submission.pk])
    client.force_login(world.writer)
    assert client.post(address, {"text": "", "detail": "broad"}).status_code == 422
    assert client.post(address, {"text": "Adopt it", "detail": "broad"}).status_code == 302
    row = ProposedRecommendation.objects.visible_to(world.writer).get()
    one = reverse("engagements:proposal-edit", args=[world.submission.pk, row.pk])
    assert client.post(one, {"text": "Adopt it now", "detail": "detailed", "version": 1}).status_code == 302
    again = client.post(one, {"text": "My words", "detail": "broad", "version": 1})
    assert again.status_code == 409
    assert "My words" in again.content.decode()
    client.force_login(world.stranger)
    assert client.get(address).status_code == 404


# --- Who submits --------------------------------------------------------------------------------------------------


def member_of(world, name):
    organisation = Organisation.objects.create(name=name)
    Membership.objects.filter(user=world.writer).update(organisation=organisation)
    return organisation


@pytest.mark.parametrize(
    ("family", "words"),
    [(Family.UPR, ("recommend", "consider")), (Family.TREATY_BODY, ("gravely concerned",)), (Family.REGIONAL, ())],
)
def test_the_room_of_proposals_offers_the_words_of_the_mechanism(client, family, words):
    """Each leads to the recommendations in which it stands; where no source tells, nothing is offered."""
    world = make_world()
    world.line.mechanism = make_mechanism("of-the-family", family=family)
    world.line.save()
    client.force_login(world.author)
    page = client.get(reverse("engagements:proposal-list", args=[world.submission.pk])).content.decode()
    for word in words:
        assert f"?q={quote(word)}&amp;family={family.value}" in page
        assert client.get(reverse("recommendations:list"), {"q": word, "family": family.value}).status_code == 200
    assert ("Words of its documents" in page) == bool(words)


def test_only_allowed_names_stand_on_the_cover_and_signatures_fall():
    world = make_world(exposure=Exposure.MEMBERS, status=Status.SIGN_OFF)
    before = fresh(world.submission).text_hash
    organisation = member_of(world, "A local organisation")
    row = joint.add_submitting_organisation(
        submission=fresh(world.submission), organisation=organisation, by=world.lead
    )

    def cover():
        return dict(submissions.tree_now(fresh(world.submission), world.author).facts)["Submitted by"]

    assert "A local organisation" not in cover()
    assert fresh(world.submission).text_hash != before
    row.submission = fresh(world.submission)
    joint.name_submitting_organisation(row=row, is_named=True, by=world.lead)
    assert cover() == "A local organisation"
    joint.remove_submitting_organisation(row=row, by=world.lead)
    assert fresh(world.submission).text_hash == before
    with pytest.raises(Refused):
        joint.add_submitting_organisation(
            submission=fresh(world.submission), organisation=organisation, by=world.writer
        )
    stranger = Organisation.objects.create(name="Not of this cluster")
    with pytest.raises(ValidationError):
        joint.add_submitting_organisation(submission=fresh(world.submission), organisation=stranger, by=world.lead)
    assert not SubmittingOrganisation.objects.visible_to(world.lead).exists()


def test_sections_name_their_authors_only_where_the_text_says_so():
    world = make_world()
    organisation = member_of(world, "A local organisation")
    joint.say_who_wrote(section=_section(world), organisation=organisation, by=world.author)
    assert "A local organisation" not in nodes.plain_text(submissions.tree_now(fresh(world.submission), world.author))
    now = fresh(world.submission)
    submissions.edit_submission(submission=now, expected_version=now.version, names_authors=True, by=world.author)
    assert "A local organisation" in nodes.plain_text(submissions.tree_now(fresh(world.submission), world.author))


def test_the_room_of_who_submits_asks_the_same_for_many(client, django_assert_max_num_queries):
    world = make_world()
    client.force_login(world.lead)
    with django_assert_max_num_queries(15):
        page = client.get(reverse("engagements:submitting-list", args=[world.submission.pk]))
    assert page.status_code == 200
    client.force_login(world.stranger)
    assert client.get(reverse("engagements:submitting-list", args=[world.submission.pk])).status_code == 404


# --- How long it is -----------------------------------------------------------------------------------------------


def test_a_statement_is_measured_in_minutes_and_read_from_a_large_copy(client, settings):
    settings.HRE_WORDS_A_MINUTE = 60
    world = make_world(kind=SubmissionKind.STATEMENT, speaking_minutes="0.5")
    save(world, "word " * 59 + "^[notes are not read out]")
    found = queries.outline(world.author, fresh(world.submission))
    assert (found.measure.clock, found.measure.most_clock, found.is_over) == ("1:00", "0:30", True)
    client.force_login(world.author)
    page = client.get(reverse("engagements:submission-speaking", args=[world.submission.pk])).content.decode()
    assert "doc-large" in page
    assert "not read out" not in page
    tree = submissions.speaking_copy_now(fresh(world.submission), world.author)
    assert tree.is_large
    assert tree.facts == (("Speaking time, about", "1:00"),)


def test_pages_are_counted_in_the_last_pdf_and_estimated_before(client):
    from mechanisms.models import SubmissionRequirement

    world = make_world()
    requirement = SubmissionRequirement.objects.create(
        mechanism=world.line.mechanism, key="pages", title="Pages", limit=1, unit="pages", limit_confidence="checked"
    )
    Submission.objects.visible_to(world.author).filter(pk=world.submission.pk).update(requirement=requirement)
    save(world, "\n\n".join(["word " * 200] * 9))
    measure = queries.outline(world.author, fresh(world.submission)).measure
    assert (measure.used, measure.is_estimate, measure.is_over) == (5, True, True)
    submissions.note_pages(fresh(world.submission), 6)
    measure = queries.outline(world.author, fresh(world.submission)).measure
    assert (measure.used, measure.is_estimate) == (5, False)
    save(world, "Another text")
    assert queries.outline(world.author, fresh(world.submission)).measure.is_estimate
