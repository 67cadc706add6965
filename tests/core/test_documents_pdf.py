"""What the PDF really holds, read back with pypdf and pikepdf."""

import builtins
import io
import re
import socket
from collections import Counter

import pikepdf
import pytest
from pypdf import PdfReader

from core.documents import html, markup, nodes, pdf
from core.documents.labels import LABELS
from core.documents.nodes import Document, Heading, Text

ENGLISH = """Since the review in May 2026, families who returned report that movement has become **safer**.

- first thing
- second thing

1. one
2. two

> A quotation.

| District | Families |
|---|---|
| North | 120 |

The cluster asks the State to publish the conditions of [each return](https://example.org/x).
"""
ARABIC = """منذ الاستعراض في أيار/مايو 2026، أفادت الأسر التي عادت بأن التنقل أصبح **أكثر أمانا**.

- أولا
- ثانيا

تطلب المجموعة من الدولة نشر الشروط وفقا للتوصية 6.118 الصادرة عن UPR.
"""


def document(source=ENGLISH, **fields):
    blocks, _following = nodes.number_paragraphs(markup.parse(source))
    children = (Heading(2, (Text(fields.pop("heading", "Return and safety")),)), *blocks)
    return Document(**{"title": "Since the review", "classification": "Restricted", "children": children, **fields})


def squeezed(text):
    return re.sub(r"\s+", "", text)


def text_of(body):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)


def words(text):
    """Every word with how often it stands there: extraction gives bullets in its own order. In Arabic it also glues
    words at a change of direction, so there every letter and figure is counted."""
    return Counter(re.findall(r"[\u0600-\u06ff\d]|[^\W\d\u0600-\u06ff]+", text))


def running(document, pages):
    """The words that running head and foot add on `pages` pages (the title from the second page on)."""
    labels = LABELS[document.language]
    each = f"{document.classification} {labels.draft} {document.symbol} {' '.join(labels.page)} {pages}"
    numbers = " ".join(map(str, range(1, pages + 1)))
    marks_on_cover = f"{document.classification} {labels.draft} {document.symbol}"
    return words(" ".join([each] * pages + [document.title] * (pages - 1) + [numbers, marks_on_cover]))


@pytest.fixture(scope="module")
def english():
    return pdf.render_pdf(english_tree())


@pytest.fixture(scope="module")
def arabic():
    return pdf.render_pdf(arabic_tree())


def english_tree():
    return document(subtitle="Mid-term", symbol="HRE-12", facts=(("From", "Cluster"),))


def arabic_tree():
    return document(ARABIC, heading="العودة والأمان", title="العودة منذ الاستعراض", language="ar", classification="سري")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pdf_holds_the_words_of_the_tree_and_no_others(language, english, arabic):
    tree, body = (english_tree(), english) if language == "en" else (arabic_tree(), arabic)
    pages = len(PdfReader(io.BytesIO(body)).pages)
    assert words(text_of(body)) - running(tree, pages) == words(nodes.plain_text(tree))


def test_running_text_stands_in_the_order_of_the_tree():
    tree = document("First one.\n\nThen *two* of **them**.\n\n> And a quote.", has_cover=False, classification="")
    assert squeezed(nodes.plain_text(tree)) in squeezed(text_of(pdf.render_pdf(tree)))


def test_arabic_is_read_back_as_it_was_written(arabic):
    text = squeezed(text_of(arabic))
    for phrase in ("العودة والأمان", "أكثر أمانا", "تطلب المجموعة من الدولة نشر الشروط", "6.118", "UPR"):
        assert squeezed(phrase) in text, phrase


def test_arabic_page_runs_from_right_to_left(arabic):
    with pikepdf.open(io.BytesIO(arabic)) as file:
        assert str(file.Root.Lang) == "ar"
    assert '<html lang="ar" dir="rtl">' in pdf.page_html(document(ARABIC, language="ar"))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_tagged_named_and_embedded(language, english, arabic):
    body = english if language == "en" else arabic
    with pikepdf.open(io.BytesIO(body)) as file:
        assert file.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in file.Root
        assert str(file.Root.Lang) == language
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert "/Outlines" in file.Root
        with file.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"]
        for page in file.pages:
            for font in page.Resources.Font.values():
                descriptor = font.DescendantFonts[0].FontDescriptor
                assert any(name in descriptor for name in ("/FontFile2", "/FontFile3"))
                assert "/ToUnicode" in font
                assert re.search("Portal-(Sans|Arabic)", str(font.BaseFont)), "a font of the machine slipped in"


CHINESE = """保护群组提交关于境内流离失所者**返回与安全**的资料。《世界人权宣言》第13条，“迁徙自由”。

- 住房、土地与财产
- 证件与教育（2027年5月4日）
"""
RUSSIAN = """Кластер по защите представляет сведения о **возвращении и безопасности** перемещённых лиц, см. пункт 6.118.

- Жильё, земля и имущество
- *Документы* и образование
"""


