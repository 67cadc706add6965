"""The seal: a confidential model answers no SQL until somebody said for whom."""

import pytest
from django.db.models import Exists, OuterRef

from clusters.models import Cluster
from core.scoping import Sealed
from engagements.models import PlanLine

pytestmark = pytest.mark.django_db

ASKS = {
    "list": lambda m: list(m.all()),
    "get": lambda m: m.get(pk=1),
    "first": lambda m: m.first(),
    "count": lambda m: m.count(),
    "exists": lambda m: m.filter(pk=1).exists(),
    "aggregate": lambda m: m.aggregate(x=__import__("django.db.models", fromlist=["Max"]).Max("pk")),
    "iterator": lambda m: list(m.iterator()),
    "in_bulk": lambda m: m.in_bulk([1]),
    "values": lambda m: list(m.values("title")),
    "update": lambda m: m.filter(pk=1).update(title="x"),
    "delete": lambda m: m.filter(pk=1).delete(),
    "bulk_update": lambda m: m.bulk_update([PlanLine(pk=1)], ["title"]),
    "get_or_create": lambda m: m.get_or_create(title="x"),
    "raw": lambda m: list(m.raw("select 1")),
    "union": lambda m: list(m.unscoped("test").union(m.all())),
    "select_for_update": lambda m: list(m.select_for_update()),
    "exists_subquery": lambda m: list(Cluster.objects.filter(Exists(m.filter(cluster=OuterRef("pk"))))),
    "in_subquery": lambda m: list(Cluster.objects.filter(pk__in=m.values("cluster"))),
    "or": lambda m: list(m.unscoped("test") | m.all()),
    "or_sealed_first": lambda m: list(m.all() | m.unscoped("test")),
    "and": lambda m: list(m.unscoped("test") & m.all()),
}


@pytest.mark.parametrize("ask", ASKS.values(), ids=ASKS.keys())
def test_sealed_until_somebody_says_for_whom(ask):
    with pytest.raises(Sealed):
        ask(PlanLine.objects)


def test_none_is_legal_and_unscoped_opens():
    assert list(PlanLine.objects.none()) == []
    assert list(PlanLine.objects.unscoped("test")) == []


def test_anonymous_sees_nothing():
    from django.contrib.auth.models import AnonymousUser

    assert list(PlanLine.objects.visible_to(AnonymousUser())) == []
    assert list(PlanLine.objects.visible_to(None)) == []
