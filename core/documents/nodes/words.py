"""The words of a tree as a reader reads them, without any form."""

from core.documents.nodes.kinds import (
    Document,
    Emphasis,
    Footnote,
    Heading,
    LineBreak,
    Link,
    List,
    PageBreak,
    Paragraph,
    Picture,
    Quote,
    RecommendationQuote,
    RecommendationRef,
    Strong,
    Table,
    Text,
    UnknownNode,
)


def plain_text(node):
    """What a reader reads, one block a line: numbers, bullets and notes included. Tests compare outputs with it."""
    lines: list[str] = []
    notes: list[str] = []
    match node:
        case Document():
            lines += [node.title, node.subtitle, *(f"{label} {value}" for label, value in node.facts)]
            _block_lines(node.children, lines, notes)
        case tuple():
            _block_lines(node, lines, notes)
        case _:
            _block_lines((node,), lines, notes)
    lines += [f"{number} {text}" for number, text in enumerate(notes, 1)]
    return "\n".join(line for line in lines if line)


def _block_lines(blocks, lines, notes):
    for block in blocks:
        match block:
            case Heading():
                lines.append(inline_text(block.children, notes))
            case Paragraph():
                text = inline_text(block.children, notes)
                lines.append(f"{block.number}. {text}" if block.number else text)
            case List():
                for position, item in enumerate(block.children, block.start):
                    lines.append(f"{position}." if block.is_ordered else "•")
                    _block_lines(item.children, lines, notes)
            case Quote():
                _block_lines(block.children, lines, notes)
            case RecommendationQuote():
                lines.extend(block.lines)
            case Table():
                for row in (block.head, *block.children):
                    lines.append(" ".join(inline_text(cell.children, notes) for cell in row.children))
            case Picture():
                lines.append(block.alt)
            case PageBreak():
                pass
            case _:
                raise UnknownNode(type(block).__name__)


def inline_text(children, notes=None):
    """The words of inline nodes. With a list `notes`, a footnote leaves its number here and its words there;
    without one, footnotes are left out."""
    parts = []
    for node in children:
        match node:
            case Text():
                parts.append(node.text)
            case LineBreak():
                parts.append("\n")
            case Emphasis() | Strong() | Link():
                parts.append(inline_text(node.children, notes))
            case RecommendationRef():
                parts.append(node.words)
            case Footnote():
                if notes is not None:
                    notes.append(inline_text(node.children))
                    parts.append(str(len(notes)))
            case _:
                raise UnknownNode(type(node).__name__)
    return "".join(parts)
