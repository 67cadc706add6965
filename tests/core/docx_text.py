"""What a reader of a Word file reads, put together from its XML as Word does: numbers counted, notes at the end."""

import io
import zipfile
from collections import Counter

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Marks and the reference on the cover are no part of `plain_text`.
AROUND = {"CoverMarks", "CoverSymbol"}


def members(body):
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        return {name: package.read(name) for name in package.namelist()}


def xml(body, name):
    return etree.fromstring(members(body)[name])


class Numbering:
    """Counts like Word: by number definition and level, from the start that is written for it."""

    def __init__(self, root):
        self.shapes = {}
        for shape in root.findall(f"{W}abstractNum"):
            self.shapes[shape.get(f"{W}abstractNumId")] = {
                level.get(f"{W}ilvl"): (
                    level.find(f"{W}numFmt").get(f"{W}val"),
                    level.find(f"{W}lvlText").get(f"{W}val"),
                    int(level.find(f"{W}start").get(f"{W}val")),
                )
                for level in shape.findall(f"{W}lvl")
            }
        self.definitions = {num.get(f"{W}numId"): num for num in root.findall(f"{W}num")}
        self.seen = Counter()

    def label(self, num_pr):
        key, level = num_pr.find(f"{W}numId").get(f"{W}val"), num_pr.find(f"{W}ilvl").get(f"{W}val")
        definition = self.definitions[key]
        kind, text, start = self.shapes[definition.find(f"{W}abstractNumId").get(f"{W}val")][level]
        if kind == "bullet":
            return "•"
        override = definition.find(f"{W}lvlOverride[@{W}ilvl='{level}']/{W}startOverride")
        if override is not None:
            start = int(override.get(f"{W}val"))
        shown = start + self.seen[key, level]
        self.seen[key, level] += 1
        return text.replace(f"%{int(level) + 1}", str(shown))


def inline(paragraph):
    parts = []
    for node in paragraph.iter():
        if node.tag == f"{W}t":
            parts.append(node.text or "")
        elif node.tag == f"{W}br":
            parts.append("\n")
        elif node.tag == f"{W}tab" and node.getparent().tag == f"{W}r":
            parts.append(" ")
        elif node.tag == f"{W}footnoteReference":
            parts.append(node.get(f"{W}id"))
    return "".join(parts)


def style_of(paragraph):
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return found.get(f"{W}val") if found is not None else ""


def text_of(body):
    """The lines of `nodes.plain_text`, read back from the file."""
    numbering = Numbering(xml(body, "word/numbering.xml"))
    lines = []
    for block in xml(body, "word/document.xml").find(f"{W}body"):
        if block.tag == f"{W}tbl":
            for row in block.findall(f"{W}tr"):
                cells = row.findall(f"{W}tc")
                lines.append(" ".join(" ".join(inline(p) for p in cell.findall(f"{W}p")) for cell in cells))
        elif block.tag == f"{W}p" and style_of(block) not in AROUND:
            num_pr = block.find(f"{W}pPr/{W}numPr")
            label = numbering.label(num_pr) if num_pr is not None else ""
            if label and style_of(block) == "NumberedParagraph":
                lines.append(f"{label} {inline(block)}")
            else:
                lines += [label, inline(block)]
    for note in xml(body, "word/footnotes.xml").findall(f"{W}footnote"):
        number = int(note.get(f"{W}id"))
        if number > 0:
            lines.append(f"{number}{''.join(inline(p) for p in note.findall(f'{W}p'))}")
    return "\n".join(line for line in lines if line)


def running(body, name):
    """The words of a head or foot; a field counts with what is written in it."""
    return "".join(inline(p) for p in xml(body, f"word/{name}.xml").findall(f"{W}p"))
