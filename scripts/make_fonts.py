"""Makes the fonts that are cut down: Noto Sans and Noto Sans Arabic to what the interface shows (static/fonts/), and
Noto Sans SC to the Chinese characters of GB 2312 for documents in print (core/documents/assets/fonts/).

Run `python scripts/make_fonts.py` after `apt-get install fonts-noto-core fonts-noto-cjk`; the result is committed, so
nobody else needs to. The bold cut serves weights from 600 up: the interface uses two weights only. On the screen
Chinese comes from the reader's own device.
"""

import pathlib
import sys

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

SYSTEM = pathlib.Path("/usr/share/fonts")
ROOT = pathlib.Path(__file__).resolve().parent.parent
SCREEN, PRINT = ROOT / "static" / "fonts", ROOT / "core" / "documents" / "assets" / "fonts"

# Basic Latin to Latin Extended-A, the letters of West African languages that follow, typographic signs, arrows.
LATIN = (
    "U+0020-007E,U+00A0-017F,U+0192,U+0218-021B,U+0253-0257,U+0272,U+02C6,U+02DC,U+0300-0304,U+0308,U+0323,"
    "U+1EA0-1EF9,U+2002-200B,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+202F,U+2030,U+2039-203A,U+2044,"
    "U+20AC,U+2116,U+2122,U+2190-2193,U+2212,U+2248,U+2260,U+2264-2265"
)
ARABIC = "U+0020-0022,U+0028-0029,U+002D-002F,U+003A,U+00A0,U+00AB,U+00BB,U+0600-06FF,U+200C-200F,U+2010-2011,U+204F"

CYRILLIC = "U+0301,U+0400-052F,U+2116"
LAYOUT = "ccmp,locl,kern,liga,mark,mkmk,init,medi,fina,isol,rlig,calt,tnum,curs"


def chinese():
    """The characters and signs of GB 2312, with the full-width forms; Latin comes from Noto Sans, but not the space:
    without one of its own the font would give the wide one of Chinese for it."""
    found = (
        {0x20, 0xA0}
        | set(range(0x3000, 0x3020))
        | set(range(0xFF01, 0xFF5F))
        | {0xB7, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D}
    )
    found |= {0x2026, 0x30FB}
    for first in range(0xA1, 0xF8):
        for second in range(0xA1, 0xFF):
            # Cells of the table that hold no character come out empty.
            character = bytes([first, second]).decode("gb2312", "ignore")
            if character and any(
                low <= ord(character) <= high
                for low, high in (
                    (0x4E00, 0x9FFF),
                    (0x3000, 0x303F),
                    (0xFF00, 0xFFEF),
                    (0x2010, 0x203B),
                    (0x2460, 0x249B),
                )
            ):
                found.add(ord(character))
    return ",".join(f"U+{number:04X}" for number in sorted(found))


# Source, its number in a collection, target, characters.
CUTS = [
    ("truetype/noto/NotoSans-Regular.ttf", -1, SCREEN / "noto-sans-400.woff2", LATIN),
    ("truetype/noto/NotoSans-Bold.ttf", -1, SCREEN / "noto-sans-600.woff2", LATIN),
    ("truetype/noto/NotoSans-Regular.ttf", -1, SCREEN / "noto-sans-cyrillic-400.woff2", CYRILLIC),
    ("truetype/noto/NotoSans-Bold.ttf", -1, SCREEN / "noto-sans-cyrillic-600.woff2", CYRILLIC),
    ("truetype/noto/NotoSansArabic-Regular.ttf", -1, SCREEN / "noto-sans-arabic-400.woff2", ARABIC),
    ("truetype/noto/NotoSansArabic-Bold.ttf", -1, SCREEN / "noto-sans-arabic-600.woff2", ARABIC),
    ("opentype/noto/NotoSansCJK-Regular.ttc", 2, PRINT / "NotoSansSC-Regular.woff2", chinese()),
    ("opentype/noto/NotoSansCJK-Bold.ttc", 2, PRINT / "NotoSansSC-Bold.woff2", chinese()),
]


def make(source, number, target, unicodes):
    subset.main(
        [
            str(source),
            f"--font-number={number}",
            f"--unicodes={unicodes}",
            "--flavor=woff2",
            f"--output-file={target}",
            "--no-hinting",
            "--desubroutinize" if number < 0 else "--no-desubroutinize",
            f"--layout-features={LAYOUT}",
            "--name-IDs=0,1,2,13,14",
        ]
    )
    if number >= 0:
        to_truetype(target)
    print(f"{target.name}: {target.stat().st_size} bytes")


def to_truetype(path):
    """Outlines as TrueType: of others the layout library writes PDFs whose text some readers cannot take out again."""
    font = TTFont(path)
    order, drawn = font.getGlyphOrder(), font.getGlyphSet()
    font["glyf"] = table = newTable("glyf")
    font["loca"] = newTable("loca")
    table.glyphOrder, table.glyphs = order, {}
    for name in order:
        pen = TTGlyphPen(drawn)
        # Off by at most 1.5 of the 1,000 units of a character: nobody sees it.
        drawn[name].draw(Cu2QuPen(pen, 1.5, reverse_direction=True))
        table.glyphs[name] = pen.glyph()
    for name in order:
        table.glyphs[name].recalcBounds(table)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(table.glyphs[name], "xMin", 0) or 0)
    font["maxp"].tableVersion = 0x00010000
    for field in (
        *("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements"),
        *("maxSizeOfInstructions", "maxComponentElements"),
    ):
        setattr(font["maxp"], field, 0)
    font["maxp"].maxZones = 1
    font["post"].formatType = 3.0
    for tag in ("CFF ", "VORG"):
        if tag in font:
            del font[tag]
    font.sfntVersion = "\000\001\000\000"
    font.save(path)


def main():
    missing = sorted({name for name, *_rest in CUTS if not (SYSTEM / name).exists()})
    if missing:
        sys.exit(f"Not found below {SYSTEM}: {', '.join(missing)}. Install fonts-noto-core and fonts-noto-cjk.")
    for name, number, target, unicodes in CUTS:
        make(SYSTEM / name, number, target, unicodes)


if __name__ == "__main__":
    main()
