"""A name on a plan line opens what is closed on it only under the information-sharing protocol, whatever mark the line
itself carries."""

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clusters.enums import Role
from core import clock, memo
from engagements import models, policy
from engagements.actions import sharing as actions
from engagements.enums import Exposure, HctDecision, LeadAgencyWay
from tests.factories import (
    make_cluster,
    make_interaction,
    make_organisation,
    make_person,
    make_plan_line,
    make_signature,
    make_strategy,
    make_submission,
)
from tests.factories.marked import MARKED, on_line

pytestmark = pytest.mark.django_db
CLOSED = [Exposure.RESTRICTED, Exposure.CONFIDENTIAL]
SHARED = [Exposure.OPEN, Exposure.MEMBERS]


class Here:
    """An open line of a cluster, on which a member of an organisation that has not signed, and its OHCHR partner, are
    named."""

    def __init__(self, exposure=Exposure.OPEN):
        self.cluster = make_cluster("NGA", may_share=False)
        make_strategy(self.cluster)
        self.organisation = make_organisation()
        self.lead = make_person(Role.COORDINATOR, self.cluster)
        self.member = make_person(Role.MEMBER, self.cluster, organisation=self.organisation)
        self.partner = make_person(Role.OHCHR, self.cluster, organisation=self.organisation)
        self.unnamed = make_person(Role.MEMBER, self.cluster, organisation=self.organisation)
        self.line = make_plan_line(
            cluster=self.cluster, exposure=exposure, readers=[self.lead, self.member, self.partner]
        )

    def sign(self):
        return make_signature(self.cluster, self.organisation)

    def exception(self, line):
        return actions.grant_exception(
            cluster=self.cluster,
            organisation=self.organisation,
            plan_line=line,
            what="What hangs on the line",
            reason="They hold the data.",
            ends_on=clock.today(),
            by=self.lead,
        )


@pytest.fixture
def here():
    return Here()


def sees(person, row):
    outside = type(row).objects.visible_to(person).filter(pk=row.pk).exists()
    with memo.one_request(), CaptureQueriesContext(connection) as asked:
        inside = type(row).objects.visible_to(person).filter(pk=row.pk).exists()
    assert inside == outside
    # The roles of the person, and the question itself.
    assert len(asked) <= 2
    return outside


def test_every_record_with_a_mark_on_a_line_is_looked_at_here():
    found = {
        model.__name__
        for model in apps.get_app_config("engagements").get_models()
        if {"exposure", "plan_line"} <= {field.name for field in model._meta.get_fields()}
    }
    # Texts have their own names on top; they are looked at below.
    assert found - {"Submission"} == set(MARKED)


@pytest.mark.parametrize("exposure", CLOSED)
@pytest.mark.parametrize("name", [*MARKED, "AdvocacyMessage"])
def test_a_closed_record_on_an_open_line_waits_for_the_signature(name, exposure):
    here = Here(Exposure.OPEN if exposure == Exposure.RESTRICTED else Exposure.MEMBERS)
    row = on_line(here.line, name)(exposure)
    assert not sees(here.member, row)
    assert not sees(here.partner, row)
    signature = here.sign()
    assert sees(here.member, row)
    assert sees(here.partner, row)
    assert not sees(here.unnamed, row)
    actions.end_signature(signature=signature, by=here.lead)
    assert not sees(here.member, row)


@pytest.mark.parametrize("name", [*MARKED, "AdvocacyMessage"])
def test_an_exception_for_the_line_opens_what_hangs_on_it_and_nothing_else(here, name):
    other = make_plan_line(cluster=here.cluster, exposure=Exposure.OPEN, readers=[here.member])
    row, elsewhere = (on_line(line, name)(Exposure.CONFIDENTIAL) for line in (here.line, other))
    here.exception(here.line)
    assert sees(here.member, row)
    assert not sees(here.member, elsewhere)


@pytest.mark.parametrize("name", [*MARKED, "AdvocacyMessage"])
def test_a_shared_record_is_open_to_the_named_without_a_signature(here, name):
    for exposure in SHARED:
        row = on_line(here.line, name)(exposure)
        assert sees(here.member, row)
        assert sees(here.partner, row)


@pytest.mark.parametrize("exposure", CLOSED)
def test_the_writer_keeps_her_own_record(here, exposure):
    row = make_interaction(cluster=here.cluster, plan_line=here.line, exposure=exposure, created_by=here.member)
    assert sees(here.member, row)


@pytest.mark.parametrize("exposure", CLOSED)
def test_a_closed_text_on_an_open_line_waits_for_the_signature(here, exposure):
    text = make_submission(plan_line=here.line, exposure=exposure, readers=[here.member])
    assert not sees(here.member, text)
    here.sign()
    assert sees(here.member, text)


def make_confidences(here):
    """What hangs on a line and is for fewer than its readers, whatever the mark."""
    said = {"plan_line": here.line, "on": clock.today(), "recorded_by": here.lead}
    stop = models.VisitStop.objects.create(plan_line=here.line, place="Town")
    asked = models.PositionRequest.objects.create(plan_line=here.line, due_on=clock.today(), asked_by=here.lead)
    return [
        models.RiskForm.objects.create(plan_line=here.line),
        models.StopSafety.objects.create(stop=stop, note="Back before dusk"),
        models.HctPosition.objects.create(position=HctDecision.INFORMED, forum="HCT", **said),
        models.MembersInformed.objects.create(how="In a meeting", **said),
        models.LeadAgencyBacking.objects.create(way=LeadAgencyWay.CHANNEL, who="Desk", **said),
        models.MemberPosition.objects.create(request=asked, organisation=make_organisation()),
    ]


def test_risks_positions_and_safety_notes_wait_for_the_signature(here):
    rows = make_confidences(here)
    assert not policy.reads_positions(here.member, here.line)
    assert not any(sees(person, row) for row in rows for person in (here.member, here.partner))
    here.sign()
    assert all(sees(person, row) for row in rows for person in (here.member, here.partner))
    assert policy.reads_positions(here.member, here.line)
    assert not any(sees(here.unnamed, row) for row in rows)
    assert not policy.reads_positions(here.unnamed, here.line)


def test_an_exception_for_the_line_opens_risks_positions_and_safety_notes(here):
    rows = make_confidences(here)
    here.exception(here.line)
    assert all(sees(here.member, row) for row in rows)
    assert policy.reads_positions(here.member, here.line)
