"""Dates that somebody should look at: moved anchor, never or long ago verified, provisional and near, draft."""

import datetime as dt
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import Certainty, EntryState, Publication
from calendar_app.queries.entries import link_of
from calendar_app.queries.filters import not_over
from calendar_app.queries.rows import RowMaker
from core.dates import day_text

# A date nobody has looked at for this long is stale (no source gives a figure: the Task Team's working rule).
STALE_DAYS = 90
# A provisional date this near wants an answer.
NEAR_DAYS = 120
PAGE_SIZE = 50


class Look(models.TextChoices):
    """Why a date stands in the worklist."""

    MOVED = "moved", _("Anchor moved")
    UNVERIFIED = "unverified", _("Never verified")
    STALE = "stale", _("Verified long ago")
    PROVISIONAL = "provisional", _("Provisional and near")
    DRAFT = "draft", _("Draft")


@dataclass(frozen=True, slots=True)
class WorkRow:
    row: object
    reasons: list
    verified: str
    source: str
    source_url: str


@dataclass(frozen=True, slots=True)
class Worklist:
    rows: list
    page_obj: object
    # (value, label, number, chosen), the whole list first.
    counts: list


def _reasons(today):
    stale = dt.datetime.combine(today - dt.timedelta(days=STALE_DAYS), dt.time(), dt.UTC)
    return {
        Look.MOVED: Q(anchor_moved=True),
        Look.UNVERIFIED: Q(verified_at=None),
        Look.STALE: Q(verified_at__lt=stale),
        Look.PROVISIONAL: Q(certainty=Certainty.PROVISIONAL, due_on__lte=today + dt.timedelta(days=NEAR_DAYS)),
        Look.DRAFT: Q(publication=Publication.DRAFT),
    }


def worth_a_look(today, reason=""):
    """The open dates ahead that fall under `reason`, or under any."""
    reasons = _reasons(today)
    if reason:
        wanted = reasons[Look(reason)]
    else:
        wanted = Q()
        for condition in reasons.values():
            wanted |= condition
    return Q(state=EntryState.OPEN) & not_over(today) & wanted


def worklist_page(reader, reason, number):
    """The Task Team's worklist, what moved first, then by date. Only dates of the reference calendar: a cluster's own
    dates are its coordinators' business. Three queries."""
    entries = reader.entries.filter(cluster=None)
    reasons = _reasons(reader.today)
    open_ahead = Q(state=EntryState.OPEN) & not_over(reader.today)
    sums = entries.filter(open_ahead).aggregate(
        **{look: Count("pk", filter=condition) for look, condition in reasons.items()},
        whole=Count("pk", filter=worth_a_look(reader.today)),
    )
    counts = [("", _("All"), sums["whole"], not reason)]
    counts += [(look.value, look.label, sums[look], look == reason) for look in Look]
    ordered = (
        entries.filter(worth_a_look(reader.today, reason))
        .select_related("mechanism", "country", "verified_by")
        .annotate(
            first=Case(When(anchor_moved=True, then=Value(0)), default=Value(1), output_field=IntegerField()),
            starts=Coalesce("begins_on", "due_on"),
        )
        .order_by("first", models.F("starts").asc(nulls_last=True), "pk")
    )
    page = Paginator(ordered, PAGE_SIZE).get_page(number)
    maker = RowMaker(reader, with_country=True)
    stale = reader.today - dt.timedelta(days=STALE_DAYS)
    near = reader.today + dt.timedelta(days=NEAR_DAYS)
    rows = [_work_row(entry, maker, stale, near) for entry in page.object_list]
    return Worklist(rows, page, counts)


def work_row(reader, entry):
    """One row of the worklist anew, after an act on it."""
    stale = reader.today - dt.timedelta(days=STALE_DAYS)
    return _work_row(entry, RowMaker(reader, with_country=True), stale, reader.today + dt.timedelta(days=NEAR_DAYS))


def _work_row(entry, maker, stale, near):
    reasons = []
    if entry.anchor_moved:
        reasons.append(("danger", Look.MOVED.label))
    if entry.verified_at is None:
        reasons.append(("warn", Look.UNVERIFIED.label))
    elif entry.verified_at.date() < stale:
        reasons.append(("warn", Look.STALE.label))
    if entry.certainty == Certainty.PROVISIONAL and entry.due_on and entry.due_on <= near:
        reasons.append(("warn", Look.PROVISIONAL.label))
    if entry.publication == Publication.DRAFT:
        reasons.append(("neutral", Look.DRAFT.label))
    verified = ""
    if entry.verified_at is not None:
        verified = _("Verified %(day)s") % {"day": day_text(entry.verified_at.date())}
        if entry.verified_by_id:
            verified = f"{verified}, {entry.verified_by}"
    return WorkRow(maker.row(entry), reasons, verified, entry.source[:80], link_of(entry.source))
