"""Sign-off of one version: the room, the exception for spelling, who may not sign, who must be able to read."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rest_framework.test import APIClient

from clusters.enums import Role
from core import clock
from core.errors import Refused, Stale
from core.models import AuditEntry, Delivery
from engagements.actions.members import answer_position, ask_members
from engagements.actions.sections import save_section
from engagements.actions.sign_off import sign_off
from engagements.actions.spelling import declare_spelling_only, object_to_spelling
from engagements.actions.submissions import advance, tree_of
from engagements.enums import Exposure, SignRole, Status, Verb
from engagements.models import MemberPosition, Section, SignOff, SignOffRequest, SpellingChange
from engagements.queries import clearing
from engagements.queries.gates import gates_of
from engagements.queries.positions import askings as positions_of
from engagements.queries.submissions import newest_version, sign_states
from tests.engagements.submission_world import bring_to, fresh, make_world
from tests.factories import make_person
from tests.factories.clusters import make_organisation, make_signature

pytestmark = pytest.mark.django_db
WHY = "a test looks at every row"
OLD = "Familys who returned report that 34 homes are not safe."
CORRECTED = "Families who returned report that 34 homes are not safe."


@pytest.fixture
def world():
    """A text that the coordinator's role has signed; the SAG has not answered yet."""
    world = make_world(sign_offs=[SignRole.COORDINATOR, SignRole.SAG])
    write(world, OLD)
    bring_to(world, Status.SIGN_OFF)
    sign(world, "coordinator", world.lead)
    return world


def write(world, body, by=None):
    section = Section.objects.unscoped(WHY).get(pk=world.section.pk)
    section.submission = fresh(world.submission)
    save_section(
        section=section,
        heading=section.heading,
        body=body,
        expected_version=section.version,
        by=by or world.author,
    )
    world.submission = fresh(world.submission)


def sign(world, role, by, decision="agreed", comment=""):
    version = newest_version(world.author, world.submission)
    return sign_off(
        submission=fresh(world.submission), version_id=version.pk, role=role, decision=decision, comment=comment, by=by
    )


def declare(world, by=None, reason="A plural."):
    submission = fresh(world.submission)
    return declare_spelling_only(
        submission=submission, expected_version=submission.version, reason=reason, by=by or world.author
    )


def clear(world, by=None):
    submission = fresh(world.submission)
    return advance(submission=submission, verb=Verb.CLEAR, by=by or world.lead, expected_version=submission.version)


def states(world):
    return {state.role: state for state in sign_states(world.author, fresh(world.submission))}


# --- Spelling only ------------------------------------------------------------------------------------------------


def test_a_spelling_change_carries_what_was_agreed_and_says_so(world):
    write(world, CORRECTED)
    assert states(world)["coordinator"].is_void
    change = declare(world)
    state = states(world)["coordinator"]
    assert state.counts
    assert (state.version_number, state.sign_off.given_number) == (2, 1)
    assert (state.sign_off.by, state.carried.by, state.carried.reason) == (world.lead, world.author, "A plural.")
    assert states(world)["sag"].sign_off is None
    # What was given for version 1 stays with it.
    assert SignOff.objects.unscoped(WHY).filter(version=change.from_version, carried=None).count() == 1
    entry = AuditEntry.objects.visible_to(world.lead).get(verb="spelling.declared")
    assert entry.after | {"roles": ["coordinator"], "from": 1, "to": 2} == entry.after
    assert "plural" not in str(entry.after)
    told = Delivery.objects.filter(kind="spelling.declared")
    assert {row.recipient for row in told} == {world.lead}


def test_a_declined_sign_off_is_not_carried(world):
    sign(world, "sag", world.sag, "declined", "Wrong plural.")
    write(world, CORRECTED)
    declare(world)
    assert not states(world)["sag"].counts


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Familys who returned report that 43 homes are not safe.", "number"),
        ("Familys who returned report that 34 homes are safe.", "negation"),
        ("Familys who returned report that 34 schools are not safe.", "word"),
        (f"{OLD}\n\nAnd they were afraid.", "more than spelling"),
    ],
)
def test_more_than_spelling_is_refused_with_its_reason(world, text, word):
    write(world, text)
    with pytest.raises(Refused, match=word):
        declare(world)
    assert not SpellingChange.objects.unscoped(WHY).exists()
    assert newest_version(world.author, world.submission).number == 1


