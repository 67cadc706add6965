"""The step library: who reads, who keeps it, what the loader leaves alone, plan templates."""

import shutil
from collections import Counter
from pathlib import Path

import pytest
import yaml
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from core.errors import Refused, Stale
from core.importing import Report
from core.models import AuditEntry
from mechanisms.actions.library import add_library_step, edit_library_step, restore_library_step, retire_library_step
from mechanisms.actions.plan_templates import change_plan_template, publish_plan_template, retire_plan_template
from mechanisms.importers.steps import load_steps
from mechanisms.models import PlanTemplate, StepTemplate
from mechanisms.queries import library as queries
from tests.factories import make_cluster, make_person, make_plan_line, make_step, make_step_template

pytestmark = pytest.mark.django_db
REFERENCE = Path("mechanisms/reference")
# As the guides list them: guide 1 slides 6, 7, 9 (two lists) and 10, and the annex of the letter.
REQUIRED = {
    "000-slide6-hrc": 7,
    "000-slide7-upr": 8,
    "000-slide9-tb-first-list": 7,
    "000-slide9-tb-cluster-list": 12,
    "000-slide10-sp": 12,
}
LETTER = {
    "003-area1-participation": 4,
    "003-area2-analysis": 5,
    "003-area3-data": 2,
    "003-area4-advocacy": 4,
    "003-area5-mainstreaming": 4,
}


@pytest.fixture
def keeper(settings):
    # Demonstration logins need no second factor.
    settings.HRE_DEMO = True
    return make_person(Role.TASK_TEAM, is_demo=True)


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster):
    return make_person(Role.COORDINATOR, cluster)


def load(folder=REFERENCE):
    report = Report()
    load_steps(folder, report)
    return report


def test_every_required_bullet_is_in_the_file_and_in_the_library():
    steps = yaml.safe_load((REFERENCE / "steps.yaml").read_text())["steps"]
    in_file = Counter(step["group"] for step in steps)
    assert len(steps) == 159
    for group, number in {**REQUIRED, **LETTER}.items():
        assert in_file[group] == number, group
    assert sum(LETTER.values()) == 19
    load()
    in_portal = Counter(StepTemplate.objects.values_list("group", flat=True))
    assert in_portal == in_file


def test_every_step_of_the_file_is_shown_in_words(client, keeper):
    load()
    found = queries.library(keeper)
    assert len(found.cards) == found.total == 159
    assert sum(count for _value, _label, count in found.kinds) == 159
    for card in found.cards:
        assert card.basis, card.step.key
        assert card.group != card.step.group, card.step.key
        assert all("_" not in str(role) for role in card.roles), card.step.key
        assert all("_" not in str(words) for words, _is_default in card.ways), card.step.key
        assert "_" not in card.timing, card.step.key


def test_a_persons_edit_stays_and_becomes_a_difference(keeper, tmp_path):
    shutil.copytree(REFERENCE, tmp_path / "reference")
    load(tmp_path / "reference")
    step = StepTemplate.objects.get(key="upr.written_submission")
    edit_library_step(step=step, title="In our own words", lead_days=77, expected_version=1, by=keeper)
    own = add_library_step(title="Ours", mechanism_kind="upr", phase="contribute", by=keeper)
    report = load(tmp_path / "reference")
    step.refresh_from_db()
    assert (step.title, step.lead_days) == ("In our own words", 77)
    assert {(one.field, one.portal_value) for one in report.differences} == {
        ("title", "In our own words"),
        ("lead_days", 77),
    }
    assert str(own.pk) not in {one.pk for one in report.gone()}


def test_list_filters_and_search(client, lead):
    client.force_login(lead)
    make_step_template(title="Brief the members", phase="equip_members", gates=["hct_position"])
    make_step_template(title="Write it", mechanism_kind="hrc", group="000-slide6-hrc")
    url = reverse("library:steps")
    page = client.get(url).content.decode()
    assert "Brief the members" in page
    assert "Write it" in page
    for query, found in [
        ("?kind=hrc", "Write it"),
        ("?phase=equip_members", "Brief the members"),
        ("?gate=hct_position", "Brief the members"),
        ("?group=000-slide6-hrc", "Write it"),
        ("?q=BRIEF members", "Brief the members"),
    ]:
        page = client.get(url + query).content.decode()
        other = ({"Write it", "Brief the members"} - {found}).pop()
        assert found in page, query
        assert other not in page, query
    assert "Nothing found" in client.get(url + "?q=nowhere").content.decode()


