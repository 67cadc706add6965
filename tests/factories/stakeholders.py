"""Stakeholders as tests need them."""

import itertools

from core import clock
from stakeholders.models import Stakeholder

_number = itertools.count(1)


def make_stakeholder(cluster, **fields):
    n = next(_number)
    wanted = {"kind": "rights_organisation", "family": "rights", "name": f"Group {n}", **fields}
    return Stakeholder.objects.create(cluster=cluster, **wanted)


def make_protected(cluster, **fields):
    n = next(_number)
    wanted = {"kind": "defender", "family": "rights", "alias": f"Alias {n}", **fields}
    return Stakeholder.objects.create(cluster=cluster, is_protected=True, protected_at=clock.now(), **wanted)