def test_too_many_words_are_refused(world, settings):
    settings.HRE_SPELLING_MOST_WORDS = 1
    write(world, "Families who returned reported that 34 homes are not safe.")
    with pytest.raises(Refused, match="at most 1"):
        declare(world)


def test_another_mark_is_not_spelling(world):
    from engagements.actions.submissions import change_submission_mark

    submission = fresh(world.submission)
    change_submission_mark(
        submission=submission, exposure=Exposure.MEMBERS, expected_version=submission.version, by=world.author
    )
    with pytest.raises(Refused, match="cover"):
        declare(world)


@pytest.mark.parametrize("who", ["writer", "sag", "reader", "ohchr", "stranger", "foreign_lead"])
def test_only_a_lead_declares(world, who):
    write(world, CORRECTED)
    with pytest.raises(Refused):
        declare(world, by=getattr(world, who))


def test_a_reason_is_needed_and_somebody_must_have_signed(world):
    write(world, CORRECTED)
    with pytest.raises(ValidationError):
        declare(world, reason=" ")
    SignOff.objects.unscoped(WHY).all().delete()
    with pytest.raises(Refused, match="Nobody has signed"):
        declare(world)


def test_whoever_has_not_seen_the_newest_edit_declares_nothing(world):
    write(world, CORRECTED)
    seen = fresh(world.submission)
    write(world, CORRECTED + " And more.")
    with pytest.raises(Stale):
        declare_spelling_only(submission=seen, expected_version=seen.version, reason="x", by=world.author)


def test_clearing_waits_for_objections_or_for_signing_anew(world):
    write(world, CORRECTED)
    declare(world)
    sign(world, "sag", world.sag)
    with pytest.raises(Refused, match="may object"):
        clear(world)
    sign(world, "coordinator", world.lead)
    assert not states(world)["coordinator"].carried
    assert clear(world).status == Status.CLEARED


def test_after_the_time_for_objections_it_is_cleared(world):
    write(world, CORRECTED)
    change = declare(world)
    sign(world, "sag", world.sag)
    with time_machine.travel(change.object_until + dt.timedelta(minutes=1), tick=False):
        assert clear(world).status == Status.CLEARED


def test_an_objection_voids_what_was_carried(world):
    write(world, CORRECTED)
    change = declare(world)
    change.submission = fresh(world.submission)
    with pytest.raises(ValidationError):
        object_to_spelling(change=change, reason="", by=world.lead)
    for who in (world.sag, world.author):
        with pytest.raises(Refused):
            object_to_spelling(change=change, reason="It is more.", by=who)
    object_to_spelling(change=change, reason="It is more.", by=world.lead)
    state = states(world)["coordinator"]
    assert state.is_void
    assert state.version_number == 1
    assert {row.recipient for row in Delivery.objects.filter(kind="spelling.objected")} == {world.author}
    assert AuditEntry.objects.visible_to(world.lead).get(verb="spelling.objected").after["roles"] == ["coordinator"]
    change = SpellingChange.objects.unscoped(WHY).select_related("to_version").get()
    change.submission = fresh(world.submission)
    with pytest.raises(Refused):
        object_to_spelling(change=change, reason="Again.", by=world.lead)
    with pytest.raises(Refused, match="missing"):
        clear(world)
    sign(world, "coordinator", world.lead)
    assert states(world)["coordinator"].counts


def test_an_objection_too_late_is_refused(world):
    write(world, CORRECTED)
    change = declare(world)
    change.submission = fresh(world.submission)
    with time_machine.travel(change.object_until + dt.timedelta(minutes=1), tick=False), pytest.raises(Refused):
        object_to_spelling(change=change, reason="Late.", by=world.lead)


def test_two_corrections_in_a_row_remember_the_version_that_was_read(world):
    write(world, CORRECTED)
    declare(world)
    write(world, CORRECTED.replace("homes", "Homes"))
    declare(world)
    state = states(world)["coordinator"]
    assert (state.version_number, state.sign_off.given_number) == (3, 1)


