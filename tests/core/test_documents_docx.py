"""What the Word file really holds, read back from its XML and with python-docx."""

import ast
import importlib.util
import io
import re
import socket
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

from core.documents import html, markup, nodes, pdf
from core.documents.docx import Look, look_asked_for, render_docx
from core.documents.docx.letters import cut
from core.documents.docx.runs import address_of
from core.documents.labels import LABELS
from core.documents.nodes import (
    Cell,
    Document,
    Emphasis,
    Footnote,
    Heading,
    Item,
    Link,
    List,
    PageBreak,
    Paragraph,
    Quote,
    RecommendationQuote,
    RecommendationRef,
    Row,
    Strong,
    Table,
    Text,
    UnknownNode,
)
from tests.core.docx_text import W, members, running, style_of, text_of, xml
from tests.core.test_documents import Stranger, everything
from tests.core.test_documents_pdf import ARABIC, CHINESE, RUSSIAN, document

PICTURE_OF_ALL = """A *b* **c** [d](https://example.org/x?a=1&b=2)^[A note with **bold** and [a link](https://example.org/n).]

> A quotation.
>
> - with a list
>   1. inside
>   2. another

3. three

   > quoted in an item

4. four
   - deeper

   after

| a | b^[in a table] |
|---|---|
| c *d* | e |

{rec:12}

Where {rec:12} stands.
"""


def recommendation(node):
    match node:
        case RecommendationQuote(id=12):
            return RecommendationQuote(
                12, "Garantir le retour.", "fr", "A/HRC/47/14, para. 122.4", "https://example.org/r"
            )
        case _:
            return node


def rich(**fields):
    tree = document(PICTURE_OF_ALL, subtitle="Mid-term", symbol="HRE-12", facts=(("From", "Cluster"),), **fields)
    return Document(**{**tree.__dict__, "children": tuple(map(recommendation, tree.children))})


def opened(body):
    import docx as python_docx

    return python_docx.Document(io.BytesIO(body))


def paragraphs(body):
    return xml(body, "word/document.xml").iter(f"{W}p")


def runs_of(body):
    for run in xml(body, "word/document.xml").iter(f"{W}r"):
        text = "".join(each.text for each in run.findall(f"{W}t"))
        if text:
            yield text, run.find(f"{W}rPr")


# --- The same text --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", sorted(LABELS))
def test_the_file_holds_the_text_of_the_tree_and_no_other(language):
    tree = rich(language=language)
    assert text_of(render_docx(tree)) == nodes.plain_text(tree)


@pytest.mark.parametrize("source", [ARABIC, CHINESE, RUSSIAN])
def test_other_scripts_hold_the_same_text(source):
    tree = document(source, language="ar" if source is ARABIC else "zh")
    assert text_of(render_docx(tree)) == nodes.plain_text(tree)


def test_every_node_is_written():
    tree = everything()
    tree = Document(
        **{
            **tree.__dict__,
            "children": (
                *tree.children,
                RecommendationQuote(3, "Words.", "en", "A/1, para. 2"),
                Paragraph((RecommendationRef(4), RecommendationRef(5, "A/2", "https://example.org/"))),
            ),
        }
    )
    seen = {type(node) for node in nodes.walk(tree)}
    assert seen >= {*nodes.BLOCKS, *nodes.INLINE, Document}
    assert text_of(render_docx(tree)) == nodes.plain_text(tree)


@pytest.mark.parametrize("render", [render_docx, html.render_html, pdf.render_pdf], ids=["docx", "html", "pdf"])
@pytest.mark.parametrize("where", ["block", "inline", "cell", "note", "document"])
def test_renderers_raise_on_an_unknown_node(render, where):
    stranger = Stranger()
    inside = {
        "block": (stranger,),
        "inline": (Paragraph((stranger,)),),
        "cell": (Table(Row((Cell((stranger,)),))),),
        "note": (Paragraph((Footnote((stranger,)),)),),
        "document": (Document(title="y"),),
    }[where]
    with pytest.raises((UnknownNode, AttributeError) if render is pdf.render_pdf else UnknownNode):
        render(Document(title="x", children=inside))


