"""The styles of paragraphs, characters and tables."""

from word_template.names import BLUE, GREY, HEAD, INK, LINE, MM, RED, W

BOLD = "<w:b/><w:bCs/>"
KEEP = "<w:keepNext/><w:keepLines/>"


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
