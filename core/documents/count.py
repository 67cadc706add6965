"""How many words a text has. The same rules stand in `static/js/editor.js`; one table of cases tests both.

A word is a run of characters between spaces (no-break spaces are spaces) that holds a letter or a figure, so a dash
or a French quotation mark alone is none. Chinese and Japanese characters count one each. Numbers of paragraphs,
bullets, the cover, running heads and the addresses behind links are not counted; headings are, and quotations of
recommendations with their references. Notes are counted or
not by the mechanism's rule.
"""

import re
from dataclasses import dataclass
from math import ceil

from core.documents.nodes import (
    Document,
    Emphasis,
    Footnote,
    Heading,
    LineBreak,
    Link,
    Paragraph,
    Picture,
    RecommendationQuote,
    RecommendationRef,
    Row,
    Strong,
    Table,
    Text,
    walk,
)

_SPACES = re.compile("[\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_CHARACTERS_A_LINE = 80
_LINES_A_PAGE = 44
_LINES_A_PICTURE = 2


@dataclass(frozen=True)
class Count:
    """Words of the text, words of its notes, and its top-level paragraphs."""

    text: int = 0
    notes: int = 0
    paragraphs: int = 0

    def words(self, *, with_notes=True):
        return self.text + (self.notes if with_notes else 0)

    def __add__(self, other):
        return Count(self.text + other.text, self.notes + other.notes, self.paragraphs + other.paragraphs)


def count_text(text):
    """Words in a plain string."""
    ideographs = _IDEOGRAPH.findall(text)
    rest = _IDEOGRAPH.sub(" ", text) if ideographs else text
    return len(ideographs) + sum(any(map(str.isalnum, word)) for word in _SPACES.split(rest))


def count(node):
    """Count of a document (its blocks, without cover) or of a tuple of blocks."""
    blocks = node.children if isinstance(node, Document) else node
    total = notes = 0
    for part in walk(blocks):
        match part:
            case Heading() | Paragraph() | Row():
                text, inside = _words(part)
                total += text
                notes += inside
            case RecommendationQuote():
                total += sum(map(count_text, part.lines))
            case _:
                pass
    return Count(total, notes, sum(isinstance(block, Paragraph) for block in blocks))


def _words(block):
    parts, notes = [], []
    for cell in block.children if isinstance(block, Row) else (block,):
        _gather(cell.children, parts, notes)
        parts.append(" ")
    return count_text("".join(parts)), sum(map(count_text, notes))


def _gather(children, parts, notes):
    for node in children:
        match node:
            case Text():
                parts.append(node.text)
            case LineBreak():
                parts.append(" ")
            case RecommendationRef():
                parts.append(node.words)
            case Emphasis() | Strong() | Link():
                _gather(node.children, parts, notes)
            case Footnote():
                inside = []
                _gather(node.children, inside, [])
                notes.append("".join(inside))


def estimated_pages(document):
    """About how many A4 pages the document will fill: a floor, used to refuse before the costly layout begins."""
    lines = 0
    for part in walk(document.children):
        match part:
            case Heading() | Paragraph() | Row():
                parts, notes = [], []
                for cell in part.children if isinstance(part, Row) else (part,):
                    _gather(cell.children, parts, notes)
                lines += max(1, ceil(len("".join(parts + notes)) / _CHARACTERS_A_LINE))
            case RecommendationQuote():
                lines += sum(max(1, ceil(len(line) / _CHARACTERS_A_LINE)) for line in part.lines)
            case Table():
                lines += 1
            case Picture():
                lines += _LINES_A_PICTURE
            case _:
                pass
    return ceil(lines / _LINES_A_PAGE)
