"""Which letters run which way, and what Word calls the languages.

A run of Word is of one direction. The text is cut where the direction of its letters changes; signs and figures
between letters of one direction go with them, as the Unicode rule has it.
"""

import re

from core.documents.nodes import direction_of

_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_LETTER = rf"(?:(?![{_RTL}])[^\W\d_])"
# Arabic inside Latin: from its first to its last letter, as long as no Latin letter stands between.
_RTL_PART = re.compile(rf"[{_RTL}](?:(?:(?!{_LETTER}).)*[{_RTL}])?", re.DOTALL)
# Latin inside Arabic, with the figures that follow: "A/HRC/54/12".
_LTR_PART = re.compile(rf"{_LETTER}(?:[^{_RTL}]*(?:{_LETTER}|\d))?", re.DOTALL)
_IS_RTL = re.compile(f"[{_RTL}]")

_TAG = re.compile(r"[a-z]{2,8}(-[a-z0-9]{1,8})*", re.IGNORECASE | re.ASCII)
_TAGS = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "pt": "pt-PT", "ar": "ar-SA", "ru": "ru-RU", "zh": "zh-CN"}


def word_tag(language):
    """The language tag as Word writes it, with a region; a tag that has one is kept. What is no tag is no language."""
    if not _TAG.fullmatch(language):
        return "x-none"
    return language if "-" in language else _TAGS.get(language.lower(), language)


def is_east_asian(language):
    return language.split("-")[0].lower() in {"zh", "ja", "ko"}


def cut(text, base):
    """(text, is_rtl) pieces of `text` in a document of direction `base`; together they are the text."""
    if base == "ltr":
        if not _IS_RTL.search(text):
            return [(text, False)]
        return _pieces(text, _RTL_PART, inside_rtl=True)
    return _pieces(text, _LTR_PART, inside_rtl=False)


def _pieces(text, pattern, *, inside_rtl):
    pieces, position = [], 0
    for found in pattern.finditer(text):
        if found.start() > position:
            pieces.append((text[position : found.start()], not inside_rtl))
        pieces.append((found.group(), inside_rtl))
        position = found.end()
    if position < len(text):
        pieces.append((text[position:], not inside_rtl))
    return pieces


def languages_of(language):
    """(left-to-right, East-Asian, right-to-left) tags for the runs of a document in `language`. The words in another
    script are of a language nobody named; Word wants one all the same."""
    tag = word_tag(language)
    if direction_of(language) == "rtl":
        return "en-GB", "zh-CN", tag
    if is_east_asian(language):
        return "en-GB", tag, "ar-SA"
    return tag, "zh-CN", "ar-SA"
