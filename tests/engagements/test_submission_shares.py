"""A draft shared with the Task Team opens that one text to it, as long as it was said, and nothing beside it."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from clusters.models import Membership
from core import clock, outbox
from core.documents.labels import LANGUAGE_NAMES
from core.errors import Refused
from core.models import AuditEntry, Delivery
from engagements.actions import comments
from engagements.actions import submission_shares as actions
from engagements.actions.sharing import NotShared
from engagements.enums import Exposure, Status
from engagements.models import PlanLine, Submission, SubmissionShare
from engagements.notices.comments import prepare_shared
from knowledge.actions.support import take_on
from knowledge.enums import SupportKind, SupportOrigin, SupportState
from knowledge.models import SupportRequest
from tests.engagements.submission_world import CANARY, fresh, make_world
from tests.factories import make_organisation, make_section, make_signature, make_submission

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demonstration(settings):
    """The Task Team of these tests logs in without a second factor."""
    settings.HRE_DEMO = True


def share(world, **fields):
    fields = {"reason": "Is the third part right?", "ends_on": clock.today() + dt.timedelta(days=7), **fields}
    return actions.share_with_task_team(submission=fresh(world.submission), **{"by": world.author, **fields})


def sees(person, submission):
    return Submission.objects.visible_to(person).filter(pk=submission.pk).exists()


def test_a_share_opens_one_draft_for_reading_and_comments(client):
    world = make_world(exposure=Exposure.MEMBERS)
    other = make_submission(plan_line=world.line, author=world.author, exposure=Exposure.MEMBERS)
    make_section(submission=other)
    assert not sees(world.task_team, world.submission)
    made = share(world)
    assert sees(world.task_team, world.submission)
    assert not sees(world.task_team, other)
    for who in (world.member, world.foreign_lead, world.stranger):
        assert not sees(who, world.submission)
    entry = AuditEntry.objects.unscoped("test").get(verb="submission.shared")
    assert entry.after["ends_on"] == made.ends_on.isoformat()
    assert entry.reason == made.reason
    row = Delivery.objects.get(kind=actions.SHARED)
    assert row.recipient == world.task_team
    assert not isinstance(prepare_shared(row, world.task_team), outbox.Dropped)
    client.force_login(world.task_team)
    page = client.get(reverse("engagements:submission-detail", args=[world.submission.pk]))
    assert page.status_code == 200
    assert "Write" not in page.content.decode().split("<main")[1].split("paper")[1][:300]
    comments.add_comment(submission=fresh(world.submission), text="Cite article 9.", by=world.task_team)
    listed = client.get(reverse("engagements:shared-drafts")).content.decode()
    assert CANARY in listed
    assert "1 comment of the Task Team" in listed
    actions.end_share(share=made, by=world.lead)
    assert not sees(world.task_team, world.submission)
    assert isinstance(prepare_shared(row, world.task_team), outbox.Dropped)
    assert client.get(reverse("engagements:submission-detail", args=[world.submission.pk])).status_code == 404
    with pytest.raises(Refused):
        actions.end_share(share=made, by=world.lead)
    assert share(world).pk != made.pk


def test_a_share_ends_with_its_day_and_can_be_made_anew():
    world = make_world(exposure=Exposure.MEMBERS)
    share(world)
    with pytest.raises(Refused):
        share(world)
    with time_machine.travel(clock.now() + dt.timedelta(days=8)):
        assert not sees(world.task_team, world.submission)
        share(world)
        assert sees(world.task_team, world.submission)


def test_who_may_share_and_what():
    world = make_world(exposure=Exposure.MEMBERS)
    for who in (world.writer, world.reader, world.member, world.foreign_lead, world.task_team):
        with pytest.raises(Refused):
            share(world, by=who)
    with pytest.raises(ValidationError):
        share(world, reason=" ")
    with pytest.raises(ValidationError):
        share(world, ends_on=clock.today() - dt.timedelta(days=1))
    with pytest.raises(Refused):
        share(make_world(exposure=Exposure.CONFIDENTIAL, cluster=world.cluster))
    with pytest.raises(Refused):
        share(make_world(exposure=Exposure.MEMBERS, status=Status.CLEARED, cluster=world.cluster))
    closed = make_world(exposure=Exposure.MEMBERS, cluster=world.cluster)
    PlanLine.objects.unscoped("test").filter(pk=closed.line.pk).update(exposure=Exposure.RESTRICTED)
    with pytest.raises(Refused):
        share(closed)


def test_a_restricted_text_needs_the_protocol_and_a_later_mark_shuts_it():
    world = make_world(exposure=Exposure.RESTRICTED)
    organisation = make_organisation("Of the Task Team")
    Membership.objects.filter(user=world.task_team).update(organisation=organisation)
    with pytest.raises(NotShared) as refused:
        share(world)
    assert refused.value.organisation_id == organisation.pk
    assert not SubmissionShare.objects.unscoped("test").exists()
    signature = make_signature(world.cluster, organisation)
    share(world)
    assert sees(world.task_team, world.submission)
    Submission.objects.unscoped("test").update(exposure=Exposure.CONFIDENTIAL)
    assert not sees(world.task_team, world.submission)
    Submission.objects.unscoped("test").update(exposure=Exposure.RESTRICTED)
    signature.ended_at = clock.now()
    signature.save()
    assert not sees(world.task_team, world.submission)


def test_the_page_shares_and_says_why_not(client):
    world = make_world(exposure=Exposure.MEMBERS)
    client.force_login(world.author)
    page = reverse("engagements:submission-share", args=[world.submission.pk])
    day = (clock.today() + dt.timedelta(days=3)).isoformat()
    assert client.post(page, {"reason": "Kept words", "ends_on": "2020-01-01"}).status_code == 422
    assert client.post(page, {"reason": "Kept words", "ends_on": day}).status_code == 302
    made = SubmissionShare.objects.visible_to(world.author).get()
    client.force_login(world.reader)
    assert client.post(page, {"reason": "x", "ends_on": day}).status_code == 403
    end = reverse("engagements:submission-share-end", args=[world.submission.pk, made.pk])
    client.post(end)
    assert sees(world.task_team, world.submission)
    client.force_login(world.stranger)
    assert client.post(end).status_code == 404
    client.force_login(world.author)
    assert client.post(end).status_code == 302
    assert not sees(world.task_team, world.submission)


def test_a_shared_draft_is_dedicated_support_once_and_without_its_words():
    """MATRIX I011: somebody of the Task Team takes it on, and what came of it is kept."""
    world = make_world(exposure=Exposure.MEMBERS)
    made = share(world)
    request = SupportRequest.objects.visible_to(world.task_team).get()
    assert (request.kind, request.state) == (SupportKind.CONTRIBUTION, SupportState.REQUESTED)
    assert (request.origin, request.origin_id) == (SupportOrigin.SUBMISSION, world.submission.pk)
    assert made.reason not in request.text
    assert CANARY not in request.text
    # One mail, that of the draft itself.
    assert list(Delivery.objects.values_list("kind", flat=True)) == [actions.SHARED]
    actions.end_share(share=made, by=world.lead)
    share(world)
    assert SupportRequest.objects.visible_to(world.task_team).count() == 1
    take_on(request=request, expected_version=1, by=world.task_team)
    request.refresh_from_db()
    assert request.taken_by == world.task_team


@pytest.mark.parametrize("language", LANGUAGE_NAMES)
def test_a_draft_in_any_language_can_be_shared(language):
    world = make_world(exposure=Exposure.MEMBERS)
    Submission.objects.unscoped("test").filter(pk=world.submission.pk).update(language=language)
    share(world)
    assert SupportRequest.objects.visible_to(world.task_team).get().language.startswith(language)
