"""The small markup that authors type, read into nodes at the border.

Paragraphs, headings (`## `), *emphasis*, **strong**, lists, `> ` quotes, tables with `|`, `[text](https://...)` links,
`^[notes]` and `{rec:12}`, a recommendation by its number in the portal: alone in its paragraph a quotation, inside a
sentence the reference. Nothing else has a meaning: HTML, code, images and entities stay the text they are.
Nothing typed is lost: what is too deep or not allowed is shown as text. `static/js/editor.js` counts by the
same rules; `tests/core/word_counts.json` holds both to them.
"""

import functools
import re

from core.documents.nodes import (
    Cell,
    Emphasis,
    Footnote,
    Heading,
    Item,
    LineBreak,
    Link,
    List,
    Paragraph,
    Quote,
    RecommendationQuote,
    RecommendationRef,
    Row,
    Strong,
    Table,
    Text,
)

# Bounds that keep a hostile paste from growing a tower; deeper marks are shown as text.
MAX_MARKS_A_LINE = 6
MAX_INDENT = 16
MAX_INLINE_DEPTH = 8

LINK_HERE = re.compile(r"\[([^\[\]\n]+)\]\(((?:https?://|mailto:)(?:[^\s()<>\"]|\([^\s()<>\"]*\))+)\)", re.IGNORECASE)
NOTE_HERE = re.compile(r"\^\[((?:[^\[\]]|\[[^\[\]\n]+\]\([^\s]*?\))+)\]")

RECOMMENDATION_HERE = re.compile(r"\{rec:([1-9]\d{0,8})\}", re.ASCII)

# Controls, bidi embeddings, overrides and isolates, byte order mark, interlinear and tag characters. The marks LRM,
# RLM, ALM and the joiners stay: Arabic and Persian need them and they turn nothing round.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_MARK = re.compile(r"[ \t]*(?:(>)|([-*+])(?=[ \t])|(\d{1,9})([.)])(?=[ \t]))[ \t]?")


def clean_text(text):
    """Text without control characters and without characters that turn the reading direction round; line ends
    are `\\n`. Everything else is the author's, no-break spaces included."""
    return _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))


def parse(source):
    """Blocks for the markup in `source`. Never raises, whatever is typed."""
    lines = [_bounded(line) for line in clean_text(source).split("\n")]
    tokens = _parser().parse("\n".join(lines))
    blocks, _rest = _read_blocks(tokens, 0, None)
    return blocks


def parse_inline(source):
    """Inline nodes for one line of markup (a heading)."""
    tokens = _parser().parseInline(" ".join(clean_text(source).split("\n")))
    return _read_inline(tokens[0].children)


def _bounded(line):
    stripped = line.lstrip(" \t")
    indent = line[: len(line) - len(stripped)].expandtabs(4)
    if len(indent) > MAX_INDENT:
        line = " " * MAX_INDENT + stripped
    position = 0
    for _ in range(MAX_MARKS_A_LINE):
        mark = _MARK.match(line, position)
        if mark is None:
            return line
        position = mark.end()
    mark = _MARK.match(line, position)
    if mark is None:
        return line
    # One mark too many: a backslash makes it and all that follows text.
    at = mark.start(4) if mark.group(4) else mark.start(1) if mark.group(1) else mark.start(2)
    return f"{line[:at]}\\{line[at:]}"


@functools.cache
def _parser():
    from markdown_it import MarkdownIt

    parser = MarkdownIt(
        "zero", {"html": False, "linkify": False, "typographer": False, "breaks": False, "maxNesting": 100}
    )
    parser.enable(["heading", "list", "blockquote", "table", "newline", "escape", "emphasis", "balance_pairs"])
    parser.inline.ruler2.enable(["balance_pairs", "emphasis", "fragments_join"])
    parser.inline.ruler.before("emphasis", "portal_link", _link_rule)
    parser.inline.ruler.before("emphasis", "portal_note", _note_rule)
    parser.inline.ruler.before("emphasis", "portal_recommendation", _recommendation_rule)
    # The plain-text rule stops at characters that may start something; "^", "[" and "{" are among them.
    return parser


def _link_rule(state, silent):
    if state.src[state.pos] != "[" or state.level >= MAX_INLINE_DEPTH:
        return False
    found = LINK_HERE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("portal_link", "", 0)
        token.content = found.group(1)
        token.meta = {"href": found.group(2)}
    state.pos = found.end()
    return True


