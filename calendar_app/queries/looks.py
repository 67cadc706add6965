"""Why a date wants a look: the reasons of the worklist, as conditions and in words."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import Certainty, EntryState, Publication
from calendar_app.queries.filters import not_over
from calendar_app.queries.staleness import is_stale, stale_q

# A provisional date this near wants an answer; whoever looked and found none looks again after this many days.
NEAR_DAYS = 120
ASK_AGAIN_DAYS = 14


class Look(models.TextChoices):
    """Why a date stands in the worklist."""

    MOVED = "moved", _("Anchor moved")
    UNVERIFIED = "unverified", _("Never verified")
    STALE = "stale", _("Verified long ago")
    PROVISIONAL = "provisional", _("Provisional and near")
    WAITING = "waiting", _("Waits for an announcement")
    DRAFT = "draft", _("Draft")


TONES = {Look.MOVED: "danger", Look.DRAFT: "neutral", Look.WAITING: "neutral"}


def _asked(today):
    return dt.datetime.combine(today - dt.timedelta(days=ASK_AGAIN_DAYS), dt.time(), dt.UTC)


def reasons_q(today):
    """{Look: condition}, on open dates that are not over. One query for the rules of kinds."""
    stale = stale_q(today)
    undated = Q(due_on=None)
    return {
        Look.MOVED: Q(anchor_moved=True),
        Look.UNVERIFIED: Q(verified_at=None) & ~undated,
        Look.STALE: stale & ~undated,
        Look.PROVISIONAL: Q(certainty=Certainty.PROVISIONAL, due_on__lte=today + dt.timedelta(days=NEAR_DAYS))
        & (Q(verified_at=None) | Q(verified_at__lt=_asked(today))),
        # Whoever looked lately and found nothing announced need not look again yet.
        Look.WAITING: undated & (Q(verified_at=None) | stale),
        Look.DRAFT: Q(publication=Publication.DRAFT),
    }


def reasons_of(entry, today):
    """The `Look`s of one date, as `reasons_q` finds them."""
    found = []
    stale = is_stale(entry, today)
    if entry.anchor_moved:
        found.append(Look.MOVED)
    if entry.due_on is None:
        if entry.verified_at is None or stale:
            found.append(Look.WAITING)
    elif entry.verified_at is None:
        found.append(Look.UNVERIFIED)
    elif stale:
        found.append(Look.STALE)
    is_near = entry.due_on is not None and entry.due_on <= today + dt.timedelta(days=NEAR_DAYS)
    asked = entry.verified_at is not None and entry.verified_at >= _asked(today)
    if entry.certainty == Certainty.PROVISIONAL and is_near and not asked:
        found.append(Look.PROVISIONAL)
    if entry.publication == Publication.DRAFT:
        found.append(Look.DRAFT)
    return found


def tone_of(look):
    return TONES.get(look, "warn")


def open_ahead(today):
    return Q(state=EntryState.OPEN) & not_over(today)


def worth_a_look(today, reason=""):
    """The open dates ahead that fall under `reason`, or under any."""
    reasons = reasons_q(today)
    if reason:
        wanted = reasons[Look(reason)]
    else:
        wanted = Q()
        for condition in reasons.values():
            wanted |= condition
    return open_ahead(today) & wanted