def test_numbers_of_paragraphs_are_those_of_the_tree_even_where_they_jump():
    blocks = tuple(Paragraph((Text(f"p{number}"),), number) for number in (4, 5, 9, 10, 2))
    tree = Document(title="x", children=(*blocks[:2], Heading(2, (Text("h"),)), *blocks[2:]))
    assert text_of(render_docx(tree)) == nodes.plain_text(tree)
    assert "9. p9" in text_of(render_docx(tree))


def test_lists_begin_where_the_author_began_them():
    tree = Document(title="x", children=markup.parse("3. c\n4. d\n\ntext\n\n1. a"))
    assert text_of(render_docx(tree)) == nodes.plain_text(tree)


def test_a_number_too_high_for_word_is_written_out():
    tree = Document(title="x", children=markup.parse("999999999. far\n999999999. farther"))
    assert text_of(render_docx(tree)).split() == nodes.plain_text(tree).split()


def test_print_begins_lists_where_the_author_began_them():
    from pypdf import PdfReader

    tree = Document(title="x", has_cover=False, children=markup.parse("3. third\n4. fourth"))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.render_pdf(tree))).pages)
    assert re.findall(r"\d(?=\.)", text) == ["3", "4"]  # extraction gives them in its own order


# --- What Word makes of it ------------------------------------------------------------------------------------


def test_headings_are_headings_and_stand_in_order():
    tree = document("### Under\n\ntext\n\n#### Deeper", heading="Section")
    styles = [p.style.name for p in opened(render_docx(tree)).paragraphs if p.style.name.startswith("Head")]
    assert styles == ["Heading 1", "Heading 2", "Heading 3"]


def test_notes_are_footnotes_with_separators():
    body = render_docx(rich())
    notes = xml(body, "word/footnotes.xml").findall(f"{W}footnote")
    assert [note.get(f"{W}type") for note in notes[:2]] == ["separator", "continuationSeparator"]
    called = [each.get(f"{W}id") for each in xml(body, "word/document.xml").iter(f"{W}footnoteReference")]
    assert called == [note.get(f"{W}id") for note in notes[2:]] == ["1", "2"]
    kept = xml(body, "word/settings.xml").find(f"{W}footnotePr")
    assert [each.get(f"{W}id") for each in kept] == ["-1", "0"]
    assert all(note.find(f".//{W}footnoteRef") is not None for note in notes[2:])


def test_tables_repeat_their_heads_and_keep_rows_whole():
    table = xml(render_docx(rich()), "word/document.xml").find(f".//{W}tbl")
    rows = table.findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert table.find(f"{W}tblPr/{W}bidiVisual") is None


def test_links_lead_where_they_say_and_are_not_fetched():
    word = opened(render_docx(rich()))
    targets = {rel.target_ref for rel in word.part.rels.values() if rel.is_external}
    assert targets == {"https://example.org/x?a=1&b=2", "https://example.org/r"}
    assert b"https://example.org/n" in members(render_docx(rich()))["word/_rels/footnotes.xml.rels"]


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://example.org/é è", None),
        ("https://example.org/é", "https://example.org/%C3%A9"),
        ("https://example.org/a%20b", "https://example.org/a%20b"),
        ("https://example.org/a[1]", "https://example.org/a%5B1%5D"),
        ("http://[::1]/", None),
        ("http://[", None),
        ("http://a:port/", None),
        ("mailto:a@example.org", "mailto:a@example.org"),
        (f"https://example.org/{'a' * 3000}", None),
    ],
)
def test_addresses_that_word_takes(href, address):
    if " " in href:
        with pytest.raises(ValueError):
            Link(href)
        return
    assert address_of(href) == address
    tree = Document(title="x", children=(Paragraph((Link(href, (Text("here"),)),)),))
    assert "here" in text_of(render_docx(tree))


