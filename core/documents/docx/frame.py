"""What stands around the text: title block, running head and foot, fonts and languages, properties of the file."""

from core.documents.docx.letters import is_east_asian, languages_of
from core.documents.docx.look import DEFAULT_LOOK
from core.documents.docx.runs import Marks
from core.documents.docx.xml import W, add, clean, twips
from core.documents.labels import labels_for
from core.documents.nodes import DRAFT

_COLUMN = twips(160)
_LONGEST_HEAD = 90
_CLASSIFICATION, _DRAFT, _LABEL = Marks(style="Classification"), Marks(style="DraftMark"), Marks(style="Label")


def write_cover(document, blocks, runs):
    """The title block; a page of its own when the document has a cover."""
    if marks := _marks(document):
        paragraph = blocks.paragraph("CoverMarks")
        for position, (words, style) in enumerate(marks):
            if position:
                runs.text(paragraph, " · ")
            runs.text(paragraph, words, style)
    if document.symbol:
        runs.text(blocks.paragraph("CoverSymbol"), document.symbol)
    runs.text(blocks.paragraph("Title"), document.title)
    if document.subtitle:
        runs.text(blocks.paragraph("Subtitle"), document.subtitle)
    for position, (label, value) in enumerate(document.facts):
        is_apart = document.has_cover and not position
        paragraph = blocks.paragraph("CoverFirstFact" if is_apart else "CoverFact")
        runs.text(paragraph, label, _LABEL)
        runs.tab(paragraph)
        runs.text(paragraph, value)
    if document.has_cover:
        # The first lines of a cover stand lower on the page.
        first = blocks.body.find(f"{W}p").find(f"{W}pPr")
        spacing = first.makeelement(f"{W}spacing", {f"{W}before": str(twips(55))})
        first.append(spacing)
        blocks.breaks_page = bool(document.children)


def _marks(document):
    marks = [(document.classification, _CLASSIFICATION)] if document.classification else []
    if document.status == DRAFT:
        marks.append((labels_for(document.language).draft, _DRAFT))
    return marks


def write_running(document, section, page, make_runs):
    """Head and foot of each page: title, marks, symbol, "page x of y" in the document's language."""
    section.different_first_page_header_footer = document.has_cover
    heads = [(section.header, document.title)]
    if document.has_cover:
        heads.append((section.first_page_header, ""))
    for head, title in heads:
        paragraph, runs = _line(head, document), make_runs()
        words = clean(title)
        runs.text(paragraph, words if len(words) <= _LONGEST_HEAD else f"{words[: _LONGEST_HEAD - 2]}…")
        runs.tab(paragraph)
        for position, (mark, _style) in enumerate(_marks(document)):
            runs.text(paragraph, f" · {mark}" if position else mark, Marks(is_strong=True))
    paragraph, runs = _line(section.footer, document), make_runs()
    before, between, after = labels_for(document.language).page
    runs.text(paragraph, document.symbol)
    runs.tab(paragraph)
    runs.text(paragraph, before)
    runs.field(paragraph, "PAGE", "1")
    runs.text(paragraph, between)
    runs.field(paragraph, "NUMPAGES", "1")
    runs.text(paragraph, after)
    if document.direction == "rtl":
        add(page, "bidi")


def _line(story, document):
    paragraph = story.part.element.find(f"{W}p")
    properties = paragraph.find(f"{W}pPr")
    add(add(properties, "tabs"), "tab", val="right", pos=_COLUMN)
    if document.direction == "rtl":
        add(properties, "bidi")
    return paragraph


def set_look(document, styles, settings, look):
    """Fonts, sizes and languages of this document into the styles of the template."""
    latin, east_asian, complex_script = languages_of(document.language)
    tags = {f"{W}val": latin, f"{W}eastAsia": east_asian, f"{W}bidi": complex_script}
    defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    defaults.find(f"{W}lang").attrib.update(tags)
    settings.find(f"{W}themeFontLang").attrib.update(tags)
    fonts = defaults.find(f"{W}rFonts")
    if look.font:
        for name in ("ascii", "hAnsi", "cs"):
            fonts.set(W + name, look.font)
    elif is_east_asian(document.language):
        for name in ("ascii", "hAnsi"):
            fonts.set(W + name, "Noto Sans SC")
    _set_size(defaults, look.size)
    by_key = {style.get(f"{W}styleId"): style for style in styles.findall(f"{W}style")}
    _set_size(by_key["FootnoteText"].find(f"{W}rPr"), look.note_size)
    if document.direction == "rtl":
        # The line beside a quotation stands where its lines begin; borders know no logical sides.
        for border in by_key["Quote"].findall(f"{W}pPr/{W}pBdr/{W}left"):
            border.tag = f"{W}right"
    if look != DEFAULT_LOOK:
        # Who names one size, a mechanism or a speaker, means all of the text.
        for key in ("TableText", *(f"Heading{level}" for level in range(2, 7))):
            _set_size(by_key[key].find(f"{W}rPr"), look.size)
        _set_size(by_key["Heading1"].find(f"{W}rPr"), look.size + 2 if look.has_marks else look.size)
    if look.is_single_spaced:
        by_key["Normal"].find(f"{W}pPr/{W}spacing").set(f"{W}line", "240")
    if not look.has_marks:
        for key in ("Title", "TableHeading", "Hyperlink", *(f"Heading{level}" for level in range(1, 7))):
            properties = by_key[key].find(f"{W}rPr")
            for tag in ("b", "bCs", "u"):
                for each in properties.findall(W + tag):
                    properties.remove(each)


def _set_size(properties, points):
    for tag in ("sz", "szCs"):
        properties.find(W + tag).set(f"{W}val", str(round(points * 2)))


def set_properties(document, properties, author):
    """Title and language for readers of the file; of its makers nothing but `author`, no time and no program."""
    properties.title = clean(document.title)[:255]
    properties.language = clean(document.language)[:255]
    if author:
        properties.author = clean(author)[:255]
