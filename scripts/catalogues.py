"""Compile the translation catalogues (locale/*/LC_MESSAGES) with Babel: no system package is needed.

A language has `django.po`, the texts of the interface, kept up to date by `make messages`; where reference texts have
no column for the language it also has `reference.po`, written by hand. Both go into one django.mo.
"""

from pathlib import Path

from babel.messages import mofile, pofile

ROOT = Path(__file__).resolve().parent.parent


def compile_catalogues():
    """Write each .mo that is missing or older than one of its sources."""
    for folder in (ROOT / "locale").glob("*/LC_MESSAGES"):
        sources = [folder / name for name in ("django.po", "reference.po") if (folder / name).exists()]
        target = folder / "django.mo"
        if target.exists() and target.stat().st_mtime >= max(source.stat().st_mtime for source in sources):
            continue
        catalogue, *others = (pofile.read_po(source.open("rb")) for source in sources)
        for other in others:
            for message in other:
                if message.id:
                    catalogue.add(message.id, message.string, context=message.context)
        with target.open("wb") as writer:
            mofile.write_mo(writer, catalogue)


if __name__ == "__main__":
    compile_catalogues()
