"""One's own settings."""

import pytest
from django.urls import reverse

from clusters.enums import Role
from core.models import AuditEntry
from tests.factories.clusters import make_person

pytestmark = pytest.mark.django_db

GOOD = {
    "name": "New Name",
    "language": "fr",
    "time_zone": "Asia/Damascus",
    "reminder_rhythm": "daily",
    "reminder_hour": "6",
    "reminder_leads": "7, 30,1",
}


@pytest.fixture
def person(client):
    person = make_person(Role.MEMBER, time_zone="Africa/Maputo")
    client.force_login(person)
    return person


def test_save_settings(client, person):
    assert client.post(reverse("clusters:me"), GOOD).status_code == 302
    person.refresh_from_db()
    assert (person.name, person.language, person.time_zone) == ("New Name", "fr", "Asia/Damascus")
    assert (person.reminder_rhythm, person.reminder_hour, person.reminder_leads) == ("daily", 6, [30, 7, 1])
    entry = AuditEntry.objects.unscoped("assert on the whole trail").get()
    assert (entry.verb, entry.before["time_zone"], entry.cluster_id) == ("person.changed", "Africa/Maputo", None)
    client.post(reverse("clusters:me"), GOOD)
    assert AuditEntry.objects.unscoped("assert on the whole trail").count() == 1, "nothing changed, nothing recorded"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "/etc/localtime"),
        ("time_zone", "localtime"),
        ("language", "tlh"),
        ("reminder_hour", "24"),
        ("reminder_leads", "seven"),
        ("reminder_leads", "-1"),
        ("reminder_leads", "367"),
        ("reminder_leads", "1,2,3,4,5,6,7,8,9,10,11"),
        ("reminder_rhythm", "hourly"),
        ("name", ""),
        ("name", "x" * 151),
    ],
)
def test_bad_settings_are_said_at_the_field_and_kept_on_the_page(client, person, field, value):
    response = client.post(reverse("clusters:me"), {**GOOD, field: value})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "Asia/Damascus" in response.content.decode() or field == "time_zone"
    person.refresh_from_db()
    assert person.time_zone == "Africa/Maputo"


def test_script_in_a_name_stays_text(client, person):
    client.post(reverse("clusters:me"), {**GOOD, "name": "<script>alert(1)</script>"})
    page = client.get(reverse("clusters:me")).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_rights_cannot_be_posted(client, person):
    client.post(reverse("clusters:me"), {**GOOD, "is_superuser": "1", "is_staff": "1", "email": "root@x.example"})
    person.refresh_from_db()
    assert (person.is_superuser, person.is_staff, person.email != "root@x.example") == (False, False, True)
