"""What kind of organisation the members are: recorded by who cares for them, told with the gap (MATRIX D036)."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters import queries
from clusters.actions import set_organisation_kinds
from clusters.enums import OrganisationKind, Role
from clusters.models import Organisation
from core.errors import Refused, Stale
from core.models import AuditEntry
from tests.factories import make_cluster, make_organisation, make_person

pytestmark = pytest.mark.django_db
HR, NGO = OrganisationKind.HUMAN_RIGHTS, OrganisationKind.NATIONAL_NGO
GAP = "No human rights organisation is recorded among the members."
UNKNOWN = "No kind is recorded yet"


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster):
    # Leads of the tests work for an organisation as well; it is recorded, so that one is left to say.
    person = make_person(Role.COORDINATOR, cluster)
    Organisation.objects.filter(memberships__user=person).update(kind=OrganisationKind.UN_AGENCY)
    return person


@pytest.fixture
def member(cluster):
    return make_person(Role.MEMBER, cluster, organisation=make_organisation("Lantern"))


@pytest.fixture
def lantern(member):
    return Organisation.objects.get(name="Lantern")


def trail():
    return AuditEntry.objects.unscoped("a test looks at every row").filter(verb="organisation.changed")


def page(client, person, cluster, name="cluster-people"):
    client.force_login(person)
    return client.get(reverse(f"clusters:{name}", args=[cluster.pk]))


def test_a_kind_is_recorded_and_told_in_the_trail(cluster, lead, lantern):
    assert set_organisation_kinds(cluster=cluster, kinds={lantern.pk: ("", HR)}, by=lead) == [lantern]
    lantern.refresh_from_db()
    assert lantern.kind == HR
    entry = trail().get()
    assert (entry.cluster_id, entry.before, entry.after) == (cluster.pk, {"kind": ""}, {"kind": "human_rights"})
    # Once more: nothing to write.
    assert set_organisation_kinds(cluster=cluster, kinds={lantern.pk: (HR, HR)}, by=lead) == []
    assert trail().count() == 1


def test_who_has_not_seen_what_stands_is_told(cluster, lead, lantern):
    set_organisation_kinds(cluster=cluster, kinds={lantern.pk: ("", HR)}, by=lead)
    with pytest.raises(Stale):
        set_organisation_kinds(cluster=cluster, kinds={lantern.pk: ("", NGO)}, by=lead)
    # What one did not touch is not set back.
    assert set_organisation_kinds(cluster=cluster, kinds={lantern.pk: ("", "")}, by=lead) == []
    lantern.refresh_from_db()
    assert lantern.kind == HR


def test_only_organisations_of_the_cluster_and_kinds_of_the_list(cluster, lead, lantern):
    stranger = make_organisation("Elsewhere")
    with pytest.raises(Refused):
        set_organisation_kinds(cluster=cluster, kinds={stranger.pk: ("", HR)}, by=lead)
    with pytest.raises(ValidationError):
        set_organisation_kinds(cluster=cluster, kinds={lantern.pk: ("", "club")}, by=lead)
    assert not trail().exists()


@pytest.mark.parametrize("role", [Role.MEMBER, Role.SAG, Role.OHCHR])
def test_only_who_cares_for_people_records(cluster, lantern, role):
    with pytest.raises(Refused):
        set_organisation_kinds(cluster=cluster, kinds={lantern.pk: ("", HR)}, by=make_person(role, cluster))


def test_a_lead_of_another_cluster_records_nothing_here(client, cluster, lantern):
    foreign = make_person(Role.COORDINATOR, make_cluster("SYR"))
    with pytest.raises(Refused):
        set_organisation_kinds(cluster=cluster, kinds={lantern.pk: ("", HR)}, by=foreign)
    assert page(client, foreign, cluster, "organisations").status_code == 404


def test_gap_is_told_as_far_as_it_is_known(client, cluster, lead, lantern):
    Organisation.objects.update(kind="")
    body = page(client, lead, cluster).content.decode()
    assert UNKNOWN in body
    assert GAP not in body
    lantern.kind = NGO
    lantern.save()
    body = page(client, lead, cluster).content.decode()
    assert GAP in body
    assert "National NGO" in body
    lantern.kind = HR
    lantern.save()
    body = page(client, lead, cluster).content.decode()
    assert GAP not in body
    assert UNKNOWN not in body
    assert "Human rights organisation" in body


def test_members_read_the_kinds_without_the_gap_and_without_the_form(client, cluster, member, lantern):
    lantern.kind = NGO
    lantern.save()
    body = page(client, member, cluster).content.decode()
    assert GAP not in body
    body = page(client, member, cluster, "organisations").content.decode()
    assert "National NGO" in body
    assert f'name="kind-{lantern.pk}"' not in body
    answer = client.post(reverse("clusters:organisations", args=[cluster.pk]), {f"kind-{lantern.pk}": HR})
    assert answer.status_code == 403


def test_recorded_on_the_page(client, cluster, lead, lantern):
    client.force_login(lead)
    url = reverse("clusters:organisations", args=[cluster.pk])
    assert client.get(url).content.count(b"<h1>") == 1
    answer = client.post(url, {f"kind-{lantern.pk}": HR, f"seen-{lantern.pk}": ""})
    assert answer.status_code == 302
    lantern.refresh_from_db()
    assert lantern.kind == HR


def test_conflict_keeps_what_was_chosen(client, cluster, lead, lantern):
    client.force_login(lead)
    url = reverse("clusters:organisations", args=[cluster.pk])
    lantern.kind = NGO
    lantern.save()
    answer = client.post(url, {f"kind-{lantern.pk}": HR, f"seen-{lantern.pk}": ""})
    assert answer.status_code == 409
    form = answer.context["form"]
    assert (form[f"kind-{lantern.pk}"].value(), form[f"seen-{lantern.pk}"].value()) == (HR, NGO)
    lantern.refresh_from_db()
    assert lantern.kind == NGO


def test_an_ended_role_takes_the_organisation_out(cluster, lead, lantern, member):
    member.memberships.update(ends_on="2020-01-01", starts_on="2019-01-01")
    assert lantern not in queries.member_organisations(lead, cluster)


@pytest.mark.parametrize("name", ["organisations", "cluster-people"])
def test_pages_ask_the_same_for_1_and_30_rows(client, cluster, lead, lantern, name):
    page(client, lead, cluster, name)
    counts = []
    for number in (0, 30):
        for n in range(number):
            make_person(Role.MEMBER, cluster, organisation=make_organisation(f"Organisation kind {n}"))
        with CaptureQueriesContext(connection) as asked:
            assert page(client, lead, cluster, name).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
    client.force_login(lead)
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse(f"clusters:{name}", args=[cluster.pk]))
    assert len(asked) <= 15