def test_page_breaks_start_the_next_block_on_a_new_page():
    children = (Paragraph((Text("a"),)), PageBreak(), Paragraph((Text("b"),)), PageBreak(), PageBreak())
    body = render_docx(Document(title="x", has_cover=False, children=children))
    breaks = [p.find(f"{W}pPr/{W}pageBreakBefore") is not None for p in paragraphs(body)]
    assert breaks == [False, False, False, True, True, True]


def test_running_head_and_foot():
    tree = rich(language="fr")
    body = render_docx(tree)
    assert running(body, "header1") == "Since the review Restricted · PROJET"
    assert running(body, "header2") == " Restricted · PROJET"
    assert running(body, "footer1") == "HRE-12 Page 1 sur 1"
    fields = [each.text.strip() for each in xml(body, "word/footer1.xml").iter(f"{W}instrText")]
    assert fields == ["PAGE", "NUMPAGES"]
    sent = render_docx(Document(**{**tree.__dict__, "status": nodes.FINAL}))
    assert not any("PROJET" in content.decode(errors="replace") for content in members(sent).values())


def test_the_cover_is_a_page_of_its_own():
    with_cover, without = render_docx(rich()), render_docx(rich(has_cover=False))
    assert xml(with_cover, "word/document.xml").find(f".//{W}titlePg") is not None
    assert xml(without, "word/document.xml").find(f".//{W}titlePg") is None
    heading = next(p for p in paragraphs(with_cover) if style_of(p) == "Heading1")
    assert heading.find(f"{W}pPr/{W}pageBreakBefore") is not None


def test_properties_name_the_text_and_nobody():
    body = render_docx(rich(language="pt"))
    properties = opened(body).core_properties
    assert (properties.title, properties.language) == ("Since the review", "pt")
    core = members(body)["docProps/core.xml"].decode()
    assert not re.search("creator|lastModifiedBy|created|modified|revision", core)
    assert opened(render_docx(rich(), author="A cluster")).core_properties.author == "A cluster"


# --- Scripts --------------------------------------------------------------------------------------------------


def test_arabic_runs_from_right_to_left_everywhere():
    body = render_docx(rich(language="ar"))
    for paragraph in paragraphs(body):
        bidi = paragraph.find(f"{W}pPr/{W}bidi")
        assert bidi is not None
    assert xml(body, "word/document.xml").find(f".//{W}sectPr/{W}bidi") is not None
    assert xml(body, "word/document.xml").find(f".//{W}tblPr/{W}bidiVisual") is not None
    for name in ("header1", "footer1"):
        assert xml(body, f"word/{name}.xml").find(f".//{W}bidi") is not None
    for note in xml(body, "word/footnotes.xml").iter(f"{W}p"):
        assert note.find(f"{W}pPr/{W}bidi") is not None


def test_runs_carry_direction_language_and_marks_for_complex_scripts():
    tree = document("قبل **غامق** UPR *مائل*.", language="ar", heading="عنوان")
    found = dict(runs_of(render_docx(tree)))
    assert found["غامق"].find(f"{W}rtl") is not None
    assert found["غامق"].find(f"{W}bCs") is not None
    assert found["مائل"].find(f"{W}iCs") is not None
    assert found["UPR"].find(f"{W}rtl") is None
    assert all(each.find(f"{W}lang").get(f"{W}bidi") == "ar-SA" for each in found.values())


