"""Members offer data for a call for input; their coordinators read who."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from calendar_app.actions.offers import offer_data, withdraw_offer
from calendar_app.enums import EntryKind, EntryState
from calendar_app.models import DataOffer
from clusters.enums import Role
from core.errors import Refused
from core.models import AuditEntry
from tests.factories import make_entry, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


@pytest.fixture
def call():
    return make_entry(kind=EntryKind.CALL_FOR_INPUT, country=None)


def test_a_member_offers_changes_and_takes_back(member, coordinator, moz, call):
    offer_data(cluster=moz, entry=call, what="Camp figures", by=member)
    offer_data(cluster=moz, entry=call, what="Camp figures", by=member)
    offer_data(cluster=moz, entry=call, what="Camp figures 2026", by=member)
    assert DataOffer.objects.visible_to(coordinator).get().what == "Camp figures 2026"
    withdraw_offer(cluster=moz, entry=call, by=member)
    withdraw_offer(cluster=moz, entry=call, by=member)
    assert not DataOffer.objects.visible_to(coordinator).exists()
    verbs = list(AuditEntry.objects.unscoped("test").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["offer.made", "offer.made", "offer.withdrawn"]


def test_strangers_and_wrong_dates_are_refused(member, stranger, moz, call):
    with pytest.raises(Refused):
        offer_data(cluster=moz, entry=call, by=stranger)
    for wrong in (make_entry(country=None), make_entry(kind=EntryKind.CALL_FOR_INPUT, state=EntryState.CANCELLED)):
        with pytest.raises(ValidationError):
            offer_data(cluster=moz, entry=wrong, by=member)


def test_on_the_page_of_the_call(login, member, coordinator, moz, call):
    address = reverse("calendar:entry-offer", args=[call.pk])
    page = reverse("calendar:entry-detail", args=[call.pk])
    other = make_person(Role.MEMBER, moz)
    assert login(member).post(address, {"what": "Camp <figures>"}).status_code == 302
    assert b"Camp &lt;figures&gt;" in login(coordinator).get(page).content
    assert b"Camp &lt;figures&gt;" not in login(other).get(page).content
    assert login(member).post(address, {"what": "x" * 2000}).status_code == 302
    assert DataOffer.objects.visible_to(member).get().what == "Camp <figures>"
    assert login(make_person(Role.GPC)).post(address, {}).status_code == 403
    login(member).post(address, {"withdraw": "1"})
    assert not DataOffer.objects.visible_to(member).exists()
