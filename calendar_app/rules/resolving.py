"""From a rule and its anchors to a date with reasons; and which of several dates prevails."""

import datetime as dt

from calendar_app.enums import Certainty, Origin, Precision
from calendar_app.rules import reasons
from calendar_app.rules.arithmetic import instant, roll_day, shift_months
from calendar_app.rules.values import CalendarDayRule, DueDate, WindowRule
from core.enums import Confidence
from core.reasons import reason
from mechanisms.enums import Anchor, Roll

_ANCHOR_TEXTS = {
    Anchor.SESSION_OPENS: (reasons.OPENS, reasons.OPENS_MONTH),
    Anchor.SESSION_CLOSES: (reasons.CLOSES, reasons.CLOSES_MONTH),
    Anchor.REVIEW: (reasons.REVIEWED, reasons.REVIEWED_MONTH),
    Anchor.REVIEW_ADOPTED: (reasons.ADOPTED, reasons.ADOPTED_MONTH),
    Anchor.REPORT_DUE: (reasons.REPORT_DUE, reasons.OTHER_MONTH),
    Anchor.LIST_ADOPTED: (reasons.LIST_ADOPTED, reasons.OTHER_MONTH),
}
_RANK = {Origin.COMPUTED: 0, Origin.PINNED: 1, Origin.OFFICIAL: 2}


def unknown(*why, certainty=Certainty.NOT_ANNOUNCED, origin=Origin.COMPUTED):
    """No date, and the reasons why there is none."""
    return DueDate(None, None, Precision.NONE, tuple(why), origin=origin, certainty=certainty)


def compute(rule, anchors, *, days_off=frozenset(), cycle_months=54):
    """The date of any kind of rule: `resolve` for one day, `resolve_window` for a door that opens and closes."""
    resolver = resolve_window if isinstance(rule, WindowRule) else resolve
    return resolver(rule, anchors, days_off=days_off, cycle_months=cycle_months)


def resolve(rule, anchors, *, days_off=frozenset(), cycle_months=54):
    """The date that `rule` (RelativeRule or CalendarDayRule) gives for `anchors` (a mapping from anchor to AnchorDate).

    Months shift first and clamp to the end of the month, then days, then the roll over days off, last the hour in the
    rule's zone. Precision is inherited: from a month follows a month (its first day, the earliest possible), from
    "about" an "about", from nothing nothing. Only a fixed day of the calendar is exact from a month. A rule that nobody
    verified, or that does not speak of the anchor's month, gives no date; the halves of the cycle are arithmetic on a
    published length and give an estimate. `days_off` is a container of dates of that zone."""
    anchor = anchors.get(rule.anchor)
    if anchor is None or anchor.on is None:
        subject = anchor.subject if anchor and anchor.subject else Anchor(rule.anchor).name.lower().replace("_", " ")
        return unknown(reason(reasons.NO_ANCHOR, subject=subject))
    is_cycle = bool(rule.cycle_halves)
    if rule.confidence not in Confidence.usable() and not is_cycle:
        return unknown(
            reason(reasons.UNVERIFIED_RULE, source=rule.source, confidence=rule.confidence, **_rule_names(rule))
        )
    why = [anchor_reason(rule.anchor, anchor)]
    is_calendar_day = isinstance(rule, CalendarDayRule)
    if is_calendar_day and not rule.covers(anchor.on.month):
        about = {"source": rule.source, "confidence": rule.confidence, **_rule_names(rule)}
        return unknown(*why, reason(reasons.NO_SUCH_MONTH, month=anchor.on, **about))
    on = _shifted(rule, anchor.on, cycle_months, why)
    is_rough = rule.is_approximate or is_cycle
    suffices = anchor.is_exact or (is_calendar_day and anchor.precision == Precision.MONTH)
    if not suffices or is_rough:
        return _rough(rule, anchor, on, why, is_cycle=is_cycle)
    if not anchor.is_exact:
        why.append(reason(reasons.DAY_OF_CALENDAR))
    rolled = roll_day(on, rule.roll, days_off)
    if rolled != on:
        text = reasons.ROLLED_FORWARD if rule.roll == Roll.FORWARD else reasons.ROLLED_BACK
        why.append(reason(text, date=on, result=rolled))
    at = None
    if rule.at is not None:
        at = instant(rolled, rule.at, rule.time_zone)
        why.append(reason(reasons.BINDS_AT, time=rule.at, zone=rule.time_zone))
    certainty = anchor.certainty
    unsure = rule.confidence != Confidence.CHECKED or not anchor.is_exact
    if certainty == Certainty.CONFIRMED and unsure:
        certainty = Certainty.PROVISIONAL
    return DueDate(
        rolled,
        at,
        Precision.INSTANT if at else Precision.DAY,
        tuple(why),
        certainty=certainty,
        anchor_on=anchor.on,
    )