def test_an_objection_to_the_first_correction_takes_back_what_the_second_carried_on(world):
    write(world, CORRECTED)
    first = declare(world)
    write(world, CORRECTED.replace("homes", "Homes"))
    second = declare(world)
    first.submission = fresh(world.submission)
    object_to_spelling(change=first, reason="It is more.", by=world.lead)
    assert not states(world)["coordinator"].counts
    assert SignOff.objects.unscoped(WHY).filter(carried=second).count() == 0
    assert SignOff.objects.unscoped(WHY).filter(carried=None).count() == 1


def test_what_was_given_for_the_first_correction_itself_outlives_an_objection_to_it(world):
    sign(world, "sag", world.sag)
    write(world, CORRECTED)
    first = declare(world)
    sign(world, "coordinator", world.lead)
    write(world, CORRECTED.replace("homes", "Homes"))
    declare(world)
    first.submission = fresh(world.submission)
    object_to_spelling(change=first, reason="It is more.", by=world.sag)
    now = states(world)
    assert now["coordinator"].counts
    assert not now["sag"].counts


def test_many_small_corrections_are_measured_by_the_version_that_was_read(world, settings):
    settings.HRE_SPELLING_MOST_WORDS = 1
    write(world, CORRECTED)
    declare(world)
    write(world, CORRECTED.replace("homes", "Homes"))
    with pytest.raises(Refused) as refused:
        declare(world)
    assert "2 words are changed" in str(refused.value)
    # Signing the corrected version itself begins anew.
    write(world, CORRECTED)
    sign(world, "coordinator", world.lead)
    write(world, CORRECTED.replace("homes", "Homes"))
    assert declare(world).words == 1


# --- Organisations ------------------------------------------------------------------------------------------------


def with_members(world, *, days=10, **more):
    world.lantern, world.harbour = make_organisation("Lantern Aid"), make_organisation("Harbour Trust")
    for organisation in (world.lantern, world.harbour):
        make_signature(world.cluster, organisation)
    world.anna = make_person(Role.MEMBER, world.cluster, organisation=world.lantern)
    world.bea = make_person(Role.MEMBER, world.cluster, organisation=world.harbour)
    type(world.submission).objects.unscoped(WHY).filter(pk=world.submission.pk).update(exposure=Exposure.MEMBERS)
    world.submission = fresh(world.submission)
    from engagements.documents import text_hash
    from engagements.models import Version

    # The mark is part of the text; the fixture changes it behind the back of the version.
    sections = Section.objects.unscoped(WHY).filter(submission=world.submission).order_by("position")
    hashed = text_hash(world.submission, list(sections))
    type(world.submission).objects.unscoped(WHY).filter(pk=world.submission.pk).update(text_hash=hashed)
    Version.objects.unscoped(WHY).filter(submission=world.submission).update(text_hash=hashed)
    world.submission = fresh(world.submission)
    version = newest_version(world.author, world.submission)
    version.submission = world.submission
    return ask_members(
        plan_line=world.line,
        organisations=[world.lantern, world.harbour],
        due_on=clock.today() + dt.timedelta(days=days),
        version=version,
        by=world.author,
        **more,
    )


def position(organisation, **where):
    rows = MemberPosition.objects.unscoped(WHY).select_related("request__plan_line__cluster", "request__version")
    return rows.filter(organisation=organisation, **where).latest("pk")


def answer(position, by, given="endorsed", **more):
    return answer_position(position=position, answer=given, expected_version=position.row_version, by=by, **more)


def test_answers_of_organisations_are_carried_too_and_can_be_confirmed_or_objected(world):
    with_members(world)
    answer(position(world.lantern), world.anna)
    answer(position(world.harbour), world.bea, "declined", comment="No.")
    write(world, CORRECTED)
    change = declare(world)
    carried, declined = position(world.lantern), position(world.harbour)
    assert (carried.request.carried_id, carried.answer, carried.given_for_id) == (
        change.pk,
        "endorsed",
        change.from_version_id,
    )
    assert (declined.request.carried_id, declined.answer) == (change.pk, "")
    # The same word again makes it her own.
    answer(carried, world.anna)
    assert position(world.lantern).given_for_id is None


