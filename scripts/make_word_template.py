"""Makes core/documents/assets/word.docx: an empty Word document with the styles of the portal.

Run it after a change here: `.venv/bin/python scripts/make_word_template.py`. The same script always makes the same
bytes, and a test holds the file to it. Fonts, sizes and languages of the single document are set at rendering
(core/documents/docx/frame.py); here stands what all have in common.
"""

import sys
import zipfile
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent
sys.path.append(str(SCRIPTS))
from word_template.names import HEAD, OFFICE, PACKAGE, WORD  # noqa: E402
from word_template.parts import body, core, fonts, numbering, running, settings  # noqa: E402
from word_template.styles import styles  # noqa: E402

TARGET = SCRIPTS.parent / "core" / "documents" / "assets" / "word.docx"
EPOCH = (1980, 1, 1, 0, 0, 0)
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
