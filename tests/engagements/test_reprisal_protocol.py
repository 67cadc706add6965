"""What a cluster does about reprisals: versions that everybody inside reads, written by coordinators and the circle."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from clusters.enums import Role
from core import clock
from core.errors import Refused, Stale
from core.models import AuditEntry
from engagements.actions.reprisals import PROTOCOL_TEXTS, record_reprisal_protocol, set_circle
from engagements.models import ReprisalProtocol
from tests.api_calls import Caller
from tests.factories import make_cluster, make_person

pytestmark = pytest.mark.django_db
TEXTS = {name: f"Say {name} in full sentences." for name in PROTOCOL_TEXTS}
DAY = dt.date(2026, 11, 1)


@pytest.fixture
def cluster():
    return make_cluster("NGA")


@pytest.fixture
def lead(cluster):
    return make_person(Role.COORDINATOR, cluster)


def record(cluster, by, **changes):
    return record_reprisal_protocol(cluster=cluster, by=by, **{"in_force_on": DAY, **TEXTS, **changes})


def test_versions_follow_one_another_and_stay(cluster, lead):
    first = record(cluster, lead, expected_number=0)
    second = record(cluster, lead, at_once="  Bring her to safety.  ", expected_number=1)
    assert (first.number, second.number, second.at_once) == (1, 2, "Bring her to safety.")
    assert ReprisalProtocol.objects.visible_to(lead).get(number=1).at_once == TEXTS["at_once"]
    with pytest.raises(Stale):
        record(cluster, lead, expected_number=1)
    entries = AuditEntry.objects.visible_to(lead).filter(verb="reprisal.protocol")
    assert sorted(entry.after["number"] for entry in entries) == [1, 2]
    assert not any("sentences" in f"{entry.after} {entry.reason} {entry.target_label}" for entry in entries)


def test_what_is_needed_is_asked_for_at_its_place(cluster, lead):
    with pytest.raises(ValidationError) as caught:
        record(cluster, lead, at_once=" ", whom="", focal_points="")
    assert set(caught.value.message_dict) == {"at_once", "whom", "focal_points"}
    assert not ReprisalProtocol.objects.visible_to(lead).exists()


def test_coordinators_and_the_circle_write_it_and_nobody_else(cluster, lead):
    of_circle, other = make_person(Role.MEMBER, cluster), make_person(Role.SAG, cluster)
    set_circle(cluster=cluster, people=[of_circle, lead], expected_version=0, by=lead)
    assert record(cluster, of_circle).number == 1
    stranger = make_person(Role.COORDINATOR, make_cluster("MOZ"))
    for person in (other, make_person(Role.TASK_TEAM), make_person(Role.OHCHR, cluster), stranger):
        with pytest.raises(Refused):
            record(cluster, person)


def test_everybody_inside_reads_it_and_nobody_outside(cluster, lead):
    record(cluster, lead)
    node = make_cluster("NGA", parent=cluster, name="Node")
    inside = [make_person(Role.MEMBER, cluster), make_person(Role.SAG, cluster), make_person(Role.MEMBER, node)]
    outside = [
        make_person(Role.OHCHR, cluster),
        make_person(Role.TASK_TEAM),
        make_person(Role.GPC),
        make_person(Role.ADMINISTRATOR),
        make_person(Role.COORDINATOR, make_cluster("MOZ")),
    ]
    assert all(ReprisalProtocol.objects.visible_to(person).count() == 1 for person in inside)
    assert not any(ReprisalProtocol.objects.visible_to(person).exists() for person in outside)


def test_a_node_writes_its_own_or_shows_that_of_the_national_cluster(client, cluster, lead):
    node = make_cluster("NGA", parent=cluster, name="Node")
    keeper, sister = make_person(Role.COORDINATOR, node), make_cluster("NGA", parent=cluster, name="Sister")
    record(cluster, lead, at_once="The national way.")
    client.force_login(keeper)
    address = reverse("engagements:reprisal-protocol")
    page = client.get(address, {"cluster": node.pk}).content.decode()
    assert page.count("The national way.") == 1
    assert "The protocol of the national cluster holds." in page
    record(node, keeper, at_once="The way of the node.")
    page = client.get(address, {"cluster": node.pk}).content.decode()
    assert "The way of the node." in page
    assert "The national way." not in page
    with pytest.raises(Refused):
        record(cluster, keeper)
    client.force_login(make_person(Role.MEMBER, sister))
    assert "The way of the node." not in client.get(address, {"cluster": sister.pk}).content.decode()


def test_the_page_is_written_and_read(client, cluster, lead):
    client.force_login(lead)
    address = reverse("engagements:reprisal-protocol-record") + f"?cluster={cluster.pk}"
    given = {**TEXTS, "in_force_on": "2026-11-01", "version": "0"}
    refused = client.post(address, {**given, "whom": ""})
    assert refused.status_code == 422
    assert TEXTS["at_once"] in refused.content.decode()
    done = client.post(address, given)
    assert done.status_code == 302
    page = client.get(done.url).content.decode()
    assert all(text in page for text in TEXTS.values())
    # Somebody was quicker: nothing is lost, and saving once more is a decision.
    late = client.post(address, {**given, "never": "Nobody calls by an open line."})
    assert late.status_code == 409
    shown = late.content.decode()
    assert "Nobody calls by an open line." in shown
    assert 'name="version" value="1"' in shown
    assert client.post(address, {**given, "version": "1"}).status_code == 302
    assert ReprisalProtocol.objects.visible_to(lead).count() == 2
    # It is offered where it is needed.
    member = make_person(Role.MEMBER, cluster)
    client.force_login(member)
    link = reverse("engagements:reprisal-protocol")
    for name in ("safeguards", "reprisal-report"):
        assert link in client.get(reverse(f"engagements:{name}"), {"cluster": cluster.pk}).content.decode()
    page = client.get(link, {"cluster": cluster.pk}).content.decode()
    assert "New version" not in page
    assert client.get(address).status_code == 403
    assert client.post(address, given).status_code == 403


@pytest.mark.parametrize("name", ["reprisal-protocol", "reprisal-protocol-record"])
def test_a_stranger_finds_nothing(client, cluster, name):
    client.force_login(make_person(Role.COORDINATOR, make_cluster("MOZ")))
    assert client.get(reverse(f"engagements:{name}"), {"cluster": cluster.pk}).status_code == 404


def test_other_programs_read_and_write_it_by_the_same_rules(client, cluster, lead):
    rows = reverse("api-reprisal-protocol-list")
    given = {"cluster": cluster.pk, **TEXTS, "in_force_on": clock.today().isoformat(), "expected_number": 0}
    member = make_person(Role.MEMBER, cluster)
    client.force_login(member)
    assert client.post(rows, given, content_type="application/json").status_code == 403
    client.force_login(lead)
    made = client.post(rows, given, content_type="application/json")
    assert made.status_code == 201
    assert client.post(rows, given, content_type="application/json").status_code == 409
    one = reverse("api-reprisal-protocol-detail", args=[made.json()["id"]])
    client.force_login(member)
    assert client.get(one).json()["at_once"] == TEXTS["at_once"]
    client.force_login(make_person(Role.COORDINATOR, make_cluster("MOZ")))
    assert client.get(one).status_code == 404
    assert client.get(rows).json()["count"] == 0


def test_a_partner_of_ohchr_in_the_circle_reads_what_she_writes(cluster, lead):
    """Whoever is named to look after reprisals knows the rule; an OHCHR partner who is not does not."""
    partner, other = make_person(Role.OHCHR, cluster), make_person(Role.OHCHR, cluster)
    set_circle(cluster=cluster, people=[partner, lead], expected_version=0, by=lead)
    record(cluster, lead)
    assert record(cluster, partner, expected_number=1).number == 2
    assert ReprisalProtocol.objects.visible_to(partner).count() == 2
    assert not ReprisalProtocol.objects.visible_to(other).exists()
    answer = Caller(partner).post(
        "/api/v1/reprisal-protocols/", cluster=cluster.pk, in_force_on="2026-11-02", expected_number=2, **TEXTS
    )
    assert (answer.status_code, answer.json()["number"]) == (201, 3)
    # With her place in the circle it ends.
    set_circle(cluster=cluster, people=[make_person(Role.MEMBER, cluster), lead], expected_version=1, by=lead)
    assert not ReprisalProtocol.objects.visible_to(partner).exists()
