"""The do-no-harm check before clearing: findings, their answers, the gate, the page."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.errors import Refused, Stale
from core.models import AuditEntry
from engagements.actions.findings import justify_finding, reopen_finding
from engagements.actions.sections import save_section
from engagements.actions.sign_off import sign_off
from engagements.actions.submissions import advance
from engagements.enums import Status, Verb
from engagements.models import FindingAnswer, Section
from engagements.queries.harm import find_harm, harm_counts, harm_findings
from engagements.queries.submissions import newest_version
from tests.engagements.submission_world import bring_to, fresh, make_world
from tests.factories import make_section

pytestmark = pytest.mark.django_db
WHY = "a test looks at every row"
NAME = "Mrs. Amina Yusuf"
BODY = f"Families return.\n\n{NAME} was threatened; call +234 803 123 4567.\n\nNothing else."


@pytest.fixture
def world():
    world = make_world()
    write(world, BODY)
    return world


def write(world, body, section=None, by=None):
    section = Section.objects.unscoped(WHY).get(pk=(section or world.section).pk)
    section.submission = fresh(world.submission)
    save_section(
        section=section,
        heading=section.heading,
        body=body,
        expected_version=section.version,
        by=by or world.author,
    )
    world.submission = fresh(world.submission)


def found(world, by=None):
    return harm_findings(by or world.author, world.submission)[0]


def one(world, kind):
    return next(each for each in found(world) if each.kind == kind)


def justify(world, kind="name", reason="An office holder.", by=None):
    finding = one(world, kind)
    return justify_finding(
        submission=fresh(world.submission), fingerprint=finding.fingerprint, reason=reason, by=by or world.author
    )


def sign_and_clear(world):
    submission = fresh(world.submission)
    if submission.status == Status.DRAFT:
        advance(submission=submission, verb=Verb.REQUEST_SIGN_OFF, by=world.author, expected_version=submission.version)
    version = newest_version(world.author, submission)
    sign_off(submission=fresh(submission), version_id=version.pk, role="coordinator", decision="agreed", by=world.lead)
    submission = fresh(submission)
    advance(submission=submission, verb=Verb.CLEAR, by=world.lead, expected_version=submission.version)
    return submission


def test_each_finding_has_its_place_and_its_why(world):
    name, phone = one(world, "name"), one(world, "phone")
    assert (name.words, name.section.pk, name.paragraph) == (NAME, world.section.pk, 2)
    assert "family" in str(name.why)
    assert phone.words == "+234 803 123 4567"
    assert phone.before.endswith("call ")


def test_title_headings_notes_and_tables_are_part_of_the_text(world):
    world.submission.title = "The case of Mrs. Grace Okoro"
    section = make_section(
        submission=world.submission,
        heading="What Dr Bello saw",
        body="Text.[^1]\n\n[^1]: Said by Mr. Musa Ali.\n\n| Who | Where |\n|---|---|\n| Sheikh Ibrahim | here |\n",
    )
    words = {each.words for each in find_harm(world.submission, [section])}
    assert {"Mrs. Grace Okoro", "Dr Bello", "Mr. Musa Ali", "Sheikh Ibrahim"} <= words


def test_what_is_never_sent_does_not_count(world):
    make_section(submission=world.submission, heading="Own notes", body="Mr. Musa Ali told us.", is_sent=False)
    assert {each.words for each in found(world)} == {NAME, "+234 803 123 4567"}


def test_bold_marks_do_not_hide_a_name(world):
    write(world, "Mrs. **Amina** Yusuf was threatened.")
    assert [each.words for each in found(world)] == [NAME]


def test_undealt_findings_block_clearing_with_a_sentence(world):
    with pytest.raises(Refused, match="2 findings of the do-no-harm check"):
        sign_and_clear(world)
    assert fresh(world.submission).status == Status.SIGN_OFF


def test_justified_findings_let_it_through_and_nothing_signed_is_touched(world):
    bring_to(world, Status.SIGN_OFF)
    justify(world, "name")
    justify(world, "phone", by=world.lead)
    assert sign_and_clear(world).status == Status.CLEARED


def test_changed_words_disappear_by_themselves(world):
    write(world, "Families return. A woman was threatened.")
    assert found(world) == []
    assert harm_counts(world.submission) == (0, 0)


def test_an_edit_elsewhere_keeps_the_answer_and_an_edit_of_the_words_voids_it(world):
    justify(world)
    write(world, f"Another beginning.\n\nThen {NAME} came back; call +234 803 123 4567.")
    assert one(world, "name").answer is not None
    assert harm_counts(world.submission) == (1, 1)
    write(world, "Mrs. Amina Bello came back.")
    assert one(world, "name").answer is None
    _found, void = harm_findings(world.author, world.submission)
    assert [answer.words for answer in void] == [NAME]


def test_the_same_words_in_another_section_are_asked_about_again(world):
    justify(world)
    other = make_section(submission=world.submission, body=f"{NAME} again.")
    world.submission = fresh(world.submission)
    waiting = [each for each in found(world) if each.answer is None and each.kind == "name"]
    assert [each.section.pk for each in waiting] == [other.pk]


def test_taking_back_after_clearing_shuts_the_gate_for_sending(world):
    answers = [justify(world, kind) for kind in ("name", "phone")]
    submission = sign_and_clear(world)
    reopen_finding(submission=fresh(submission), answer=answers[0], by=world.lead)
    from core import clock

    submission = fresh(submission)
    with pytest.raises(Refused, match="do-no-harm"):
        advance(
            submission=submission,
            verb=Verb.SUBMIT,
            by=world.lead,
            expected_version=submission.version,
            channel="email",
            sent_at=clock.now(),
            time_zone="UTC",
            file=b"x",
            file_name="x.pdf",
        )
    assert fresh(submission).status == Status.CLEARED


def test_the_trail_keeps_kinds_and_never_words(world):
    answer = justify(world, reason="The reason itself.")
    reopen_finding(submission=fresh(world.submission), answer=answer, by=world.author)
    entries = AuditEntry.objects.visible_to(world.lead).filter(verb__startswith="finding.")
    assert {entry.verb for entry in entries} == {"finding.justified", "finding.reopened"}
    for entry in entries:
        told = f"{entry.before} {entry.after} {entry.reason} {entry.target_label}"
        assert "Amina" not in told
        assert "reason itself" not in told
    assert not FindingAnswer.objects.unscoped(WHY).exists()


@pytest.mark.parametrize("who", ["reader", "sag", "ohchr"])
def test_readers_are_refused(world, who):
    with pytest.raises(Refused):
        justify(world, by=getattr(world, who))


@pytest.mark.parametrize("who", ["member", "foreign_lead", "stranger"])
def test_strangers_find_no_page(world, who):
    client = Client()
    client.force_login(getattr(world, who))
    address = reverse("engagements:finding-list", args=[world.submission.pk])
    assert client.get(address).status_code == client.post(address, {"act": "justify"}).status_code == 404


def test_a_reason_is_needed_and_words_that_are_gone_are_stale(world):
    finding = one(world, "name")
    with pytest.raises(ValidationError):
        justify_finding(
            submission=fresh(world.submission), fingerprint=finding.fingerprint, reason=" \n", by=world.author
        )
    write(world, "Nobody is named.")
    with pytest.raises(Stale):
        justify_finding(
            submission=fresh(world.submission), fingerprint=finding.fingerprint, reason="It may.", by=world.author
        )


def test_nothing_is_justified_once_it_is_closed():
    world = make_world()
    write(world, "Nobody.")
    bring_to(world, Status.WITHDRAWN)
    with pytest.raises(Refused):
        justify_finding(submission=fresh(world.submission), fingerprint="x", reason="It may.", by=world.lead)


def page(world, who="author"):
    client = Client()
    client.force_login(getattr(world, who))
    return client, reverse("engagements:finding-list", args=[world.submission.pk])


def test_the_page_justifies_and_takes_back(world):
    client, address = page(world)
    text = client.get(address).content.decode()
    assert "2 wait" in text
    assert "Amina" in text
    finding = one(world, "name")
    sent = {"act": "justify", "finding": finding.fingerprint, "reason": "She has agreed."}
    assert client.post(address, sent).status_code == 302
    text = client.get(address).content.decode()
    assert "1 waits" in text
    assert "She has agreed." in text
    answer = FindingAnswer.objects.unscoped(WHY).get()
    assert client.post(address, {"act": "reopen", "answer": answer.pk}).status_code == 302
    assert "2 wait" in client.get(address).content.decode()


def test_a_refusal_stands_at_its_place_with_the_typed_reason(world):
    client, address = page(world, "reader")
    finding = one(world, "name")
    sent = {"act": "justify", "finding": finding.fingerprint, "reason": "It may stay."}
    answer = client.post(address, sent)
    assert answer.status_code == 403
    client, address = page(world)
    assert client.post(address, sent | {"reason": ""}).status_code == 422
    write(world, "Nobody is named.")
    answer = client.post(address, sent)
    assert answer.status_code == 409
    assert "It may stay." in answer.content.decode()


def test_thirty_findings_cost_as_many_queries_as_one(world):
    client, address = page(world)

    def count():
        client.get(address)
        from django.db import connection

        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        return len(queries)

    few = count()
    write(world, "\n\n".join(f"Mr. Musa{letter} Ali came." for letter in "abcdefghijklmnopqrstuvwxyzabcd"))
    assert count() == few <= 15


def test_markup_and_scripts_are_shown_as_text(world):
    write(world, "Mrs. Amina <script>alert(1)</script> and Dr Bello.")
    client, address = page(world)
    assert "<script>alert(1)" not in client.get(address).content.decode()
