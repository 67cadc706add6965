"""The directory of focal points: read by everyone, kept by the Task Team."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from core import clock
from core.errors import Refused, Stale
from core.models import AuditEntry
from mechanisms import actions
from mechanisms.enums import FocalSide
from mechanisms.models import FocalPoint
from mechanisms.rules.focal_points import is_doubtful
from tests.factories import make_cluster, make_mechanism, make_person

pytestmark = pytest.mark.django_db
PAGE = "mechanisms:focal-points"


@pytest.fixture
def keeper(settings):
    settings.HRE_DEMO = True
    return make_person(Role.TASK_TEAM, is_demo=True)


@pytest.fixture
def body():
    return make_mechanism()


def add(body, by, **values):
    details = {"side": FocalSide.OHCHR, "unit": "UPR Branch", "languages": "English, French", "by": by, **values}
    return actions.add_focal_point(mechanism=body, **details)


def verbs():
    return list(AuditEntry.objects.unscoped("test").order_by("pk").values_list("verb", flat=True))


def test_a_unit_is_added_changed_confirmed_and_ended(body, keeper):
    focal = add(body, keeper, contact="unit@test.example")
    assert (focal.confirmed_on, focal.confirmed_by) == (clock.today(), keeper)
    FocalPoint.objects.update(confirmed_on=dt.date(2024, 1, 1))
    actions.edit_focal_point(focal=focal, expected_version=1, unit="UPR Section", by=keeper)
    focal.refresh_from_db()
    assert (focal.unit, focal.confirmed_on, focal.version) == ("UPR Section", clock.today(), 2)
    FocalPoint.objects.update(confirmed_on=dt.date(2024, 1, 1))
    actions.confirm_focal_point(focal=focal, by=keeper)
    actions.confirm_focal_point(focal=focal, by=keeper)
    actions.end_focal_point(focal=focal, by=keeper)
    focal.refresh_from_db()
    assert focal.ended_on == clock.today()
    assert verbs() == ["focal_point.added", "focal_point.changed", "focal_point.confirmed", "focal_point.ended"]
    with pytest.raises(Refused):
        actions.confirm_focal_point(focal=focal, by=keeper)


def test_the_same_again_writes_nothing_and_an_old_page_is_told(body, keeper):
    focal = add(body, keeper)
    actions.edit_focal_point(focal=focal, expected_version=1, unit="UPR Branch", by=keeper)
    assert verbs() == ["focal_point.added"]
    with pytest.raises(Stale):
        actions.edit_focal_point(focal=focal, expected_version=0, unit="Other", by=keeper)


def test_a_unit_stands_once_on_a_side_until_it_has_ended(body, keeper):
    focal = add(body, keeper)
    with pytest.raises(ValidationError, match="stands there already"):
        add(body, keeper)
    add(body, keeper, side=FocalSide.MECHANISM)
    actions.end_focal_point(focal=focal, by=keeper)
    add(body, keeper)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MEMBER, Role.GPC])
def test_others_read_but_do_not_keep_it(body, keeper, client, role):
    focal = add(body, keeper)
    reader = make_person(role, make_cluster() if role != Role.GPC else None)
    with pytest.raises(Refused):
        add(body, reader, unit="Another")
    client.force_login(reader)
    page = client.get(reverse(PAGE)).content.decode()
    assert "UPR Branch" in page
    assert "Confirm again" not in page
    assert client.get(reverse("mechanisms:focal-add")).status_code == 403
    assert client.get(reverse("mechanisms:focal-edit", args=[focal.pk])).status_code == 403
    for name in ("focal-confirm", "focal-end"):
        assert client.post(reverse(f"mechanisms:{name}", args=[focal.pk])).status_code == 403
    assert verbs() == ["focal_point.added"]


def test_an_empty_directory_says_that_it_knows_nothing(client):
    client.force_login(make_person(Role.COORDINATOR))
    assert "No focal point is recorded yet" in client.get(reverse(PAGE)).content.decode()


def test_the_keeper_works_on_the_page(body, keeper, client):
    client.force_login(keeper)
    typed = {"mechanism": body.pk, "side": "ohchr", "unit": "UPR Branch", "contact": "unit@test.example"}
    assert client.post(reverse("mechanisms:focal-add"), {**typed, "unit": ""}).status_code == 422
    assert client.post(reverse("mechanisms:focal-add"), typed).status_code == 302
    again = client.post(reverse("mechanisms:focal-add"), typed)
    assert again.status_code == 422
    assert "This unit stands there already." in again.content.decode()
    focal = FocalPoint.objects.get()
    address = reverse("mechanisms:focal-edit", args=[focal.pk])
    assert client.post(address, {**typed, "unit": "New name", "version": 1}).status_code == 302
    stale = client.post(address, {**typed, "unit": "Typed text", "version": 1})
    assert stale.status_code == 409
    assert "Typed text" in stale.content.decode()
    FocalPoint.objects.update(confirmed_on=clock.today() - dt.timedelta(days=400))
    assert "To be confirmed" in client.get(reverse(PAGE)).content.decode()
    client.post(reverse("mechanisms:focal-confirm", args=[focal.pk]))
    assert "To be confirmed" not in client.get(reverse(PAGE)).content.decode()
    client.post(reverse("mechanisms:focal-end", args=[focal.pk]))
    assert "1 earlier focal point" in client.get(reverse(PAGE)).content.decode()
    assert client.post(reverse("mechanisms:focal-confirm", args=[focal.pk])).status_code == 403
    assert client.get(reverse("mechanisms:focal-edit", args=[10**9])).status_code == 404


def test_the_list_costs_the_same_for_one_and_for_thirty(keeper, client):
    client.force_login(make_person(Role.COORDINATOR))

    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(PAGE)).status_code == 200
        return len(captured)

    add(make_mechanism(), keeper)
    before = cost()
    for number in range(30):
        add(make_mechanism(f"body-{number}"), keeper, unit=f"Unit {number}")
    assert cost() == before <= 15


def test_a_year_after_the_last_word_it_is_doubtful():
    today = dt.date(2026, 11, 22)
    assert is_doubtful(None, today)
    assert is_doubtful(dt.date(2025, 11, 21), today)
    assert not is_doubtful(dt.date(2025, 11, 22), today)
