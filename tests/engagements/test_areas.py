"""Areas of responsibility on steps, recommendations and stakeholders (MATRIX B031)."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from core import clock
from core.models import AuditEntry
from engagements.actions.copying import copy_plan_line
from engagements.actions.steps import add_step, change_step
from engagements.models import EngagementStep
from tests.factories import make_cluster, make_person, make_plan_line

pytestmark = pytest.mark.django_db
CHIP = 'href="?area=gbv"'


@pytest.fixture
def cluster():
    return make_cluster("NGA")


@pytest.fixture
def lead(cluster, client):
    person = make_person(Role.COORDINATOR, cluster)
    client.force_login(person)
    return person


@pytest.fixture
def line(cluster):
    return make_plan_line(cluster=cluster, year=clock.today().year)


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def address_of(line):
    return reverse("engagements:line-detail", args=[line.pk])


def test_a_step_is_tagged_and_the_steps_are_narrowed(client, lead, line):
    tagged = add_step(plan_line=line, title="Visit shelters", owner_role="coordinator", aors=["hlp", "gbv"], by=lead)
    assert tagged.aors == ["gbv", "hlp"]
    add_step(plan_line=line, title="Call the embassy", owner_role="coordinator", by=lead)
    with pytest.raises(ValidationError) as error:
        add_step(plan_line=line, title="Other", owner_role="coordinator", aors=["astrology"], by=lead)
    assert "aors" in error.value.message_dict
    whole = page(client, address_of(line))
    assert CHIP in whole
    assert "?area=mine_action" not in whole
    narrowed = page(client, f"{address_of(line)}?area=gbv")
    assert "Visit shelters" in narrowed
    assert "Call the embassy" not in narrowed
    # What is no area of these steps narrows nothing.
    assert "Call the embassy" in page(client, f"{address_of(line)}?area=mine_action")


def test_changing_the_tags_is_audited_and_leaves_what_is_not_given(client, lead, line):
    step = add_step(plan_line=line, title="Talk", owner_role="coordinator", aors=["gbv"], sectors=["health"], by=lead)
    shared = {"due_on": None, "owner_role": "coordinator", "deputy_role": "", "by": lead}
    change_step(step=step, expected_version=1, **shared)
    assert EngagementStep.objects.visible_to(lead).get().aors == ["gbv"]
    change_step(step=step, expected_version=2, aors=["mine_action"], **shared)
    kept = EngagementStep.objects.visible_to(lead).get()
    assert (kept.aors, kept.sectors) == (["mine_action"], ["health"])
    entry = AuditEntry.objects.visible_to(lead).filter(verb="step.changed").latest("pk")
    assert (entry.before["aors"], entry.after["aors"]) == (["gbv"], ["mine_action"])
    form = reverse("engagements:step-edit", args=[line.pk, step.pk])
    assert 'value="mine_action"' in page(client, form)
    assert client.post(form, {"owner_role": "coordinator", "aors": ["hlp"], "version": "3"}).status_code == 302
    assert EngagementStep.objects.visible_to(lead).get().aors == ["hlp"]


def test_a_copy_of_a_line_keeps_the_tags_of_its_steps(lead, line):
    add_step(plan_line=line, title="Talk", owner_role="coordinator", aors=["gbv"], sectors=["health"], by=lead)
    copy = copy_plan_line(plan_line=line, year=line.year + 1, by=lead)
    step = EngagementStep.objects.visible_to(lead).get(plan_line=copy)
    assert (step.aors, step.sectors) == (["gbv"], ["health"])


def test_over_the_api(client, lead, line):
    over = f"/api/v1/plan-lines/{line.pk}/steps/"
    body = {"title": "Talk", "aors": ["gbv"], "sectors": ["health"]}
    made = client.post(over, json.dumps(body), content_type="application/json")
    assert made.status_code == 201
    assert (made.json()["aors"], made.json()["sectors"]) == (["gbv"], ["health"])
    changed = client.patch(
        f"{over}{made.json()['id']}/",
        json.dumps({"aors": ["hlp"], "version": made.json()["version"]}),
        content_type="application/json",
    )
    assert (changed.json()["aors"], changed.json()["sectors"]) == (["hlp"], ["health"])
    refused = client.post(over, json.dumps({**body, "aors": ["none"]}), content_type="application/json")
    assert refused.status_code == 400


def test_the_year_is_narrowed_by_the_area_of_a_line_or_a_step(client, lead, cluster, line):
    node = make_cluster("NGA", parent=cluster)
    tagged = make_plan_line(cluster=cluster, year=line.year, title="Of the line", aors=["gbv"])
    of_node = make_plan_line(cluster=node, year=line.year, title="Of the node", aors=["gbv"])
    other = make_plan_line(cluster=node, year=line.year, title="Elsewhere", aors=["hlp"])
    add_step(plan_line=line, title="Talk", owner_role="coordinator", aors=["gbv"], by=lead)
    plain = make_plan_line(cluster=cluster, year=line.year, title="Without any tag")
    year = f"{reverse('engagements:plan')}?cluster={cluster.pk}&year={line.year}"
    titles = {each.title for each in (line, tagged, plain, of_node, other)}
    assert len(titles) == 5
    whole = page(client, year)
    assert all(title in whole for title in titles)
    narrowed = page(client, f"{year}&area=gbv")
    assert {title for title in titles if title in narrowed} == {line.title, tagged.title, of_node.title}
    assert plain.title in page(client, f"{year}&area=astrology")


def test_the_area_of_a_hidden_line_is_no_choice(client, lead, cluster, line):
    member = make_person(Role.MEMBER, cluster)
    make_plan_line(cluster=cluster, year=line.year, title="Hidden", aors=["hlp"], exposure="confidential")
    client.force_login(member)
    year = f"{reverse('engagements:plan')}?cluster={cluster.pk}&year={line.year}"
    assert "area=hlp" not in page(client, year)


@pytest.mark.parametrize("number", [1, 30])
def test_queries_of_the_year_whatever_the_steps(client, lead, cluster, line, number):
    for place in range(number):
        add_step(plan_line=line, title=f"Step {place}", owner_role="coordinator", aors=["gbv"], by=lead)
    year = f"{reverse('engagements:plan')}?cluster={cluster.pk}&year={line.year}&area=gbv"
    client.get(year)
    with CaptureQueriesContext(connection) as queries:
        page(client, year)
    assert len(queries) <= 15
