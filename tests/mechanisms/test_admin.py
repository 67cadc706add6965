"""The catalogue in the administration."""

import json

import pytest
from django.urls import reverse

from clusters.enums import Role
from core.errors import Stale
from core.models import AuditEntry
from mechanisms.actions.library import edit_library_step
from mechanisms.models import DeadlineRule, Fact, Mechanism, StepTemplate, SubmissionRequirement
from tests.factories import make_mechanism, make_person, make_rule, make_step_template
from tests.mechanisms.test_views import requirement

pytestmark = pytest.mark.django_db
MODELS = [Mechanism, Fact, SubmissionRequirement, DeadlineRule, StepTemplate]


@pytest.fixture
def officer(settings):
    # A demonstration login: this is about the pages, not about second factors.
    settings.HRE_DEMO = True
    return make_person(Role.TASK_TEAM, is_staff=True, is_demo=True)


@pytest.mark.parametrize("model", MODELS)
def test_lists_are_searched_and_rows_opened(client, officer, model):
    body = make_mechanism()
    requirement(body)
    Fact.objects.create(mechanism=body, section="input", key="a", label="Format", value="Word", confidence="checked")
    make_rule(mechanism=body)
    make_step_template()
    client.force_login(officer)
    name = model._meta.model_name
    assert client.get(reverse(f"admin:mechanisms_{name}_changelist") + "?q=a").status_code == 200
    assert client.get(reverse(f"admin:mechanisms_{name}_change", args=[model.objects.first().pk])).status_code == 200
    assert client.get(reverse(f"admin:mechanisms_{name}_add")).status_code == 200


def test_members_do_not_enter(client):
    client.force_login(make_person(Role.MEMBER, is_staff=True))
    assert client.get(reverse("admin:mechanisms_mechanism_changelist")).status_code in {302, 403}


def test_a_change_is_audited_field_by_field_and_raises_the_version_of_a_rule(client, officer):
    rule = make_rule(mechanism=make_mechanism(), title="National report", days=-84, confidence="checked")
    client.force_login(officer)
    address = reverse("admin:mechanisms_deadlinerule_change", args=[rule.pk])
    form = client.get(address).context["adminform"].form
    data = {name: "" if form.initial.get(name) is None else form.initial[name] for name in form.fields}
    data = {name: value for name, value in data.items() if value is not False}
    data["days"] = -70
    response = client.post(address, data)
    assert response.status_code == 302, response.context["adminform"].form.errors
    rule.refresh_from_db()
    assert (rule.days, rule.version) == (-70, 2)
    entry = AuditEntry.objects.unscoped("test").get(target_type="mechanisms.deadlinerule")
    assert (entry.actor_id, entry.before["days"], entry.after["days"]) == (officer.pk, -84, -70)
    assert client.post(reverse("admin:mechanisms_deadlinerule_delete", args=[rule.pk])).status_code == 403


def test_a_step_changed_here_is_stale_on_its_page_in_the_portal(client, officer):
    step = make_step_template(title="Brief the members")
    client.force_login(officer)
    address = reverse("admin:mechanisms_steptemplate_change", args=[step.pk])
    form = client.get(address).context["adminform"].form
    data = {name: "" if form.initial.get(name) is None else form.initial[name] for name in form.fields}
    data |= {name: json.dumps(value) for name, value in data.items() if isinstance(value, list | dict)}
    response = client.post(address, {**data, "title": "Brief all members"})
    assert response.status_code == 302, response.context["adminform"].form.errors
    with pytest.raises(Stale):
        edit_library_step(step=step, expected_version=step.version, title="Brief", by=officer)
    step.refresh_from_db()
    assert step.title == "Brief all members"