@pytest.mark.parametrize(
    ("language", "source", "heading", "classification", "fonts"),
    [
        ("zh", CHINESE, "返回与安全", "机密", "Portal-(Sans|Chinese)"),
        ("ru", RUSSIAN, "Возвращение и безопасность", "Конфиденциально", "Portal-Sans"),
    ],
)
def test_chinese_and_russian_are_drawn_with_the_fonts_of_the_portal(language, source, heading, classification, fonts):
    tree = document(source, heading=heading, title=heading, language=language, classification=classification)
    body = pdf.render_pdf(tree)
    assert squeezed(heading) in squeezed(text_of(body))
    for word in re.findall(r"\w+", source):
        assert word in squeezed(text_of(body)), word
    with pikepdf.open(io.BytesIO(body)) as file:
        assert str(file.Root.Lang) == language
        for page in file.pages:
            for font in page.Resources.Font.values():
                assert re.search(fonts, str(font.BaseFont)), "a font of the machine slipped in"


def test_draft_and_classification_on_each_page(english):
    for page in PdfReader(io.BytesIO(english)).pages:
        text = page.extract_text()
        assert "DRAFT" in text
        assert "Restricted" in text
        assert re.search(r"Page \d of 2", text)


def test_sent_text_is_no_draft_any_more():
    body = pdf.render_pdf(document(status=nodes.FINAL))
    assert "DRAFT" not in "".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)


@pytest.mark.parametrize("language", sorted(LABELS))
def test_page_numbers_in_the_language_of_the_document(language):
    body = pdf.render_pdf(document(language=language, has_cover=False))
    (page,) = PdfReader(io.BytesIO(body)).pages
    before, between, after = LABELS[language].page
    text = squeezed(page.extract_text())
    if language == "ar":  # read back in visual order: the words are asserted, their order is looked at
        assert "الصفحة" in text
        assert squeezed(f"1{between}1") in text
    else:
        assert squeezed(f"{before}1{between}1{after}") in text


def test_french_marks_keep_the_authors_spaces():
    body = pdf.render_pdf(document("Le « droit » : oui.", language="fr", has_cover=False))
    assert "Le « droit » : oui." in PdfReader(io.BytesIO(body)).pages[0].extract_text().replace("\u00a0", " ")
    assert "«\u00a0droit\u00a0»" in html.render_html(document("Le «\u00a0droit\u00a0».", language="fr"))


def test_notes_stand_at_the_foot_of_their_page():
    body = pdf.render_pdf(document("Returns grew.^[Interviews in March.]", has_cover=False))
    text = PdfReader(io.BytesIO(body)).pages[0].extract_text()
    assert text.index("Returns grew") < text.index("Interviews in March")


def test_words_cannot_leave_the_style_sheet():
    body = pdf.render_pdf(
        document(title='"; } @page { @top-left { content: url(file:///etc/passwd) } } /*', symbol="\\", has_cover=False)
    )
    assert "root:" not in PdfReader(io.BytesIO(body)).pages[0].extract_text()


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:1/x",
        "https://example.org/x.css",
        "data:text/css,p{}",
        "portal-asset:../../hre_portal/settings/base.py",
        "portal-asset:fonts/../print.css",
        "FILE:///etc/passwd",
    ],
)
def test_fetcher_opens_nothing_but_its_fonts(url):
    with pytest.raises(ValueError, match="not an asset"):
        pdf.asset_fetcher().fetch(url)


def test_no_request_leaves_even_from_hostile_html(monkeypatch):
    """Should a renderer ever let markup through: the fetcher still stands, nothing is opened, nothing is asked."""
    asked = []

    def refuse(*args, **kwargs):
        asked.append(args)
        raise OSError("no network in tests")

    real_open = builtins.open

    def watched_open(file, *args, **kwargs):
        assert "passwd" not in str(file)
        return real_open(file, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(builtins, "open", watched_open)
    hostile = (
        '<html lang="en"><head><title>x</title><link rel="stylesheet" href="http://127.0.0.1:9/x.css">'
        '<link rel="attachment" href="file:///etc/passwd"><style>@import url(http://127.0.0.1:9/y.css);'
        "body{background:url(http://127.0.0.1:9/z.png)}</style></head>"
        '<body><img alt="x" src="file:///etc/passwd"><img alt="x" src="http://127.0.0.1:9/i.png">'
        '<object data="file:///etc/passwd"></object></body></html>'
    )
    monkeypatch.setattr(pdf, "page_html", lambda _document: hostile)
    body = pdf.render_pdf(document())
    assert asked == []
    assert b"root:" not in body
    with pikepdf.open(io.BytesIO(body)) as file:
        assert not file.attachments


def test_more_than_three_hundred_pages_are_refused_with_a_sentence():
    endless = document("\n\n".join(["word " * 300] * 800))
    with pytest.raises(pdf.DocumentTooLong) as refused:
        pdf.render_pdf(endless)
    assert "300" in str(refused.value.sentence)


def test_without_pango_there_is_a_sentence_and_html(monkeypatch):
    real_import = builtins.__import__

    def no_weasyprint(name, *args, **kwargs):
        if name.split(".")[0] == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real_import(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", no_weasyprint)
    with pytest.raises(pdf.PdfUnavailable) as refused:
        pdf.render_pdf(document())
    assert "Pango" in str(refused.value.sentence)
    assert "Return and safety" in html.render_html(document())
