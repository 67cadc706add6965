"""The plans of all clusters for the Task Team, and the role that looks after a plan."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from clusters.models import Membership
from core import clock
from engagements.actions.context import save_context
from engagements.models import PlanContext
from engagements.queries.overview import plans_of_all
from tests.factories import make_cluster, make_person
from tests.factories.engagements import make_plan_line

pytestmark = pytest.mark.django_db


class Here:
    def __init__(self):
        self.year = clock.today().year
        self.planned, self.idle = make_cluster("MOZ"), make_cluster("NGA")
        self.lead = make_person(Role.COORDINATOR, self.planned)
        self.helper = make_person(Role.TASK_TEAM)
        Authenticator.objects.create(user=self.helper, type=Authenticator.Type.TOTP, data={})
        make_plan_line(cluster=self.planned, year=self.year)
        make_plan_line(cluster=self.planned, year=self.year, state="done")
        make_plan_line(cluster=self.planned, year=self.year, state="not_now", state_reason="Later")
        make_plan_line(cluster=self.idle, year=self.year, exposure="restricted")

    def save(self, number=0, **values):
        return save_context(cluster=self.planned, year=self.year, expected_number=number, by=self.lead, **values)


@pytest.fixture
def here():
    return Here()


def test_who_has_no_plan_stands_first_and_a_restricted_one_does_not_show(here):
    here.save(owner_role="coordinator", deputy_role="co_coordinator")
    rows = plans_of_all(here.helper, here.year)
    assert [(row.cluster, row.lines, row.done, row.has_lead) for row in rows] == [
        (here.idle, 0, 0, False),
        (here.planned, 2, 1, True),
    ]
    assert rows[1].context.owner_role == "coordinator"


def test_the_owner_is_a_role_that_somebody_holds(here):
    gone = make_person(Role.CO_COORDINATOR, here.planned)
    Membership.objects.filter(user=gone).update(starts_on="2020-01-01", ends_on="2020-12-31")
    with pytest.raises(ValidationError):
        here.save(owner_role="co_coordinator")
    with pytest.raises(ValidationError):
        here.save(owner_role="coordinator", deputy_role="coordinator")
    here.save(owner_role="coordinator", deputy_role="sag")
    # What stood before stays, also when other words change.
    row = here.save(number=1, timing="In spring")
    assert (row.owner_role, row.deputy_role, row.timing) == ("coordinator", "sag", "In spring")
    assert PlanContext.objects.visible_to(here.helper).count() == 2


def test_the_pages_say_so_and_only_the_task_team_opens_the_list(here, client):
    client.force_login(here.lead)
    address = f"{reverse('engagements:plan-context')}?cluster={here.planned.pk}&year={here.year}"
    assert client.post(address, {"owner_role": "member", "version": 0}).status_code == 422
    assert client.post(address, {"owner_role": "coordinator", "deputy_role": "sag", "version": 0}).status_code == 302
    assert "stands in: SAG member" in client.get(address).content.decode()
    overview = reverse("engagements:plan-overview")
    assert client.get(overview).status_code == 404
    client.force_login(here.helper)
    page = client.get(overview).content.decode()
    assert "1 cluster shares no plan line" in page
    assert "stands in: SAG member" in page
    assert overview in client.get("/").content.decode()


def test_as_many_queries_for_one_as_for_thirty(here, client):
    client.force_login(here.helper)
    address = reverse("engagements:plan-overview")
    asked = []
    for round_ in (1, 2):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        asked.append(len(captured))
        if round_ == 1:
            for number in range(10):
                cluster = make_cluster(f"X{number}A")
                make_plan_line(cluster=cluster, year=here.year)
                PlanContext.objects.create(cluster=cluster, year=here.year, number=1, owner_role="sag")
    assert asked[0] == asked[1] <= 15
