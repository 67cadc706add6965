"""The part of the walk's world about what was sent, what proves it, what came of it, and who asks for inputs."""

from core import clock
from engagements.actions import submissions as actions
from engagements.actions.requests import note_request
from engagements.enums import Exposure
from engagements.queries import submissions as queries


def add_sending(world):
    """A proof, a further sending and a correction of the confidential text that went out; a point with its uptake."""
    submission = queries.submission_detail(world.owner, world.things["submission"].pk)
    dispatch = queries.sending_of(world.owner, submission)
    actions.correct_sending(
        dispatch=dispatch,
        reason=world.word("correction", "reason"),
        expected_version=dispatch.row_version,
        recipient=world.word("dispatch", "recipient"),
        occasion=world.word("dispatch", "occasion"),
        speaker=world.word("dispatch", "speaker"),
        by=world.owner,
    )
    actions.correct_sending(
        dispatch=dispatch,
        reason="once more",
        expected_version=dispatch.row_version,
        recipient=world.word("dispatch", "recipient_now"),
        by=world.owner,
    )
    actions.record_acknowledgement(
        dispatch=dispatch,
        on=clock.today(dispatch.time_zone),
        reference=world.word("dispatch", "acknowledgement"),
        expected_version=dispatch.row_version,
        by=world.owner,
    )
    actions.record_attempt(
        dispatch=dispatch,
        channel="other_body",
        sent_at=clock.now(),
        time_zone="Europe/Zurich",
        why=world.word("attempt", "why"),
        recipient=world.word("attempt", "recipient"),
        receipt=world.word("attempt", "receipt"),
        by=world.owner,
    )
    mail = f"From: a\r\nSubject: b\r\nDate: c\r\n\r\n{world.word('proof', 'content')}".encode()
    world.things["proof"] = actions.add_proof(
        dispatch=dispatch, kind="email", content=mail, note=world.word("proof", "note"), by=world.owner
    )
    [point] = actions.add_points(
        submission=submission, points=[(world.word("point", "text"), world.word("point", "place"))], by=world.owner
    )
    world.things["point"] = point
    point.submission = submission
    actions.note_uptake(
        point=point,
        stage="summary",
        taken="partly",
        symbol=world.word("uptake", "symbol"),
        citation=world.word("uptake", "citation"),
        link=f"https://example.org/{world.word('uptake', 'link')}",
        quote=world.word("uptake", "quote"),
        by=world.owner,
    )
    words = {name: world.word("closing", name) for name in actions.CLOSING}
    actions.write_closing(submission=submission, expected_version=0, by=world.owner, **words)
    world.things["asked"] = note_request(
        cluster=world.theirs,
        asked_by=world.word("asked", "asked_by"),
        asked_on=clock.today(),
        about=world.word("asked", "about"),
        details=world.word("asked", "details"),
        door="letter",
        exposure=Exposure.CONFIDENTIAL,
        by=world.owner,
    )
