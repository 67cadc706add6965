"""Acts on submissions: state, trail and notices afterwards; what is refused; who sees what."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from calendar_app.enums import Precision
from clusters.models import Membership
from core import clock, files
from core.errors import Refused, Stale
from core.models import AuditEntry, Delivery, PrivateFile
from engagements.actions import sections, sign_off, submissions, versions
from engagements.actions.submissions import sending
from engagements.enums import Decision, Exposure, RiskDecision, SignRole, Status, SubmissionKind, Verb
from engagements.models import Dispatch, RiskForm, Section, SignOff, Submission, SubmissionReader, Version
from engagements.queries import submissions as queries
from tests.engagements.submission_world import BODY, CANARY, bring_to, fresh, make_world, open_door
from tests.factories import make_entry, make_plan_line, make_section

pytestmark = pytest.mark.django_db


def trail(verb):
    return AuditEntry.objects.unscoped("test").filter(verb=verb)


def told(kind):
    return set(Delivery.objects.filter(kind=kind).values_list("recipient_id", flat=True))


def move(world, verb, by, **details):
    submission = fresh(world.submission)
    submissions.advance(submission=submission, verb=verb, by=by, expected_version=submission.version, **details)
    return fresh(submission)


def save(world, body, by=None, version=None, section=None):
    section = section or Section.objects.unscoped("test").select_related("submission__plan_line").get(
        pk=world.section.pk
    )
    return sections.save_section(
        section=section,
        heading=section.heading,
        body=body,
        expected_version=section.version if version is None else version,
        by=by or world.author,
    )


# --- Begin ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt", "ar", "ru", "zh"])
@pytest.mark.parametrize("kind", SubmissionKind)
def test_a_submission_begins_with_the_outline_of_its_kind_in_its_language(kind, language):
    from engagements.templates_library import guidance_of, template_of

    world = make_world()
    open_door(world.line, kind)
    made = submissions.create_submission(
        plan_line=world.line, kind=kind, title=" A\ttitle ", language=language, by=world.author
    )
    rows = Section.objects.visible_to(world.author).filter(submission=made)
    assert [row.key for row in rows] == [section.key for section in template_of(kind).sections]
    assert all(str(guidance_of(row.key)) for row in rows)
    assert [row.is_sent for row in rows][-1] is False
    assert made.title == "A title"
    if language == "ar":
        assert all("\u0600" <= row.heading[0] <= "\u06ff" for row in rows)
    if language == "ru":
        assert all("\u0400" <= row.heading[0] <= "\u04ff" for row in rows)
    if language == "zh":
        assert all("\u4e00" <= row.heading[0] <= "\u9fff" for row in rows)
    if language not in ("en", "fr", "es"):
        english = {section.headings["en"] for section in template_of(kind).sections}
        assert not english & {row.heading for row in rows}
    assert trail("submission.created").filter(target_id=made.pk).get().after["language"] == language
    reader = SubmissionReader.objects.visible_to(world.author).get(submission=made)
    assert (reader.user, reader.may_write) == (world.author, True)


def test_only_coordinators_who_see_the_line_begin():
    world = make_world()
    closed = make_plan_line(cluster=world.cluster, exposure=Exposure.CONFIDENTIAL, readers=[world.lead])
    for line, who in ((world.line, world.writer), (closed, world.author), (world.line, world.foreign_lead)):
        with pytest.raises(Refused):
            submissions.create_submission(plan_line=line, kind="briefing", title="x", language="en", by=who)


def test_strangers_cannot_be_named():
    world = make_world()
    with pytest.raises(ValidationError):
        submissions.create_submission(
            plan_line=world.line,
            kind="briefing",
            title="x",
            language="en",
            readers=[world.foreign_lead],
            by=world.author,
        )


def test_naming_somebody_who_does_not_see_the_line_is_refused_with_a_way_out():
    world = make_world()
    world.line.exposure = Exposure.CONFIDENTIAL
    world.line.save()
    with pytest.raises(ValidationError) as refused:
        submissions.name_submission_person(submission=fresh(world.submission), person=world.member, by=world.author)
    assert "plan line" in str(refused.value.messages)
    assert not SubmissionReader.objects.unscoped("test").filter(user=world.member).exists()


# --- Who sees ---------------------------------------------------------------------------------------------------

EVERYBODY = ("author", "lead", "sag", "writer", "reader", "ohchr", "member", "task_team", "foreign_lead", "stranger")
NAMED = {"author", "sag", "writer", "reader", "ohchr"}


def expected_readers(exposure, status):
    """By hand, from the glossary of marks: what the policy must say."""
    seen = set(NAMED)
    if exposure != Exposure.CONFIDENTIAL:
        seen |= {"author", "lead"}
    is_shared = status not in (Status.DRAFT, Status.WITHDRAWN)
    if exposure in (Exposure.OPEN, Exposure.MEMBERS) and is_shared:
        seen.add("member")
    if exposure == Exposure.OPEN and is_shared:
        seen.add("task_team")
    return seen


@pytest.mark.parametrize("exposure", Exposure)
def test_visibility_by_role_mark_and_status(exposure):
    world = make_world(exposure=exposure)
    for status in Status:
        cleared = {"cleared_by": world.lead} if status in (Status.CLEARED, Status.SUBMITTED) else {"cleared_by": None}
        Submission.objects.unscoped("test").update(status=status, **cleared)
        for model, path in ((Submission, "pk"), (Section, "submission"), (SubmissionReader, "submission")):
            seen = {
                who
                for who in EVERYBODY
                if model.objects.visible_to(getattr(world, who)).filter(**{path: world.submission.pk}).exists()
            }
            assert seen == expected_readers(exposure, status), (exposure, status, model)


# --- Writing ----------------------------------------------------------------------------------------------------


def test_saving_counts_raises_both_versions_and_keeps_the_text_out_of_the_trail():
    world = make_world()
    saved = save(world, f"One two three^[four five]. {CANARY}\x00\u202e")
    assert (saved.words, saved.note_words, saved.paragraphs, saved.version) == (5, 2, 1, 2)
    assert saved.body == f"One two three^[four five]. {CANARY}"
    now = fresh(world.submission)
    assert now.version == world.submission.version + 1
    assert now.updated_by == world.author
    entry = trail("section.saved").get()
    assert entry.cluster_id == world.cluster.pk
    assert CANARY not in str(list(AuditEntry.objects.unscoped("test").values()))


def test_two_people_in_two_sections_do_not_meet():
    world = make_world()
    other = make_section(submission=world.submission, heading="Other", body="")
    before_first, before_second = world.section.version, other.version
    save(world, "mine", by=world.author, version=before_first)
    save(world, "theirs", by=world.lead, version=before_second, section=other)
    bodies = set(Section.objects.unscoped("test").values_list("body", flat=True))
    assert {"mine", "theirs"} <= bodies


def test_two_people_in_one_section_are_told_and_nothing_is_written():
    world = make_world()
    save(world, "first", by=world.lead, version=1)
    with pytest.raises(Stale), transaction.atomic():
        save(world, "second", by=world.author, version=1)
    assert Section.objects.unscoped("test").get(pk=world.section.pk).body == "first"
    assert trail("section.saved").count() == 1


@pytest.mark.parametrize("who", ["reader", "member", "sag", "ohchr", "task_team", "foreign_lead", "stranger"])
def test_others_do_not_write(who):
    world = make_world()
    with pytest.raises(Refused):
        save(world, "x", by=getattr(world, who))


@pytest.mark.parametrize("status", [Status.CLEARED, Status.SUBMITTED, Status.WITHDRAWN])
def test_a_closed_text_is_closed_for_everybody(status):
    world = make_world(status=status)
    for who in (world.author, world.lead, world.writer):
        with pytest.raises(Refused):
            save(world, "x", by=who)


def test_a_section_that_is_too_long_is_refused_with_a_sentence():
    world = make_world()
    with pytest.raises(ValidationError) as refused:
        save(world, "word " * 30_000)
    assert "Divide it" in refused.value.message_dict["body"][0]


def test_sections_are_added_moved_and_removed():
    world = make_world()
    added = sections.add_section(submission=fresh(world.submission), heading="New", by=world.writer)
    sections.move_section(section=added, direction="up", by=world.writer)
    order = Section.objects.visible_to(world.author).filter(submission=world.submission)
    assert [row.heading for row in order] == ["New", "Summary"]
    sections.move_section(section=added, direction="up", by=world.writer)
    summary = Section.objects.unscoped("test").select_related("submission__plan_line").get(pk=world.section.pk)
    sections.remove_section(section=summary, expected_version=summary.version, by=world.writer)
    assert [row.heading for row in order.all()] == ["New"]
    # What was removed is kept.
    assert Version.objects.visible_to(world.author).get().sections[1]["body"] == BODY
    assert {"section.added", "section.moved", "section.removed", "version.frozen"} <= set(
        AuditEntry.objects.unscoped("test").values_list("verb", flat=True)
    )


def test_removing_what_somebody_just_wrote_in_is_stale():
    world = make_world()
    save(world, "newer")
    section = Section.objects.unscoped("test").select_related("submission__plan_line").get(pk=world.section.pk)
    with pytest.raises(Stale):
        sections.remove_section(section=section, expected_version=1, by=world.author)


# --- Versions ---------------------------------------------------------------------------------------------------


def test_a_frozen_version_holds_tree_hash_and_never_sent_sections_apart():
    from core.documents import nodes

    world = make_world()
    make_section(submission=world.submission, heading="Sources (never sent)", body="secret source", is_sent=False)
    submission = fresh(world.submission)
    version = versions.freeze_version(submission=submission, expected_version=submission.version, by=world.author)
    assert version.number == 1
    assert "secret source" not in str(version.tree)
    assert "secret source" in str(version.sections)
    assert version.sha256 == nodes.fingerprint(submissions.tree_of(version))
    assert version.text_hash == fresh(submission).text_hash
    with pytest.raises(Refused):
        versions.freeze_version(submission=submission, expected_version=submission.version, by=world.author)


def test_restoring_brings_back_and_loses_nothing():
    world = make_world()
    submission = fresh(world.submission)
    first = versions.freeze_version(
        submission=submission, note="first", expected_version=submission.version, by=world.author
    )
    save(world, "something quite different")
    extra = sections.add_section(submission=fresh(submission), heading="Extra", by=world.author)
    submission = fresh(submission)
    restored = versions.restore_version(
        submission=submission, version=first, expected_version=submission.version, by=world.author
    )
    rows = Section.objects.visible_to(world.author).filter(submission=submission)
    assert [(row.heading, row.body) for row in rows] == [("Summary", BODY)]
    assert not rows.filter(pk=extra.pk).exists()
    kept = Version.objects.visible_to(world.author).filter(submission=submission).order_by("number")
    assert [version.number for version in kept] == [1, 2, 3]
    assert "something quite different" in str(kept[1].sections)
    assert (restored.number, restored.sha256) == (3, first.sha256)
    assert trail("version.restored").get().before == {"number": 1}


# --- Sign-off ---------------------------------------------------------------------------------------------------


def sign(world, role, by, decision=Decision.AGREED, comment=""):
    version = queries.newest_version(world.author, world.submission)
    return sign_off.sign_off(
        submission=fresh(world.submission), version_id=version.pk, role=role, decision=decision, comment=comment, by=by
    )


def test_asking_sign_off_freezes_and_tells_those_who_sign():
    world = make_world(sign_offs=[SignRole.COORDINATOR, SignRole.SAG])
    move(world, Verb.REQUEST_SIGN_OFF, world.author)
    assert queries.newest_version(world.author, world.submission).number == 1
    assert told("sign_off_requested") == {world.lead.pk, world.sag.pk}
    entry = trail("submission.sign_off_requested").get()
    asked = {"status": "sign_off", "version": 1, "due_on": str(clock.today() + dt.timedelta(days=7))}
    assert (entry.before, entry.after) == ({"status": "draft"}, asked)
    assert CANARY not in str(list(Delivery.objects.values()))


def test_an_edit_voids_what_was_signed():
    world = make_world(status=Status.SIGN_OFF)
    sign(world, SignRole.COORDINATOR, world.lead)
    assert queries.facts(world.lead, fresh(world.submission)).agreed_roles == ("coordinator",)
    save(world, "another text")
    with pytest.raises(Refused) as refused:
        move(world, Verb.CLEAR, world.lead)
    assert "changed" in str(refused.value.sentence)
    (state,) = queries.sign_states(world.lead, fresh(world.submission))
    assert state.is_void
    assert state.version_number == 1
    # The old version is no longer up for sign-off either.
    with pytest.raises(Stale):
        sign(world, SignRole.COORDINATOR, world.lead)
    move(world, Verb.REQUEST_SIGN_OFF, world.author)
    sign(world, SignRole.COORDINATOR, world.lead)
    assert move(world, Verb.CLEAR, world.lead).status == Status.CLEARED
    # The sign-off given for version 1 is still told.
    assert SignOff.objects.visible_to(world.author).count() == 2


def test_whoever_held_the_role_until_yesterday_signs_nothing():
    world = make_world(status=Status.SIGN_OFF, sign_offs=[SignRole.SAG])
    Membership.objects.filter(user=world.sag).update(ends_on=clock.today() - dt.timedelta(days=1))
    with pytest.raises(Refused):
        sign(world, SignRole.SAG, type(world.sag).objects.get(pk=world.sag.pk))
    assert not SignOff.objects.unscoped("test").exists()
    world = make_world(status=Status.SIGN_OFF, sign_offs=[SignRole.SAG])
    sign(world, SignRole.SAG, world.sag)
    assert SignOff.objects.unscoped("test").count() == 1


def test_a_writer_who_opened_the_text_before_its_title_changed_brings_no_sign_off_back():
    world = make_world(status=Status.SIGN_OFF)
    version = queries.newest_version(world.author, world.submission)
    sign_off.sign_off(
        submission=fresh(world.submission), version_id=version.pk, role="coordinator", decision="agreed", by=world.lead
    )
    opened = Section.objects.unscoped("test").select_related("submission__plan_line").get(pk=world.section.pk)
    submission = fresh(world.submission)
    submissions.edit_submission(
        submission=submission, expected_version=submission.version, title="Another title", by=world.author
    )
    save(world, BODY, section=opened)
    assert fresh(world.submission).text_hash != version.text_hash
    assert not any(state.counts for state in queries.sign_states(world.author, fresh(world.submission)))
    with pytest.raises(Refused):
        move(world, Verb.CLEAR, world.lead)


def test_who_signs_a_text_that_was_changed_a_moment_ago_is_told():
    world = make_world(status=Status.SIGN_OFF)
    opened, version = fresh(world.submission), queries.newest_version(world.author, world.submission)
    save(world, f"{BODY} More.")
    with pytest.raises(Stale):
        sign_off.sign_off(
            submission=opened, version_id=version.pk, role="coordinator", decision="agreed", by=world.lead
        )
    assert not SignOff.objects.unscoped("test").exists()


@pytest.mark.parametrize("direction", ["up", "down"])
def test_moving_what_somebody_just_removed_is_stale(direction):
    world = make_world()
    make_section(submission=world.submission, heading="Second", body="More.")
    opened = Section.objects.unscoped("test").select_related("submission__plan_line").get(pk=world.section.pk)
    sections.remove_section(section=opened, expected_version=opened.version, by=world.writer)
    opened.pk = world.section.pk
    with pytest.raises(Stale):
        sections.move_section(section=opened, direction=direction, by=world.author)


def test_changing_the_mark_voids_what_was_signed():
    world = make_world(status=Status.SIGN_OFF)
    sign(world, SignRole.COORDINATOR, world.lead)
    submission = fresh(world.submission)
    submissions.change_submission_mark(
        submission=submission, exposure=Exposure.CONFIDENTIAL, expected_version=submission.version, by=world.lead
    )
    assert queries.facts(world.lead, fresh(submission)).agreed_roles == ()


def test_never_sent_sections_do_not_void():
    world = make_world()
    sources = make_section(submission=world.submission, heading="Sources", body="a", is_sent=False)
    bring_to(world, Status.SIGN_OFF)
    sign(world, SignRole.COORDINATOR, world.lead)
    save(world, "b", section=Section.objects.unscoped("t").select_related("submission__plan_line").get(pk=sources.pk))
    assert queries.facts(world.lead, fresh(world.submission)).agreed_roles == ("coordinator",)


@pytest.mark.parametrize(
    ("role", "who"),
    [("sag", "lead"), ("sag", "author"), ("coordinator", "sag"), ("coordinator", "writer"), ("sag", "stranger")],
)
def test_nobody_signs_for_another_role(role, who):
    world = make_world(status=Status.SIGN_OFF, sign_offs=[SignRole.COORDINATOR, SignRole.SAG])
    with pytest.raises(Refused):
        sign(world, role, getattr(world, who))
    assert not SignOff.objects.unscoped("test").exists()


def test_once_per_role_and_version_and_declining_needs_a_word():
    world = make_world(status=Status.SIGN_OFF)
    with pytest.raises(ValidationError):
        sign(world, SignRole.COORDINATOR, world.lead, Decision.DECLINED)
    sign(world, SignRole.COORDINATOR, world.lead, Decision.DECLINED, "Too exact a place.")
    with pytest.raises(Refused):
        sign(world, SignRole.COORDINATOR, world.author)
    with pytest.raises(Refused) as refused:
        move(world, Verb.CLEAR, world.lead)
    assert "declined" in str(refused.value.sentence)


def test_the_author_never_clears_not_even_past_the_guard():
    world = make_world(status=Status.SIGN_OFF)
    sign(world, SignRole.COORDINATOR, world.lead)
    with pytest.raises(Refused) as refused:
        move(world, Verb.CLEAR, world.author)
    assert "author" in str(refused.value.sentence)
    rows = Submission.objects.unscoped("test").filter(pk=world.submission.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(status=Status.CLEARED, cleared_by=world.author)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(status=Status.CLEARED)


@pytest.mark.parametrize("decision", ["", RiskDecision.NO_GO])
def test_no_sign_off_without_a_risk_form_that_says_go(decision):
    world = make_world()
    stamp = clock.now() if decision else None
    RiskForm.objects.unscoped("test").update(decision=decision, decided_at=stamp)
    with pytest.raises(Refused):
        move(world, Verb.REQUEST_SIGN_OFF, world.author)
    assert fresh(world.submission).status == Status.DRAFT
    assert not Version.objects.unscoped("test").exists()


def test_an_empty_text_goes_nowhere():
    world = make_world()
    save(world, "   ")
    for verb in (Verb.CONSULT, Verb.REQUEST_SIGN_OFF):
        with pytest.raises(Refused):
            move(world, verb, world.author)


# --- Moves ------------------------------------------------------------------------------------------------------


def test_a_move_on_an_old_version_is_stale_and_changes_nothing():
    world = make_world()
    submission = fresh(world.submission)
    save(world, "newer")
    with pytest.raises(Stale):
        submissions.advance(
            submission=submission, verb=Verb.CONSULT, by=world.author, expected_version=submission.version
        )
    assert fresh(submission).status == Status.DRAFT
    assert not trail("submission.consultation_opened").exists()
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("exposure", "told_too"),
    [(Exposure.MEMBERS, {"member", "lead"}), (Exposure.RESTRICTED, {"lead"}), (Exposure.CONFIDENTIAL, set())],
)
def test_consultation_tells_those_who_see_it(exposure, told_too):
    world = make_world(exposure=exposure)
    move(world, Verb.CONSULT, world.author)
    expected = {getattr(world, who).pk for who in told_too | NAMED} - {world.author.pk}
    assert told("consultation_opened") == expected


def test_return_tells_the_author_with_a_reason_kept_beside_the_text():
    world = make_world(status=Status.SIGN_OFF)
    returned = move(world, Verb.RETURN, world.lead, reason="Please shorten.")
    assert (returned.status, returned.returned_reason) == (Status.DRAFT, "Please shorten.")
    assert told("submission_returned") == {world.author.pk}
    assert trail("submission.returned").get().reason == ""


def test_a_signatory_may_return_what_she_will_no_longer_see():
    world = make_world(exposure=Exposure.MEMBERS, sign_offs=[SignRole.COORDINATOR, SignRole.SAG])
    bring_to(world, Status.SIGN_OFF)
    SubmissionReader.objects.unscoped("test").filter(user=world.sag).delete()
    assert move(world, Verb.RETURN, world.sag, reason="No.").status == Status.DRAFT


def test_sending_keeps_the_record_and_the_very_file():
    world = make_world(status=Status.CLEARED)
    move(
        world,
        Verb.SUBMIT,
        world.lead,
        channel="online",
        sent_at=clock.now(),
        time_zone="Europe/Zurich",
        receipt="R-1",
    )
    dispatch = Dispatch.objects.visible_to(world.author).select_related("file", "version").get()
    content = files.read(dispatch.file)
    assert content.startswith(b"%PDF")
    assert dispatch.file.sha256 == dispatch.file_sha256
    assert CANARY not in dispatch.file.file_name + dispatch.file.stored_as
    assert trail("submission.submitted").get().after["file_sha256"] == dispatch.file_sha256
    assert PrivateFile.objects.visible_to(world.author).count() == 1
    assert not PrivateFile.objects.visible_to(world.member).exists()
    with pytest.raises(ValidationError):
        sending.record_sending(
            fresh(world.submission),
            world.lead,
            channel="online",
            sent_at=clock.now() + dt.timedelta(days=1),
            time_zone="UTC",
        )


GENEVA = ZoneInfo("Europe/Zurich")


@pytest.mark.parametrize(
    ("entry", "sent_at", "late"),
    [
        ({"due_on": dt.date(2026, 10, 1)}, dt.datetime(2026, 10, 1, 23, 59, tzinfo=GENEVA), False),
        ({"due_on": dt.date(2026, 10, 1)}, dt.datetime(2026, 10, 2, 0, 1, tzinfo=GENEVA), True),
        ({"due_on": dt.date(2026, 10, 1)}, dt.datetime(2026, 10, 1, 22, 30, tzinfo=dt.UTC), True),
        (
            {
                "due_on": dt.date(2026, 10, 1),
                "due_at": dt.datetime(2026, 10, 1, 10, 0, tzinfo=dt.UTC),
                "precision": Precision.INSTANT,
            },
            dt.datetime(2026, 10, 1, 10, 1, tzinfo=dt.UTC),
            True,
        ),
        (
            {"due_on": dt.date(2026, 10, 1), "precision": Precision.MONTH},
            dt.datetime(2026, 12, 1, tzinfo=dt.UTC),
            False,
        ),
    ],
)
def test_late_by_the_clock_of_the_mechanism(entry, sent_at, late):
    assert submissions.is_late(make_entry(**entry), sent_at) is late


# --- Names and marks --------------------------------------------------------------------------------------------


def test_naming_opens_and_taking_off_closes():
    world = make_world(exposure=Exposure.CONFIDENTIAL)
    member = world.member
    from engagements.models import PlanLineReader

    PlanLineReader.objects.create(plan_line=world.line, user=member)
    submission = fresh(world.submission)
    submissions.name_submission_person(submission=submission, person=member, by=world.author)
    assert Submission.objects.visible_to(member).exists()
    submissions.unname_submission_person(submission=submission, person=member, by=world.author)
    assert not Submission.objects.visible_to(member).exists()
    with pytest.raises(Refused):
        submissions.unname_submission_person(submission=submission, person=world.author, by=world.author)
    with pytest.raises(Refused):
        submissions.name_submission_person(submission=submission, person=member, by=world.writer)
    with pytest.raises(ValidationError):
        submissions.name_submission_person(submission=submission, person=world.foreign_lead, by=world.author)


def test_file_names_of_closed_texts_say_nothing():
    world = make_world()
    assert submissions.file_name_of(world.submission) == f"document-{world.submission.pk}.pdf"
    open_one = make_world(exposure=Exposure.MEMBERS).submission
    assert CANARY in submissions.file_name_of(open_one)
    assert submissions.file_name_of(world.submission, f"{CANARY}.docx") == f"document-{world.submission.pk}.docx"


def test_notices_of_closed_texts_are_neutral():
    from engagements.notices.submissions import _prepare

    for exposure, is_named in ((Exposure.RESTRICTED, False), (Exposure.MEMBERS, True)):
        world = make_world(exposure=exposure)
        move(world, Verb.REQUEST_SIGN_OFF, world.author)
        delivery = Delivery.objects.filter(recipient=world.lead, kind="sign_off_requested").latest("created_at")
        mail = _prepare(delivery, world.lead)
        assert (CANARY in str(mail)) is is_named
        assert ("sign-off" in mail.subject) is is_named
        assert mail.is_veiled is not is_named
        assert f"/engagements/submissions/{world.submission.pk}/" in mail.link
