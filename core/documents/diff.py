"""Readable differences between two texts: words, paragraph by paragraph."""

import difflib
import re

SAME, OLD, NEW = "same", "old", "new"
# Above so many words in one changed stretch, the stretch is shown as a whole: readable, and quick whatever is compared.
_MOST_WORDS = 3000
# Chinese and Japanese write without spaces: each character is a word, as `count.py` counts them.
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORDS = re.compile(rf"\s+|[{_IDEOGRAPHS}]|[^\s{_IDEOGRAPHS}]+")


def word_diff(old, new):
    """[(kind, text)] whose "same" and "old" parts make up `old`, and "same" and "new" parts `new`."""
    if old == new:
        return [(SAME, old)] if old else []
    parts = []
    before, after = _lines(old), _lines(new)
    for tag, a1, a2, b1, b2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        was, now = "".join(before[a1:a2]), "".join(after[b1:b2])
        if tag == "equal":
            parts.append((SAME, was))
        elif tag == "replace":
            parts += _words(was, now)
        else:
            parts.append((OLD, was) if tag == "delete" else (NEW, now))
    return _merged(parts)


def _lines(text):
    return text.splitlines(keepends=True)


def _words(old, new):
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) + len(after) > _MOST_WORDS:
        return [(OLD, old), (NEW, new)]
    parts = []
    codes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    old_run, new_run = [], []
    for position, (tag, a1, a2, b1, b2) in enumerate(codes):
        was, now = "".join(before[a1:a2]), "".join(after[b1:b2])
        # A lone space between two changes belongs to both: else every word of a new sentence flickers.
        is_inside = 0 < position < len(codes) - 1
        if tag == "equal" and not (is_inside and not was.strip()):
            parts += [(OLD, "".join(old_run)), (NEW, "".join(new_run)), (SAME, was)]
            old_run, new_run = [], []
        else:
            old_run.append(was)
            new_run.append(now)
    return [*parts, (OLD, "".join(old_run)), (NEW, "".join(new_run))]


def _merged(parts):
    """Without empty parts; neighbours of one kind as one."""
    merged = []
    for kind, text in parts:
        if not text:
            continue
        if merged and merged[-1][0] == kind:
            merged[-1] = (kind, merged[-1][1] + text)
        else:
            merged.append((kind, text))
    return merged
