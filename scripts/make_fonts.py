"""Makes static/fonts/: Noto Sans and Noto Sans Arabic, cut down to what the interface shows.

Run `python scripts/make_fonts.py` after `apt-get install fonts-noto-core`; the result is committed, so nobody else
needs to. The bold cut serves weights from 600 up: the interface uses two weights only.
"""

import pathlib
import sys

from fontTools import subset

SOURCE = pathlib.Path("/usr/share/fonts/truetype/noto")
TARGET = pathlib.Path(__file__).resolve().parent.parent / "static" / "fonts"

# Basic Latin to Latin Extended-A, the letters of West African languages that follow, typographic signs, arrows.
LATIN = (
    "U+0020-007E,U+00A0-017F,U+0192,U+0218-021B,U+0253-0257,U+0272,U+02C6,U+02DC,U+0300-0304,U+0308,U+0323,"
    "U+1EA0-1EF9,U+2002-200B,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+202F,U+2030,U+2039-203A,U+2044,"
    "U+20AC,U+2116,U+2122,U+2190-2193,U+2212,U+2248,U+2260,U+2264-2265"
)
ARABIC = "U+0020-0022,U+0028-0029,U+002D-002F,U+003A,U+00A0,U+00AB,U+00BB,U+0600-06FF,U+200C-200F,U+2010-2011,U+204F"

CUTS = [
    ("NotoSans-Regular.ttf", "noto-sans-400.woff2", LATIN),
    ("NotoSans-Bold.ttf", "noto-sans-600.woff2", LATIN),
    ("NotoSansArabic-Regular.ttf", "noto-sans-arabic-400.woff2", ARABIC),
    ("NotoSansArabic-Bold.ttf", "noto-sans-arabic-600.woff2", ARABIC),
]


def make(source, target, unicodes):
    subset.main(
        [
            str(source),
            f"--unicodes={unicodes}",
            "--flavor=woff2",
            f"--output-file={target}",
            "--no-hinting",
            "--desubroutinize",
            "--layout-features=ccmp,locl,kern,liga,mark,mkmk,init,medi,fina,isol,rlig,calt,tnum,curs",
            "--name-IDs=0,1,2,13,14",
        ]
    )
    print(f"{target.name}: {target.stat().st_size} bytes")


def main():
    missing = [name for name, _, _ in CUTS if not (SOURCE / name).exists()]
    if missing:
        sys.exit(f"Not found below {SOURCE}: {', '.join(missing)}. Install the package fonts-noto-core.")
    TARGET.mkdir(parents=True, exist_ok=True)
    for source, target, unicodes in CUTS:
        make(SOURCE / source, TARGET / target, unicodes)


if __name__ == "__main__":
    main()
