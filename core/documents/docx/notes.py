"""Real footnotes: word/footnotes.xml, which python-docx does not know."""

from core.documents.docx.runs import Links, Runs
from core.documents.docx.xml import R, W, add

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


class Notes:
    """Collects the notes as they are called, numbered from 1; `attach` puts them into the package."""

    def __init__(self, main_part, *, language, direction, look):
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part
        from lxml.etree import Element

        self.part = Part(PackURI("/word/footnotes.xml"), _CONTENT_TYPE, b"", main_part.package)
        self.main_part = main_part
        self.direction = direction
        self.root = Element(f"{W}footnotes", nsmap={"w": W[1:-1], "r": R[1:-1]})
        self.runs = Runs(language=language, direction=direction, look=look, links=Links(self.part))
        self.count = 0
        for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
            note = add(self.root, "footnote", type=kind, id=number)
            paragraph = self._paragraph(note)
            add(add(paragraph, "r"), kind)

    def note(self, children):
        """Write a note; returns its number."""
        self.count += 1
        paragraph = self._paragraph(add(self.root, "footnote", id=self.count), style="FootnoteText")
        run = add(paragraph, "r")
        properties = add(run, "rPr")
        add(properties, "rStyle", val="FootnoteReference")
        if self.direction == "rtl":
            add(properties, "rtl")
        add(run, "footnoteRef")
        self.runs.text(paragraph, " ")
        self.runs.write(paragraph, children)
        return self.count

    def _paragraph(self, note, style=""):
        paragraph = add(note, "p")
        properties = add(paragraph, "pPr")
        if style:
            add(properties, "pStyle", val=style)
        if self.direction == "rtl":
            add(properties, "bidi")
        if not style:
            add(properties, "spacing", before=0, after=0, line=240, lineRule="auto")
        return paragraph

    def attach(self):
        """Put the part into the package. Call it once, when all is written."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.part import Part
        from lxml.etree import tostring

        content = tostring(self.root, encoding="UTF-8", xml_declaration=True, standalone=True)
        written = Part(self.part.partname, _CONTENT_TYPE, content, self.part.package)
        for key, relation in self.part.rels.items():
            written.rels.add_relationship(relation.reltype, relation.target_ref, key, is_external=True)
        self.main_part.relate_to(written, RELATIONSHIP_TYPE.FOOTNOTES)
