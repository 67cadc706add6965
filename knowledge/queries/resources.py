"""Reads of resources."""

from django.db.models import Q

from knowledge import policy
from knowledge.enums import Place, ResourceKind
from knowledge.models import Resource


def resources(user, *, kind="", language="", place=""):
    """What is offered; the Task Team sees what is offered no more as well, at the end. `place`:
    guidance that covers it. Lists of tags are short and few: sifted here, since not every database can."""
    rows = Resource.objects.select_related("theme").order_by("is_retired", "kind", "title", "pk")
    if not policy.keeps_resources(user):
        rows = rows.filter(is_retired=False)
    if kind in ResourceKind.values:
        rows = rows.filter(kind=kind)
    if language:
        rows = rows.filter(language=language)
    if place in Place.values:
        tagged = rows.exclude(places=[]).order_by().values_list("pk", "places")
        rows = rows.filter(pk__in=[pk for pk, places in tagged if place in places])
    return rows


def resource(user, pk):
    return resources(user).filter(pk=pk).first()


def measures(user):
    """What the Global Protection Cluster has done, in the order of the letter, those that people added last; each with
    its papers in the catalogue. What is offered no more is left out, for everybody. Two queries."""
    rows = resources(user, kind=ResourceKind.MEASURE).filter(is_retired=False).prefetch_related("documents")
    return sorted(rows, key=lambda one: (not one.position, one.position, one.pk))


def guidance(user, *, also=None):
    """What is offered as guidance on one of the three places; `also`: one that a strategy has kept."""
    rows = Resource.objects.order_by("title", "pk")
    return rows.filter((Q(is_retired=False) & ~Q(places=[])) | Q(pk=also))