def questions(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_list_and_page_ask_the_same_number_of_questions(client, lead, cluster):
    client.force_login(lead)
    step = make_step_template(key="upr.one")
    make_step(plan_line=make_plan_line(cluster=cluster), template=step)
    urls = [reverse("library:steps"), reverse("library:step-detail", args=[step.pk])]
    first = [questions(client, url) for url in urls]
    for _i in range(29):
        make_step(plan_line=make_plan_line(cluster=cluster), template=make_step_template(variant_of="upr.one"))
    assert [questions(client, url) for url in urls] == first
    assert max(first) <= 15


def test_use_counts_only_lines_the_reader_sees(client, lead, cluster):
    step = make_step_template()
    make_step(plan_line=make_plan_line(cluster=cluster), template=step)
    make_step(plan_line=make_plan_line(cluster=cluster, exposure="confidential"), template=step)
    make_step(plan_line=make_plan_line(cluster=make_cluster("SYR")), template=step)
    client.force_login(lead)
    assert "in 1 plan line<" in client.get(reverse("library:step-detail", args=[step.pk])).content.decode()


def test_a_clusters_own_step_is_offered_and_read_there_alone(client, lead, cluster, keeper):
    step = add_library_step(title="Canary step", mechanism_kind="upr", phase="contribute", cluster=cluster, by=lead)
    stranger = make_person(Role.COORDINATOR, make_cluster("SYR"))
    url = reverse("library:step-detail", args=[step.pk])
    for person, status in [(lead, 200), (keeper, 200), (make_person(Role.MEMBER, cluster), 200), (stranger, 404)]:
        client.force_login(person)
        assert client.get(url).status_code == status
        assert ("Canary" in client.get(reverse("library:steps")).content.decode()) is (status == 200)
    entry = AuditEntry.objects.visible_to(lead).get()
    assert (entry.verb, entry.cluster_id) == ("step_template.created", cluster.pk)
    assert "Canary" not in f"{entry.target_label}{entry.after}"


def test_who_may_keep_the_library(lead, cluster, keeper):
    common = make_step_template()
    with pytest.raises(Refused):
        edit_library_step(step=common, title="Mine", expected_version=1, by=lead)
    with pytest.raises(Refused):
        add_library_step(title="Ours", mechanism_kind="upr", phase="plan", by=lead)
    with pytest.raises(Refused):
        add_library_step(title="Ours", mechanism_kind="upr", phase="plan", cluster=make_cluster("SYR"), by=lead)
    own = add_library_step(title="Ours", mechanism_kind="upr", phase="plan", cluster=cluster, by=lead)
    edit_library_step(step=own, title="Ours again", expected_version=1, by=keeper)
    with pytest.raises(Stale):
        edit_library_step(step=own, title="Third", expected_version=1, by=lead)
    with pytest.raises(ValidationError):
        edit_library_step(step=own, who=["friends"], expected_version=2, by=lead)
    own.refresh_from_db()
    assert own.title == "Ours again"


def test_retire_and_restore(client, keeper, lead):
    step = make_step_template(title="Old step")
    client.force_login(lead)
    url = reverse("library:step-retire", args=[step.pk])
    answer = client.post(url, {"version": 1})
    assert answer.status_code == 403
    assert "Only the Task Team" in answer.content.decode()
    retire_library_step(step=step, expected_version=1, by=keeper, reason="Merged")
    assert "Old step" not in client.get(reverse("library:steps")).content.decode()
    with pytest.raises(Refused):
        retire_library_step(step=step, expected_version=2, by=keeper)
    restore_library_step(step=step, expected_version=2, by=keeper)
    assert "Old step" in client.get(reverse("library:steps")).content.decode()
    assert list(AuditEntry.objects.visible_to(keeper).order_by("pk").values_list("verb", "reason")) == [
        ("step_template.retired", "Merged"),
        ("step_template.restored", ""),
    ]


def test_edit_page_keeps_what_was_typed_and_shows_the_conflict(client, keeper):
    step = make_step_template(title="Old")
    client.force_login(keeper)
    url = reverse("library:step-edit", args=[step.pk])
    assert client.get(url).status_code == 200
    data = {"title": "Mine", "phase": "contribute", "lead_days": "12", "who": ["coordinator"], "version": "1"}
    StepTemplate.objects.filter(pk=step.pk).update(title="Theirs", version=2)
    answer = client.post(url, data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in page
    assert 'value="Mine"' in page
    assert client.post(url, {**data, "lead_days": "soon", "version": "2"}).status_code == 422
    assert client.post(url, {**data, "version": "2"}).status_code == 302
    step.refresh_from_db()
    assert (step.title, step.lead_days, step.who) == ("Mine", 12, ["coordinator"])


def test_coordinator_adds_for_her_cluster_only(client, lead, cluster):
    client.force_login(lead)
    url = reverse("library:step-add")
    data = {"title": "Ours", "mechanism_kind": "upr", "phase": "plan"}
    assert client.post(url, data).status_code == 422
    assert client.post(url, {**data, "cluster": make_cluster("SYR").pk}).status_code == 422
    assert client.post(url, {**data, "cluster": cluster.pk}).status_code == 302
    assert StepTemplate.objects.get().cluster == cluster
    client.force_login(make_person(Role.MEMBER, cluster))
    assert client.get(url).status_code == 403


# --- Plan templates -----------------------------------------------------------------------------------------


def test_plan_templates_are_the_task_teams(lead, keeper, cluster):
    one, two = make_step_template(lead_days=30), make_step_template(mechanism_kind="any")
    with pytest.raises(Refused):
        publish_plan_template(title="Start", mechanism_kind="upr", steps={one.pk: None}, by=lead)
    template = publish_plan_template(title="Start", mechanism_kind="upr", steps={one.pk: None, two.pk: 5}, by=keeper)
    assert queries.leads_of(template) == {one.pk: 30, two.pk: 5}
    own = add_library_step(title="Ours", mechanism_kind="upr", phase="plan", cluster=cluster, by=lead)
    foreign = make_step_template(mechanism_kind="hrc")
    for steps in ({own.pk: None}, {foreign.pk: None}, {}):
        with pytest.raises(ValidationError):
            publish_plan_template(title="Other", mechanism_kind="upr", steps=steps, by=keeper)
    with pytest.raises(ValidationError):
        publish_plan_template(title="Start", mechanism_kind="upr", steps={one.pk: None}, by=keeper)
    change_plan_template(template=template, title="Start", steps={two.pk: None}, expected_version=1, by=keeper)
    with pytest.raises(Stale):
        change_plan_template(template=template, title="Start", steps={one.pk: None}, expected_version=1, by=keeper)
    assert list(queries.leads_of(template)) == [two.pk]
    retire_plan_template(template=template, expected_version=2, by=keeper)
    assert queries.plan_templates("upr") == []


def test_publish_over_the_page(client, keeper):
    step = make_step_template()
    client.force_login(keeper)
    url = reverse("library:template-add")
    assert client.get(url).status_code == 200
    assert client.post(f"{url}?kind=upr", {"title": "Start"}).status_code == 422
    answer = client.post(f"{url}?kind=upr", {"title": "Start", f"use_{step.pk}": "on", f"lead_{step.pk}": "30"})
    template = PlanTemplate.objects.get()
    assert answer.url == reverse("library:template-detail", args=[template.pk])
    assert template.chosen.get().lead_days is None
    assert "Start" in client.get(answer.url).content.decode()
    client.post(reverse("library:template-edit", args=[template.pk]), {"act": "retire", "version": "1"})
    template.refresh_from_db()
    assert template.retired_at is not None
