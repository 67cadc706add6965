"""A year of a country as a document tree, in the reader's language: title, picture, legend, dates by month."""

from urllib.parse import urlsplit

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from calendar_app.enums import Origin
from calendar_app.queries.choosers import short_families
from calendar_app.queries.entries import sources_of
from calendar_app.queries.filters import ALL
from calendar_app.queries.span import months_text, span_day
from calendar_app.queries.wording import month_of, obligation_text, state_pill, verified_text, zones_text
from core import clock, svg
from core.dates import instant_text, month_text, zone_label
from core.documents import nodes
from core.documents.nodes import (
    Cell,
    Document,
    Heading,
    Item,
    LineBreak,
    Link,
    List,
    Paragraph,
    Picture,
    Row,
    Strong,
    Table,
    Text,
)
from core.words import comma

# As wide as the column of the page is to its letters: 12 units become about 7.5 points.
PICTURE_WIDTH = 720
MOST_SOURCES = 2


def year_document(year):
    """The `Document` of a `CountryYear`. Final: it says what was known when it was made."""
    reader = year.reader
    return Document(
        title=_title(year),
        language=get_language() or "en",
        subtitle=months_text(year.first, year.last),
        classification=_("Restricted: holds dates that are not open to everyone") if year.restricted else "",
        status=nodes.FINAL,
        has_cover=False,
        facts=tuple(_facts(year, reader)),
        children=tuple(_blocks(year)),
    )


def _title(year):
    if year.code == ALL:
        return _("Calendar of all countries")
    return _("Calendar of %(country)s") % {"country": year.country}


def _facts(year, reader):
    if year.kept:
        yield _("State of the calendar"), year.kept.text
    yield _("Hours"), _("first as they bind, then in %(place)s") % {"place": zone_label(reader.zone)}
    yield from year.asked
    yield _("Made"), instant_text(clock.now(), reader.zone)
    yield _("Made for"), str(reader.user)


def _blocks(year):
    if not year.entries:
        yield _words(_("No date is known for this time. Reviews, sessions, reports and visits will stand here."))
    if year.points:
        lanes = lanes_of(year.points)
        title = _("The year at a glance")
        drawn = svg.year_planner(
            points=year.points, first=year.first, today=year.reader.today, width=PICTURE_WIDTH, title=title
        )
        yield Picture(str(drawn), title)
        yield Picture(str(svg.legend(lanes=lanes, width=PICTURE_WIDTH)), _("What the marks mean"))
    if year.is_cut:
        words = ngettext(
            "%(shown)s of %(total)s date stands here, those of the country itself first.",
            "%(shown)s of %(total)s dates stand here, those of the country itself first.",
            year.total,
        )
        yield _words(words % {"shown": len(year.entries), "total": year.total})
    if year.close:
        yield _heading(_("Close together"))
        yield List(tuple(_close(quarter) for quarter in year.close))
    month, rows = None, []
    for entry in year.entries:
        # A period that began earlier stands at the beginning.
        begins = max(month_of(entry), year.first)
        if begins != month:
            if rows:
                yield _table(rows)
            month, rows = begins, []
            yield _heading(month_text(month))
        rows.append(_row(entry, year))
    if rows:
        yield _table(rows)
    if year.undated:
        yield _heading(_("Not announced yet"))
        yield List(tuple(Item((Paragraph(_what(entry, year)),)) for entry in year.undated))


def lanes_of(points):
    """(family, words) of the families that `points` show; those without a hue of their own are the others."""
    shown = {point.hue for point in points}
    named = [*short_families(), ("other", _("Others"))]
    return [(str(family), label) for family, label in named if family in shown]


def _close(quarter):
    words = ngettext(
        "%(dates)d date of %(mechanisms)d mechanisms in this quarter",
        "%(dates)d dates of %(mechanisms)d mechanisms in this quarter",
        quarter.dates,
    ) % {"dates": quarter.dates, "mechanisms": quarter.mechanisms}
    parts = [Strong((Text(quarter.heading),)), Text(f": {words}")]
    for item in quarter.items:
        parts += [LineBreak(), Text(f"{_apart(item.when)}: {_apart(item.title)}")]
    return Item((Paragraph(tuple(parts)),))


def _apart(text):
    """`text` with a direction of its own: a Latin title in an Arabic line, and the other way round."""
    return f"\u2068{text}\u2069"


def _heading(text):
    return Heading(2, (Text(text),))


def _words(text):
    return Paragraph((Text(text),))


def _table(rows):
    head = (_("Date"), _("What"), _("How sure, and from where"))
    return Table(Row(tuple(Cell((Text(text),)) for text in head)), tuple(rows))


def _row(entry, year):
    when = [Text(span_day(entry))]
    for zone in zones_text(entry, year.reader.zone).split(" · "):
        # The hour stays beside its place.
        when += [LineBreak(), Text(zone.replace(" ", "\u00a0"))] if zone else []
    return Row((Cell(tuple(when)), Cell(_what(entry, year)), Cell(tuple(_sure(entry)))))


def _what(entry, year):
    body = str(entry.mechanism)
    if year.code == ALL and entry.country_id:
        body = f"{body} · {entry.country}"
    parts = [Text(body), LineBreak(), Strong((Text(str(entry)),))]
    if obligation := obligation_text(entry, year.reader.today, str(entry.country) if entry.country_id else ""):
        parts += [LineBreak(), Text(obligation)]
    if entry.place:
        parts += [LineBreak(), Text(entry.place)]
    return tuple(parts)


def _sure(entry):
    _tone, certainty = state_pill(entry)
    computed = _("Computed") if entry.origin == Origin.COMPUTED else ""
    yield Text(" · ".join(part for part in (certainty or entry.get_certainty_display(), computed) if part))
    sources = sources_of(entry.source)
    for number, source in enumerate(sources[:MOST_SOURCES]):
        if number == 0:
            yield LineBreak()
            yield Text(_("Source:") + " ")
        else:
            yield Text(comma(is_heavy=True))
        yield _source(*source)
    yield LineBreak()
    yield Text(_("Last verified: %(day)s") % {"day": verified_text(entry) or _("not verified yet")})


def _source(words, address):
    if not nodes.LINK.fullmatch(address):
        return Text(words)
    return Link(address, (Text(urlsplit(address).netloc.removeprefix("www.") or words),))
