"""Deliveries, audit and files in the administration: looking only; failed mails can be sent again."""

import datetime as dt
import uuid

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from clusters.enums import Role
from core import audit, clock
from core.enums import DeliveryState
from core.models import AuditEntry, Delivery, Heartbeat, PrivateFile
from tests.factories import make_person, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(client):
    person = make_person(Role.ADMINISTRATOR)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "for tests"})
    client.force_login(person)
    return person


@pytest.fixture
def failed():
    return Delivery.objects.create(
        subject_type="calendar_app.entry",
        subject_id="7",
        recipient=make_user(name="Amina Diallo"),
        kind="calendar.reminder",
        lead_days=14,
        due_on=dt.date(2027, 1, 18),
        not_before=clock.now(),
        state=DeliveryState.FAILED,
        error="The mail server refused: 550.",
    )


@pytest.mark.parametrize("model", [AuditEntry, Delivery, Heartbeat, PrivateFile])
def test_nothing_can_be_added_changed_or_deleted(client, boss, model):
    name = f"admin:core_{model._meta.model_name}"
    assert client.get(reverse(f"{name}_changelist")).status_code == 200
    assert client.get(reverse(f"{name}_add")).status_code == 403


def test_a_delivery_is_found_by_its_recipient_and_shows_why_it_failed(client, boss, failed):
    page = client.get(reverse("admin:core_delivery_changelist"), {"q": "amina"}).content.decode()
    assert "The mail server refused: 550." in page
    detail = reverse("admin:core_delivery_change", args=[failed.pk])
    assert client.get(detail).status_code == 200
    assert client.post(detail, {"state": "sent"}).status_code == 403
    assert client.post(reverse("admin:core_delivery_delete", args=[failed.pk])).status_code == 403


def test_failed_mails_are_sent_again_and_that_is_recorded(client, boss, failed):
    address = reverse("admin:core_delivery_changelist")
    client.post(address, {"action": "send_again", "_selected_action": [str(failed.pk)]})
    failed.refresh_from_db()
    assert failed.state == DeliveryState.RETRY
    entry = AuditEntry.objects.unscoped("test").get(verb="delivery.retry")
    assert entry.actor_id == boss.pk


def test_all_failed_rows_of_one_mail_may_be_chosen_at_once(client, boss, failed):
    other = Delivery.objects.get(pk=failed.pk)
    other.pk, other.subject_id, other.batch = uuid.uuid4(), "918", failed.pk
    other.save(force_insert=True)
    Delivery.objects.filter(pk=failed.pk).update(batch=failed.pk)
    chosen = {"action": "send_again", "_selected_action": [str(failed.pk), str(other.pk)]}
    assert client.post(reverse("admin:core_delivery_changelist"), chosen).status_code == 302
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.RETRY}
    assert AuditEntry.objects.unscoped("test").filter(verb="delivery.retry").count() == 2


def test_files_and_trail_of_clusters_are_not_shown_to_the_administrator(client, boss):
    PrivateFile.objects.unscoped("test").create(
        cluster_id=77, parent="engagements.version:1", stored_as="x", file_name="Secret.pdf", media_type="text/canary",
        size=1, sha256="0" * 64,
    )  # fmt: skip
    audit.record(verb="canary.act", target=boss, by=boss, cluster_id=77)
    audit.record(verb="portal.act", target=boss, by=boss)
    files = client.get(reverse("admin:core_privatefile_changelist")).content.decode()
    assert "canary" not in files
    trail = client.get(reverse("admin:core_auditentry_changelist")).content.decode()
    assert "portal.act" in trail
    assert "canary.act" not in trail


@pytest.mark.parametrize("kind", ["plan.named", "sign_off_requested", "a kind of another release"])
def test_nobody_reads_here_who_is_named_on_what(client, boss, failed, kind):
    # "x" stands in no key of a delivery, so that none holds the number by chance.
    Delivery.objects.filter(pk=failed.pk).update(
        kind=kind, subject_type="engagements.plan_line", subject_id="917x:3", context={"old_on": "2031-09-17"}
    )
    address = reverse("admin:core_delivery_changelist")
    detail = reverse("admin:core_delivery_change", args=[failed.pk])
    client.post(address, {"action": "send_again", "_selected_action": [str(failed.pk)]})
    entry = AuditEntry.objects.unscoped("test").get(verb="delivery.retry")
    assert "917x" not in entry.target_label
    for page in (client.get(address), client.get(detail), client.get(reverse("calendar:delivery-list"))):
        text = page.content.decode()
        assert "Amina Diallo" in text
        for hidden in ("917x:3", "engagements.plan_line", "2031-09-17"):
            assert hidden not in text
    # Neither does a guess in the address tell.
    assert "Amina Diallo" not in client.get(address, {"q": "917x"}).content.decode()
    assert client.get(address, {"subject_id__startswith": "917x"}).status_code == 400
