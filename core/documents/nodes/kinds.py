"""What a document is made of: frozen nodes without a string of HTML inside."""

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
BY_NAME = {kind.__name__: kind for kind in (*INLINE, *BLOCKS, *_PARTS, Document)}


def direction_of(language):
    """ "rtl" or "ltr", by the first part of the language tag."""
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"
