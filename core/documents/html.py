"""A document tree as HTML: the same fragment on the page and in print. Every text is escaped here and only here."""

from django.utils.html import conditional_escape, escape
from django.utils.safestring import mark_safe

from core.documents.drawings import on_paper
from core.documents.labels import labels_for
from core.documents.nodes import (
    DRAFT,
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

# So many rows are kept together on paper.
_SHORT = 8


class Notes:
    """What happens to footnotes: in print each stands where it is called (the style sheet floats it down), on the page
    they are collected below the text, with a way there and back."""

    def __init__(self, *, inline, prefix="note"):
        self.inline = inline
        self.prefix = prefix
        self.collected = []

    def render(self, note):
        words = _inline(note.children, self)
        if self.inline:
            return f'<span class="doc-note">{words}</span>'
        self.collected.append(words)
        number = len(self.collected)
        here = f"{self.prefix}-{number}"
        return f'<sup class="doc-call" id="{here}-call"><a href="#{here}" role="doc-noteref">{number}</a></sup>'


def render_html(document, *, for_print=False):
    """The whole document as one `<article>`. Safe to put on a page as it is."""
    labels = labels_for(document.language)
    notes = Notes(inline=for_print)
    body = _blocks(document.children, notes, 0)
    kinds = ["doc"]
    if document.has_cover:
        kinds.append("doc-has-cover")
    if document.is_large:
        kinds.append("doc-large")
    parts = [
        f'<article class="{" ".join(kinds)}" lang="{escape(document.language)}" dir="{document.direction}">',
        _cover(document, labels),
        f'<div class="doc-body">{body}{_collected(notes, labels)}</div>',
        "</article>",
    ]
    return mark_safe("".join(parts))  # noqa: S308  every text above went through escape()


def render_blocks(blocks, *, language, heading_shift=0, prefix="note", after=None):
    """Blocks as a fragment (a section on the editor's page). `heading_shift` fits the headings into the page's order;
    `prefix` keeps the ids of notes apart when a page shows several fragments. `after(index)` gives a fragment that
    stands below that block on the page, and nowhere else: each block then has an id of its own."""
    notes = Notes(inline=False, prefix=prefix)
    if after is None:
        body = _blocks(blocks, notes, heading_shift)
    else:
        body = "\n".join(
            f'<div class="doc-part" id="{prefix}-part-{index}">'
            f"{_block(block, notes, heading_shift)}{conditional_escape(after(index))}</div>"
            for index, block in enumerate(blocks)
        )
    return mark_safe(body + _collected(notes, labels_for(language)))  # noqa: S308


def render_inline(children):
    """Inline nodes (a heading) as a fragment; notes are left out."""
    plain = tuple(node for node in children if not isinstance(node, Footnote))
    return mark_safe(_inline(plain, Notes(inline=False)))  # noqa: S308


def _cover(document, labels):
    marks = []
    if document.classification:
        marks.append(f'<span class="doc-classification">{escape(document.classification)}</span>')
    if document.status == DRAFT:
        marks.append(f'<span class="doc-draft">{escape(labels.draft)}</span>')
    parts = ['<header class="doc-cover">']
    if marks:
        parts.append(f'<p class="doc-marks">{" ".join(marks)}</p>')
    if document.symbol:
        parts.append(f'<p class="doc-symbol"><bdi>{escape(document.symbol)}</bdi></p>')
    parts.append(f'<h1 class="doc-title">{escape(document.title)}</h1>')
    if document.subtitle:
        parts.append(f'<p class="doc-subtitle">{escape(document.subtitle)}</p>')
    if document.facts:
        facts = "".join(
            f"<div><dt>{escape(label)}</dt> <dd><bdi>{escape(value)}</bdi></dd></div>"
            for label, value in document.facts
        )
        parts.append(f'<dl class="doc-facts">{facts}</dl>')
    parts.append("</header>")
    return "".join(parts)


def _collected(notes, labels):
    if not notes.collected:
        return ""
    items = "".join(
        f'<li id="{notes.prefix}-{number}">{words} '
        f'<a class="doc-back" href="#{notes.prefix}-{number}-call" aria-label="{escape(labels.backlink)}">↩</a></li>'
        for number, words in enumerate(notes.collected, 1)
    )
    return f'<section class="doc-notes" aria-label="{escape(labels.notes)}"><ol>{items}</ol></section>'


def _blocks(blocks, notes, shift):
    return "\n".join(_block(block, notes, shift) for block in blocks)


def _block(block, notes, shift):
    match block:
        case Heading(level, children):
            level = min(max(level + shift, 1), 6)
            return f"<h{level}>{_inline(children, notes)}</h{level}>"
        case Paragraph(children, None):
            return f"<p>{_inline(children, notes)}</p>"
        case Paragraph(children, number):
            return f'<p class="doc-numbered"><span class="doc-number">{number}.</span> {_inline(children, notes)}</p>'
        case List(items, is_ordered, start):
            inside = "".join(f"<li>{_blocks(item.children, notes, shift)}</li>" for item in items)
            if not is_ordered:
                return f"<ul>{inside}</ul>"
            if start == 1:
                return f"<ol>{inside}</ol>"
            # The layout of print does not know `start`; the counter it does know.
            counter = f' style="counter-reset: list-item {start - 1}"' if notes.inline else ""
            return f'<ol start="{start}"{counter}>{inside}</ol>'
        case Quote(children):
            return f"<blockquote>{_blocks(children, notes, shift)}</blockquote>"
        case RecommendationQuote():
            return _recommendation(block)
        case Table(head, rows):
            heads = "".join(f'<th scope="col">{_inline(cell.children, notes)}</th>' for cell in head.children)
            body = "".join(
                "<tr>" + "".join(f"<td>{_inline(cell.children, notes)}</td>" for cell in row.children) + "</tr>"
                for row in rows
            )
            # Wide tables scroll by themselves; the keyboard reaches them. On paper short ones stay on one page.
            short = " doc-table-short" if len(rows) <= _SHORT else ""
            return (
                f'<div class="doc-table{short}" tabindex="0"><table><thead><tr>{heads}</tr></thead>'
                f"<tbody>{body}</tbody></table></div>"
            )
        case Picture(drawing, alt):
            # Notes inside the text: on paper; the layout of print cannot shape the letters of a drawing.
            if notes.inline:
                return on_paper(drawing, alt)
            caption = f'<figcaption class="visually-hidden">{escape(alt)}</figcaption>'
            return f'<figure class="doc-picture">{drawing}{caption}</figure>'
        case PageBreak():
            return '<div class="doc-page-break"></div>'
        case Document():
            raise UnknownNode("A document holds blocks, not documents.")
        case _:
            raise UnknownNode(type(block).__name__)


def _recommendation(quote):
    if not quote.text:
        return f'<blockquote class="doc-recommendation"><p>{_reference(quote.lines[-1], quote.url)}</p></blockquote>'
    return (
        f'<blockquote class="doc-recommendation"><p lang="{escape(quote.language)}" dir="{quote.direction}">'
        f"{escape(quote.text)}</p>"
        f'<p class="doc-reference">{_reference(quote.reference, quote.url)}</p></blockquote>'
    )


def _reference(words, url):
    # A symbol reads left to right in the middle of Arabic too.
    words = f"<bdi>{escape(words)}</bdi>"
    return f'<a href="{escape(url)}" rel="noreferrer noopener">{words}</a>' if url else words


def _inline(children, notes):
    parts = []
    for node in children:
        match node:
            case Text(text):
                parts.append(escape(text))
            case LineBreak():
                parts.append("<br>")
            case Emphasis(inside):
                parts.append(f"<em>{_inline(inside, notes)}</em>")
            case Strong(inside):
                parts.append(f"<strong>{_inline(inside, notes)}</strong>")
            case Link(href, inside):
                parts.append(f'<a href="{escape(href)}" rel="noreferrer noopener">{_inline(inside, notes)}</a>')
            case RecommendationRef():
                parts.append(_reference(node.words, node.url))
            case Footnote():
                parts.append(notes.render(node))
            case _:
                raise UnknownNode(type(node).__name__)
    return "".join(parts)
