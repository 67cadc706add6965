"""The agenda of a check-in as a document, with room to write who contributes what."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import clock
from core.dates import instant_text
from core.documents import nodes
from core.documents.nodes import Cell, Document, Heading, Item, LineBreak, List, Paragraph, Row, Strong, Table, Text

# Room to write by hand; a cell without anything would be as narrow as its head.
ROOM = "\u00a0" * 14


def check_in_document(agenda):
    """The `Document` of a `CheckIn`, in the reader's language."""
    return Document(
        title=_("Check-in on the calendar of %(country)s") % {"country": agenda.country},
        language=get_language() or "en",
        subtitle=agenda.span,
        status=nodes.FINAL,
        has_cover=False,
        facts=(
            (_("State of the calendar"), agenda.kept.text),
            (_("Made"), instant_text(clock.now(), agenda.reader.zone)),
            (_("Made for"), str(agenda.reader.user)),
        ),
        children=tuple(_blocks(agenda)),
    )


def _blocks(agenda):
    yield Heading(2, (Text(_("The next three months")),))
    if agenda.rows:
        head = (_("Date"), _("What"), _("The cluster"), _("OHCHR"), _("The Task Team"))
        rows = tuple(_row(row) for row in agenda.rows)
        yield Table(Row(tuple(Cell((Text(text),)) for text in head)), rows)
    else:
        yield Paragraph((Text(_("No date is known for the next three months.")),))
    if agenda.moved:
        yield Heading(2, (Text(_("Moved lately")),))
        yield List(tuple(Item((Paragraph(_moved(each)),)) for each in agenda.moved))
    if agenda.undated:
        yield Heading(2, (Text(_("Not announced yet: who asks?")),))
        yield List(
            tuple(Item((Paragraph((Text(f"{entry.mechanism}: "), Text(str(entry)))),)) for entry in agenda.undated)
        )


def _row(row):
    what = [Text(row.body), LineBreak(), Strong((Text(row.title),))]
    if row.certainty:
        what += [LineBreak(), Text(row.certainty)]
    return Row(
        (
            Cell((Text(row.when),)),
            Cell(tuple(what)),
            Cell((Text(row.cluster or ROOM),)),
            Cell((Text(ROOM),)),
            Cell((Text(ROOM),)),
        )
    )


def _moved(each):
    parts = [Strong((Text(each.title),)), Text(f": {each.old} → {each.new}")]
    if each.cause:
        parts += [LineBreak(), Text(each.cause)]
    return tuple(parts)
