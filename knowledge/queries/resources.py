"""Reads of resources."""

from knowledge import policy
from knowledge.enums import ResourceKind
from knowledge.models import Resource


def resources(user, *, kind="", language=""):
    """What is offered; the Task Team sees what is offered no more as well, at the end."""
    rows = Resource.objects.select_related("theme").order_by("is_retired", "kind", "title", "pk")
    if not policy.keeps_resources(user):
        rows = rows.filter(is_retired=False)
    if kind in ResourceKind.values:
        rows = rows.filter(kind=kind)
    if language:
        rows = rows.filter(language=language)
    return rows


def resource(user, pk):
    return resources(user).filter(pk=pk).first()
