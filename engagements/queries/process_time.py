"""How an engagement moved back and forth: what happened when, to which component, by the State, the mechanism and the
cluster."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from calendar_app.enums import EXACT, EntryKind
from calendar_app.models import Entry
from core import clock
from engagements.models import ComponentVersion
from engagements.queries.plans import about_text
from engagements.queries.process import moves_of, outcomes_for, process_of
from engagements.rules.process import Quarter
from engagements.rules.process_time import MECHANISM, STATE, Happening, span_of

# Dates that bind the State; the others are the mechanism's (guide 1, slide 11: each actor has its own process).
STATE_KINDS = frozenset({EntryKind.REPORT_DUE, EntryKind.MID_TERM})
# What concerns neither of them.
_OTHERS = frozenset({EntryKind.PROGRAMME_CYCLE, EntryKind.EXCHANGE, EntryKind.FUND_CALL})
MOST_DATES = 60


@dataclass
class ProcessTime:
    """`happenings` in the order of time; `lanes` as (key, words): the actors first, then each component that moved or
    has a version; `first` and `last` the span to draw."""

    happenings: list
    lanes: list
    first: dt.date
    last: dt.date
    today: dt.date


def process_time(user, line, *, today):
    """The `ProcessTime` of a line, over as many years as it took. Eight queries."""
    process = process_of(user, line, Quarter.of(today), with_versions=False)
    happenings = [*_moves(user, line), *_versions(user, line)]
    known = [happening.on for happening in happenings]
    first, last = span_of(known, line.planned_for, today, line.starts_on, line.ends_on)
    happenings += _dates(user, line, first, last)
    happenings += _outcomes(line, first, last)
    happenings.sort(key=lambda happening: happening.place)
    lanes_used = {happening.lane for happening in happenings}
    lanes = [(STATE, pgettext("actor", "State")), (MECHANISM, line.mechanism.label)]
    lanes += [(part.component.key, str(part.component)) for part in process.parts]
    return ProcessTime(happenings, [lane for lane in lanes if lane[0] in lanes_used], first, last, today)


def _moves(user, line):
    for move in moves_of(user, line):
        cause = ""
        if move.because_component is not None:
            cause = _("led back from %(component)s") % {"component": move.because_component}
        elif move.outcome_seen is not None:
            cause = _("because of %(cause)s") % {"cause": move.outcome_seen}
        elif move.line_seen is not None:
            cause = _("because of %(cause)s") % {"cause": move.line_seen}
        yield Happening(
            on=clock.reader_day(move.at),
            lane=move.component.key,
            kind=move.act,
            words=str(move.get_act_display()),
            why=move.why,
            cause=cause,
            who=str(move.by or ""),
            from_lane=move.because_component.key if move.because_component else MECHANISM if move.outcome_seen else "",
            from_on=move.outcome_seen.published_on if move.outcome_seen else None,
            component=move.component,
            order=2,
            at=move.at,
        )


def _versions(user, line):
    kept = ComponentVersion.objects.visible_to(user).filter(plan_line=line, kept_at__isnull=False)
    for version in kept.select_related("component", "kept_by").defer("text", "rows"):
        yield Happening(
            on=clock.reader_day(version.kept_at),
            lane=version.component.key,
            kind="version",
            words=_("Version %(n)s kept") % {"n": version.number},
            why=version.note,
            who=str(version.kept_by or ""),
            component=version.component,
            number=version.number,
            order=2,
            at=version.kept_at,
        )


def _dates(user, line, first, last):
    """Dates of the review, or of the mechanism for the country, that the reader sees."""
    mine = Q(pk=line.entry_id)
    if line.review_id:
        mine |= Q(review=line.review_id)
    else:
        mine |= Q(mechanism=line.mechanism_id, country=line.cluster.country_id)
    entries = Entry.objects.visible_to(user).filter(mine, due_on__gte=first, due_on__lte=last).exclude(kind__in=_OTHERS)
    for entry in entries.order_by("due_on", "pk")[:MOST_DATES]:
        yield Happening(
            on=entry.due_on,
            lane=STATE if entry.kind in STATE_KINDS else MECHANISM,
            kind="date",
            words=str(entry),
            about="" if entry.precision in EXACT else str(about_text(entry)),
            entry=entry,
            order=0,
        )


def _outcomes(line, first, last):
    rows = outcomes_for(line).filter(published_on__gte=first, published_on__lte=last)
    for outcome in rows.order_by("published_on", "pk")[:MOST_DATES]:
        yield Happening(
            on=outcome.published_on,
            lane=MECHANISM,
            kind="outcome",
            words=_("Outcome: %(title)s") % {"title": outcome},
            outcome=outcome,
            order=1,
        )
