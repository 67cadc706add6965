"""Reads of shared examples, the same for everybody."""

from knowledge.enums import Worked
from knowledge.models import GoodPractice


def practices(user, *, worked="", mechanism=""):
    """What is shared now, the newest first; `worked` and `mechanism` (a key) narrow."""
    rows = GoodPractice.objects.filter(is_withdrawn=False).select_related("cluster__country", "mechanism")
    if worked in Worked.values:
        rows = rows.filter(worked=worked)
    if mechanism:
        rows = rows.filter(mechanism__key=mechanism)
    return rows.order_by("-shared_on", "-pk")


def practice(user, pk):
    return practices(user).filter(pk=pk).first()
