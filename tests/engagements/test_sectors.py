"""Other sectors on steps, findings and actions, and the register on interactions."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from clusters.enums import Role
from core import clock
from engagements.actions.analysis import create_finding
from engagements.actions.interactions import record_interaction
from engagements.actions.steps import add_step, change_step
from engagements.enums import Exposure
from engagements.models import AnalysisFinding, EngagementStep
from tests.factories import make_cluster, make_person, make_plan_line
from tests.factories.stakeholders import make_protected, make_stakeholder

pytestmark = pytest.mark.django_db


@pytest.fixture
def cluster():
    return make_cluster("NGA")


@pytest.fixture
def lead(cluster):
    return make_person(Role.COORDINATOR, cluster)


def test_a_step_names_other_sectors(cluster, lead, client):
    line = make_plan_line(cluster=cluster)
    step = add_step(plan_line=line, title="Talk", owner_role="coordinator", sectors=["health", "education"], by=lead)
    assert step.sectors == ["education", "health"]
    with pytest.raises(ValidationError) as error:
        add_step(plan_line=line, title="Talk", owner_role="coordinator", sectors=["astrology"], by=lead)
    assert "sectors" in error.value.message_dict
    shared = {"due_on": None, "owner_role": "coordinator", "deputy_role": "", "by": lead}
    change_step(step=step, expected_version=1, **shared)
    assert EngagementStep.objects.visible_to(lead).get().sectors == ["education", "health"]
    change_step(step=step, expected_version=2, sectors=[], **shared)
    assert EngagementStep.objects.visible_to(lead).get().sectors == []
    client.force_login(lead)
    url = reverse("engagements:step-edit", args=[line.pk, step.pk])
    assert client.post(url, {"owner_role": "coordinator", "sectors": ["wash"], "version": "3"}).status_code == 302
    assert "Water, sanitation and hygiene" in client.get(line_url(line)).content.decode()


def line_url(line):
    return reverse("engagements:line-detail", args=[line.pk])


def test_findings_are_filtered_by_sector(cluster, lead, client):
    shared = {"cluster": cluster, "threat": "Schools are used", "duty_bearer": "police", "by": lead}
    create_finding(title="Pattern of schools", sectors=["education"], **shared)
    create_finding(title="Pattern of wells", sectors=["wash"], **shared)
    with pytest.raises(ValidationError):
        create_finding(title="None", sectors=["astrology"], **shared)
    assert AnalysisFinding.objects.visible_to(lead).count() == 2
    client.force_login(lead)
    url = f"{reverse('engagements:analysis')}?cluster={cluster.pk}"
    page = client.get(f"{url}&sector=education").content.decode()
    assert "Pattern of schools" in page
    assert "Pattern of wells" not in page
    assert "Pattern of wells" in client.get(f"{url}&sector=rubbish").content.decode()


def test_an_interaction_names_the_register_only_to_who_sees_the_entry(cluster, lead, client):
    member = make_person(Role.MEMBER, cluster)
    hidden = make_protected(cluster, alias="Heron")
    shared = {"cluster": cluster, "kind": "meeting", "with_whom": "Desk officer", "topic": "Talk"}
    shared |= {"on": clock.today(), "exposure": Exposure.MEMBERS}
    row = record_interaction(stakeholder=hidden, by=lead, **shared)
    url = reverse("engagements:interaction-detail", args=[row.pk])
    client.force_login(lead)
    assert "Heron" in client.get(url).content.decode()
    client.force_login(member)
    page = client.get(url)
    assert page.status_code == 200
    assert "Heron" not in page.content.decode()
    assert f"/stakeholders/{hidden.pk}/" not in page.content.decode()
    foreign = make_stakeholder(make_cluster("MOZ"))
    for wrong, person in ((foreign, lead), (hidden, member)):
        with pytest.raises(ValidationError) as error:
            record_interaction(stakeholder=wrong, by=person, **shared)
        assert "stakeholder" in error.value.message_dict
