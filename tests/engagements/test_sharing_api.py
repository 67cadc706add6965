"""The rules of sharing over the API: the circle reads, coordinators write, strangers find nothing."""

import datetime as dt

import pytest
from django.urls import reverse

from clusters.enums import Role
from core import clock
from engagements.actions.sharing import STRATEGY_TEXTS
from engagements.enums import Exposure
from engagements.models import PlanLine, SharingException
from tests.factories import make_cluster, make_organisation, make_person, make_plan_line

pytestmark = pytest.mark.django_db
JSON = "application/json"
ROOMS = ("sharing-protocol", "sharing-strategy", "protocol-signature", "sharing-exception")


@pytest.fixture
def cluster():
    return make_cluster("MOZ", may_share=False)


@pytest.fixture
def lead(cluster, client):
    user = make_person(Role.COORDINATOR, cluster)
    client.force_login(user)
    return user


def bodies(cluster, organisation, **more):
    today = clock.today()
    return {
        "sharing-protocol": {"cluster": cluster.pk, "text": "As agreed.", "in_force_on": today.isoformat()},
        "sharing-strategy": {"cluster": cluster.pk, **dict.fromkeys(STRATEGY_TEXTS, "As agreed.")},
        "protocol-signature": {
            "cluster": cluster.pk,
            "organisation": organisation.pk,
            "starts_on": today.isoformat(),
        },
        "sharing-exception": {
            "cluster": cluster.pk,
            "organisation": organisation.pk,
            "what": "One text",
            "reason": "They hold the data.",
            "ends_on": (today + dt.timedelta(days=9)).isoformat(),
            **more,
        },
    }


def post(client, name, body):
    return client.post(reverse(f"api-{name}-list"), body, content_type=JSON)


def test_coordinators_record_all_four_and_end_two(client, cluster, lead):
    organisation = make_organisation()
    member = make_person(Role.MEMBER, cluster, organisation=organisation)
    line = make_plan_line(cluster=cluster, exposure=Exposure.CONFIDENTIAL, readers=[lead, member])
    rows = {}
    for name, body in bodies(cluster, organisation, plan_line=line.pk).items():
        answer = post(client, name, body)
        assert answer.status_code == 201, (name, answer.json())
        rows[name] = answer.json()
    assert (rows["sharing-protocol"]["number"], rows["protocol-signature"]["protocol"]) == (1, 1)
    assert rows["sharing-exception"]["plan_line"] == line.pk
    assert post(client, "protocol-signature", bodies(cluster, organisation)["protocol-signature"]).status_code == 400
    assert PlanLine.objects.visible_to(member).filter(pk=line.pk).exists()
    for name in ("protocol-signature", "sharing-exception"):
        end = reverse(f"api-{name}-end", args=[rows[name]["id"]])
        assert client.post(end).json()["ended_at"]
        assert client.post(end).status_code == 403
    assert not PlanLine.objects.visible_to(member).filter(pk=line.pk).exists()


def test_the_log_names_no_line_that_its_reader_does_not_see(client, cluster, lead):
    line = make_plan_line(cluster=cluster, exposure=Exposure.CONFIDENTIAL, readers=[lead])
    body = bodies(cluster, make_organisation(), plan_line=line.pk)["sharing-exception"]
    pk = post(client, "sharing-exception", body).json()["id"]
    client.force_login(make_person(Role.MEMBER, cluster))
    seen = client.get(reverse("api-sharing-exception-detail", args=[pk])).json()
    assert (seen["what"], seen["plan_line"]) == ("One text", None)


def test_a_hidden_or_foreign_line_does_not_exist(client, cluster, lead):
    hidden = make_plan_line(cluster=cluster, exposure=Exposure.CONFIDENTIAL)
    for line in (hidden, make_plan_line()):
        body = bodies(cluster, make_organisation(), plan_line=line.pk)["sharing-exception"]
        assert post(client, "sharing-exception", body).status_code == 400
    assert not SharingException.objects.visible_to(lead).exists()


def test_members_read_and_strangers_find_nothing(client, cluster, lead):
    organisation = make_organisation()
    given = bodies(cluster, organisation)
    rows = {name: post(client, name, body).json()["id"] for name, body in given.items()}
    for person, reads in (
        (make_person(Role.MEMBER, cluster), True),
        (make_person(Role.COORDINATOR, make_cluster("SYR")), False),
        (make_person(Role.OHCHR, cluster), False),
    ):
        client.force_login(person)
        for name in ROOMS:
            listed = client.get(reverse(f"api-{name}-list") + f"?cluster={cluster.pk}")
            assert listed.json()["count"] == int(reads)
            detail = client.get(reverse(f"api-{name}-detail", args=[rows[name]]))
            assert detail.status_code == (200 if reads else 404)
            assert post(client, name, given[name]).status_code == 403
        for name in ("protocol-signature", "sharing-exception"):
            assert client.post(reverse(f"api-{name}-end", args=[rows[name]])).status_code == (403 if reads else 404)
