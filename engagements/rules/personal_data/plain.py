"""A text as the patterns read it, and where each of its signs stood: whatever keyboard, script or paste it came from.

Digits of every script, full-width signs, the dashes and separators of numbers become those of ASCII, one for one; signs
that nobody sees (joiners, marks of direction, soft hyphens) are left out, so that they split no number.
"""

import re
import unicodedata

# Written between digits: dashes that do not break, the minus, the separators of Arabic numbers.
_SIGNS = {ord(sign): "-" for sign in "\u2010\u2011\u2012\u2013\u2212\ufe63"} | {
    ord("\u066b"): ".",
    ord("\u066c"): ",",
    ord("\u060c"): ",",
}
_FIRST_WIDE, _LAST_WIDE, _TO_ASCII = 0xFF01, 0xFF5E, 0xFEE0
# The patterns know these as they are: they end sentences and follow labels.
_KEPT_WIDE = frozenset("\uff01\uff1f\uff1a")
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


class _Plain(dict):
    """Table for `str.translate`, filled as signs come."""

    def __missing__(self, code):
        self[code] = found = _SIGNS.get(code) or _plain_sign(chr(code))
        return found


def _plain_sign(sign):
    value = unicodedata.decimal(sign, None)
    if value is not None:
        return str(value)
    if _FIRST_WIDE <= ord(sign) <= _LAST_WIDE and sign not in _KEPT_WIDE:
        return chr(ord(sign) - _TO_ASCII)
    return sign


_TABLE = _Plain()


def plain(text):
    """(`text` for the patterns, a function that gives the place in `text` of a place in it)."""
    if not _UNSEEN.search(text):
        return text.translate(_TABLE), lambda place: place
    seen = [place for place, sign in enumerate(text) if not _UNSEEN.match(sign)]
    seen.append(len(text))
    return "".join(text[place] for place in seen[:-1]).translate(_TABLE), seen.__getitem__