def _note_rule(state, silent):
    if state.src[state.pos] != "^" or state.env.get("in_note"):
        return False
    found = NOTE_HERE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("portal_note", "", 0).content = found.group(1)
    state.pos = found.end()
    return True


def _recommendation_rule(state, silent):
    if state.src[state.pos] != "{":
        return False
    found = RECOMMENDATION_HERE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("portal_recommendation", "", 0).content = found.group(1)
    state.pos = found.end()
    return True


def _read_blocks(tokens, position, closing):
    """Blocks from `position` up to the token `closing`, and the position after it."""
    blocks = []
    while position < len(tokens):
        token = tokens[position]
        position += 1
        match token.type:
            case kind if kind == closing:
                return tuple(blocks), position
            case "paragraph_open":
                children = _read_inline(tokens[position].children)
                if len(children) == 1 and isinstance(children[0], RecommendationRef):
                    blocks.append(RecommendationQuote(children[0].id))
                elif children:
                    blocks.append(Paragraph(children))
                position += 2
            case "heading_open":
                # Sections carry the first two levels.
                level = min(max(int(token.tag[1]), 3), 6)
                blocks.append(Heading(level, _read_inline(tokens[position].children)))
                position += 2
            case "bullet_list_open" | "ordered_list_open":
                is_ordered = token.type == "ordered_list_open"
                start = int(token.attrGet("start") or 1) if is_ordered else 1
                items, position = _read_items(tokens, position, token.type.replace("_open", "_close"))
                blocks.append(List(items, is_ordered, start))
            case "blockquote_open":
                children, position = _read_blocks(tokens, position, "blockquote_close")
                blocks.append(Quote(children))
            case "table_open":
                table, position = _read_table(tokens, position)
                blocks.append(table)
            case unknown:
                raise AssertionError(f"The markup has no {unknown}.")
    return tuple(blocks), position


def _read_items(tokens, position, closing):
    items = []
    while tokens[position].type != closing:
        children, position = _read_blocks(tokens, position + 1, "list_item_close")
        items.append(Item(children))
    return tuple(items), position + 1


def _read_table(tokens, position):
    rows, cells = [], []
    while tokens[position].type != "table_close":
        match tokens[position].type:
            case "tr_open":
                cells = []
            case "inline":
                cells.append(Cell(_read_inline(tokens[position].children)))
            case "tr_close":
                rows.append(Row(tuple(cells)))
        position += 1
    return Table(rows[0], tuple(rows[1:])), position + 1


def _read_inline(tokens):
    """Inline nodes of a flat list of tokens; emphasis deeper than MAX_INLINE_DEPTH is dropped, its words stay."""
    stack = [[]]
    too_deep = 0
    for token in tokens:
        match token.type:
            case "text" | "text_special":
                stack[-1].append(Text(token.content))
            case "softbreak":
                stack[-1].append(Text(" "))
            case "hardbreak":
                stack[-1].append(LineBreak())
            case "em_open" | "strong_open":
                if len(stack) > MAX_INLINE_DEPTH:
                    too_deep += 1
                else:
                    stack.append([])
            case "em_close" | "strong_close":
                if too_deep:
                    too_deep -= 1
                else:
                    inside = _joined(stack.pop())
                    stack[-1].append((Emphasis if token.type == "em_close" else Strong)(inside))
            case "portal_link":
                stack[-1].append(Link(token.meta["href"], _read_inline(_nested(token.content, {}))))
            case "portal_note":
                stack[-1].append(Footnote(_read_inline(_nested(token.content, {"in_note": True}))))
            case "portal_recommendation":
                stack[-1].append(RecommendationRef(int(token.content)))
            case unknown:
                raise AssertionError(f"The markup has no {unknown}.")
    return _joined(stack[0])


def _nested(source, env):
    return _parser().parseInline(source, env)[0].children


def _joined(nodes):
    """Neighbouring texts as one, so that the tree does not depend on how the parser cut them."""
    joined = []
    for node in nodes:
        if isinstance(node, Text) and joined and isinstance(joined[-1], Text):
            joined[-1] = Text(joined[-1].text + node.text)
        elif not (isinstance(node, Text) and not node.text):
            joined.append(node)
    return tuple(joined)
