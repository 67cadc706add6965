"""A strategy says which guidance was used, in the version of that day (MATRIX O012)."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.urls import reverse

from clusters.enums import Role
from core.models import AuditEntry
from engagements.actions.sheets import create_sheet, edit_sheet
from engagements.models import AdvocacyStrategy
from knowledge.actions.resources import change_resource
from tests.factories import make_cluster, make_person
from tests.factories.knowledge import make_resource

pytestmark = pytest.mark.django_db
FIELDS = {"place": "cluster", "kind": "section", "status": "writing", "approach": "rights", "exposure": "members_only"}


@pytest.fixture
def cluster():
    return make_cluster("NGA")


@pytest.fixture
def lead(cluster, client):
    person = make_person(Role.COORDINATOR, cluster)
    client.force_login(person)
    return person


@pytest.fixture
def guidance():
    issued_on = dt.date(2026, 5, 4)
    return make_resource(title="Rights in strategies", places=["cluster"], edition="Version 2", issued_on=issued_on)


def stored(by):
    return AdvocacyStrategy.objects.visible_to(by).get()


def test_the_version_of_the_day_stays(client, lead, cluster, guidance):
    address = f"{reverse('engagements:strategy-create')}?cluster={cluster.pk}"
    make_resource(title="No guidance on strategies")
    form = client.get(address).content.decode()
    assert guidance.title in form
    assert "No guidance on strategies" not in form
    assert client.post(address, {**FIELDS, "resource": guidance.pk}).status_code == 302
    assert (stored(lead).resource, stored(lead).resource_version) == (guidance, "Version 2, 2026-05-04")
    team = make_person(Role.TASK_TEAM)
    Authenticator.objects.create(user=team, type=Authenticator.Type.TOTP, data={})
    change_resource(resource=guidance, edition="Version 3", expected_version=1, by=team)
    edit_sheet(record=stored(lead), expected_version=1, by=lead, resource=guidance, note="Read again")
    assert stored(lead).resource_version == "Version 2, 2026-05-04"
    page = client.get(reverse("engagements:strategies"), {"cluster": cluster.pk}).content.decode()
    assert "Version 2, 2026-05-04" in page
    edit_sheet(record=stored(lead), expected_version=2, by=lead, resource=None)
    assert (stored(lead).resource, stored(lead).resource_version) == (None, "")
    verbs = AuditEntry.objects.visible_to(lead).filter(verb="strategy.changed")
    assert verbs.latest("pk").before["resource"] == guidance.pk


def test_what_is_no_longer_offered_is_not_chosen_anew_but_kept(client, lead, cluster, guidance):
    row = create_sheet(model=AdvocacyStrategy, cluster=cluster, by=lead, resource=guidance, **FIELDS)
    guidance.is_retired = True
    guidance.save()
    with pytest.raises(ValidationError) as error:
        create_sheet(model=AdvocacyStrategy, cluster=cluster, by=lead, resource=guidance, **FIELDS)
    assert "resource" in error.value.message_dict
    edit = reverse("engagements:strategy-edit", args=[row.pk])
    assert guidance.title in client.get(edit).content.decode()
    assert client.post(edit, {**FIELDS, "resource": guidance.pk, "version": "1"}).status_code == 302
    assert stored(lead).resource_version == "Version 2, 2026-05-04"
    with pytest.raises(ProtectedError):
        guidance.delete()
