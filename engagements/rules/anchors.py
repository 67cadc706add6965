"""Which paragraph a comment is about. Pure.

A comment remembers how its paragraph begins. Numbers move when somebody adds a paragraph, words seldom change all at
once: the paragraph that begins alike is the one that was meant, even after a few of its words were mended.
"""

import difflib

# As much of a paragraph as a reader needs to know it again, and as the table holds.
QUOTE = 200
# Below this share of common letters two beginnings are two paragraphs. Found by trying: a mended sentence stays well
# above it, two sentences on one matter well below.
ALIKE = 0.72


def quote_of(text):
    """The beginning of a paragraph as a comment keeps it: blanks made one, at most QUOTE characters."""
    return " ".join(text.split())[:QUOTE].rstrip()


def place_of(quote, quotes):
    """Index of the paragraph among `quotes` (see `quote_of`) that begins with `quote`, or None when it is gone. The
    same beginning wins over one that is merely alike; of several alike, the most alike."""
    if not quote:
        return None
    if quote in quotes:
        return quotes.index(quote)
    best, found = ALIKE, None
    for index, other in enumerate(quotes):
        matcher = difflib.SequenceMatcher(None, quote, other, autojunk=False)
        # The two quick bounds spare the slow comparison for paragraphs that cannot be alike.
        if matcher.real_quick_ratio() < best or matcher.quick_ratio() < best:
            continue
        likeness = matcher.ratio()
        if likeness >= best:
            best, found = likeness, index
    return found


def places(comments, quotes):
    """{index of a paragraph or None: the comments about it, in order}. Each of `comments` has a `quote`; None holds
    those about the whole section and those whose paragraph is gone."""
    found: dict[int | None, list] = {}
    known: dict[str, int | None] = {}
    for comment in comments:
        if comment.quote not in known:
            known[comment.quote] = place_of(comment.quote, quotes)
        found.setdefault(known[comment.quote], []).append(comment)
    return found