def test_chinese_has_its_font_language_and_marks():
    body = render_docx(document(CHINESE + "\n\n*强调*", language="zh"))
    defaults = xml(body, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    assert defaults.find(f"{W}rFonts").get(f"{W}eastAsia") == "Noto Sans SC"
    found = dict(runs_of(body))
    assert found["强调"].find(f"{W}em").get(f"{W}val") == "underDot"
    assert found["强调"].find(f"{W}i") is None
    assert found["强调"].find(f"{W}lang").get(f"{W}eastAsia") == "zh-CN"


def test_a_recommendation_is_quoted_in_its_own_language():
    body = render_docx(Document(title="x", language="ar", children=(RecommendationQuote(1, "Words.", "en", "A/1"),)))
    words = next(p for p in paragraphs(body) if style_of(p) == "Quote")
    assert words.find(f"{W}pPr/{W}bidi").get(f"{W}val") == "0"
    assert words.find(f".//{W}lang").get(f"{W}val") == "en-GB"


@pytest.mark.parametrize(
    ("text", "base", "pieces"),
    [
        ("plain 12", "ltr", [("plain 12", False)]),
        ("a العربية, 12 ب b", "ltr", [("a ", False), ("العربية, 12 ب", True), (" b", False)]),
        ("النص A/HRC/54/12، نعم", "rtl", [("النص ", True), ("A/HRC/54/12", False), ("، نعم", True)]),
        ("(UPR) 2026", "rtl", [("(", True), ("UPR) 2026", False)]),
        ("", "rtl", []),
        ("نص", "rtl", [("نص", True)]),
        ("中文 عربي", "ltr", [("中文 ", False), ("عربي", True)]),
    ],
)
def test_texts_are_cut_where_their_direction_changes(text, base, pieces):
    assert [piece for piece in cut(text, base) if piece[0]] == pieces


# --- As the mechanism asks ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formats", "look"),
    [
        ("", Look()),
        ("Word", Look()),
        (
            "Word (not PDF), Times New Roman, numbered pages and paragraphs; one country in a submission",
            Look("Times New Roman", 12, 10),
        ),
        (
            "Word, Times New Roman 10, single spacing; no bold, underline or italics",
            Look("Times New Roman", 10, 10, True, False),
        ),
        ("Times New Roman 12", Look("Times New Roman", 12, 10)),
    ],
)
def test_the_look_follows_the_record_of_the_mechanism(formats, look):
    assert look_asked_for(formats) == look


def test_times_without_marks():
    look = look_asked_for("Word, Times New Roman 10, single spacing; no bold, underline or italics")
    body = render_docx(rich(), look=look)
    styles = xml(body, "word/styles.xml")
    defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    assert {defaults.find(f"{W}rFonts").get(f"{W}{name}") for name in ("ascii", "hAnsi", "cs")} == {"Times New Roman"}
    assert defaults.find(f"{W}sz").get(f"{W}val") == defaults.find(f"{W}szCs").get(f"{W}val") == "20"
    assert not any(properties.find(f"{W}b") is not None for _text, properties in runs_of(body))
    assert text_of(body) == nodes.plain_text(rich())


def test_the_copy_to_read_from_is_large():
    body = render_docx(rich(is_large=True))
    assert xml(body, "word/styles.xml").find(f"{W}docDefaults//{W}sz").get(f"{W}val") == "36"


# --- Bad input ------------------------------------------------------------------------------------------------

HOSTILE = (
    "\x00\x07\x0b\x1f\u202eabc\u2066\ufffe\uffff\ud800 <w:p/> & ]]> <![CDATA[x]]> "
    "&amp; &#0; \r\n\t \U000e0041 𝔘 👩\u200d👩"
)


def test_hostile_text_never_breaks_the_file():
    inside = (Text(HOSTILE), Strong((Emphasis((Text(HOSTILE),)),)), Footnote((Text(HOSTILE),)))
    children = (
        Heading(1, inside),
        Paragraph(inside, 1),
        Paragraph(()),
        List((Item(()), Item((Table(Row(())),)), Item((Heading(3, ()),))), True, 0),
        Quote(()),
        List(()),
        Table(Row(()), (Row((Cell(inside), Cell(()))), Row(()))),
        Table(Row(tuple(Cell((Text(str(n)),)) for n in range(80)))),
    )
    tree = Document(
        HOSTILE, HOSTILE[:5] or "en", HOSTILE, HOSTILE, HOSTILE, facts=((HOSTILE, HOSTILE),), children=children
    )
    body = render_docx(tree, author=HOSTILE)
    word = opened(body)
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "<w:p/> & ]]>" in text
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08]", text)
    assert "79" in text


