"""The table itself, and every (status, verb, capacity), refusals included."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from core import clock
from core.errors import Refused, Stale
from engagements import workflow
from engagements.actions.submissions import advance
from engagements.enums import SignRole, Status, Verb
from engagements.rules import GateState
from engagements.workflow import Facts, Owner
from tests.engagements.submission_world import fresh, make_world

CAPACITIES = (
    "author", "lead", "writer", "sag", "reader", "member", "ohchr", "task_team", "foreign_lead", "stranger",
)  # fmt: skip
# Who may make which move when nothing else stands in the way. Everything that is not here is refused.
# The SAG member signs in this world, so she may send the text back, but only during sign-off.
MAY = {
    (Status.DRAFT, Verb.CONSULT): ("author", "lead", "writer"),
    (Status.DRAFT, Verb.REQUEST_SIGN_OFF): ("author", "lead", "writer"),
    (Status.DRAFT, Verb.WITHDRAW): ("author", "lead"),
    (Status.CONSULTATION, Verb.REQUEST_SIGN_OFF): ("author", "lead", "writer"),
    (Status.CONSULTATION, Verb.RETURN): ("author", "lead"),
    (Status.CONSULTATION, Verb.WITHDRAW): ("author", "lead"),
    (Status.SIGN_OFF, Verb.REQUEST_SIGN_OFF): ("author", "lead", "writer"),
    # The author leads the cluster and still does not clear.
    (Status.SIGN_OFF, Verb.CLEAR): ("lead",),
    (Status.SIGN_OFF, Verb.RETURN): ("author", "lead", "sag"),
    (Status.SIGN_OFF, Verb.WITHDRAW): ("author", "lead"),
    (Status.CLEARED, Verb.SUBMIT): ("author", "lead"),
    (Status.CLEARED, Verb.RETURN): ("author", "lead"),
    (Status.CLEARED, Verb.WITHDRAW): ("author", "lead"),
}
TRIPLES = [(status, verb, who) for status in Status for verb in Verb for who in CAPACITIES]


@pytest.mark.django_db
@pytest.mark.parametrize("status", Status, ids=str)
def test_every_status_verb_and_capacity(status):
    """One world per status; each attempt is undone, so that all meet the same submission."""
    from django.db import transaction

    from engagements.actions.sign_off import sign_off
    from engagements.queries.submissions import newest_version

    world = make_world(status=status, sign_offs=[SignRole.COORDINATOR, SignRole.SAG])
    if status == Status.SIGN_OFF:
        version = newest_version(world.author, world.submission)
        for role, who in ((SignRole.COORDINATOR, world.lead), (SignRole.SAG, world.sag)):
            sign_off(submission=world.submission, version_id=version.pk, role=role, decision="agreed", by=who)
    seen = {}
    for verb in Verb:
        for who in CAPACITIES:
            submission = fresh(world.submission)
            details = {}
            if verb == Verb.SUBMIT:
                details = {
                    "channel": "email",
                    "sent_at": clock.now(),
                    "time_zone": "UTC",
                    "file": b"x",
                    "file_name": "x.pdf",
                }
            point = transaction.savepoint()
            try:
                advance(
                    submission=submission,
                    verb=verb,
                    by=getattr(world, who),
                    reason="because",
                    expected_version=submission.version,
                    **details,
                )
            except Stale:
                raise
            except Refused as refused:
                seen[verb, who] = str(refused.sentence) == ""
            else:
                seen[verb, who] = True
            transaction.savepoint_rollback(point)
    expected = {(verb, who): who in MAY.get((status, verb), ()) for verb in Verb for who in CAPACITIES}
    assert seen == expected


def test_the_table_of_expectations_has_no_dead_rows():
    assert set(MAY) == {(each.source, each.verb) for each in workflow.TRANSITIONS}
    assert len(TRIPLES) == len(Status) * len(Verb) * len(CAPACITIES)


def test_every_status_has_an_owner_and_a_way_out_or_is_final():
    assert set(workflow.OWNER_OF) == set(Status)
    for status in Status:
        is_final = status in workflow.FINAL
        assert bool(workflow.moves_from(status)) != is_final
        assert (workflow.OWNER_OF[status] == Owner.NOBODY) == is_final


def test_one_move_for_a_status_and_a_verb():
    pairs = [(each.source, each.verb) for each in workflow.TRANSITIONS]
    assert len(pairs) == len(set(pairs))


def test_every_status_can_be_reached():
    assert {each.target for each in workflow.TRANSITIONS} | {Status.DRAFT} == set(Status)


def test_the_diagram_in_the_documentation_is_the_table():
    page = (Path(settings.BASE_DIR) / "docs" / "workflow.md").read_text(encoding="utf-8")
    drawn = re.search(r"```mermaid\n(.*?)\n```", page, re.DOTALL).group(1)
    assert drawn == workflow.diagram()


def test_the_moves_of_an_answer_in_the_documentation_are_the_table():
    from engagements.rules import positions

    page = (Path(settings.BASE_DIR) / "docs" / "workflow.md").read_text(encoding="utf-8")
    drawn = re.findall(r"```mermaid\n(.*?)\n```", page, re.DOTALL)
    assert drawn[1] == positions.diagram()


OPEN = GateState(True, key="risk", is_first=True)
SHUT_FIRST = GateState(False, ["Risk!"], key="risk", is_first=True)
SHUT = GateState(False, ["HCT!"], key="hct")
READY = Facts(
    words=10,
    gates=(OPEN,),
    required_roles=("coordinator", "sag"),
    agreed_roles=("coordinator", "sag"),
    newest_version=3,
    is_newest_current=True,
)


@pytest.mark.parametrize(
    ("guard", "change", "word"),
    [
        ("has_text", {"words": 0}, "no text"),
        ("ready_to_sign", {"gates": (OPEN, SHUT_FIRST)}, "Risk!"),
        ("ready_to_sign", {"required_roles": ()}, "Nobody"),
        ("ready_to_clear", {"is_newest_current": False}, "changed after"),
        ("ready_to_clear", {"agreed_roles": ("coordinator",)}, "Strategic Advisory Group"),
        ("ready_to_clear", {"agreed_roles": ("sag",), "declined_roles": ("coordinator",)}, "declined"),
        ("ready_to_clear", {"is_by_author": True}, "author"),
        ("ready_to_clear", {"gates": (SHUT_FIRST,)}, "Risk!"),
        ("ready_to_submit", {"gates": (SHUT_FIRST,)}, "Risk!"),
        ("ready_to_submit", {"gates": (OPEN, SHUT)}, "HCT!"),
        ("ready_to_submit", {"is_newest_current": False}, "differs"),
    ],
)
def test_guards(guard, change, word):
    from dataclasses import replace

    check = getattr(workflow, guard)
    assert check(READY) == []
    assert word in " ".join(str(sentence) for sentence in check(replace(READY, **change)))


def test_what_only_sending_needs_does_not_hold_up_signing():
    from dataclasses import replace

    facts = replace(READY, gates=(OPEN, SHUT))
    assert workflow.ready_to_sign(facts) == workflow.ready_to_clear(facts) == []


@pytest.mark.django_db
@pytest.mark.parametrize("verb", workflow.NEEDS_REASON)
def test_return_and_withdraw_need_a_reason(verb):
    world = make_world(status=Status.CONSULTATION)
    with pytest.raises(ValidationError) as refused:
        advance(
            submission=world.submission,
            verb=verb,
            by=world.author,
            reason="  ",
            expected_version=world.submission.version,
        )
    assert "reason" in refused.value.message_dict
    assert fresh(world.submission).status == Status.CONSULTATION
