"""What every request passes through."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from clusters.enums import Role
from core.middleware import NoNulMiddleware
from engagements.models import PlanLine
from tests.factories import make_cluster, make_person, make_plan_line


@pytest.mark.parametrize(
    "path",
    ["/people/audit/?q=a%00b&verb=c", "/people/audit/?q=a\x00b&verb=c", "/people/audit/?q=a%0%000b&verb=c"],
)
def test_no_search_holds_the_character_that_postgresql_refuses(path):
    request = RequestFactory().get(path)
    NoNulMiddleware(lambda asked: HttpResponse())(request)
    assert request.GET.dict() == {"q": "ab", "verb": "c"}


def test_it_stands_in_the_way_of_every_request(settings):
    assert "core.middleware.NoNulMiddleware" in settings.MIDDLEWARE


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/countries/%00/", "/desk/%00/", "/plan/letter/steps/a%00/", "/api/v1/countries/%00/doors/"]
)
def test_no_address_holds_it_either(client, path):
    client.force_login(make_person(Role.COORDINATOR, make_cluster("MOZ")))
    answer = client.get(path)
    assert answer.status_code == 404
    assert NoNulMiddleware(lambda asked: HttpResponse())(RequestFactory().get(path)).status_code == 404


@pytest.mark.django_db
def test_what_a_form_sends_has_no_nul_wherever_a_page_reads_it(client):
    """A reason that no form checks: PostgreSQL would answer with an error, SQLite would keep it."""
    cluster = make_cluster("NGA")
    lead = make_person(Role.COORDINATOR, cluster)
    line = make_plan_line(cluster=cluster, readers=[lead])
    client.force_login(lead)
    given = {"state": "not_now", "reason": "Too\x00 early", "version": line.version, "odd\x00name": "x"}
    assert client.post(reverse("engagements:line-state", args=[line.pk]), given).status_code == 302
    assert PlanLine.objects.visible_to(lead).get().state_reason == "Too early"
