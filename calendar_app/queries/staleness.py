"""After how long a verified date wants a new look: one rule for worklist, home, lists, page of a date and API."""

import datetime as dt

from django.conf import settings
from django.db.models import Q

from calendar_app.enums import Certainty
from calendar_app.models import KindRule
from core import memo


def stale_rules():
    """{kind: (days, days while not confirmed)} of the kinds whose rule departs from `HRE_STALE_DAYS`. One query, none
    where the same request has asked before."""

    def ask():
        rules = {}
        for rule in KindRule.objects.only("kind", "stale_days", "stale_days_unconfirmed"):
            days = settings.HRE_STALE_DAYS if rule.stale_days is None else rule.stale_days
            unconfirmed = days if rule.stale_days_unconfirmed is None else rule.stale_days_unconfirmed
            rules[rule.kind] = (days, unconfirmed)
        return rules

    return memo.remembered("stale rules", ask)


def stale_after(entry):
    """The number of days after which `entry` is stale, by the rule of its kind."""
    days, unconfirmed = stale_rules().get(entry.kind, (settings.HRE_STALE_DAYS,) * 2)
    return days if entry.certainty == Certainty.CONFIRMED else unconfirmed


def is_stale(entry, today):
    """Whether `entry` was verified longer ago than its kind allows. A date never verified is not stale."""
    # Asked in any case, so that a page costs the same whatever was verified.
    oldest = today - dt.timedelta(days=stale_after(entry))
    return entry.verified_at is not None and entry.verified_at.date() < oldest


def _midnight(today, days):
    return dt.datetime.combine(today - dt.timedelta(days=days), dt.time(), dt.UTC)


def stale_q(today):
    """`is_stale` as a condition on dates."""
    rules = {kind: pair for kind, pair in stale_rules().items() if pair != (settings.HRE_STALE_DAYS,) * 2}
    stale = Q(verified_at__lt=_midnight(today, settings.HRE_STALE_DAYS)) & ~Q(kind__in=sorted(rules))
    for kind, (days, unconfirmed) in sorted(rules.items()):
        confirmed = Q(certainty=Certainty.CONFIRMED)
        late = confirmed & Q(verified_at__lt=_midnight(today, days))
        late |= ~confirmed & Q(verified_at__lt=_midnight(today, unconfirmed))
        stale |= Q(kind=kind) & late
    return stale
