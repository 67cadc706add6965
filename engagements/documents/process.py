"""The process of a line drawn (cogs, line of time) and as a document to print, in the reader's language. What comes in
was read through `visible_to`."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import svg
from core.dates import day_text
from core.documents import nodes
from core.documents.nodes import Cell, Document, Heading, Paragraph, Picture, Row, Table, Text
from core.words import listed
from engagements.documents.submissions import classification
from engagements.rules.process_time import open_spans

# As wide as the column of the page is to its letters.
_PAPER = 1000


def quarter_text(quarter):
    return _("%(year)s, quarter %(number)s") % {"year": quarter.year, "number": quarter.number}


def cogs_of(process, url_of=None):
    """The parts as cogs; `url_of(part)` says where each leads."""
    return [
        svg.Cog(
            number=part.number,
            label=str(part.component),
            weight=part.weight,
            state=str(part.state),
            state_text=str(part.state.label),
            url=url_of(part) if url_of else "",
        )
        for part in process.parts
    ]


def timeline_of(found, url_of=None):
    """What `svg.moves_timeline` needs of a `ProcessTime`; `url_of(happening)` says where each mark leads."""
    names = dict(found.lanes)
    moves = []
    for happening in found.happenings:
        said = [f"{names.get(happening.lane, '')}: {happening.words}", when_text(happening), happening.cause]
        moves.append(
            svg.Move(
                on=happening.on,
                lane=happening.lane,
                kind=happening.kind,
                label=listed(str(part) for part in said if part),
                url=url_of(happening) if url_of else "",
                short=str(happening.number or ""),
                from_lane=happening.from_lane,
                from_on=happening.from_on,
            )
        )
    return {
        "moves": moves,
        "spans": open_spans(found.happenings, found.today),
        "lanes": found.lanes,
        "first": found.first,
        "last": found.last,
        "today": found.today,
    }


def when_text(happening):
    """The day, or the date as far as it is known."""
    return happening.about or day_text(happening.on)


def timeline_words():
    """What the marks of the line of time mean."""
    return {
        "opened": _("opened"),
        "closed": _("closed"),
        "reopened": _("opened again"),
        "looked_back": _("looked back at"),
        "version": _("version kept"),
        "date": _("date"),
        "outcome": _("outcome"),
        "arrow": _("led back to"),
    }


def process_document(line, process, found):
    """The `Document` of a process: cogs and table of the quarter, line of time and table. For printing; not kept."""
    language = get_language() or "en"
    return Document(
        title=_("The process: %(title)s") % {"title": line.title},
        language=language,
        subtitle=_("Weights in %(quarter)s") % {"quarter": quarter_text(process.weighing.quarter)},
        classification=classification(line.exposure, language),
        status=nodes.FINAL,
        has_cover=False,
        facts=((_("Made"), day_text(found.today)),),
        children=tuple(_blocks(process, found)),
    )


def _blocks(process, found):
    if process.parts:
        title = _("The process as cogs")
        yield Picture(str(svg.cog_picture(cogs=cogs_of(process), width=_PAPER, title=title)), title)
        yield _heading(_("The components"))
        head = (_("No."), _("Component"), _("State"), _("Weight"), _("Newest version"))
        yield _table(head, [_part_row(part) for part in process.parts])
    if found.happenings:
        yield _heading(_("Back and forth"))
        title = _("How the process moved back and forth")
        yield Picture(str(svg.moves_timeline(**timeline_of(found), width=_PAPER, title=title)), title)
        yield Picture(str(svg.moves_legend(timeline_words(), width=_PAPER)), _("What the marks mean"))
        head = (_("Date"), _("Whose process"), _("What happened"), _("Why"))
        names = dict(found.lanes)
        yield _table(head, [_happening_row(happening, names) for happening in found.happenings])
    else:
        yield Paragraph((Text(_("Nothing has happened yet.")),))


def _part_row(part):
    version = ""
    if part.last:
        version = _("Version %(n)s") % {"n": part.last.number}
    name = f"{part.component} ({_('derived')})" if part.component.is_derived else str(part.component)
    return (str(part.number), name, str(part.state.label), _("%(weight)s of 5") % {"weight": part.weight}, version)


def _happening_row(happening, names):
    why = " · ".join(str(part) for part in (happening.why, happening.cause) if part)
    return (when_text(happening), names.get(happening.lane, ""), happening.words, why)


def _heading(text):
    return Heading(2, (Text(text),))


def _table(head, rows):
    return Table(_row(head), tuple(_row(row) for row in rows))


def _row(texts):
    return Row(tuple(Cell((Text(str(text)),)) for text in texts))