def resolve_window(window, anchors, *, days_off=frozenset(), cycle_months=54):
    """The closing date, with the opening day in `begins_on` when both are known to the day."""
    closes = resolve(window.closes, anchors, days_off=days_off, cycle_months=cycle_months)
    opens = resolve(window.opens, anchors, days_off=days_off, cycle_months=cycle_months)
    if not (closes.is_exact and opens.is_exact):
        return closes
    if opens.on > closes.on:
        raise ValueError(f"The window would open on {opens.on}, after it closes on {closes.on}.")
    why = (reason(reasons.WINDOW_OPENS, date=opens.on), *closes.explanation)
    return DueDate(
        closes.on,
        closes.at,
        closes.precision,
        why,
        begins_on=opens.on,
        certainty=closes.certainty,
        anchor_on=closes.anchor_on,
    )


def official(
    on,
    *,
    at=None,
    time_zone="",
    precision=None,
    begins_on=None,
    certainty=Certainty.CONFIRMED,
    source="",
    confidence=Confidence.SINGLE_SOURCE,
):
    """A date copied from an official publication: nothing is counted or rolled. `at` is the hour in `time_zone`."""
    return _given(
        on,
        at,
        time_zone,
        precision,
        begins_on,
        Origin.OFFICIAL,
        certainty,
        _published(on, precision, source, confidence),
    )


def pinned(
    on, *, person, because, at=None, time_zone="", precision=None, begins_on=None, certainty=Certainty.CONFIRMED
):
    """A date that a person set by hand, with her reason. It stands until an official one comes or it is unpinned."""
    why = [reason(reasons.PINNED, person=person, reason=because)]
    return _given(on, at, time_zone, precision, begins_on, Origin.PINNED, certainty, why)


def prevailing(*candidates):
    """The date that counts: official beats pinned beats computed; among equals the first; None are passed over."""
    given = [candidate for candidate in candidates if candidate is not None]
    if not given:
        raise ValueError("There is no date to choose from.")
    return max(given, key=lambda candidate: _RANK[candidate.origin])


def outranks(origin, other):
    """Whether a date of `origin` replaces one of `other`; equals replace each other."""
    return _RANK[origin] >= _RANK[other]


def anchor_reason(which, anchor):
    """The first reason: what is known about the moment that is counted from."""
    about = {"subject": anchor.subject, "source": anchor.source, "confidence": anchor.confidence}
    if anchor.on is None:
        return reason(reasons.NO_ANCHOR, **about)
    if which == Anchor.YEAR:
        return reason(reasons.YEAR, year=anchor.on.year)
    exact, by_month = _ANCHOR_TEXTS.get(which, (reasons.OTHER, reasons.OTHER_MONTH))
    if anchor.is_exact:
        return reason(exact, date=anchor.on, **about)
    if anchor.precision == Precision.SEASON and anchor.as_announced:
        return reason(reasons.AS_ANNOUNCED, as_announced=anchor.as_announced, **about)
    return reason(by_month, month=anchor.on, **about)


