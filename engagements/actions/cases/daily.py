"""What is told of cases day by day."""

import datetime as dt

from django.db import transaction

from core import clock
from engagements import policy, rules
from engagements.actions.telling import tell
from engagements.models import CaseDeputy, CaseReferral


@transaction.atomic
def tell_deputies_of_left_handlers():
    """For each open case whose handler belongs to the cluster no more: its deputies are told, once for each handler.
    Called daily by the portal itself. Returns how many cases."""
    cases = CaseReferral.objects.unscoped("the daily look at cases without a handler")
    left = 0
    for case in cases.filter(state__in=rules.OPEN_STATES).select_related("handler"):
        if not policy.handler_has_left(case):
            continue
        deputies = CaseDeputy.objects.unscoped("they are told").filter(case=case).select_related("user")
        people = [deputy.user for deputy in deputies if policy.is_of_case(deputy.user, case)]
        if not people:
            continue
        left += 1
        # The same day for every run, so that it is told once.
        tell(f"case:{case.pk}:left{case.handler_id}", people, due_on=clock.local_day(case.created_at, "UTC"))
    return left


@transaction.atomic
def tell_interim_days():
    """One day before interim measures are needed, and on the day: a neutral word to handler and deputies, once. Called
    daily by the portal itself. Returns how many cases."""
    today = clock.today()
    cases = CaseReferral.objects.unscoped("the daily look at days by which mechanisms must have acted")
    near = cases.filter(
        state__in=rules.OPEN_STATES, interim_by__gte=today, interim_by__lte=today + dt.timedelta(days=1)
    )
    count = 0
    for case in near.select_related("handler"):
        deputies = CaseDeputy.objects.unscoped("they are told").filter(case=case).select_related("user")
        people = [case.handler, *(deputy.user for deputy in deputies)]
        tell(f"case:{case.pk}:interim", [one for one in people if policy.is_of_case(one, case)], due_on=case.interim_by)
        count += 1
    return count
