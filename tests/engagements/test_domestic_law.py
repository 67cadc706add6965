"""Steps, findings and issues cite domestic law just as they cite treaties (MATRIX E003)."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from core.models import AuditEntry
from engagements.actions.advocacy import create_issue
from engagements.actions.analysis import create_finding, edit_finding
from engagements.actions.steps import add_step, change_step
from engagements.models import FindingProvision, StepProvision
from mechanisms.models import Instrument
from tests.factories import make_cluster, make_instrument, make_person, make_plan_line

pytestmark = pytest.mark.django_db
STEP = {"title": "Ask the court", "owner_role": "coordinator"}


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
    return make_plan_line(cluster=cluster)


def make_norm(country, name="Example Act", **fields):
    n = Instrument.objects.count()
    return Instrument.objects.create(
        key=f"norm-{n}", kind="act", short_name=name, name=name, country=country, source="Invented", **fields
    )


def cited(by):
    return sorted(StepProvision.objects.visible_to(by).values_list("instrument__short_name", "article"))


def test_a_step_cites_law_and_treaty_in_the_browser(client, lead, cluster, line):
    norm, treaty = make_norm(cluster.country), make_instrument()
    other = make_norm(make_cluster("MOZ").country, name="Law of others")
    gone = make_norm(cluster.country, name="Repealed", is_retired=True)
    new = reverse("engagements:step-create", args=[line.pk])
    form = client.get(new).content.decode()
    assert 'label="Domestic law"' in form
    assert norm.name in form
    assert other.name not in form
    assert gone.name not in form
    posted = {
        **STEP,
        "instrument_0": norm.pk,
        "article_0": "s. 3",
        "instrument_1": treaty.pk,
        "on_behalf_of": "cluster",
    }
    assert client.post(new, posted).status_code == 302
    assert cited(lead) == sorted([("Example Act", "s. 3"), (treaty.short_name, "")])
    page = client.get(reverse("engagements:line-detail", args=[line.pk])).content.decode()
    assert "Example Act s. 3" in page
    step = StepProvision.objects.visible_to(lead).first().step
    edit = reverse("engagements:step-edit", args=[line.pk, step.pk])
    # An article without its instrument is pointed out.
    assert client.post(edit, {"owner_role": "coordinator", "article_0": "s. 4", "version": "1"}).status_code == 422
    kept = {"owner_role": "coordinator", "instrument_0": norm.pk, "article_0": "s. 4", "version": "1"}
    assert client.post(edit, kept).status_code == 302
    assert cited(lead) == [("Example Act", "s. 4")]
    entry = AuditEntry.objects.visible_to(lead).filter(verb="step.changed").latest("pk")
    assert (entry.before["instruments"], entry.after["instruments"]) == (2, 1)
    with pytest.raises(ProtectedError):
        norm.delete()


def test_law_of_another_country_or_no_longer_offered_is_refused(lead, cluster, line):
    other = make_norm(make_cluster("MOZ").country)
    gone = make_norm(cluster.country, is_retired=True)
    finding = {"cluster": cluster, "title": "T", "threat": "T", "duty_bearer": "police", "by": lead}
    issue = {"title": "T", "why": "W", "level": "cluster", "level_reason": "R", "lead": "coordinator"}
    for norm in (other, gone):
        with pytest.raises(ValidationError) as error:
            add_step(plan_line=line, provisions=[(norm, "")], by=lead, **STEP)
        assert "provisions" in error.value.message_dict
        with pytest.raises(ValidationError) as error:
            create_finding(provisions=[(norm, "")], **finding)
        assert "provisions" in error.value.message_dict
        with pytest.raises(ValidationError) as error:
            create_issue(cluster=cluster, by=lead, instruments=[(norm, "")], **issue)
        assert "instruments" in error.value.message_dict


def test_what_cites_a_norm_keeps_it_when_it_is_no_longer_offered(client, lead, cluster, line):
    norm = make_norm(cluster.country)
    fields = {"title": "T", "threat": "T", "duty_bearer": "police", "by": lead}
    finding = create_finding(cluster=cluster, provisions=[(norm, "s. 1")], **fields)
    step = add_step(plan_line=line, provisions=[(norm, "s. 1")], by=lead, **STEP)
    norm.is_retired = True
    norm.save()
    edit_finding(finding=finding, expected_version=1, by=lead, provisions=[(norm, "s. 2")])
    assert FindingProvision.objects.visible_to(lead).get().article == "s. 2"
    assert norm.name in client.get(reverse("engagements:finding-edit", args=[finding.pk])).content.decode()
    assert norm.name in client.get(reverse("engagements:step-edit", args=[line.pk, step.pk])).content.decode()
    shared = {"due_on": None, "owner_role": "coordinator", "deputy_role": "", "by": lead}
    change_step(step=step, expected_version=1, **shared)
    assert cited(lead) == [("Example Act", "s. 1")]


def test_over_the_api(client, lead, cluster, line):
    norm, sent = make_norm(cluster.country), {"content_type": "application/json"}
    over = f"/api/v1/plan-lines/{line.pk}/steps/"
    pairs = [{"instrument": norm.key, "article": "s. 3"}]
    made = client.post(over, json.dumps({**STEP, "provisions": pairs}), **sent)
    assert made.status_code == 201
    assert cited(lead) == [("Example Act", "s. 3")]
    change = {"version": made.json()["version"], "provisions": []}
    assert client.patch(f"{over}{made.json()['id']}/", json.dumps(change), **sent).status_code == 200
    assert cited(lead) == []
    wrong = make_norm(make_cluster("MOZ").country)
    pairs = [{"instrument": wrong.key}]
    assert client.post(over, json.dumps({**STEP, "provisions": pairs}), **sent).status_code == 400


def test_only_who_sees_the_line_sees_what_its_steps_cite(lead, cluster):
    closed = make_plan_line(cluster=cluster, exposure="confidential", readers=[lead])
    add_step(plan_line=closed, provisions=[(make_norm(cluster.country), "s. 9")], by=lead, **STEP)
    assert cited(lead) == [("Example Act", "s. 9")]
    assert cited(make_person(Role.MEMBER, cluster)) == []


@pytest.mark.parametrize("number", [1, 30])
def test_queries_of_a_line_whatever_its_steps_cite(client, lead, cluster, line, number):
    norm = make_norm(cluster.country)
    for _n in range(number):
        add_step(plan_line=line, provisions=[(norm, "s. 1")], by=lead, **STEP)
    address = reverse("engagements:line-detail", args=[line.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    assert len(queries) <= 15
