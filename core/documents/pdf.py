"""A document tree as a tagged PDF (PDF/UA-1), by WeasyPrint over the same HTML with a print style sheet.

Nothing is fetched: the style sheet and the fonts are named files of the portal, every other address is refused. Where
Pango is missing, `PdfUnavailable` says so in a sentence and HTML goes on working.
"""

import atexit
import functools
import re
import threading
from pathlib import Path

from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from core.documents.count import estimated_pages
from core.documents.html import render_html
from core.documents.labels import labels_for
from core.documents.nodes import DRAFT

ASSETS = Path(__file__).resolve().parent / "assets"
SCHEME = "portal-asset:"
FONTS = frozenset(
    f"fonts/{name}"
    for name in (
        "NotoSans-Regular.ttf",
        "NotoSans-Bold.ttf",
        "NotoSans-Italic.ttf",
        "NotoSans-BoldItalic.ttf",
        "NotoSansArabic-Regular.ttf",
        "NotoSansArabic-Bold.ttf",
        "NotoSansSC-Regular.woff2",
        "NotoSansSC-Bold.woff2",
    )
)
MAX_PAGES = 300

# Fontconfig keeps state in the process; one layout at a time per process is safe and costs nothing under sync workers.
_one_at_a_time = threading.Lock()


class PdfError(Exception):
    """No PDF was made. `sentence` is for the person who asked."""

    def __init__(self, sentence):
        super().__init__(sentence)
        self.sentence = sentence


class PdfUnavailable(PdfError):
    """The machine lacks Pango or HarfBuzz."""


class DocumentTooLong(PdfError):
    """The text would fill more than MAX_PAGES pages."""


def render_pdf(document):
    """The PDF of `document` as bytes. Raises PdfUnavailable or DocumentTooLong (both with a sentence). About 30 ms a
    page; a text of more than MAX_PAGES pages is refused, as a rule before the layout has begun. Twice the same tree
    gives the same pages, but not the same bytes (the time of making stands in the file)."""
    return laid_out(document)[0]


def is_too_long(document):
    """Whether it can be said before the layout that the text would fill more than MAX_PAGES pages."""
    return estimated_pages(document) > MAX_PAGES


def laid_out(document):
    """(the PDF, how many pages it has); as `render_pdf` otherwise."""
    if is_too_long(document):
        raise too_long()
    weasyprint = _weasyprint()
    with _one_at_a_time:
        sheet, fonts = _print_sheet()
        page_sheet = weasyprint.CSS(string=_page_css(document), url_fetcher=asset_fetcher())
        html = weasyprint.HTML(string=page_html(document), base_url=SCHEME, url_fetcher=asset_fetcher())
        pages = html.render(stylesheets=[sheet, page_sheet], font_config=fonts, pdf_variant="pdf/ua-1")
        if len(pages.pages) > MAX_PAGES:
            raise too_long()
        return pages.write_pdf(pdf_variant="pdf/ua-1"), len(pages.pages)


def page_html(document):
    """The HTML page that is laid out: language, direction, title, one article."""
    return (
        f'<!doctype html><html lang="{escape(document.language)}" dir="{document.direction}"><head>'
        f'<meta charset="utf-8"><title>{escape(document.title)}</title></head>'
        f"<body>{render_html(document, for_print=True)}</body></html>"
    )


def too_long():
    return DocumentTooLong(
        _("This text would fill more than %(pages)s pages. Shorten it or split it into several documents.")
        % {"pages": MAX_PAGES}
    )


def _weasyprint():
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        raise PdfUnavailable(
            _("PDF is not available here: the text layout library Pango is not installed. The text can still be read.")
        ) from error
    return weasyprint


@functools.cache
def asset_fetcher():
    """A fetcher that opens the named fonts and nothing else: no file, no data, no network."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class AssetFetcher(URLFetcher):
        def fetch(self, url, headers=None):
            name = url.removeprefix(SCHEME)
            if not url.startswith(SCHEME) or name not in FONTS:
                raise ValueError("not an asset of the portal")
            return URLFetcherResponse(
                url, (ASSETS / name).read_bytes(), {"Content-Type": f"font/{name[-5:].rpartition('.')[2]}"}
            )

    return AssetFetcher(allowed_protocols=frozenset())


@functools.cache
def _print_sheet():
    """The style sheet with its fonts, read once a process."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    css = (ASSETS / "print.css").read_text(encoding="utf-8")
    # Let go of fontconfig while the interpreter still stands.
    atexit.register(_print_sheet.cache_clear)
    return weasyprint.CSS(string=css, font_config=fonts, url_fetcher=asset_fetcher()), fonts


def _page_css(document):
    """Running head and foot. Words reach the style sheet only through `_css_string`."""
    labels = labels_for(document.language)
    draft = labels.draft if document.status == DRAFT else ""
    marks = " · ".join(part for part in (document.classification, draft) if part)
    before, between, after = map(_css_string, labels.page)
    pages = f"{before} counter(page) {between} counter(pages) {after}"
    # Margin boxes know no logical sides: the start of the line is left or right by the language.
    start, end = ("right", "left") if document.direction == "rtl" else ("left", "right")
    title = document.title if len(document.title) <= 90 else f"{document.title[:88]}…"
    rules = [
        f"@page {{ @top-{start} {{ content: {_css_string(title)}; }}"
        f" @top-{end} {{ content: {_css_string(marks)}; font-weight: 700; }}"
        f" @bottom-{start} {{ content: {_css_string(document.symbol)}; }}"
        f" @bottom-{end} {{ content: {pages}; }} }}",
    ]
    if document.has_cover:
        rules.append(f"@page cover {{ @top-{start} {{ content: none; }} }}")
    return "\n".join(rules)


def _css_string(text):
    """A CSS string in which every character that is no letter or figure is written as its number."""
    escaped = re.sub(r"[^A-Za-z0-9]", lambda found: f"\\{ord(found.group()):06x} ", text)
    return f'"{escaped}"'
