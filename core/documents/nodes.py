"""The document tree: frozen nodes without a string of HTML inside.

Renderers get a tree and nothing else, so they can neither query nor leak. `to_json` and `from_json` are inverse;
`fingerprint` is the hash that sign-offs are bound to.
"""

import dataclasses
import hashlib
import json
import re
from dataclasses import dataclass, field

RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)
DRAFT, FINAL = "draft", "final"


def token_of(recommendation_id):
    """What an author types for a recommendation; see markup.py."""
    return f"{{rec:{recommendation_id}}}"


def _check_address(url):
    if url and not LINK.fullmatch(url):
        raise ValueError("A link leads to http, https or mailto.")


class UnknownNode(TypeError):
    """A renderer met a node that it does not know. Nothing is left out in silence."""


# --- Inline ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Text:
    text: str


@dataclass(frozen=True)
class LineBreak:
    pass


@dataclass(frozen=True)
class Emphasis:
    children: tuple = ()


@dataclass(frozen=True)
class Strong:
    children: tuple = ()


@dataclass(frozen=True)
class Link:
    """A link to the web or a mailbox. Any other scheme is refused here, whoever builds the node."""

    href: str
    children: tuple = ()

    def __post_init__(self):
        if not self.href:
            raise ValueError("A link leads somewhere.")
        _check_address(self.href)


@dataclass(frozen=True)
class Footnote:
    """A note called at this place; renderers number the notes."""

    children: tuple = ()


@dataclass(frozen=True)
class RecommendationRef:
    """Inside a sentence: where a recommendation stands ("A/HRC/47/14, para. 122.4"). `id` is the portal's; `reference`
    is in the document's language and empty until `resolve` has found it; `url` leads to the source or is empty."""

    id: int
    reference: str = ""
    url: str = ""

    def __post_init__(self):
        _check_address(self.url)

    @property
    def words(self):
        """What a reader sees: the reference, or what was typed where no recommendation has this number."""
        return self.reference or token_of(self.id)


# --- Blocks ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Heading:
    level: int
    children: tuple = ()


@dataclass(frozen=True)
class Paragraph:
    children: tuple = ()
    number: int | None = None


@dataclass(frozen=True)
class Item:
    children: tuple = ()


@dataclass(frozen=True)
class List:
    children: tuple[Item, ...] = ()
    is_ordered: bool = False
    start: int = 1


@dataclass(frozen=True)
class Quote:
    children: tuple = ()


@dataclass(frozen=True)
class RecommendationQuote:
    """A recommendation in its official words, in the `language` of those words, with its reference below in the
    language of the document. Empty until `resolve` has found it."""

    id: int
    text: str = ""
    language: str = ""
    reference: str = ""
    url: str = ""

    def __post_init__(self):
        _check_address(self.url)

    @property
    def lines(self):
        """What a reader sees, a line each: the words and the reference, or what was typed where there is none."""
        return tuple(line for line in (self.text, self.reference) if line) or (token_of(self.id),)

    @property
    def direction(self):
        """Of the official words."""
        return direction_of(self.language)


@dataclass(frozen=True)
class Cell:
    children: tuple = ()


@dataclass(frozen=True)
class Row:
    children: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table with one row of column heads."""

    head: Row
    children: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A picture of core/svg, used unchanged; `alt` says in words what it shows. Only the portal's own drawings: the
    words inside were escaped when it was made."""

    svg: str
    alt: str

    def __post_init__(self):
        if not self.svg.startswith("<svg "):
            raise ValueError("A picture is made by core.svg.")


@dataclass(frozen=True)
class PageBreak:
    pass


@dataclass(frozen=True)
class Document:
    """A whole text. `classification` and the values of `facts` are words in the document's language;
    `status` is DRAFT until the text has gone out; `is_large` is the copy that is read aloud from."""

    title: str
    language: str = "en"
    subtitle: str = ""
    symbol: str = ""
    classification: str = ""
    status: str = DRAFT
    has_cover: bool = True
    facts: tuple[tuple[str, str], ...] = ()
    children: tuple = field(default=())
    is_large: bool = False

    @property
    def direction(self):
        return direction_of(self.language)