def _rule_names(rule):
    titles = dict(rule.titles) or {"": rule.key}
    return {f"rule{suffix}": title for suffix, title in titles.items() if title or not suffix}


def _shifted(rule, on, cycle_months, why):
    about = {"source": rule.source, "confidence": rule.confidence, **_rule_names(rule)}
    if isinstance(rule, CalendarDayRule):
        if rule.month:
            first = dt.date(on.year + rule.years, rule.month, 1)
        else:
            first = shift_months(on.replace(day=1), rule.months)
        on = first.replace(day=_day_in_month(first, rule.day))
        why.append(reason(reasons.CALENDAR_DAY, date=on, **about))
        return on
    if rule.cycle_halves:
        if rule.cycle_halves not in (1, 2):
            raise ValueError("A rule that follows the cycle adds one half or two.")
        text = reasons.HALF_CYCLE if rule.cycle_halves == 1 else reasons.WHOLE_CYCLE
        why.append(reason(text, cycle=cycle_months, **about))
        return shift_months(on, cycle_months * rule.cycle_halves // 2) + dt.timedelta(days=rule.days)
    if rule.months:
        on = shift_months(on, rule.months)
        why.append(reason(reasons.counted_months(rule.months), count=abs(rule.months), **about))
    if rule.days:
        on += dt.timedelta(days=rule.days)
        why.append(reason(reasons.counted_days(rule.days), count=abs(rule.days), **about))
    if not rule.months and not rule.days:
        why.append(reason(reasons.SAME_DAY, **about))
    return on


def _day_in_month(first, day):
    """29 February of a common year clamps to the 28th, as months do."""
    last = (shift_months(first, 1) - dt.timedelta(days=1)).day
    return min(day, last)


def _rough(rule, anchor, on, why, *, is_cycle):
    if anchor.precision == Precision.MONTH:
        why.append(reason(reasons.BY_MONTH))
    elif anchor.precision == Precision.SEASON:
        why.append(reason(reasons.ABOUT))
    if is_cycle:
        why.append(reason(reasons.ESTIMATE))
    elif rule.is_approximate:
        why.append(reason(reasons.APPROXIMATE_RULE))
    by_month_only = anchor.precision == Precision.MONTH and not rule.is_approximate and not is_cycle
    return DueDate(
        on.replace(day=1),
        None,
        Precision.MONTH if by_month_only else Precision.SEASON,
        tuple(why),
        certainty=Certainty.ESTIMATE,
        anchor_on=anchor.on,
    )


def _published(on, precision, source, confidence):
    if on is None:
        return []
    if precision in (Precision.MONTH, Precision.SEASON):
        return [reason(reasons.OFFICIAL_MONTH, month=on, source=source, confidence=confidence)]
    return [reason(reasons.OFFICIAL, date=on, source=source, confidence=confidence)]


def _given(on, at, time_zone, precision, begins_on, origin, certainty, why):
    if on is None:
        return unknown(*why, origin=origin)
    if at is not None and not time_zone:
        raise ValueError("An hour binds only in a time zone.")
    if at is not None and precision in (Precision.MONTH, Precision.SEASON):
        raise ValueError("A date that is known by month has no hour.")
    if begins_on is not None and begins_on > on:
        raise ValueError(f"The period would end on {on}, before it begins on {begins_on}.")
    due_at = None
    if at is not None:
        due_at = instant(on, at, time_zone)
        why = [*why, reason(reasons.BINDS_AT, time=at, zone=time_zone)]
    if precision in (Precision.MONTH, Precision.SEASON):
        on = on.replace(day=1)
    kind = (
        Precision.INSTANT
        if due_at
        else (precision if precision in (Precision.MONTH, Precision.SEASON) else Precision.DAY)
    )
    return DueDate(on, due_at, kind, tuple(why), begins_on=begins_on, origin=origin, certainty=certainty)
