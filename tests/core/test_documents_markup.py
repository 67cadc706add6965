import time

import pytest

from core.documents import markup, nodes
from core.documents.count import count
from core.documents.nodes import Emphasis, Footnote, Heading, Link, List, Paragraph, Quote, Strong, Table, Text


def only(source):
    (block,) = markup.parse(source)
    return block


def test_paragraph_with_emphasis_link_and_note():
    block = only("A *b* **c** [d](https://example.org/x)^[e]")
    assert block == Paragraph(
        (
            Text("A "),
            Emphasis((Text("b"),)),
            Text(" "),
            Strong((Text("c"),)),
            Text(" "),
            Link("https://example.org/x", (Text("d"),)),
            Footnote((Text("e"),)),
        )
    )


@pytest.mark.parametrize(
    ("source", "kind"),
    [("- a\n- b", List), ("3. a\n4. b", List), ("> a", Quote), ("| a |\n|---|\n| b |", Table), ("## a", Heading)],
)
def test_blocks(source, kind):
    assert isinstance(only(source), kind)


def test_ordered_list_keeps_its_first_number():
    assert only("3. a\n4. b").start == 3


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        '<img src="file:///etc/passwd">',
        "![x](file:///etc/passwd)",
        "[x](javascript:alert(1))",
        "[x](data:text/html,x)",
        "[x](file:///etc/passwd)",
        "<https://example.org>",
        "`code`",
        "&lt;b&gt;",
        "[ref]: https://example.org",
        # Pasted from Word; a note that nobody wrote; tokens that are none.
        '<p class="MsoNormal">Text<o:p></o:p></p><!--[if gte mso 9]><xml></xml><![endif]-->',
        "A claim.[^1] Another ^[",
        "{rec:} {rec:0} {rec:x} {rec:-1} {rec:12",
        "{rec:1234567890}",
    ],
)
def test_everything_else_stays_the_text_it_is(source):
    assert nodes.plain_text(markup.parse(source)) == source
    assert not any(isinstance(node, Link) for node in nodes.walk(markup.parse(source)))


def test_unwanted_characters_go_and_the_authors_spaces_stay():
    assert markup.clean_text("a\x00b\u202ec\u2066d\r\ne\u00a0»\u200f\u200d") == "abcd\ne\u00a0»\u200f\u200d"


@pytest.mark.parametrize(
    "source",
    [
        ">" * 5000 + " x",
        "- " * 5000 + "x",
        "1. " * 5000 + "x",
        "*_" * 3000 + "x" + "_*" * 3000,
        "**a *b " * 3000,
        "\n".join(" " * 2 * i + "- x" for i in range(500)),
        "\n".join(" " * 2 * i + "> x" for i in range(500)),
        "[" * 20000,
        "^[" * 20000,
        "[a](" * 10000,
        "|" * 5000 + "\n" + "|-" * 2500,
        "\\" * 9999,
    ],
)
def test_towers_and_heaps_are_read_quickly_and_not_deeply(source):
    began = time.perf_counter()
    blocks = markup.parse(source)
    assert depth(blocks) < 60
    assert nodes.from_json(nodes.to_json(blocks)) == blocks
    assert time.perf_counter() - began < 5  # a guard against quadratic growth, not a measurement


def depth(node):
    children = node if isinstance(node, tuple) else getattr(node, "children", ())
    return 1 + max(map(depth, children), default=0)


def test_nothing_typed_is_lost_in_a_tower():
    assert count(markup.parse("- " * 50 + "word")).text == 1
    assert "word" in nodes.plain_text(markup.parse(">" * 50 + " word"))
