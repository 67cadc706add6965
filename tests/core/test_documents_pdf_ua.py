"""PDF/UA as far as a program can tell, checked on the file by pikepdf (qpdf), independently of who wrote it."""

import io
import itertools
import re

import pikepdf
import pytest

from core.documents import pdf
from tests.core.test_documents_docx import rich


@pytest.fixture(scope="module", params=["en", "ar", "fr"])
def file(request):
    with pikepdf.open(io.BytesIO(pdf.render_pdf(rich(language=request.param)))) as opened:
        opened.wanted = request.param
        yield opened


def elements(node):
    """Every structure element below `node`."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def kinds(file):
    return [str(each.S) for each in elements(file.Root.StructTreeRoot)]


def test_the_file_is_sound(file):
    assert file.check_pdf_syntax() == []


def test_the_file_names_itself(file):
    assert str(file.Root.Lang) == file.wanted
    assert bool(file.Root.MarkInfo.Marked)
    assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
    with file.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Since the review"


def test_headings_tables_lists_and_notes_are_tagged(file):
    found = set(kinds(file))
    assert found >= {"/H1", "/H2", "/P", "/L", "/LI", "/LBody", "/Table", "/TR", "/TH", "/TD", "/Link"}
    levels = [int(kind[2:]) for kind in kinds(file) if re.fullmatch(r"/H\d", kind)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_links_say_what_they_are(file):
    links = [
        each for page in file.pages for each in page.get("/Annots", []) if str(each.get("/Subtype", "")) == "/Link"
    ]
    assert links
    assert all("/StructParent" in link for link in links)


def test_every_page_follows_the_structure_and_all_ink_is_tagged_or_decoration(file):
    for page in file.pages:
        assert str(page.obj.get("/Tabs", "/S")) == "/S"
        assert "/StructParents" in page.obj
        depth = 0
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            if operator in {"BDC", "BMC"}:
                depth += 1
            elif operator == "EMC":
                depth -= 1
            elif operator in {"Tj", "TJ"}:
                assert depth > 0, "text outside of the structure"
        assert depth == 0


def test_every_font_is_in_the_file_and_can_be_read_back(file):
    for page in file.pages:
        for font in page.Resources.Font.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert any(name in descriptor for name in ("/FontFile2", "/FontFile3"))
            assert "/ToUnicode" in font


def test_nothing_acts_and_nothing_is_attached(file):
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(file.Root.keys())
    assert "/JavaScript" not in file.Root.get("/Names", {})
    assert not file.attachments
