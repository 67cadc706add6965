"""Participation by kind of organisation: members for the circle, who took part for those who lead or advise."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from core import clock
from engagements.enums import Exposure
from engagements.models import ContributionRequest, Dispatch, MeetingInvitation, SubmittingOrganisation, Version
from engagements.queries.participation import participation
from tests.api_calls import Caller, assert_bad
from tests.factories import make_cluster, make_organisation, make_person
from tests.factories.engagements import make_interaction, make_plan_line, make_submission
from tests.factories.stakeholders import make_protected, make_stakeholder

pytestmark = pytest.mark.django_db


class Here:
    def __init__(self):
        self.cluster = make_cluster("NGA")
        self.year = clock.today().year
        self.lead = make_person(Role.COORDINATOR, self.cluster, organisation=False)
        self.faith = self.organisation("Faith fund", "faith_based")
        self.member = make_person(Role.MEMBER, self.cluster, organisation=self.faith)
        self.stranger = make_person(Role.COORDINATOR, make_cluster("MOZ"))
        self.line = make_plan_line(cluster=self.cluster, year=self.year, exposure=Exposure.MEMBERS)
        self.address = reverse("engagements:participation") + f"?cluster={self.cluster.pk}"

    def organisation(self, name, kind):
        found = make_organisation(name)
        found.kind = kind
        found.save(update_fields=["kind"])
        return found

    def rows(self, user=None, year=None):
        found = participation(user or self.lead, self.cluster, year or self.year)
        return {row.kind: row for row in found.rows}

    def joint(self, organisation, **fields):
        submission = make_submission(plan_line=self.line, exposure=Exposure.MEMBERS, **fields)
        SubmittingOrganisation.objects.create(submission=submission, organisation=organisation, position=1)
        return submission

    def contribute(self, organisation, *, sent=True, **fields):
        return ContributionRequest.objects.create(
            submission=make_submission(plan_line=self.line, exposure=Exposure.MEMBERS, **fields),
            organisation=organisation,
            way="account",
            question="?",
            due_on=clock.today(),
            asked_at=clock.now(),
            sent_at=clock.now() if sent else None,
            has_consent=sent,
        )


@pytest.fixture
def here():
    return Here()


def test_the_kinds_that_matter_always_stand_there(here):
    rows = here.rows()
    assert list(rows) == ["national_ngo", "local_ngo", "faith_based", "community_based"]
    assert rows["faith_based"].members == [here.faith]
    found = participation(here.lead, here.cluster, here.year)
    assert [str(label) for label in found.missing] == ["National NGO", "Local NGO", "Community-based organisation"]
    make_person(Role.MEMBER, here.cluster, organisation=here.organisation("Unsaid", ""))
    assert list(here.rows())[-1] == ""


def test_each_way_counts_organisations_once_and_of_the_year(here):
    local = here.organisation("Local group", "local_ngo")
    here.joint(local)
    here.joint(local)
    here.joint(here.faith, kind="statement")
    here.contribute(local)
    here.contribute(here.faith, sent=False)
    entry = make_stakeholder(here.cluster, organisation=here.faith)
    make_interaction(cluster=here.cluster, stakeholder=entry, on=dt.date(here.year, 1, 5), state="held")
    make_interaction(cluster=here.cluster, stakeholder=entry, on=dt.date(here.year, 12, 30), state="proposed")
    rows = here.rows()
    # Contributions, joint inputs, statements, positions, meetings.
    assert rows["local_ngo"].cells == [1, 1, 0, 0, 0]
    assert rows["faith_based"].cells == [0, 0, 1, 0, 1]
    assert (rows["local_ngo"].from_outside, rows["faith_based"].from_outside) == (1, 0)
    assert sum(sum(row.cells) for row in here.rows(year=here.year - 1).values()) == 0


def send(submission, on):
    version = Version.objects.create(submission=submission, number=1, tree={}, sha256="0" * 64)
    Dispatch.objects.create(
        submission=submission,
        version=version,
        channel="email",
        sent_at=dt.datetime(on.year, on.month, on.day, 12, tzinfo=dt.UTC),
        time_zone="UTC",
        file_sha256="0" * 64,
        by=submission.author,
    )


def test_a_text_counts_in_the_year_in_which_it_was_sent(here):
    """Whatever the years that its plan line touches."""
    next_year = here.year + 1
    here.line.starts_on, here.line.ends_on = dt.date(here.year, 2, 1), dt.date(here.year + 2, 6, 30)
    here.line.save(update_fields=["starts_on", "ends_on"])

    def counted():
        return [here.rows(year=here.year + n)["faith_based"].cells[1:3] for n in range(-1, 4)]

    text, statement = here.joint(here.faith), here.joint(here.faith, kind="statement")
    # Not sent: of the year in which it was begun.
    assert counted() == [[0, 0], [1, 1], [0, 0], [0, 0], [0, 0]]
    send(text, dt.date(next_year, 3, 1))
    send(statement, dt.date(here.year + 3, 1, 1))
    assert counted() == [[0, 0], [0, 0], [1, 0], [0, 0], [0, 1]]


def test_a_text_begun_before_the_year_of_its_line_counts_there_until_it_is_sent(here):
    here.line.year = here.year + 1
    here.line.save(update_fields=["year"])
    text = here.joint(here.faith)
    assert [here.rows(year=here.year + n)["faith_based"].cells[1] for n in (0, 1)] == [0, 1]
    send(text, dt.date(here.year, 12, 30))
    assert [here.rows(year=here.year + n)["faith_based"].cells[1] for n in (0, 1)] == [1, 0]


def test_members_that_took_no_part_are_named_to_who_leads(here):
    quiet = here.organisation("Quiet", "faith_based")
    make_person(Role.MEMBER, here.cluster, organisation=quiet)
    here.joint(here.faith)
    row = here.rows()["faith_based"]
    assert (row.active, row.silent) == ([here.faith], [quiet])


def test_nothing_closed_is_counted_for_who_does_not_see_it(here):
    local = here.organisation("Local group", "local_ngo")
    adviser = make_person(Role.SAG, here.cluster)
    submission = here.joint(local, status="consultation")
    here.contribute(local)
    assert sum(here.rows()["local_ngo"].cells) == 2
    # The request for a contribution is for the pen and the organisation itself.
    assert here.rows(adviser)["local_ngo"].cells == [0, 1, 0, 0, 0]
    submission.exposure = Exposure.CONFIDENTIAL
    submission.save(update_fields=["exposure"])
    assert here.rows(adviser)["local_ngo"].cells == [0, 0, 0, 0, 0]


def test_a_contact_with_a_protected_entry_counts_nowhere_for_others(here):
    adviser = make_person(Role.SAG, here.cluster)
    entry = make_stakeholder(here.cluster, organisation=here.faith)
    contact = make_interaction(
        cluster=here.cluster, stakeholder=entry, on=dt.date(here.year, 1, 5), state="held", exposure=Exposure.MEMBERS
    )
    assert here.rows(adviser)["faith_based"].cells[4] == 1
    contact.stakeholder = make_protected(here.cluster)
    contact.save(update_fields=["stakeholder"])
    assert here.rows(adviser)["faith_based"].cells[4] == 0


def test_who_came_to_a_meeting_when_invited_was_met(here):
    meeting = make_interaction(cluster=here.cluster, on=dt.date(here.year, 2, 3), state="held")
    for answer, kind in (("came", "local_ngo"), ("declined", "national_ngo")):
        entry = make_stakeholder(here.cluster, organisation=here.organisation(f"Group {kind}", kind))
        MeetingInvitation.objects.create(interaction=meeting, stakeholder=entry, answer=answer)
    rows = here.rows()
    assert (rows["local_ngo"].cells[4], rows["national_ngo"].cells[4]) == (1, 0)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.TASK_TEAM, Role.ADMINISTRATOR])
def test_others_read_members_alone(here, role):
    here.joint(here.faith)
    user = here.member if role == Role.MEMBER else make_person(role)
    found = participation(user, here.cluster, here.year)
    assert not found.is_counted
    assert [len(row.members) for row in found.rows] == [0, 0, 1, 0]
    assert sum(sum(row.cells) for row in found.rows) == 0


def test_the_page_and_programs_show_the_same(here, client):
    here.joint(here.faith)
    client.force_login(here.lead)
    page = client.get(here.address).content.decode()
    assert "Faith fund" in page
    assert "Joint inputs" in page
    client.force_login(here.member)
    page = client.get(here.address).content.decode()
    assert "Joint inputs" not in page
    assert "Faith fund" not in page
    address = reverse("api-participation")
    [row] = [
        row
        for row in Caller(here.lead).get(address, cluster=here.cluster.pk).json()["rows"]
        if row["kind"] == "faith_based"
    ]
    assert (row["members"], row["took_part"]["inputs"]) == (1, 1)
    rows = Caller(here.member).get(address, cluster=here.cluster.pk, year=here.year).json()["rows"]
    assert {row["took_part"] for row in rows} == {None}
    assert_bad(Caller(here.lead).get(address, cluster=here.cluster.pk, year=1), "year")


def test_strangers_find_nothing(here, client):
    for person in (here.stranger, make_person(Role.OHCHR, here.cluster)):
        client.force_login(person)
        assert client.get(here.address).status_code == 404
        assert Caller(person).get(reverse("api-participation"), cluster=here.cluster.pk).status_code == 404
        assert Caller(person).get(reverse("api-participation")).status_code == 404


def test_the_page_costs_the_same_for_one_and_for_thirty(here, client):
    client.force_login(here.lead)

    def grow(number):
        for one in range(number):
            found = here.organisation(f"Group {one} {clock.now()}", "local_ngo")
            make_person(Role.MEMBER, here.cluster, organisation=found)
            here.joint(found)
            here.contribute(here.organisation(f"Other {one} {clock.now()}", "national_ngo"))

    def cost():
        with CaptureQueriesContext(connection) as made:
            assert client.get(here.address).status_code == 200
        return len(made)

    grow(1)
    first = cost()
    grow(14)
    assert cost() == first <= 15
