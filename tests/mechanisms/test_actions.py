"""Writes of the catalogue's readers."""

import pytest
from django.http import Http404

from clusters.enums import Role
from core.errors import Stale
from core.models import AuditEntry
from mechanisms import queries
from mechanisms.actions import mark_card_read
from mechanisms.models import CardReading
from tests.factories import make_mechanism, make_person
from tests.mechanisms.test_views import requirement

pytestmark = pytest.mark.django_db


def fingerprint_of(body, person):
    return queries.mechanism_detail(person, body.key).fingerprint


def test_reading_a_card_is_written_once_with_its_trace():
    body, person = make_mechanism(), make_person(Role.COORDINATOR)
    requirement(body)
    first = mark_card_read(key=body.key, fingerprint=fingerprint_of(body, person), by=person)
    again = mark_card_read(key=body.key, fingerprint=fingerprint_of(body, person), by=person)
    assert first.pk == again.pk
    assert first.read_at == again.read_at
    entry = AuditEntry.objects.unscoped("test").get(verb="card.read")
    assert (entry.actor_id, entry.target_id) == (person.pk, str(body.pk))


def test_a_card_that_changed_is_read_again():
    body, person = make_mechanism(), make_person(Role.COORDINATOR)
    item = requirement(body)
    old = fingerprint_of(body, person)
    mark_card_read(key=body.key, fingerprint=old, by=person)
    item.limit = 9
    item.save()
    with pytest.raises(Stale):
        mark_card_read(key=body.key, fingerprint=old, by=person)
    new = fingerprint_of(body, person)
    mark_card_read(key=body.key, fingerprint=new, by=person)
    assert CardReading.objects.get().fingerprint == new != old


def test_there_is_no_card_of_a_body_that_is_not_there():
    with pytest.raises(Http404):
        mark_card_read(key="nothing", fingerprint="", by=make_person(Role.MEMBER))
