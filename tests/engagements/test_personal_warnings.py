"""After saving, what looks like personal data is pointed at; nothing is blocked, and nobody else is told."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from engagements.actions.aims import add_aim
from engagements.actions.component_versions import save_draft, start_version
from engagements.actions.concerns import raise_concern
from engagements.actions.risk import save_risk_form
from engagements.enums import AimPurpose
from engagements.models import ComponentVersion, PlanAim, PlanConcern, RiskForm
from mechanisms.enums import Holds
from tests.factories import make_cluster, make_component, make_mechanism, make_person, make_plan_line

pytestmark = pytest.mark.django_db
CARD = "Could this give a person away?"
PHONE = "Call +258 84 123 4567"


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster, client):
    user = make_person(Role.COORDINATOR, cluster)
    client.force_login(user)
    return user


@pytest.fixture
def line(cluster):
    return make_plan_line(cluster=cluster, mechanism=make_mechanism("upr"))


def address(name, *args, cluster=None):
    return reverse(f"engagements:{name}", args=args) + (f"?cluster={cluster.pk}" if cluster else "")


def after(client, url, data):
    """The page one comes to after saving."""
    answer = client.post(url, data, follow=True)
    assert answer.redirect_chain
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_concern_is_raised_and_pointed_at_once(client, cluster, lead):
    url = address("concern-list", cluster=cluster)
    assert CARD in after(client, url, {"text": PHONE})
    concern = PlanConcern.objects.visible_to(lead).get()
    assert concern.text == PHONE
    assert CARD not in client.get(url).content.decode()
    client.force_login(make_person(Role.MEMBER, cluster))
    assert CARD not in client.get(f"{url}&saved={concern.pk}").content.decode()
    assert client.get(f"{url}&saved=x").status_code == 200


def test_an_answer_is_pointed_at(client, cluster, lead):
    concern = raise_concern(cluster=cluster, text="Checkpoints", by=make_person(Role.MEMBER, cluster))
    page = after(client, address("concern-answer", concern.pk), {"answer": PHONE, "version": 1})
    assert CARD in page
    other = raise_concern(cluster=cluster, text="Roads", by=lead)
    assert CARD not in after(client, address("concern-answer", other.pk), {"answer": "Next year", "version": 1})


def test_an_objective_is_pointed_at_where_it_is_changed(client, cluster, lead):
    url = address("aim-list", cluster=cluster)
    assert CARD in after(client, url, {"text": PHONE, "purpose": AimPurpose.ADVOCATE})
    aim = PlanAim.objects.visible_to(lead).get()
    assert CARD in client.get(address("aim-edit", aim.pk)).content.decode()
    data = {"text": "Safe return", "purpose": AimPurpose.ADVOCATE, "version": aim.version}
    assert CARD not in after(client, address("aim-edit", aim.pk), data)
    add_aim(cluster=cluster, text=PHONE, purpose=AimPurpose.ADVOCATE, by=lead)
    assert CARD not in client.get(url).content.decode()


def test_the_risk_form_is_pointed_at_and_saved(client, lead, line):
    url = address("risk", line.pk)
    assert CARD not in client.get(url).content.decode()
    assert CARD in after(client, url, {"act": "save", "version": 0, "mitigation": PHONE})
    assert RiskForm.objects.visible_to(lead).get().mitigation == PHONE


def test_an_answer_of_the_risk_form_is_looked_at(client, lead, line):
    answers = {"do_no_harm": {"likelihood": "low", "effect": "low", "text": PHONE, "measures": ""}}
    form = save_risk_form(plan_line=line, answers=answers, expected_version=0, by=lead)
    assert form.answers
    assert CARD in client.get(address("risk", line.pk)).content.decode()


def test_a_version_is_pointed_at_while_written_and_when_kept(client, cluster, lead, line):
    component = make_component("actors", name="Stakeholder analysis", holds=Holds.STAKEHOLDERS)
    start_version(plan_line=line, component=component, by=lead)
    draft = ComponentVersion.objects.visible_to(lead).get()
    rows = [{"actor": PHONE, "stance": "supports", "influence": 3, "interest": 3, "note": ""}]
    save_draft(draft=draft, text="", rows=rows, note="", expected_version=draft.version, by=lead)
    for name in ("process-write", "process-component"):
        assert CARD in client.get(address(name, line.pk, "actors")).content.decode()
    client.force_login(make_person(Role.MEMBER, cluster))
    assert CARD not in client.get(address("process-component", line.pk, "actors")).content.decode()


def test_saving_as_one_types_brings_the_card_along(client, lead, line):
    component = make_component("analysis", name="Analysis")
    start_version(plan_line=line, component=component, by=lead)
    draft = ComponentVersion.objects.visible_to(lead).get()
    data = {"text": PHONE, "note": "", "version": draft.version, "autosave": "1"}
    answer = client.post(address("process-write", line.pk, "analysis"), data).content.decode()
    assert CARD in answer
    assert 'id="version-personal" hx-swap-oob="true"' in answer


def test_the_card_asks_nothing_of_the_database(client, cluster, lead):
    concern = raise_concern(cluster=cluster, text=PHONE, by=lead)
    url = address("concern-list", cluster=cluster)
    client.get(url)
    counts = []
    for place in (url, f"{url}&saved={concern.pk}"):
        with CaptureQueriesContext(connection) as asked:
            client.get(place)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15
