"""The other parts: numbering, fonts, settings, heads and feet, the empty body."""

from word_template.names import GREY, HEAD, MM, OFFICE, PACKAGE, W

LEVELS = 9


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