def test_deep_nesting_is_written():
    block = Paragraph((Text("bottom"),))
    for depth in range(60):
        block = Quote((block,)) if depth % 2 else List((Item((block,)),), is_ordered=bool(depth % 4))
    inline = Text("bottom")
    for _ in range(60):
        inline = Strong((Emphasis((inline,)),))
    tree = Document(title="x", children=(block, Paragraph((inline,))))
    body = render_docx(tree)
    assert text_of(body) == nodes.plain_text(tree)
    opened(body)


def test_three_hundred_pages_in_seconds_and_no_more():
    paragraph = "word [l{n}](https://example.org/{n}) text " * 5
    tree = document("\n\n".join(paragraph.format(n=n) + f"^[note {n}]" for n in range(4000)))
    began = time.perf_counter()
    body = render_docx(tree)
    assert time.perf_counter() - began < 15
    assert len(opened(body).paragraphs) > 4000
    with pytest.raises(pdf.DocumentTooLong) as refused:
        render_docx(document("\n\n".join(["word " * 300] * 800)))
    assert "300" in str(refused.value.sentence)


def test_the_same_tree_is_the_same_file():
    first = render_docx(rich())
    time.sleep(2.1)  # the clock of a zip file ticks every two seconds
    assert render_docx(rich()) == first
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.testzip() is None


def test_no_request_leaves(monkeypatch):
    asked = []
    monkeypatch.setattr(socket.socket, "connect", lambda *args: asked.append(args))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: asked.append(args))
    render_docx(document("[a](http://127.0.0.1:9/x) ![b](file:///etc/passwd)"))
    assert asked == []


def test_every_part_is_well_formed_and_properties_keep_the_order_of_the_schema():
    order = {
        "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr tabs bidi spacing ind outlineLvl",
        "rPr": "rStyle rFonts b bCs i iCs color sz szCs u vertAlign rtl em lang",
        "sectPr": "headerReference footerReference pgSz pgMar titlePg bidi",
        "tblPr": "tblStyle bidiVisual tblW tblBorders tblInd tblCellMar tblLook",
    }
    for language in ("ar", "zh", "en"):
        body = render_docx(rich(language=language))
        for name in members(body):
            if not name.startswith("word/") or not name.endswith(".xml"):
                continue
            for kind, wanted in order.items():
                for element in xml(body, name).iter(f"{W}{kind}"):
                    tags = [child.tag.removeprefix(W) for child in element]
                    assert tags == sorted(tags, key=wanted.split().index), (name, tags)


# --- The template ---------------------------------------------------------------------------------------------


def test_the_template_is_what_its_script_makes():
    path = Path(settings.BASE_DIR) / "scripts" / "make_word_template.py"
    spec = importlib.util.spec_from_file_location("make_word_template", path)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    made = io.BytesIO()
    script.make(made)
    assert members(made.getvalue()) == members(script.TARGET.read_bytes())


def test_the_library_is_loaded_only_by_who_wants_word():
    program = "import sys, core.documents.docx; print('docx.document' in sys.modules, 'lxml.etree' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", f"import django; from django.conf import settings; settings.configure(); {program}"],
        capture_output=True,
        text=True,
        check=True,
        cwd=settings.BASE_DIR,
    )
    assert done.stdout.split() == ["False", "False"]


def test_nothing_at_the_head_of_a_module_imports_the_library():
    for path in (Path(settings.BASE_DIR) / "core" / "documents" / "docx").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = [alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names]
        names += [node.module or "" for node in tree.body if isinstance(node, ast.ImportFrom)]
        assert not {name.split(".")[0] for name in names} & {"docx", "lxml"}
