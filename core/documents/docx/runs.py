"""Inline nodes as runs of Word."""

from dataclasses import dataclass, replace
from urllib.parse import quote, urlsplit

from core.documents.docx import letters
from core.documents.docx.xml import R, add, add_text, clean
from core.documents.nodes import (
    Emphasis,
    Footnote,
    LineBreak,
    Link,
    RecommendationRef,
    Strong,
    Text,
    UnknownNode,
)

# Word takes no longer address in a link.
MAX_ADDRESS = 2_000
_IN_ADDRESSES = "/:?#[]@!$&'()*+,;=%-._~"


@dataclass(frozen=True)
class Marks:
    """What the nodes around a text say about it."""

    is_strong: bool = False
    is_emphasis: bool = False
    style: str = ""


PLAIN = Marks()


class Runs:
    """Writes inline nodes into one story of the file (the body, or the notes); a story has its own list of links."""

    def __init__(self, *, language, direction, look, links, notes=None):
        self.direction = direction
        self.is_east_asian = letters.is_east_asian(language)
        self.tags = letters.languages_of(language)
        self.look = look
        self.links = links
        # Where called notes are collected; None inside the notes, for Word knows no note on a note.
        self.notes = notes

    def in_language(self, language, direction):
        """The same story in another language, for words that are quoted in it."""
        if not language:
            return self
        return Runs(language=language, direction=direction, look=self.look, links=self.links, notes=self.notes)

    def write(self, paragraph, children, marks=PLAIN):
        for node in children:
            match node:
                case Text(text):
                    self.text(paragraph, text, marks)
                case LineBreak():
                    add(self._run(paragraph, marks, is_rtl=self.direction == "rtl"), "br")
                case Emphasis(inside):
                    self.write(paragraph, inside, replace(marks, is_emphasis=True))
                case Strong(inside):
                    self.write(paragraph, inside, replace(marks, is_strong=True))
                case Link(href, inside):
                    self._link(paragraph, href, inside, marks)
                case RecommendationRef():
                    self.reference(paragraph, node.words, node.url, marks)
                case Footnote(inside):
                    self._call(paragraph, inside, marks)
                case _:
                    raise UnknownNode(type(node).__name__)

    def reference(self, paragraph, words, url, marks=PLAIN):
        """Where a recommendation stands, leading to its source where that is known."""
        if url:
            self._link(paragraph, url, (Text(words),), marks)
        else:
            self.text(paragraph, words, marks)

    def text(self, paragraph, text, marks=PLAIN):
        """A text, cut into runs of one direction each."""
        for piece, is_rtl in letters.cut(clean(text), self.direction):
            if piece:
                add_text(self._run(paragraph, marks, is_rtl=is_rtl), piece)

    def field(self, paragraph, code, shown):
        """A field that Word works out by itself, such as PAGE."""
        for kind in ("begin", "separate", "end"):
            if kind == "separate":
                instruction = add(self._run(paragraph, PLAIN, is_rtl=False), "instrText")
                instruction.text = f" {code} "
            add(self._run(paragraph, PLAIN, is_rtl=False), "fldChar", fldCharType=kind)
            if kind == "separate":
                add_text(self._run(paragraph, PLAIN, is_rtl=False), shown)

    def tab(self, paragraph):
        add(self._run(paragraph, PLAIN, is_rtl=self.direction == "rtl"), "tab")

    def _link(self, paragraph, href, inside, marks):
        address = address_of(href)
        if address is None:
            self.write(paragraph, inside, marks)
            return
        link = add(paragraph, "hyperlink")
        link.set(f"{R}id", self.links.key_of(address))
        self.write(link, inside, replace(marks, style="Hyperlink"))

    def _call(self, paragraph, inside, marks):
        if self.notes is None:
            self.text(paragraph, " [", marks)
            self.write(paragraph, inside, marks)
            self.text(paragraph, "]", marks)
            return
        run = add(paragraph, "r")
        properties = add(run, "rPr")
        add(properties, "rStyle", val="FootnoteReference")
        if self.direction == "rtl":
            add(properties, "rtl")
        add(run, "footnoteReference", id=self.notes.note(inside))

    def _run(self, paragraph, marks, *, is_rtl):
        """An empty run; its properties stand in the order of the schema."""
        run = add(paragraph, "r")
        properties = add(run, "rPr")
        if marks.style:
            add(properties, "rStyle", val=marks.style)
        if self.is_east_asian:
            # Signs such as quotation marks are as wide as a character.
            add(properties, "rFonts", hint="eastAsia")
        if self.look.has_marks:
            if marks.is_strong:
                add(properties, "b")
                add(properties, "bCs")
            if marks.is_emphasis and not self.is_east_asian:
                add(properties, "i")
                add(properties, "iCs")
        if is_rtl:
            add(properties, "rtl")
        if self.look.has_marks and marks.is_emphasis and self.is_east_asian:
            # Slanted Chinese is hard to read: dots below instead, as in print.
            add(properties, "em", val="underDot")
        latin, east_asian, complex_script = self.tags
        add(properties, "lang", val=latin, eastAsia=east_asian, bidi=complex_script)
        return run


def address_of(href):
    """The address as Word takes it, or None where it takes none: then the words stand without a link."""
    address = quote(href, safe=_IN_ADDRESSES)
    if len(address) > MAX_ADDRESS:
        return None
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    if "[" in address or "]" in address:
        # Brackets are for addresses of machines by number, which nobody links in a submission.
        return address.replace("[", "%5B").replace("]", "%5D") if not {"[", "]"} & set(parts.netloc) else None
    return address


class Links:
    """The external addresses of one part of the package; an address used twice is one."""

    def __init__(self, part):
        self.part = part
        self.keys = {}

    def key_of(self, address):
        if address not in self.keys:
            from docx.opc.constants import RELATIONSHIP_TYPE

            # Keys are given here: python-docx would look through all of them for each new one.
            key = f"rIdLink{len(self.keys) + 1}"
            self.part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, address, key, is_external=True)
            self.keys[address] = key
        return self.keys[address]