INLINE = (Text, LineBreak, Emphasis, Strong, Link, Footnote, RecommendationRef)
BLOCKS = (Heading, Paragraph, List, Quote, RecommendationQuote, Table, Picture, PageBreak)
_PARTS = (Item, Row, Cell)
_BY_NAME = {kind.__name__: kind for kind in (*INLINE, *BLOCKS, *_PARTS, Document)}


def direction_of(language):
    """ "rtl" or "ltr", by the first part of the language tag."""
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


# --- To JSON and back -----------------------------------------------------------------------------------------


def to_json(node):
    """The node as plain dicts, lists and values; each node names its kind under "is"."""
    if isinstance(node, tuple):
        return [to_json(part) for part in node]
    if not dataclasses.is_dataclass(node):
        return node
    plain = {"is": type(node).__name__}
    if isinstance(node, Document):
        plain["direction"] = node.direction
    plain |= {each.name: to_json(getattr(node, each.name)) for each in dataclasses.fields(node)}
    if isinstance(node, Document) and not node.is_large:
        # Versions that were frozen before there was a large copy keep their fingerprint.
        del plain["is_large"]
    return plain


def from_json(plain):
    """The node that `to_json` wrote. Raises UnknownNode for a kind that does not exist."""
    if isinstance(plain, list):
        return tuple(from_json(part) for part in plain)
    if not isinstance(plain, dict):
        return plain
    kind = _BY_NAME.get(str(plain.get("is")))
    if kind is None:
        raise UnknownNode(f"No node is called {plain.get('is')!r}.")
    return kind(**{each.name: from_json(plain[each.name]) for each in dataclasses.fields(kind) if each.name in plain})


def fingerprint(document):
    """SHA-256 (hex) of the canonical JSON. The mark DRAFT is left out: it tells of the file, not of the text, and a
    sign-off given for a draft holds for the same words when they go out."""
    plain = to_json(dataclasses.replace(document, status=FINAL))
    canonical = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


# --- Walking --------------------------------------------------------------------------------------------------


def number_paragraphs(blocks, start=1):
    """The blocks with their top-level paragraphs numbered from `start`, and the next free number."""
    numbered, following = [], start
    for block in blocks:
        if isinstance(block, Paragraph):
            block = dataclasses.replace(block, number=following)
            following += 1
        numbered.append(block)
    return tuple(numbered), following


def walk(node):
    """Each node below and including `node`, in reading order."""
    if isinstance(node, tuple):
        for part in node:
            yield from walk(part)
        return
    yield node
    if isinstance(node, Table):
        yield from walk(node.head)
    yield from walk(getattr(node, "children", ()))


def recommendation_ids(node):
    """The recommendations that are quoted or referred to, each once, in reading order."""
    found = (part.id for part in walk(node) if isinstance(part, RecommendationRef | RecommendationQuote))
    return list(dict.fromkeys(found))


def resolve(node, find):
    """The same tree with each recommendation filled in. `find(id)` answers with an object that has `reference`,
    `text`, `language` and `url`, or None: what it does not know stays what was typed."""
    match node:
        case tuple():
            return tuple(resolve(part, find) for part in node)
        case RecommendationRef() | RecommendationQuote():
            found = find(node.id)
            if found is None:
                return node
            names = [each.name for each in dataclasses.fields(node) if each.name != "id"]
            return type(node)(node.id, **{name: getattr(found, name) for name in names})
        case Table():
            return Table(resolve(node.head, find), resolve(node.children, find))
        case _ if getattr(node, "children", ()):
            return dataclasses.replace(node, children=resolve(node.children, find))
        case _:
            return node


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
