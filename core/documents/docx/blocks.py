"""Blocks as paragraphs and tables of Word."""

from dataclasses import dataclass, replace

from core.documents.docx.runs import PLAIN
from core.documents.docx.xml import add, twips
from core.documents.nodes import (
    Document,
    Heading,
    List,
    PageBreak,
    Paragraph,
    Picture,
    Quote,
    RecommendationQuote,
    Table,
    UnknownNode,
)

# Word's own bounds: levels of a list, columns of a table, numbers of a list.
LEVELS = 9
MAX_COLUMNS = 63
MAX_NUMBER = 32_767
_STEP = twips(10)
_BULLETS = 1
_QUOTE_START, _QUOTE_END = twips(12), twips(8)


@dataclass(frozen=True)
class Place:
    """Where a block stands: in how many lists and quotations, and the number its first paragraph carries."""

    depth: int = 0
    quotes: int = 0
    # (number definition, level), or the number itself where Word cannot count so far.
    number: tuple[int, int] | str | None = None


TOP = Place()


class Blocks:
    """Writes blocks into the body, in order."""

    def __init__(self, body, *, runs, numbers, direction, first_level):
        self.body = body
        self.runs = runs
        self.numbers = numbers
        self.direction = direction
        self.first_level = first_level
        self.breaks_page = False

    def write(self, blocks, place=TOP):
        for block in blocks:
            self._block(block, place)
            # The bullet stands before the first block of its item.
            place = replace(place, number=None)

    def finish(self):
        """A page break at the very end needs a paragraph to stand in; a table needs one after it."""
        if self.breaks_page:
            self.paragraph("Normal")

    def paragraph(self, style, *, numbered=None, indent=None, direction=None):
        """An empty paragraph; its properties stand in the order of the schema. `direction` only where it is not that
        of the document."""
        paragraph = add(self.body, "p")
        self._properties(paragraph, style, numbered=numbered, indent=indent, direction=direction)
        return paragraph

    def _properties(self, paragraph, style, *, numbered=None, indent=None, direction=None):
        properties = add(paragraph, "pPr")
        add(properties, "pStyle", val=style)
        if self.breaks_page:
            self.breaks_page = False
            add(properties, "pageBreakBefore")
        if numbered is not None:
            definition, level = numbered
            inside = add(properties, "numPr")
            add(inside, "ilvl", val=level)
            add(inside, "numId", val=definition)
        if (direction or self.direction) == "rtl":
            add(properties, "bidi")
        elif self.direction == "rtl":
            add(properties, "bidi", val=0)
        if indent is not None:
            add(properties, "ind", **indent)

    def _block(self, block, place):
        match block:
            case Heading(level, children):
                self._own_line(place)
                shown = min(max(level - self.first_level + 1, 1), 6)
                self.runs.write(self.paragraph(f"Heading{shown}"), children)
            case Paragraph(children, number):
                self._text(children, number, place)
            case List(items, is_ordered, start):
                self._own_line(place)
                level = min(place.depth, LEVELS - 1)
                is_counted = not is_ordered or start + len(items) <= MAX_NUMBER
                definition = self.numbers.ordered(level, start) if is_ordered and is_counted else _BULLETS
                for position, item in enumerate(items, start):
                    number = (definition, level) if is_counted else f"{position}."
                    inside = replace(place, depth=place.depth + 1, number=number)
                    if item.children:
                        self.write(item.children, inside)
                    else:
                        self._own_line(inside)
            case Quote(children):
                self._own_line(place)
                self.write(children, replace(place, quotes=place.quotes + 1, number=None))
            case RecommendationQuote():
                self._own_line(place)
                self._recommendation(block, replace(place, quotes=place.quotes + 1, number=None))
            case Table():
                self._own_line(place)
                self._table(block)
            case Picture(alt=alt):
                self._own_line(place)
                self.runs.text(self.paragraph("PictureText"), alt)
            case PageBreak():
                self._own_line(place)
                if self.breaks_page:
                    self.paragraph("Normal")
                self.breaks_page = True
            case Document():
                raise UnknownNode("A document holds blocks, not documents.")
            case _:
                raise UnknownNode(type(block).__name__)

    def _text(self, children, number, place):
        if place.number is not None:
            paragraph = self._item(place)
            if number is not None:
                self.runs.text(paragraph, f"{number}. ")
        elif number is not None:
            indent = self._indent(place) if place != TOP else None
            paragraph = self.paragraph("NumberedParagraph", numbered=(self.numbers.through(number), 0), indent=indent)
        elif place.quotes:
            paragraph = self.paragraph("Quote", indent=self._indent(place))
        elif place.depth:
            paragraph = self.paragraph("ListParagraph", indent=self._indent(place))
        else:
            paragraph = self.paragraph("Normal")
        self.runs.write(paragraph, children)

    def _recommendation(self, quote, place):
        """The official words in their own language and direction; below them where they stand, as a paragraph of the
        document."""
        indent = self._indent(place)
        if quote.text:
            paragraph = self.paragraph("Quote", indent=indent, direction=quote.direction)
            self.runs.in_language(quote.language, quote.direction).text(paragraph, quote.text)
        if quote.reference or not quote.text:
            paragraph = self.paragraph("QuoteSource" if quote.text else "Quote", indent=indent)
            self.runs.reference(paragraph, quote.reference or quote.lines[-1], quote.url)

    def _own_line(self, place):
        """The bullet of an item that does not begin with a paragraph stands alone."""
        if place.number is not None:
            self._item(place)

    def _item(self, place):
        """The paragraph that carries the bullet or the number of an item."""
        indent = self._indent(place, hangs=True)
        if not isinstance(place.number, str):
            return self.paragraph("ListParagraph", numbered=place.number, indent=indent)
        paragraph = self.paragraph("ListParagraph", indent=indent)
        self.runs.text(paragraph, place.number)
        self.runs.tab(paragraph)
        return paragraph

    def _indent(self, place, *, hangs=False):
        start = _STEP * min(place.depth, LEVELS) + _QUOTE_START * min(place.quotes, LEVELS)
        indent = {"left": start, "right": _QUOTE_END * min(place.quotes, 3)}
        if hangs:
            indent["hanging"] = _STEP // 2
        return indent

    def _table(self, table):
        rows = (table.head, *table.children)
        columns = max(1, *(len(row.children) for row in rows))
        if columns > MAX_COLUMNS:
            self._wide_table(rows)
            return
        element = add(self.body, "tbl")
        properties = add(element, "tblPr")
        add(properties, "tblStyle", val="PortalTable")
        if self.direction == "rtl":
            add(properties, "bidiVisual")
        add(properties, "tblW", w=5000, type="pct")
        add(properties, "tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1)
        grid = add(element, "tblGrid")
        for _ in range(columns):
            add(grid, "gridCol", w=twips(160) // columns)
        for position, row in enumerate(rows):
            self._row(element, row, columns, is_head=position == 0)
        self.paragraph("TableEnd")

    def _row(self, table, row, columns, *, is_head):
        element = add(table, "tr")
        properties = add(element, "trPr")
        add(properties, "cantSplit")
        if is_head:
            # Repeated on each page, and said by screen readers.
            add(properties, "tblHeader")
        for position in range(columns):
            cell = add(element, "tc")
            add(add(cell, "tcPr"), "tcW", w=5000 // columns, type="pct")
            paragraph = add(cell, "p")
            self._properties(paragraph, "TableHeading" if is_head else "TableText")
            if position < len(row.children):
                self.runs.write(paragraph, row.children[position].children)

    def _wide_table(self, rows):
        """Wider than Word can hold: a line for each row, so that nothing is lost."""
        for row in rows:
            paragraph = self.paragraph("TableText")
            for position, cell in enumerate(row.children):
                if position:
                    self.runs.text(paragraph, " ", PLAIN)
                self.runs.write(paragraph, cell.children)
