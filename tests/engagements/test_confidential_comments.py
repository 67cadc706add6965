"""Confidential comments for a State review: to the secretariat of the committee and to nobody else."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core import clock
from engagements.actions import submissions as actions
from engagements.enums import Status, SubmissionKind, Verb
from engagements.models import Dispatch, Submission
from engagements.queries import submissions as queries
from tests.engagements.submission_world import fresh, make_world

pytestmark = pytest.mark.django_db


def send(world, **details):
    given = {"channel": "email", "sent_at": clock.now(), "time_zone": "UTC", "file": b"x", "file_name": "x.pdf"}
    text = fresh(world.submission)
    return actions.advance(
        submission=text, verb=Verb.SUBMIT, by=world.lead, expected_version=text.version, **given | details
    )


def comments_world(status):
    world = make_world(status=status)
    rows = Submission.objects.unscoped("the kind is set past its door")
    rows.filter(pk=world.submission.pk).update(kind=SubmissionKind.CONFIDENTIAL_COMMENTS)
    world.submission = fresh(world.submission)
    return world


def test_confidential_comments_go_to_the_secretariat_alone():
    world = comments_world(Status.CLEARED)
    for details, field in (
        ({"recipient": "A friendly organisation"}, "recipient"),
        ({"channel": "other_body"}, "channel"),
        ({"channel": "in_person"}, "channel"),
    ):
        with pytest.raises(ValidationError) as wrong:
            send(world, **details)
        assert field in wrong.value.message_dict
    assert fresh(world.submission).status == Status.CLEARED
    send(world)
    dispatch = Dispatch.objects.visible_to(world.lead).get()
    assert dispatch.recipient == f"Secretariat of {world.line.mechanism}"


def test_the_record_of_confidential_comments_cannot_be_turned_elsewhere():
    world = comments_world(Status.SUBMITTED)
    dispatch = queries.sending_of(world.lead, world.submission)
    again = {"dispatch": dispatch, "sent_at": clock.now(), "time_zone": "UTC", "why": "bounced", "by": world.lead}
    with pytest.raises(ValidationError):
        actions.record_attempt(**again, channel="email", recipient="A friendly organisation")
    with pytest.raises(ValidationError):
        actions.record_attempt(**again, channel="other_body")
    with pytest.raises(ValidationError):
        actions.correct_sending(
            dispatch=dispatch, reason="wrong", expected_version=1, by=world.lead, recipient="A friendly organisation"
        )
    attempt = actions.record_attempt(**again, channel="email")
    assert attempt.recipient == f"Secretariat of {world.line.mechanism}"


def test_the_form_of_confidential_comments_leaves_no_choice_of_recipient(client):
    world = comments_world(Status.CLEARED)
    client.force_login(world.lead)
    address = reverse("engagements:submission-advance", args=[world.submission.pk, "submit"])
    form = client.get(address).context["form"]
    assert form["recipient"].value() == f"Secretariat of {world.line.mechanism}"
    assert form.fields["recipient"].disabled
    assert [value for value, _label in form.fields["channel"].choices] == ["online", "email", "lead_agency"]
