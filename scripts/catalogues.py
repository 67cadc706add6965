"""Compile the translation catalogues (locale/*/LC_MESSAGES/django.po) with Babel: no system package is needed."""

from pathlib import Path

from babel.messages import mofile, pofile

ROOT = Path(__file__).resolve().parent.parent


def compile_catalogues():
    """Write each .mo that is missing or older than its .po."""
    for source in (ROOT / "locale").glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            with source.open("rb") as reader, target.open("wb") as writer:
                mofile.write_mo(writer, pofile.read_po(reader))


if __name__ == "__main__":
    compile_catalogues()
