"""A ten-page Word file, beside python-docx opening and saving the same template without a text. Medians and ratio.

Floor: the library with an empty document. Above it stands the portal's own work: the text, the notes, the second
writing without times. The ceiling is the wish of the product: ten pages under 150 ms in process.
Run: `.venv/bin/python benchmarks/bench_docx.py`.
"""

import io
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hre_portal.settings_test")

CEILING_MS = 150


def main():
    import django

    django.setup()
    import docx

    from benchmarks.bench_pdf import medians, ten_pages
    from core.documents.docx import render_docx
    from core.documents.pdf import ASSETS

    document, template = ten_pages(), (ASSETS / "word.docx").read_bytes()

    def floor():
        docx.Document(io.BytesIO(template)).save(io.BytesIO())

    floor()
    render_docx(document)
    alone, ours = medians(floor, lambda: render_docx(document))
    print(
        f"Word file of ten pages: {ours * 1000:.0f} ms; python-docx, empty: {alone * 1000:.0f} ms; {ours / alone:.1f} x"
    )
    is_kept = ours * 1000 <= CEILING_MS
    print(f"ceiling {CEILING_MS} ms: {'kept' if is_kept else 'MISSED'}")
    return 0 if is_kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
