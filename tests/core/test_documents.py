"""The tree itself, and that every renderer knows every node."""

import dataclasses
import inspect

import pytest

from core.documents import count, html, markup, nodes
from core.documents.nodes import Document, Paragraph, Text, UnknownNode

EVERYTHING = """## Heading

Text with *emphasis*, **strong**, a [link](https://example.org), a note^[the note] and a break\\
here.

- bullet

2. second

> quote

| a | b |
|---|---|
| c | d |

As {rec:7} says:

{rec:7}
"""


def everything(**fields):
    blocks, _following = nodes.number_paragraphs(markup.parse(EVERYTHING))
    picture = nodes.Picture('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"></svg>', "Nothing")
    return Document(**{"title": "Title", "children": (*blocks, picture, nodes.PageBreak()), **fields})


def test_the_sample_holds_every_node():
    seen = {type(node) for node in nodes.walk(everything())}
    assert seen >= {*nodes.BLOCKS, *nodes.INLINE, Document}


def test_json_there_and_back():
    document = everything(language="ar", facts=(("من", "المجموعة"),))
    plain = nodes.to_json(document)
    assert plain["direction"] == "rtl"
    assert nodes.from_json(plain) == document


def test_json_of_an_unknown_node_is_refused():
    with pytest.raises(UnknownNode):
        nodes.from_json({"is": "Script"})


def test_fingerprint_follows_the_words_and_not_the_mark_draft():
    document = everything()
    assert nodes.fingerprint(document) == nodes.fingerprint(dataclasses.replace(document, status=nodes.FINAL))
    assert nodes.fingerprint(document) != nodes.fingerprint(dataclasses.replace(document, title="Another"))
    assert nodes.fingerprint(document) != nodes.fingerprint(dataclasses.replace(document, classification="Open"))
    assert len(nodes.fingerprint(document)) == 64


def test_nodes_are_frozen():
    kinds = [kind for _name, kind in inspect.getmembers(nodes, dataclasses.is_dataclass) if inspect.isclass(kind)]
    assert all(kind.__dataclass_params__.frozen for kind in kinds)


def test_links_refuse_other_schemes_whoever_builds_them():
    with pytest.raises(ValueError):
        nodes.Link("javascript:alert(1)", (Text("x"),))


def test_numbers_go_on_where_they_stopped():
    first, following = nodes.number_paragraphs(markup.parse("a\n\n- b\n\nc"))
    second, after = nodes.number_paragraphs(markup.parse("d"), following)
    assert [block.number for block in (*first, *second) if isinstance(block, Paragraph)] == [1, 2, 3]
    assert after == 4


class Stranger:
    children = ()


@pytest.mark.parametrize("where", ["block", "inline"])
def test_renderers_raise_on_an_unknown_node(where):
    inside = (Stranger(),) if where == "block" else (Paragraph((Stranger(),)),)
    document = Document(title="x", children=inside)
    with pytest.raises(UnknownNode):
        html.render_html(document)
    with pytest.raises(UnknownNode):
        nodes.plain_text(document)


def test_html_escapes_every_text():
    bad = '<script>alert("1")</script>'
    document = Document(
        title=bad,
        subtitle=bad,
        symbol=bad,
        classification=bad,
        language='"><b>',
        facts=((bad, bad),),
        children=markup.parse(f"{bad}\n\n## {bad}\n\n| {bad} |\n|---|\n| x |\n\nnote^[{bad}]"),
    )
    for page in (html.render_html(document), html.render_html(document, for_print=True)):
        assert "<script" not in page
        assert "<b>" not in page


def test_html_says_language_direction_draft_and_classification():
    page = html.render_html(everything(language="ar", classification="سري"))
    assert 'lang="ar" dir="rtl"' in page
    assert "مسودة" in page
    assert "سري" in page
    assert "مسودة" not in html.render_html(everything(language="ar", status=nodes.FINAL))


def test_notes_on_the_page_lead_there_and_back():
    page = html.render_blocks(markup.parse("a^[one] b^[two]"), language="en", prefix="s7")
    for mark in ('href="#s7-1"', 'id="s7-1"', 'id="s7-2-call"', 'href="#s7-2-call"'):
        assert mark in page


def test_headings_are_fitted_into_the_page():
    assert "<h4>" in html.render_blocks(markup.parse("# a"), language="en", heading_shift=1)


def test_html_holds_the_words_of_the_tree():
    import re

    from django.utils.html import strip_tags

    document = everything(subtitle="Sub", facts=(("By", "Cluster"),), status=nodes.FINAL)
    squeezed = re.sub(r"\s+", "", strip_tags(html.render_html(document)))
    for line in nodes.plain_text(document).splitlines():
        bare = re.sub(r"\s+", "", line.removeprefix("1 "))
        assert bare in squeezed or bare in {"•", "2."}


class Found:
    reference, text, language, url = "A/HRC/0/1, para. 6.118", "Adopt the law", "en", "https://example.org/a"


def test_a_recommendation_is_found_once_and_kept_in_the_tree():
    document = nodes.resolve(everything(language="ar"), {7: Found}.get)
    assert nodes.recommendation_ids(document) == [7]
    text = nodes.plain_text(document)
    assert "As A/HRC/0/1, para. 6.118 says:" in text
    assert "Adopt the law\nA/HRC/0/1, para. 6.118" in text
    assert "{rec" not in text
    assert nodes.from_json(nodes.to_json(document)) == document
    assert nodes.resolve(document, {}.get) == document
    page = html.render_html(document)
    assert '<p lang="en" dir="ltr">Adopt the law</p>' in page
    assert page.count('href="https://example.org/a"') == 2


def test_an_unknown_recommendation_stays_what_was_typed():
    document = nodes.resolve(everything(), {}.get)
    assert nodes.plain_text(document).count("{rec:7}") == 2
    assert html.render_html(document).count("{rec:7}") == 2


def test_a_recommendation_leads_nowhere_but_to_the_web():
    for kind in (nodes.RecommendationRef, nodes.RecommendationQuote):
        with pytest.raises(ValueError):
            kind(7, url="javascript:alert(1)")


def test_the_large_copy_is_marked_and_other_fingerprints_stay():
    plain = nodes.to_json(everything())
    assert "is_large" not in plain
    large = dataclasses.replace(everything(), is_large=True)
    assert nodes.from_json(nodes.to_json(large)) == large


def test_notes_count_or_not_by_rule():
    counted = count.count(markup.parse("two words^[three more words]"))
    assert counted.words() == 5
    assert counted.words(with_notes=False) == 2


def test_estimate_grows_with_the_text():
    long = Document(title="x", children=markup.parse("\n\n".join(["word " * 400] * 400)))
    assert count.estimated_pages(long) > 200
    assert count.estimated_pages(everything()) == 1
