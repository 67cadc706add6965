"""A ten-page PDF, beside WeasyPrint alone on the same HTML and style sheet. Medians and their ratio.

Floor: the finished HTML string and the same style sheets, parsed beforehand, running head and foot included, so that
both draw the same pages; then `write_pdf`. What is measured above it is the portal's own work.
Run: `.venv/bin/python benchmarks/bench_pdf.py`.
"""

import gc
import os
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hre_portal.settings_test")

ROUNDS = 9
CEILING = 1.25


def ten_pages():
    from core.documents import markup, nodes

    sentence = "Families who returned to three districts report that movement after dusk has become safer. "
    section = "\n\n".join(
        [sentence * 5, "- first thing\n- second thing", "| a | b |\n|---|---|\n| c | d |", sentence * 4]
    )
    blocks = ()
    for number in range(1, 18):
        blocks += (nodes.Heading(2, (nodes.Text(f"Section {number}"),)), *markup.parse(section))
    blocks, _following = nodes.number_paragraphs(blocks)
    return nodes.Document(title="Since the review", classification="Restricted", children=blocks)


def medians(*functions):
    """Median seconds of each, measured in turns, so that a busy moment of the machine strikes all alike. Python clears
    up between the turns: a layout leaves so much behind that otherwise every second one pays for two."""
    times = [[] for _ in functions]
    for _ in range(ROUNDS):
        for function, taken in zip(functions, times, strict=True):
            gc.collect()
            gc.disable()
            began = time.perf_counter()
            function()
            taken.append(time.perf_counter() - began)
            gc.enable()
    return [statistics.median(taken) for taken in times]


def main():
    import django

    django.setup()
    import io

    import weasyprint
    from pypdf import PdfReader

    from core.documents import pdf

    document = ten_pages()
    page = pdf.page_html(document)
    pages = len(PdfReader(io.BytesIO(pdf.render_pdf(document))).pages)
    sheet, fonts = pdf._print_sheet()

    running = weasyprint.CSS(string=pdf._page_css(document), url_fetcher=pdf.asset_fetcher())

    def floor():
        html = weasyprint.HTML(string=page, base_url=pdf.SCHEME, url_fetcher=pdf.asset_fetcher())
        html.write_pdf(stylesheets=[sheet, running], font_config=fonts, pdf_variant="pdf/ua-1")

    floor()
    alone, ours = medians(floor, lambda: pdf.render_pdf(document))
    ratio = ours / alone
    print(f"PDF of {pages} pages: {ours * 1000:.0f} ms; WeasyPrint alone {alone * 1000:.0f} ms; ratio {ratio:.2f}")
    print(f"ceiling {CEILING}: {'kept' if ratio <= CEILING else 'MISSED'}")
    return 0 if ratio <= CEILING else 1


if __name__ == "__main__":
    raise SystemExit(main())
