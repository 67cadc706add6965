"""Reads calendar files (RFC 5545): each event is one date. Repeating events are refused, not guessed at."""

import datetime as dt
import re
import uuid
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from calendar_app.enums import Certainty, EntryState
from calendar_app.importing import problems as say
from calendar_app.importing.cells import known_zones
from calendar_app.importing.files import check_rows
from calendar_app.importing.problems import Problem, UnreadableFile
from calendar_app.importing.tables import RawRow, Table

# UIDs of the portal's own feeds.
OWN = "@hre-portal"
UID_LENGTH = 255
_EVENT = re.compile(rb"^BEGIN:VEVENT\s*$", re.IGNORECASE | re.MULTILINE)
# What an event of the portal's own feed says about a date; its other words are made by the feed.
OWN_COLUMNS = frozenset({"uid", "starts_on", "ends_on", "hour", "time_zone", "state"})
COLUMNS = frozenset(
    {"title", "starts_on", "ends_on", "hour", "time_zone", "certainty", "place", "themes", "source", "note", "state"}
)
NOTE_LENGTH = 4000


def read_ics(content):
    """The `Table` of a calendar file. Raises UnreadableFile."""
    import icalendar

    # Counted before anything is built of it.
    check_rows(len(_EVENT.findall(content)))
    try:
        calendars = icalendar.Calendar.from_ical(content.decode("utf-8-sig"), multiple=True)
    except UnicodeDecodeError as error:
        raise UnreadableFile(_("The calendar file is not UTF-8 text, as the standard demands.")) from error
    except (ValueError, IndexError, KeyError) as error:
        raise UnreadableFile(_("The calendar file is damaged: it cannot be read.")) from error
    events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    if not events:
        raise UnreadableFile(_("The calendar file holds no events."))
    rows = [_row(number, event) for number, event in enumerate(events, start=1)]
    reading = {"calendar": str(calendars[0].get("X-WR-CALNAME") or calendars[0].get("NAME") or "")[:120]}
    return Table(COLUMNS | OWN_COLUMNS, rows, reading)


def _row(number, event):
    problems = [
        Problem("", say.UNREADABLE_PROPERTY, {"value": str(name or error)[:80]}) for name, error in event.errors
    ]
    uid = _text(event, "UID")
    cells, own = {}, None
    if not uid:
        problems.append(Problem("", say.NO_UID))
    elif uid.endswith(OWN):
        own = uid.removesuffix(OWN)
    if "RRULE" in event or "RDATE" in event:
        problems.append(Problem("starts_on", say.REPEATS))
    elif "RECURRENCE-ID" in event:
        problems.append(Problem("starts_on", say.PART_OF_REPEATING))
    if own is not None and _is_uuid(own):
        cells["uid"] = own
    else:
        cells |= _words(event)
    if _text(event, "STATUS").upper() == "CANCELLED":
        cells["state"] = EntryState.CANCELLED.value
    try:
        _when(event, cells, problems)
    except OverflowError:
        # Before the first or behind the last day that a calendar knows.
        problems.append(Problem("starts_on", say.NO_SUCH_DAY, {"value": _written(event)}))
    return RawRow(number, cells, problems, source_uid="" if own else uid[:UID_LENGTH])


def _words(event):
    cells = {
        "title": _text(event, "SUMMARY")[:250],
        "place": _text(event, "LOCATION")[:120],
        "source": _text(event, "URL"),
        "note": _text(event, "DESCRIPTION")[:NOTE_LENGTH],
        "themes": "; ".join(_categories(event)),
    }
    status = _text(event, "STATUS").upper()
    if status in ("CONFIRMED", "TENTATIVE"):
        cells["certainty"] = (Certainty.CONFIRMED if status == "CONFIRMED" else Certainty.PROVISIONAL).value
    return {name: value for name, value in cells.items() if value}


def _categories(event):
    found = event.get("CATEGORIES")
    lists = found if isinstance(found, list) else [found] if found is not None else []
    return [str(word).strip() for each in lists for word in getattr(each, "cats", []) if str(word).strip()]


def _text(event, name):
    value = event.get(name)
    value = value[0] if isinstance(value, list) and value else value
    return "" if value is None else str(value).strip()


def _written(event):
    """Begin and end as the file writes them."""
    found = (event.get(name) for name in ("DTSTART", "DTEND", "DURATION"))
    return " – ".join(each.to_ical().decode() for each in found if each is not None)[:60]


def _is_uuid(text):
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def _when(event, cells, problems):
    start, end, duration = (_value(event, name) for name in ("DTSTART", "DTEND", "DURATION"))
    if start is None:
        if not problems:
            problems.append(Problem("starts_on", say.NO_START))
        return
    if end is None and isinstance(duration, dt.timedelta):
        end = start + duration
    if not isinstance(start, dt.datetime):
        cells["starts_on"] = start
        if isinstance(end, dt.date) and not isinstance(end, dt.datetime):
            # DTEND is the day after the last.
            last = end - dt.timedelta(days=1)
            if last > start:
                cells["ends_on"] = last
            elif end < start:
                problems.append(Problem("ends_on", say.END_BEFORE_START))
        return
    if start.tzinfo is None:
        cells["starts_on"] = start
        problems.append(Problem("starts_on", say.FLOATING))
        return
    zone = _zone(event, start)
    if zone is None:
        value = str(event["DTSTART"].params.get("TZID", ""))[:64]
        cells["starts_on"] = start.date()
        problems.append(Problem("time_zone", say.FOREIGN_ZONE, {"value": value}))
        return
    if zone == "UTC":
        # An instant; on whose clocks it is shown follows from the date it belongs to.
        cells["starts_on"] = start.astimezone(dt.UTC)
    else:
        local = start.astimezone(ZoneInfo(zone))
        cells |= {"starts_on": local.date(), "hour": local.time(), "time_zone": zone}
    if isinstance(end, dt.datetime) and end.tzinfo is not None:
        place = dt.UTC if zone == "UTC" else ZoneInfo(zone)
        # An event that ends at midnight ends on the day before.
        last = (end - dt.timedelta(microseconds=1)).astimezone(place).date() if end > start else start.date()
        first = start.astimezone(place).date()
        if end < start:
            problems.append(Problem("ends_on", say.END_BEFORE_START))
        elif last > first:
            # Of several days only the days are kept: the hour would look like that of the last one.
            cells |= {"starts_on": first, "ends_on": last}
            cells.pop("hour", None)


def _value(event, name):
    try:
        found = event.decoded(name)
    except (KeyError, ValueError, TypeError, AttributeError):
        # Missing, or one of the errors that the library has noted already.
        return None
    return found[0] if isinstance(found, list) else found


def _zone(event, start):
    """The IANA name of the zone of DTSTART; "UTC" for an instant; None when only the file itself describes it."""
    if start.tzinfo is dt.UTC or str(start.tzinfo) in ("UTC", "Etc/UTC"):
        return "UTC"
    for name in (getattr(start.tzinfo, "key", ""), str(event["DTSTART"].params.get("TZID", ""))):
        if name in known_zones():
            return name
    return None
