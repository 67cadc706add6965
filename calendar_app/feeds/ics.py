"""Writes iCalendar by hand (RFC 5545, RFC 7986): thirty times quicker than a library (the tests' oracle).

Pure: takes `Event`s, gives bytes; knows neither database nor clock.
"""

import datetime as dt
from dataclasses import dataclass

LINE_OCTETS = 75
REFRESH = "PT6H"


@dataclass(frozen=True, slots=True)
class Event:
    """One VEVENT. Exactly one of `at` (aware instant) and `first` is set; `after` is the day after the last one
    (DTEND is exclusive). `is_busy` False: shown, but blocks no time. `alarm_days` None: no alarm."""

    uid: str
    sequence: int
    changed_at: dt.datetime
    summary: str
    at: dt.datetime | None = None
    first: dt.date | None = None
    after: dt.date | None = None
    description: str = ""
    url: str = ""
    category: str = ""
    is_cancelled: bool = False
    is_busy: bool = False
    is_private: bool = False
    alarm_days: int | None = None


def escaped(text):
    """TEXT of RFC 5545, 3.3.11. Control characters, which readers choke on, are dropped."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")
    if text.isprintable():
        return text
    return "".join(char for char in text if char == "\t" or (ord(char) >= 32 and ord(char) != 127))


def folded(line):
    """The line as octets, folded after at most 75 of them (3.1), never inside a character."""
    octets = line.encode()
    if len(octets) <= LINE_OCTETS:
        return octets + b"\r\n"
    parts, start, room = [], 0, LINE_OCTETS
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(octets[start:end])
        start, room = end, LINE_OCTETS - 1
    parts.append(octets[start:])
    return b"\r\n ".join(parts) + b"\r\n"


def instant(moment):
    return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _event_lines(event):
    changed = instant(event.changed_at)
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTAMP:{changed}"
    yield f"LAST-MODIFIED:{changed}"
    if event.at is not None:
        yield f"DTSTART:{instant(event.at)}"
        yield f"DTEND:{instant(event.at)}"
    else:
        yield f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.after:%Y%m%d}"
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    if event.url:
        yield f"URL:{event.url}"
    if event.category:
        yield f"CATEGORIES:{escaped(event.category)}"
    yield "STATUS:CANCELLED" if event.is_cancelled else "STATUS:CONFIRMED"
    yield "TRANSP:OPAQUE" if event.is_busy else "TRANSP:TRANSPARENT"
    if event.is_private:
        yield "CLASS:PRIVATE"
    if event.alarm_days is not None and not event.is_cancelled:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{escaped(event.summary)}"
        yield f"TRIGGER:-P{event.alarm_days}D" if event.alarm_days else "TRIGGER:PT0S"
        yield "END:VALARM"
    yield "END:VEVENT"


def calendar(name, events, *, language="en"):
    """The whole calendar as bytes (UTF-8, CRLF). The same events give the same bytes, so that they can be hashed."""
    head = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//HRE Portal//Calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME;LANGUAGE={language}:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    )
    lines = [folded(line) for line in head]
    for event in events:
        lines += [folded(line) for line in _event_lines(event)]
    lines.append(b"END:VCALENDAR\r\n")
    return b"".join(lines)
