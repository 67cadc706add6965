"""The plan says when a step needs legal skills and the register of legal help names nobody (MATRIX D035)."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from engagements.actions.cases import save_capacity
from engagements.enums import Exposure, StepState
from engagements.rules import needs_legal_skills
from tests.factories import (
    make_cluster,
    make_organisation,
    make_person,
    make_plan_line,
    make_step,
    make_step_template,
)

pytestmark = pytest.mark.django_db
GAP = "Nobody in the cluster has recorded legal help for this"


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
    return make_plan_line(cluster=cluster)


@pytest.fixture
def step(line):
    return make_step(plan_line=line, template=make_step_template(who=["legal_members", "members"]))


def offer_help(cluster, by, exposure=Exposure.MEMBERS):
    return save_capacity(
        cluster=cluster,
        organisation=make_organisation(),
        rights="Liberty",
        areas="",
        reach="Through the coordinators",
        exposure=exposure,
        by=by,
    )


def body(client, line, step=None):
    name, args = ("step-edit", [line.pk, step.pk]) if step else ("line-detail", [line.pk])
    answer = client.get(reverse(f"engagements:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("who", "needs"), [(["legal_members"], True), (["law_clinic"], True), (["members"], False), ([], False)]
)
def test_which_steps_need_legal_skills(who, needs):
    assert needs_legal_skills(make_step_template(who=who)) is needs


def test_a_step_of_ones_own_says_nothing(client, lead, line):
    make_step(plan_line=line)
    assert not needs_legal_skills(None)
    assert GAP not in body(client, line)


def test_line_and_step_say_so_until_help_is_recorded(client, cluster, lead, line, step):
    assert GAP in body(client, line)
    assert GAP in body(client, line, step)
    assert f"{reverse('engagements:legal-help')}?cluster={cluster.pk}" in body(client, line)
    offer_help(cluster, lead)
    assert GAP not in body(client, line)
    assert GAP not in body(client, line, step)


def test_other_steps_and_done_ones_say_nothing(client, lead, line, step):
    other = make_step(plan_line=line, template=make_step_template(who=["members"]))
    assert GAP not in body(client, line, other)
    type(step).objects.unscoped("a test looks at every row").filter(pk=step.pk).update(
        state=StepState.NOT_NOW, state_reason="Later"
    )
    assert GAP not in body(client, line)


def test_help_of_the_national_cluster_counts_and_of_another_does_not(client, cluster, lead):
    node = make_cluster("MOZ", parent=cluster)
    line = make_plan_line(cluster=node)
    make_step(plan_line=line, template=make_step_template(who=["law_clinic"]))
    other = make_cluster("SYR")
    offer_help(other, make_person(Role.COORDINATOR, other))
    assert GAP in body(client, line)
    offer_help(cluster, lead)
    assert GAP not in body(client, line)


def test_closed_help_does_not_tell_who_may_not_see_it(client, cluster, lead, line, step):
    """A member who does not see the entry reads the same sentence as before: "as far as you can see"."""
    offer_help(cluster, lead, exposure=Exposure.RESTRICTED)
    assert GAP not in body(client, line)
    client.force_login(make_person(Role.MEMBER, cluster))
    assert GAP in body(client, line)


def test_who_does_not_keep_the_register_is_told_nothing(client, line, step):
    officer = make_person(Role.TASK_TEAM)
    Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={})
    client.force_login(officer)
    assert GAP not in body(client, line)


def test_a_stranger_gets_nothing(client, line, step):
    client.force_login(make_person(Role.COORDINATOR, make_cluster("SYR")))
    for name, args in (("line-detail", [line.pk]), ("step-edit", [line.pk, step.pk])):
        assert client.get(reverse(f"engagements:{name}", args=args)).status_code == 404


def test_line_page_keeps_its_number_of_questions(client, lead, line, step):
    url = reverse("engagements:line-detail", args=[line.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _n in range(30):
        make_step(plan_line=line, template=make_step_template(who=["law_clinic"]))
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few) <= 15
