"""Two people press at the same moment: exactly one wins. Threads with connections of their own."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from clusters.enums import Role
from core import clock
from core.errors import Refused, Stale
from engagements.actions.contributions import ask_contribution
from engagements.actions.findings import justify_finding
from engagements.actions.sign_off import sign_off
from engagements.actions.spelling import declare_spelling_only, object_to_spelling
from engagements.actions.submission_shares import share_with_task_team
from engagements.actions.submissions import advance, note_uptake
from engagements.enums import AskedBy, Exposure, Stage, Status, Taken, Verb
from engagements.models import (
    ContributionRequest,
    Dispatch,
    FindingAnswer,
    PointUptake,
    SignOff,
    SpellingChange,
    SubmissionPoint,
    SubmissionShare,
)
from engagements.queries.harm import harm_findings
from engagements.queries.submissions import newest_version
from tests.engagements.submission_world import bring_to, fresh, make_world
from tests.engagements.test_clearing import CORRECTED, OLD, sign, write
from tests.engagements.test_results import add_point, sent_world
from tests.factories import make_organisation, make_person

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
WHY = "a test looks at every row"


@pytest.fixture(autouse=True)
def only_where_two_can_write():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time; the second run of `make test` uses PostgreSQL")


def together(*acts):
    """Run the functions at once; returns what each returned or raised."""
    start = Barrier(len(acts))

    def run(act):
        start.wait(timeout=10)
        try:
            return act()
        except (Refused, ValidationError) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(run, act) for act in acts]]


def losers(found):
    return [one for one in found if isinstance(one, Refused)]


def move(world, verb, by, **details):
    submission = fresh(world.submission)
    return lambda: advance(submission=submission, verb=verb, by=by, expected_version=submission.version, **details)


def test_of_two_who_clear_one_wins():
    world = make_world()
    bring_to(world, Status.SIGN_OFF)
    sign(world, "coordinator", world.lead)
    third = make_person(Role.CO_COORDINATOR, world.cluster)
    found = together(move(world, Verb.CLEAR, world.lead), move(world, Verb.CLEAR, third))
    assert [type(one) for one in losers(found)] == [Stale]
    assert fresh(world.submission).status == Status.CLEARED


def test_of_two_who_send_one_wins_and_one_record_is_kept():
    world = make_world()
    bring_to(world, Status.CLEARED)
    details = {
        "channel": "email",
        "sent_at": clock.now(),
        "time_zone": "UTC",
        "file": b"the very file",
        "file_name": "sent.pdf",
    }
    found = together(move(world, Verb.SUBMIT, world.lead, **details), move(world, Verb.SUBMIT, world.author, **details))
    assert [type(one) for one in losers(found)] == [Stale]
    assert Dispatch.objects.unscoped(WHY).filter(submission=world.submission).count() == 1


def test_of_two_who_sign_for_one_role_one_wins():
    world = make_world()
    bring_to(world, Status.SIGN_OFF)
    third = make_person(Role.CO_COORDINATOR, world.cluster)
    version = newest_version(world.author, world.submission)

    def signing(by):
        submission = fresh(world.submission)
        return lambda: sign_off(
            submission=submission, version_id=version.pk, role="coordinator", decision="agreed", by=by
        )

    found = together(signing(world.lead), signing(third))
    assert len(losers(found)) == 1
    assert SignOff.objects.unscoped(WHY).filter(version=version).count() == 1


def test_clearing_and_returning_at_once_leave_one_state():
    world = make_world()
    bring_to(world, Status.SIGN_OFF)
    sign(world, "coordinator", world.lead)
    found = together(move(world, Verb.CLEAR, world.lead), move(world, Verb.RETURN, world.author, reason="Not yet."))
    assert [type(one) for one in losers(found)] == [Stale]
    submission = fresh(world.submission)
    assert (submission.status == Status.CLEARED) == (submission.cleared_by_id is not None)


def test_of_two_who_declare_and_two_who_object_one_wins():
    world = make_world()
    write(world, OLD)
    bring_to(world, Status.SIGN_OFF)
    sign(world, "coordinator", world.lead)
    write(world, CORRECTED)

    def declaring(by):
        submission = fresh(world.submission)
        return lambda: declare_spelling_only(
            submission=submission, expected_version=submission.version, reason="A plural.", by=by
        )

    found = together(declaring(world.author), declaring(world.lead))
    assert len(losers(found)) == 1
    change = SpellingChange.objects.unscoped(WHY).get()
    third = make_person(Role.CO_COORDINATOR, world.cluster)

    def objecting(by):
        mine = SpellingChange.objects.unscoped(WHY).get(pk=change.pk)
        mine.submission = fresh(world.submission)
        return lambda: object_to_spelling(change=mine, reason="It is more.", by=by)

    found = together(objecting(world.lead), objecting(third))
    assert len(losers(found)) == 1
    assert SignOff.objects.unscoped(WHY).filter(carried__isnull=False).count() == 0


def test_of_two_who_justify_one_finding_one_wins():
    world = make_world()
    write(world, "Mrs. Amina Yusuf was here.")
    finding = harm_findings(world.author, fresh(world.submission))[0][0]

    def justifying(by):
        submission = fresh(world.submission)
        return lambda: justify_finding(
            submission=submission, fingerprint=finding.fingerprint, reason="She agreed.", by=by
        )

    found = together(justifying(world.author), justifying(world.lead))
    assert len(losers(found)) == 1
    assert FindingAnswer.objects.unscoped(WHY).count() == 1


def test_of_two_who_share_a_draft_with_the_task_team_one_wins():
    world = make_world(exposure=Exposure.MEMBERS)

    def sharing(by):
        submission, until = fresh(world.submission), clock.today() + dt.timedelta(days=7)
        return lambda: share_with_task_team(submission=submission, reason="Is it right?", ends_on=until, by=by)

    found = together(sharing(world.author), sharing(world.lead))
    assert [str(one) for one in losers(found)] == ["This text is shared with the Task Team already."]
    assert SubmissionShare.objects.unscoped(WHY).count() == 1


def test_of_two_who_ask_one_organisation_one_wins():
    world = make_world(exposure=Exposure.MEMBERS)
    organisation = make_organisation("Lantern Aid")
    make_person(Role.MEMBER, world.cluster, organisation=organisation)

    def asking(by):
        given = {"organisation": organisation, "way": AskedBy.ACCOUNT, "sections": [world.section], "question": "What?"}
        submission, until = fresh(world.submission), clock.today() + dt.timedelta(days=20)
        return lambda: ask_contribution(submission=submission, due_on=until, by=by, **given)

    found = together(asking(world.author), asking(world.lead))
    assert [type(one) for one in found if isinstance(one, Exception)] == [ValidationError]
    assert ContributionRequest.objects.unscoped(WHY).count() == 1


def test_of_two_who_note_first_where_a_point_shows_one_wins():
    world = sent_world()
    point = add_point(world)

    def noting(by):
        seen = SubmissionPoint.objects.visible_to(by).select_related("submission__plan_line__cluster").get(pk=point.pk)
        return lambda: note_uptake(point=seen, stage=Stage.SUMMARY, taken=Taken.REFLECTED, by=by)

    found = together(noting(world.author), noting(world.lead))
    assert [type(one) for one in losers(found)] == [Stale]
    assert PointUptake.objects.unscoped(WHY).count() == 1
