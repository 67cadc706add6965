"""From the pages of a cluster to a request for support, and back again for who may see the page."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from clusters.enums import Role
from core import clock
from engagements.enums import Exposure
from knowledge.actions.support import ask_support
from tests.factories import make_cluster, make_mechanism, make_person, make_plan_line, make_step, make_step_template

pytestmark = pytest.mark.django_db
TITLE = "Kinkajou plan of the north"


@pytest.fixture
def lead():
    return make_person(Role.COORDINATOR, make_cluster("NGA"))


@pytest.fixture
def helper():
    person = make_person(Role.TASK_TEAM)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    return person


def line_of(lead, exposure, **fields):
    cluster = lead.memberships.get().cluster
    return make_plan_line(
        cluster=cluster,
        title=TITLE,
        exposure=exposure,
        created_by=lead,
        readers=[lead],
        mechanism=make_mechanism(),
        **fields,
    )


def test_the_line_and_its_step_fill_the_request_in(client, lead):
    day = clock.today() + dt.timedelta(days=60)
    line = line_of(lead, Exposure.MEMBERS, planned_for=day)
    template = make_step_template(key="upr.member_session", title="Hold a session")
    make_step(plan_line=line, template=template, title="Hold a session", due_on=day)
    make_step(plan_line=line, title="Another step", due_on=day)
    client.force_login(lead)
    page = client.get(reverse("engagements:line-detail", args=[line.pk])).content.decode()
    assert page.count("kind=member_session") == 1
    assert f"kind=contribution&amp;origin=plan_line&amp;origin_id={line.pk}&amp;wanted_on={day.isoformat()}" in page


@pytest.mark.parametrize(("exposure", "is_told"), [(Exposure.MEMBERS, True), (Exposure.CONFIDENTIAL, False)])
def test_the_task_team_reads_the_title_only_of_what_it_sees_anyhow(client, lead, helper, exposure, is_told):
    line = line_of(lead, exposure)
    request = ask_support(
        cluster=line.cluster,
        kind="contribution",
        text="Please help",
        language="en",
        audience="members",
        origin="plan_line",
        origin_id=line.pk,
        by=lead,
    )
    url = reverse("knowledge:support-detail", args=[request.pk])
    client.force_login(lead)
    assert TITLE in client.get(url).content.decode()
    client.force_login(helper)
    page = client.get(url).content.decode()
    assert (TITLE in page) is is_told
    assert "Plan line" in page or is_told
    assert (f"/plan/{line.pk}/" in page) is is_told


@pytest.mark.parametrize("name", ["engagements:reading-list", "engagements:safeguards"])
def test_pages_of_the_cluster_lead_to_a_request_that_leads_back(client, lead, name):
    client.force_login(lead)
    cluster = lead.memberships.get().cluster
    origin = "reading_list" if name.endswith("reading-list") else "protocol"
    page = client.get(f"{reverse(name)}?cluster={cluster.pk}").content.decode()
    assert f"origin={origin}&amp;origin_id={cluster.pk}" in page
    request = ask_support(
        cluster=cluster,
        kind="briefing",
        text="Please help",
        language="en",
        audience="members",
        origin=origin,
        origin_id=cluster.pk,
        by=lead,
    )
    page = client.get(reverse("knowledge:support-detail", args=[request.pk])).content.decode()
    assert f"{reverse(name)}?cluster={cluster.pk}" in page