def test_an_organisation_objects_to_a_correction(world):
    with_members(world)
    answer(position(world.lantern), world.anna)
    write(world, CORRECTED)
    change = declare(world)
    change.submission = fresh(world.submission)
    with pytest.raises(Refused):
        object_to_spelling(change=change, reason="Not ours.", by=world.bea)
    object_to_spelling(change=change, reason="It is more.", by=world.anna)
    assert position(world.lantern).answer == ""
    assert Delivery.objects.filter(
        kind="position.asked", subject_id=str(position(world.lantern).pk), recipient=world.anna, state="queued"
    ).exists()


def test_silence_counts_only_when_the_quorum_has_answered(world):
    from engagements.queries.gates.members import standing_of

    asked = with_members(world, silence_counts=True, quorum=1)
    positions = list(MemberPosition.objects.unscoped(WHY).filter(request=asked))
    after = dt.datetime.combine(asked.due_on + dt.timedelta(days=1), dt.time(12), dt.UTC)
    with time_machine.travel(after, tick=False):
        assert set(standing_of(asked, positions).answers.values()) == {""}
    answer(position(world.lantern), world.anna, "no_objection")
    positions = list(MemberPosition.objects.unscoped(WHY).filter(request=asked))
    with time_machine.travel(after, tick=False):
        assert set(standing_of(asked, positions).answers.values()) == {"no_objection"}


@pytest.mark.parametrize(("hours", "counts"), [(23, ""), (35, ""), (36, "no_objection")])
def test_silence_counts_once_the_day_is_over_wherever_somebody_was_asked(world, hours, counts):
    """On 4 May at 23:00 UTC it is still afternoon in Port-au-Prince, and 4 May for twelve hours more on some island."""
    from engagements.queries.gates.members import standing_of

    asked = with_members(world, silence_counts=True)
    positions = list(MemberPosition.objects.unscoped(WHY).filter(request=asked))
    moment = dt.datetime.combine(asked.due_on, dt.time(), dt.UTC) + dt.timedelta(hours=hours)
    with time_machine.travel(moment, tick=False):
        assert set(standing_of(asked, positions).answers.values()) == {counts}
        (row,) = [one for one in clearing.text_askings(world.author, fresh(world.submission)) if one.is_current]
        assert {one.counted for one in row.positions} == {counts}
        assert row.is_over == bool(counts)
        shown = positions_of(world.author, world.line)[0]
        assert {one.counted for one in shown.positions} == {counts}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"quorum": 1}, "quorum"), ({"quorum": 3, "silence_counts": True}, "quorum")],
)
def test_a_quorum_needs_silence_and_enough_organisations(world, wrong, field):
    with pytest.raises(ValidationError) as refused:
        with_members(world, **wrong)
    assert field in refused.value.message_dict


def test_the_cover_lists_only_those_who_endorsed_it_and_agreed_to_be_named(world):
    with_members(world, lists_on_cover=True)

    def cover():
        version = newest_version(world.author, world.submission)
        version.submission = fresh(world.submission)
        return dict(tree_of(version).facts).get("Endorsed by")

    assert cover() is None
    answer(position(world.lantern), world.anna, may_be_named=True)
    answer(position(world.harbour), world.bea)
    assert cover() == "Lantern Aid"
    answer(position(world.lantern), world.anna, "no_objection", may_be_named=True)
    assert cover() is None


def test_without_the_setting_nobody_stands_on_the_cover(world):
    with_members(world)
    answer(position(world.lantern), world.anna, may_be_named=True)
    version = newest_version(world.author, world.submission)
    version.submission = fresh(world.submission)
    assert "Endorsed by" not in dict(tree_of(version).facts)


# --- Who may not, and who must be able to -------------------------------------------------------------------------


