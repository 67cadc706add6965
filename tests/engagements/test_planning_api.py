"""Objectives, context and concerns over the API: same rules as on the pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from clusters.enums import Role
from core.models import AuditEntry
from engagements.actions.aims import add_aim
from engagements.actions.concerns import raise_concern
from engagements.actions.context import save_context
from engagements.actions.plans import create_plan_line
from engagements.enums import AimPurpose, Exposure, StepOwner
from engagements.models import PlanAim, PlanConcern, PlanContext
from tests.factories import make_cluster, make_mechanism, make_person

pytestmark = pytest.mark.django_db
AIMS, CONTEXTS, CONCERNS = (f"/api/v1/plan-{name}/" for name in ("aims", "contexts", "concerns"))


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster):
    return make_person(Role.COORDINATOR, cluster)


@pytest.fixture
def member(cluster):
    return make_person(Role.MEMBER, cluster)


@pytest.fixture
def stranger():
    return make_person(Role.COORDINATOR, make_cluster("SYR"))


def client_of(user):
    client = APIClient()
    client.force_login(user)
    return client


def verbs():
    return sorted(AuditEntry.objects.unscoped("a test looks at every row").values_list("verb", flat=True))


def test_objectives_are_written_and_changed(cluster, lead, member, stranger):
    api = client_of(lead)
    made = api.post(AIMS, {"cluster": cluster.pk, "text": "Safe return", "purpose": "advocate"}, format="json")
    assert made.status_code == 201
    row = f"{AIMS}{made.data['id']}/"
    changed = api.patch(row, {"is_retired": True, "version": 1}, format="json")
    assert (changed.status_code, changed.data["is_retired"], changed.data["text"]) == (200, True, "Safe return")
    stale = api.patch(row, {"text": "Other", "version": 1}, format="json")
    assert stale.status_code == 409
    assert PlanAim.objects.visible_to(lead).get().text == "Safe return"
    assert {"aim.added", "aim.changed"} <= set(verbs())
    assert client_of(member).get(row).status_code == 200
    assert client_of(member).patch(row, {"version": 2}, format="json").status_code == 403
    assert client_of(stranger).get(row).status_code == 404
    assert client_of(stranger).patch(row, {}, format="json").status_code == 404


def test_the_context_is_kept_version_by_version(cluster, lead, member, stranger):
    api, data = client_of(lead), {"cluster": cluster.pk, "year": 2027, "version": 0, "timing": "After the budget"}
    first = api.post(CONTEXTS, data, format="json")
    assert (first.status_code, first.data["number"]) == (201, 1)
    assert api.post(CONTEXTS, {**data, "timing": "Later"}, format="json").status_code == 409
    second = api.post(CONTEXTS, {**data, "version": 1, "timing": "Later"}, format="json")
    assert second.data["number"] == 2
    listed = client_of(member).get(CONTEXTS, {"cluster": cluster.pk, "year": 2027}).data["results"]
    assert [(row["number"], row["timing"]) for row in listed] == [(2, "Later"), (1, "After the budget")]
    assert client_of(member).post(CONTEXTS, {**data, "version": 2}, format="json").status_code == 403
    assert client_of(stranger).get(f"{CONTEXTS}{first.data['id']}/").status_code == 404
    assert client_of(stranger).get(CONTEXTS).data["count"] == 0
    assert PlanContext.objects.visible_to(lead).count() == 2


def test_concerns_are_raised_and_answered(cluster, lead, member, stranger):
    made = client_of(member).post(CONCERNS, {"cluster": cluster.pk, "text": "Checkpoints"}, format="json")
    assert made.status_code == 201
    row = f"{CONCERNS}{made.data['id']}/"
    data = {"answer": "Next year", "version": 1}
    assert client_of(member).post(f"{row}answer/", data, format="json").status_code == 403
    assert client_of(stranger).post(f"{row}answer/", data, format="json").status_code == 404
    answered = client_of(lead).post(f"{row}answer/", data, format="json")
    assert (answered.status_code, answered.data["answer"]) == (200, "Next year")
    assert client_of(lead).post(f"{row}answer/", data, format="json").status_code == 403
    assert client_of(lead).get(CONCERNS, {"waiting": "true"}).data["count"] == 0
    assert {"concern.raised", "concern.answered"} <= set(verbs())
    refused = client_of(stranger).post(CONCERNS, {"cluster": cluster.pk, "text": "Mine"}, format="json")
    assert refused.status_code == 403
    assert PlanConcern.objects.visible_to(lead).count() == 1


def test_the_line_that_took_a_concern_up_is_told_to_those_who_see_it(cluster, lead, member):
    concern = raise_concern(cluster=cluster, text="Checkpoints", by=member)
    line = create_plan_line(
        cluster=cluster,
        mechanism=make_mechanism(),
        year=2027,
        title="Quiet work",
        lead_role=StepOwner.COORDINATOR,
        exposure=Exposure.CONFIDENTIAL,
        answers=concern,
        by=lead,
    )
    row = f"{CONCERNS}{concern.pk}/"
    assert client_of(lead).get(row).data["plan_line"] == line.pk
    assert client_of(member).get(row).data["plan_line"] is None


def test_lists_ask_the_same_for_1_and_30_rows(cluster, lead):
    api = client_of(lead)

    def add(numbers):
        for n in numbers:
            add_aim(cluster=cluster, text=f"Aim {n}", purpose=AimPurpose.ADVOCATE, by=lead)
            raise_concern(cluster=cluster, text=f"Concern {n}", by=lead)
            save_context(cluster=cluster, year=2027, expected_number=n, timing=f"Then {n}", by=lead)

    def asked():
        counts = []
        for url in (AIMS, CONTEXTS, CONCERNS):
            api.get(url)
            with CaptureQueriesContext(connection) as found:
                assert api.get(url).status_code == 200
            counts.append(len(found))
        return counts

    add(range(1))
    few = asked()
    add(range(1, 30))
    assert asked() == few
    assert max(few) <= 15
