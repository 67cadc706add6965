"""Makes core/documents/assets/word.docx: an empty Word document with the styles of the portal.

Run it after a change here: `.venv/bin/python scripts/make_word_template.py`. The same script always makes the same
bytes, and a test holds the file to it. Fonts, sizes and languages of the single document are set at rendering
(core/documents/docx/frame.py); here stands what all have in common.
"""

import zipfile
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "core" / "documents" / "assets" / "word.docx"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
EPOCH = (1980, 1, 1, 0, 0, 0)

INK, GREY, LINE, RED, BLUE = "14202B", "445464", "B9C4CC", "A12622", "0B5C7A"
MM = 56.7  # twentieths of a point in a millimetre
LEVELS = 9


def style(key, name, *, kind="paragraph", base="Normal", following="", ppr="", rpr="", shown=True):
    parts = [
        f'<w:style w:type="{kind}" w:styleId="{key}"{"" if shown else " w:customStyle=" + chr(34) + "1" + chr(34)}>'
    ]
    parts.append(f'<w:name w:val="{name}"/>')
    if base:
        parts.append(f'<w:basedOn w:val="{base}"/>')
    if following:
        parts.append(f'<w:next w:val="{following}"/>')
    parts.append("<w:qFormat/>")
    if ppr:
        parts.append(f"<w:pPr>{ppr}</w:pPr>")
    if rpr:
        parts.append(f"<w:rPr>{rpr}</w:rPr>")
    return "".join([*parts, "</w:style>"])


def size(points):
    return f'<w:sz w:val="{int(points * 2)}"/><w:szCs w:val="{int(points * 2)}"/>'


def spacing(before=0, after=0, line=None):
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{int(before * 20)}" w:after="{int(after * 20)}"{lines}/>'


BOLD = "<w:b/><w:bCs/>"
KEEP = "<w:keepNext/><w:keepLines/>"


def heading(level, points, before, after):
    return style(
        f"Heading{level}",
        f"heading {level}",
        following="Normal",
        ppr=f'{KEEP}{spacing(before, after)}<w:outlineLvl w:val="{level - 1}"/>',
        rpr=f"{BOLD}{size(points)}",
    )