def test_who_wrote_all_of_a_text_that_somebody_else_began_neither_signs_nor_clears(world):
    write(world, "Written anew.", by=world.lead)
    submission = fresh(world.submission)
    advance(submission=submission, verb=Verb.REQUEST_SIGN_OFF, by=world.author, expected_version=submission.version)
    with pytest.raises(Refused, match="You wrote this text"):
        sign(world, "coordinator", world.lead)
    third = make_person(Role.CO_COORDINATOR, world.cluster)
    sign(world, "coordinator", third)
    sign(world, "sag", world.sag)
    with pytest.raises(Refused, match="cannot clear her own text"):
        clear(world, world.lead)
    assert clear(world, third).status == Status.CLEARED


def test_saving_what_stands_there_already_makes_nobody_its_writer(world):
    write(world, "Written anew.", by=world.lead)
    write(world, "Written anew.", by=world.author)
    assert Section.objects.unscoped(WHY).get(pk=world.section.pk).updated_by == world.lead


def test_a_closed_text_that_no_signatory_may_read_says_so():
    world = make_world(sign_offs=[SignRole.COORDINATOR, SignRole.SAG])
    from engagements.models import SubmissionReader

    SubmissionReader.objects.unscoped(WHY).filter(user=world.sag).delete()
    gate = next(one for one in gates_of(world.author, world.line, world.submission) if one.key == "readers")
    assert not gate.ok
    assert "Strategic Advisory Group" in str(gate.missing[0])
    with pytest.raises(Refused, match="nobody there can sign"):
        advance(
            submission=world.submission,
            verb=Verb.REQUEST_SIGN_OFF,
            by=world.author,
            expected_version=world.submission.version,
        )


def test_the_request_has_a_day(world):
    asked = SignOffRequest.objects.unscoped(WHY).get()
    assert asked.due_on == clock.today() + dt.timedelta(days=7)
    write(world, "Another text.")
    submission = fresh(world.submission)
    with pytest.raises(ValidationError):
        advance(
            submission=submission,
            verb=Verb.REQUEST_SIGN_OFF,
            by=world.author,
            expected_version=submission.version,
            due_on=clock.today() - dt.timedelta(days=1),
        )


# --- The room -----------------------------------------------------------------------------------------------------


def room(world, who="author"):
    client = Client()
    client.force_login(who if hasattr(who, "pk") else getattr(world, who))
    return client, reverse("engagements:clearing", args=[world.submission.pk])


def test_the_room_says_who_answered_what_for_which_version(world):
    with_members(world, silence_counts=True, quorum=1)
    client, address = room(world)
    text = client.get(address).content.decode()
    assert "Given for version 1." in text
    assert "No answer yet" in text
    assert "only after 1 more answer" in text
    write(world, CORRECTED)
    text = client.get(address).content.decode()
    assert "Void" in text
    assert "Declare as spelling only" in text
    sent = {"act": "spelling", "version": world.submission.version, "reason": "A plural."}
    assert client.post(address, sent).status_code == 302
    text = client.get(address).content.decode()
    assert "carried to version 2: spelling only" in text
    assert "A plural." in text


def test_the_room_refuses_at_its_place(world):
    write(world, OLD.replace("34", "35"))
    client, address = room(world)
    text = client.get(address).content.decode()
    assert "A number is changed" in text
    answer = client.post(address, {"act": "spelling", "version": world.submission.version, "reason": "A digit."})
    assert answer.status_code == 403
    client, address = room(world, "writer")
    sent = {"act": "spelling", "version": world.submission.version, "reason": "A digit."}
    assert client.post(address, sent).status_code == 403
    client, address = room(world)
    assert client.post(address, {**sent, "version": 1}).status_code in (403, 409)


def test_signatories_sign_and_object_in_the_room(world):
    client, address = room(world, "sag")
    assert "Your answer to version 1" in client.get(address).content.decode()
    version = newest_version(world.author, world.submission)
    signing = reverse("engagements:submission-sign-off", args=[world.submission.pk])
    sent = {"from": "clearing", "role": "sag", "signed_version": version.pk, "decision": "agreed"}
    assert client.post(signing, sent).url == address
    write(world, CORRECTED)
    change = declare(world)
    text = client.get(address).content.decode()
    assert "Object" in text
    sent = {"act": "object", "change": change.pk, "objection": "More than that."}
    assert client.post(address, sent).status_code == 302
    assert "void: objection" in client.get(address).content.decode()
    assert client.post(address, sent).status_code in (403, 409)


