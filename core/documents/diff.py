"""Readable differences between two texts: words, paragraph by paragraph."""

import difflib
import re

SAME, OLD, NEW = "same", "old", "new"
# Above so many words in one changed stretch, the stretch is shown as a whole: readable, and quick whatever is compared.
_MOST_WORDS = 3000
_WORDS = re.compile(r"\s+|[^\s]+")


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
    for tag, a1, a2, b1, b2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append((SAME, "".join(before[a1:a2])))
            continue
        if a2 > a1:
            parts.append((OLD, "".join(before[a1:a2])))
        if b2 > b1:
            parts.append((NEW, "".join(after[b1:b2])))
    return parts


def _merged(parts):
    """Neighbours of one kind as one. A lone space between two changes joins them: else every word flickers."""
    merged = []
    for kind, text in parts:
        if not text:
            continue
        if merged and merged[-1][0] == kind:
            merged[-1] = (kind, merged[-1][1] + text)
        else:
            merged.append((kind, text))
    return merged