def styles():
    """Order of elements as the schema wants it; Word is strict about it."""
    listed = [
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr><w:widowControl/>{spacing(0, 8.5, 312)}</w:pPr></w:style>",
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>',
        style(
            "Title",
            "Title",
            following="Normal",
            ppr=f'{KEEP}<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="8" w:color="{BLUE}"/></w:pBdr>'
            f"{spacing(0, 10, 252)}",
            rpr=f"{BOLD}{size(24)}",
        ),
        style(
            "Subtitle", "Subtitle", following="Normal", ppr=spacing(0, 14), rpr=f'<w:color w:val="{GREY}"/>{size(12.5)}'
        ),
        heading(1, 14, 18, 9),
        heading(2, 11.5, 16, 6),
        *(heading(level, 10.5, 13, 5) for level in range(3, 7)),
        # The number hangs in the margin of the text; which number it is stands in numbering.xml, written at rendering.
        style("NumberedParagraph", "Numbered Paragraph", shown=False),
        style("ListParagraph", "List Paragraph", ppr=spacing(0, 3.5)),
        style(
            "Quote",
            "Quote",
            following="Normal",
            ppr=f'<w:pBdr><w:left w:val="single" w:sz="12" w:space="10" w:color="{LINE}"/></w:pBdr>'
            f'<w:ind w:left="{int(12 * MM)}" w:right="{int(8 * MM)}"/>',
        ),
        style(
            "QuoteSource",
            "Quote Source",
            base="Quote",
            following="Normal",
            rpr=f'<w:color w:val="{GREY}"/>{size(9)}',
            shown=False,
        ),
        style("TableText", "Table Text", ppr=spacing(3, 3), rpr=size(9.5), shown=False),
        style("TableHeading", "Table Heading", base="TableText", ppr="<w:keepNext/>", rpr=BOLD, shown=False),
        # A table needs a paragraph below it; this one takes no room of its own.
        style("TableEnd", "Table End", ppr=spacing(0, 6, 240), rpr=size(4), shown=False),
        style("PictureText", "Picture Text", ppr=spacing(4, 10), rpr=f'<w:color w:val="{GREY}"/>', shown=False),
        style("FootnoteText", "footnote text", ppr=spacing(0, 2, 264), rpr=size(8.5)),
        style("Header", "header", ppr=spacing(0, 0, 264), rpr=f'<w:color w:val="{GREY}"/>{size(8.5)}'),
        style("Footer", "footer", ppr=spacing(0, 0, 264), rpr=f'<w:color w:val="{GREY}"/>{size(8.5)}'),
        style("CoverMarks", "Cover Marks", ppr=spacing(0, 14), rpr=f"{BOLD}{size(9.5)}", shown=False),
        style("CoverSymbol", "Cover Symbol", ppr=spacing(0, 8.5), rpr=f'<w:color w:val="{GREY}"/>', shown=False),
        style(
            "CoverFact",
            "Cover Fact",
            ppr=f'<w:tabs><w:tab w:val="left" w:pos="{int(45 * MM)}"/></w:tabs>{spacing(0, 5)}'
            f'<w:ind w:left="{int(45 * MM)}" w:hanging="{int(45 * MM)}"/>',
            shown=False,
        ),
        style(
            "CoverFirstFact",
            "Cover First Fact",
            base="CoverFact",
            ppr=f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="14" w:color="{LINE}"/></w:pBdr>{spacing(85, 5)}',
            shown=False,
        ),
        style(
            "Classification",
            "Classification",
            kind="character",
            base="DefaultParagraphFont",
            rpr=f'{BOLD}<w:color w:val="{RED}"/>',
            shown=False,
        ),
        style(
            "DraftMark",
            "Draft Mark",
            kind="character",
            base="DefaultParagraphFont",
            rpr=f'{BOLD}<w:color w:val="{INK}"/>',
            shown=False,
        ),
        style(
            "Label",
            "Label",
            kind="character",
            base="DefaultParagraphFont",
            rpr=f'<w:color w:val="{GREY}"/>',
            shown=False,
        ),
        style(
            "Hyperlink",
            "Hyperlink",
            kind="character",
            base="DefaultParagraphFont",
            rpr=f'<w:color w:val="{BLUE}"/><w:u w:val="single"/>',
        ),
        style(
            "FootnoteReference",
            "footnote reference",
            kind="character",
            base="DefaultParagraphFont",
            rpr='<w:vertAlign w:val="superscript"/>',
        ),
        '<w:style w:type="table" w:customStyle="1" w:styleId="PortalTable"><w:name w:val="Portal Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
        f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
        f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/></w:tblBorders></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK}"/></w:tcBorders></w:tcPr></w:tblStylePr>'
        "</w:style>",
    ]
    defaults = (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Noto Sans" w:hAnsi="Noto Sans" w:eastAsia="Noto Sans SC" w:cs="Noto Sans Arabic"/>'
        f'<w:color w:val="{INK}"/>{size(10.5)}<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    return f'{HEAD}<w:styles xmlns:w="{W}">{defaults}{"".join(listed)}</w:styles>'


def numbering():
    """Three shapes of numbering: paragraphs counted through, ordered lists, bullets."""

    def level(index, fmt, text, left, hanging, rpr=""):
        return (
            f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/><w:lvlText w:val="{text}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>{rpr}</w:lvl>'
        )

    step = int(10 * MM)
    grey = f'<w:rPr><w:color w:val="{GREY}"/></w:rPr>'
    through = level(0, "decimal", "%1.", step, step, grey)
    ordered = "".join(level(i, "decimal", f"%{i + 1}.", step * (i + 1), step // 2) for i in range(LEVELS))
    bullets = "".join(level(i, "bullet", "–" if i % 2 else "•", step * (i + 1), step // 2) for i in range(LEVELS))
    shapes = [("singleLevel", through), ("multilevel", ordered), ("multilevel", bullets)]
    body = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="{shape}"/>{levels}</w:abstractNum>'
        for number, (shape, levels) in enumerate(shapes)
    )
    # The one number for all bullets; the others are added at rendering.
    return (
        f'{HEAD}<w:numbering xmlns:w="{W}">{body}<w:num w:numId="1"><w:abstractNumId w:val="2"/></w:num></w:numbering>'
    )


def fonts():
    """Which font a reader's machine may take where it has none of ours."""
    rows = [
        ("Noto Sans", "Calibri", "swiss"),
        ("Noto Sans Arabic", "Arial", "swiss"),
        ("Noto Sans SC", "Microsoft YaHei", "swiss"),
        ("Times New Roman", "Liberation Serif", "roman"),
    ]
    inside = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:family w:val="{family}"/><w:pitch w:val="variable"/>'
        "</w:font>"
        for name, other, family in rows
    )
    return f'{HEAD}<w:fonts xmlns:w="{W}">{inside}</w:fonts>'


def settings():
    return (
        f'{HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat><w:themeFontLang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def running(root, key):
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="{key}"/></w:pPr></w:p>'
    return f'{HEAD}<w:{root} xmlns:w="{W}" xmlns:r="{OFFICE}">{paragraph}</w:{root}>'


def body():
    return (
        f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{OFFICE}"><w:body><w:sectPr>'
        '<w:headerReference w:type="default" r:id="rId4"/><w:headerReference w:type="first" r:id="rId5"/>'
        '<w:footerReference w:type="default" r:id="rId6"/><w:footerReference w:type="first" r:id="rId6"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="{int(27 * MM)}" w:right="{int(25 * MM)}" w:bottom="{int(24 * MM)}" w:left="{int(25 * MM)}" '
        f'w:header="{int(15 * MM)}" w:footer="{int(13 * MM)}" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def core():
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"></cp:coreProperties>'
    )


PARTS = (
    ("rId1", "styles", "styles.xml", styles),
    ("rId2", "numbering", "numbering.xml", numbering),
    ("rId3", "settings", "settings.xml", settings),
    ("rId4", "header", "header1.xml", lambda: running("hdr", "Header")),
    ("rId5", "header", "header2.xml", lambda: running("hdr", "Header")),
    ("rId6", "footer", "footer1.xml", lambda: running("ftr", "Footer")),
    ("rId7", "fontTable", "fontTable.xml", fonts),
)


def members():
    """Name and content of each member of the package."""
    overrides = [("/word/document.xml", f"{WORD}.document.main+xml")]
    overrides += [(f"/word/{name}", f"{WORD}.{kind}+xml") for _key, kind, name, _make in PARTS]
    overrides.append(("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"))
    types = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides)
    yield (
        "[Content_Types].xml",
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
    )
    yield (
        "_rels/.rels",
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>",
    )
    links = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{name}"/>' for key, kind, name, _ in PARTS
    )
    yield (
        "word/_rels/document.xml.rels",
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
    )
    yield "word/document.xml", body()
    for _key, _kind, name, make in PARTS:
        yield f"word/{name}", make()
    yield "docProps/core.xml", core()


def make(target):
    """Write the template to `target` (a path or an open file)."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in members():
            package.writestr(zipfile.ZipInfo(name, EPOCH), text.encode(), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    make(TARGET)
