"""Pictures in documents: in print the words stand over the drawing as text, so that Arabic is shaped."""

import datetime as dt
import io

import pytest
from django.utils import translation
from pypdf import PdfReader

from core.documents import html, nodes, pdf
from core.documents.drawings import on_paper
from core.documents.nodes import Document, Picture
from core.svg import StripPoint, year_planner

JANUARY = dt.date(2027, 1, 1)


def drawing(label="Review"):
    points = [StripPoint(on=dt.date(2027, 5, 4), family="upr", label=label, url="/calendar/dates/1/")]
    return str(year_planner(points=points, first=JANUARY, today=JANUARY, width=720, title="Year"))


def test_only_drawings_of_the_portal_are_pictures():
    with pytest.raises(ValueError, match="core"):
        Picture("<img src=x>", "")


def test_the_page_shows_the_drawing_unchanged():
    drawn = drawing()
    assert drawn in html.render_html(Document(title="x", children=(Picture(drawn, "Year"),)))


def test_in_print_the_words_are_text_and_nothing_leads_anywhere():
    printed = on_paper(drawing(), "What the year holds")
    assert "<text" not in printed
    assert "<a " not in printed
    assert ">Review</span>" in printed
    assert ">What the year holds</title>" in printed


def test_a_picture_counts_as_its_words():
    tree = Document(title="x", children=(Picture(drawing(), "What the year holds"),))
    assert "What the year holds" in nodes.plain_text(tree)
    assert nodes.from_json(nodes.to_json(tree)) == tree


def test_arabic_words_of_a_picture_are_whole_in_the_pdf():
    with translation.override("ar"):
        drawn = drawing("استعراض")
    tree = Document(title="x", language="ar", has_cover=False, children=(Picture(drawn, "السنة"),))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.render_pdf(tree))).pages)
    assert "استعراض" in text
