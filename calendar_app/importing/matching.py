"""Which line is about which date of the calendar."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from calendar_app.enums import EntryState
from calendar_app.importing import problems as say
from calendar_app.importing.columns import plain_word
from calendar_app.importing.problems import Problem
from calendar_app.models import Entry, ImportRow

# A date of the same name this far off is the same one moved; farther off it is next year's.
SAME_WITHIN_DAYS = 183
CHUNK = 500


@dataclass
class Known:
    """The dates of the calendar that is imported into, by all that a line can name them by. Only what `by` may see."""

    by_uid: dict = field(default_factory=dict)
    by_source: dict = field(default_factory=dict)
    by_name: dict = field(default_factory=lambda: defaultdict(list))


def known_dates(rows, *, cluster_id, by):
    """The `Known` dates for the parsed `rows`: three queries and one for every five hundred identifiers."""
    seen = Entry.objects.visible_to(by).filter(cluster_id=cluster_id).select_related("mechanism")
    known = Known()
    found: dict = {}
    for chunk in _chunks({row.uid for row in rows if row.uid}):
        found |= {entry.pk: entry for entry in seen.filter(uid__in=chunk)}
    keys = {row.source_uid for row in rows if row.source_uid}
    sources: dict = {}
    for chunk in _chunks(keys):
        lines = ImportRow.objects.visible_to(by).filter(
            source_uid__in=chunk, run__cluster_id=cluster_id, is_applied=True, undone_as="", entry_id__isnull=False
        )
        sources |= dict(lines.order_by("pk").values_list("source_uid", "entry_id"))
    for chunk in _chunks(set(sources.values()) - set(found)):
        found |= {entry.pk: entry for entry in seen.filter(pk__in=chunk)}
    mechanisms = {row.values.get("mechanism") for row in rows if row.uid is None} - {None}
    for chunk in _chunks(mechanisms):
        found |= {entry.pk: entry for entry in seen.filter(mechanism__in=chunk)}
    known.by_uid = {entry.uid: entry for entry in found.values()}
    known.by_source = {key: found[pk] for key, pk in sources.items() if pk in found}
    for entry in found.values():
        known.by_name[_name(entry.mechanism_id, entry.country_id, entry.kind, entry.title)].append(entry)
    return known


def _chunks(values):
    values = sorted(values, key=str)
    return [values[start : start + CHUNK] for start in range(0, len(values), CHUNK)]


def _name(mechanism_id, country, kind, title):
    return mechanism_id, country or "", str(kind), plain_word(title)


def row_name(row):
    values = row.values
    return _name(values.get("mechanism"), values.get("country"), values.get("kind", ""), values.get("title", ""))


def match(rows, known, *, others=frozenset()):
    """{line: Entry or None} for the rows; None is a new date. Rows that fit several dates, or the same one as another
    row, get a problem. `others`: uids of dates that stand in another calendar. First by uid, then by the event's own
    UID, then by name and day, at last by name alone if only one date of that name is near and free."""
    found: dict = {}
    claimed: dict = {}
    later = []
    for row in rows:
        if row.uid is not None:
            entry = known.by_uid.get(row.uid)
            if entry is None:
                text = say.OTHER_CALENDAR if row.uid in others else say.NO_SUCH_UID
                row.problems.append(Problem("uid", text))
            else:
                _claim(row, entry, found, claimed)
        elif row.source_uid and row.source_uid in known.by_source:
            _claim(row, known.by_source[row.source_uid], found, claimed)
        else:
            later.append(row)
    rest: list = []
    names: dict = {}
    for row in later:
        if any(problem.column in ("mechanism", "country", "kind", "title") for problem in row.problems):
            continue
        key = (row_name(row), _start(row))
        if key in names:
            row.problems.append(Problem("", say.SAME_LINE, {"line": names[key]}))
            continue
        names[key] = row.line
        same = [entry for entry in known.by_name[key[0]] if entry.starts_on == key[1] and entry.pk not in claimed]
        if len(same) > 1:
            row.problems.append(Problem("title", say.SEVERAL_DATES))
        elif same:
            _claim(row, same[0], found, claimed)
        else:
            rest.append(row)
    wanted = defaultdict(list)
    for row in rest:
        near = [entry for entry in known.by_name[row_name(row)] if entry.pk not in claimed and _is_near(entry, row)]
        if len(near) > 1:
            row.problems.append(Problem("title", say.SEVERAL_DATES))
        elif near:
            wanted[near[0].pk].append((row, near[0]))
        else:
            found[row.line] = None
    for group in wanted.values():
        # Two lines near one date: the nearer one is that date moved, the others are new.
        group.sort(key=lambda pair: _distance(pair[1], pair[0]))
        _claim(*group[0], found, claimed)
        for row, _entry in group[1:]:
            found[row.line] = None
    return found


def _claim(row, entry, found, claimed):
    if entry.pk in claimed:
        row.problems.append(Problem("uid" if row.uid else "", say.SAME_MATCH, {"line": claimed[entry.pk]}))
        return
    claimed[entry.pk] = row.line
    found[row.line] = entry


def _start(row):
    return row.starts_on


def _is_near(entry, row):
    if entry.state != EntryState.OPEN:
        return False
    return _distance(entry, row) <= SAME_WITHIN_DAYS


def _distance(entry, row):
    """Days between the two; a date that was not announced is near to every one."""
    first, second = entry.starts_on, row.starts_on
    if first is None or second is None:
        return 0
    return abs((first - second).days)


def settle_instant(row, entry, mechanism):
    """An instant in UTC becomes day and hour on the clocks of the date's zone: the zone of the date it matches, or
    that of the mechanism, or UTC."""
    if row.instant is None:
        return
    zone = entry.time_zone if entry is not None else (mechanism.time_zone if mechanism else "") or "UTC"
    local = row.instant.astimezone(ZoneInfo(zone))
    row.values |= {"due_on": local.date(), "begins_on": None, "at": _minutes(local), "time_zone": zone}


def _minutes(local):
    return dt.time(local.hour, local.minute)