def test_strangers_find_no_room(world):
    for who in ("member", "foreign_lead", "stranger"):
        client, address = room(world, who)
        assert client.get(address).status_code == 404
        assert client.post(address, {"act": "object"}).status_code == 404


def test_the_room_costs_as_many_queries_for_many_as_for_few(world):
    from django.db import connection

    asked = with_members(world)
    client, address = room(world)

    def count():
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    few = count()
    MemberPosition.objects.bulk_create(
        [MemberPosition(request=asked, organisation=make_organisation(f"Organisation {n}")) for n in range(28)]
    )
    assert count() == few
    assert few <= 18


# --- For programs -------------------------------------------------------------------------------------------------


def api(who):
    client = APIClient()
    client.force_authenticate(who)
    return client


def test_the_api_signs_by_the_same_rules(world):
    address = f"/api/v1/submissions/{world.submission.pk}/"
    version = newest_version(world.author, world.submission)
    sent = {"role": "sag", "decision": "agreed", "signed_version": version.pk}
    # For a role one does not hold, for what one wrote oneself, for another version, as a stranger.
    assert api(world.lead).post(f"{address}sign-off/", sent, format="json").status_code == 403
    assert (
        api(world.author).post(f"{address}sign-off/", {**sent, "role": "coordinator"}, format="json").status_code == 403
    )
    assert (
        api(world.sag)
        .post(f"{address}sign-off/", {**sent, "signed_version": version.pk + 99}, format="json")
        .status_code
        == 409
    )
    assert api(world.stranger).post(f"{address}sign-off/", sent, format="json").status_code == 404
    answer = api(world.sag).post(f"{address}sign-off/", sent, format="json")
    assert answer.status_code == 200
    assert {row["role"]: row["counts"] for row in answer.json()} == {"coordinator": True, "sag": True}
    assert api(world.sag).post(f"{address}sign-off/", sent, format="json").status_code == 403


def test_the_api_declares_and_objects(world):
    address = f"/api/v1/submissions/{world.submission.pk}/"
    write(world, CORRECTED)
    sent = {"version": world.submission.version, "reason": "A plural."}
    assert api(world.writer).post(f"{address}spelling-only/", sent, format="json").status_code == 403
    assert api(world.stranger).post(f"{address}spelling-only/", sent, format="json").status_code == 404
    assert api(world.author).post(f"{address}spelling-only/", {**sent, "version": 1}, format="json").status_code == 409
    answer = api(world.author).post(f"{address}spelling-only/", sent, format="json")
    assert answer.status_code == 200
    change = answer.json()[0]["id"]
    objection = {"change": change, "reason": "More."}
    assert api(world.sag).post(f"{address}spelling-object/", objection, format="json").status_code == 403
    assert (
        api(world.lead).post(f"{address}spelling-object/", objection, format="json").json()[0]["objection"] == "More."
    )


def test_the_api_shows_the_check_and_takes_a_reason(world):
    write(world, "Mrs. Amina Yusuf was here.")
    address = f"/api/v1/submissions/{world.submission.pk}/"
    found = api(world.author).get(f"{address}check/").json()
    assert [row["words"] for row in found] == ["Mrs. Amina Yusuf"]
    sent = {"fingerprint": found[0]["fingerprint"], "reason": "She agreed."}
    assert api(world.reader).post(f"{address}check/justify/", sent, format="json").status_code == 403
    assert api(world.stranger).get(f"{address}check/").status_code == 404
    assert api(world.author).post(f"{address}check/justify/", sent, format="json").json()[0]["reason"] == "She agreed."


def test_nobody_answers_for_another_organisation_through_the_api(world):
    with_members(world)
    row = position(world.lantern)
    sent = {"answer": "endorsed", "version": row.row_version}
    # Her own colleague sees nothing of it; the lead sees it and may not give it.
    assert api(world.bea).post(f"/api/v1/positions/{row.pk}/answer/", sent, format="json").status_code == 404
    assert api(world.author).post(f"/api/v1/positions/{row.pk}/answer/", sent, format="json").status_code == 403
    assert api(world.anna).post(f"/api/v1/positions/{row.pk}/answer/", sent, format="json").status_code == 200
