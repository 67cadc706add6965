"""What a printed recommendation says: its number, its words, the States that made it.

The shapes are those seen in the exports of the Universal Human Rights Index and in reports of the Working Group.
"""

import hashlib
import html
import re
import unicodedata
from dataclasses import dataclass

# "137.197 ", "137.197. ", "67. ", "4.The Committee"; a year of four figures is no paragraph.
_NUMBER = re.compile(r"^\s*(\d{1,3}(?:\.\d{1,3}){0,2})\.?(?:\s+|(?=[^\W\d_]))")
# "para. 28:", "Recommendation No. 41, para. 81: 41. ", "Recommendations contained in para. 79(a): 79(a). "
_TOLD = re.compile(
    r"^\s*(?:recommendations?\s+(?:no\.?\s*\d+,\s*|contained\s+in\s+))?para(?:graph|\.)?\s*"
    r"(\d{1,3}(?:\.\d{1,3})?(?:\s?\([a-z]{1,3}\))?)\s*:\s*",
    re.IGNORECASE,
)
# A heading stands above the number in texts of the committees: "National institution \n9. The Committee".
_AFTER_HEADING = re.compile(r"^([^\n]{1,160})\n\s*(\d{1,3})\.\s*(?=\S)")
_TAG = re.compile(r"<[^>]{1,200}>")
_SPACES = re.compile(r"[ \t\u00a0\u2009\u202f]+")
_NOT_WORDS = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Parts:
    """A printed recommendation taken apart. `states`: names as printed, in their order."""

    paragraph: str
    words: str
    states: tuple


def plain(text):
    """Without markup, entities and needless space; line breaks stay, empty lines go."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if "<" in text:
        text = _TAG.sub(" ", re.sub(r"(?i)<(?:br\s*/?|/p|/div|/li)>", "\n", text))
    text = unicodedata.normalize("NFC", html.unescape(text))
    lines = [_SPACES.sub(" ", line).strip() for line in text.split("\n")]
    return "\n".join(line for line in lines if line)


def parts_of(printed, is_state=None):
    """The `Parts` of a printed text. `is_state(name)`: whether a name in brackets is a State; without it no brackets
    are taken off (texts of other mechanisms than the UPR)."""
    text = plain(printed)
    paragraph, text = _number(text)
    states = ()
    if is_state is not None:
        text, states = _states(text, is_state)
    return Parts(paragraph, text, states)


def _number(text):
    told = _TOLD.match(text)
    if told:
        paragraph = told.group(1).replace(" ", "")
        rest = text[told.end() :]
        # The number is often said twice, or another number of the list follows.
        again = re.match(r"\s*\d{1,3}(?:\.\d{1,3})?(?:\([a-z]{1,3}\))?\.\s+", rest)
        return paragraph, rest[again.end() :] if again else rest
    found = _NUMBER.match(text)
    if found:
        return found.group(1), text[found.end() :]
    below = _AFTER_HEADING.match(text)
    if below:
        return below.group(2), f"{below.group(1).strip()}\n{text[below.end() :]}"
    return "", text


def _states(text, is_state):
    """(words, names): the brackets at the end that hold States and nothing else. Where States stand within the text
    too, several recommendations are printed as one, and the text stays whole."""
    rest, names = text.rstrip(" ;.\n"), []
    while rest.endswith(")"):
        start = _opening(rest)
        inside = rest[start + 1 : -1].strip() if start is not None else ""
        found = _names(inside, is_state)
        if not found:
            break
        names = [*found, *names]
        rest = rest[:start].rstrip(" ;,.\n")
    if not names:
        return text.rstrip(" ;\n"), ()
    inner = _inner_states(rest, is_state)
    if inner:
        return text.rstrip(" ;\n"), tuple(dict.fromkeys([*inner, *names]))
    return rest, tuple(dict.fromkeys(names))


def _opening(text):
    """Where the bracket that closes `text` opens; brackets may be nested: "(Venezuela (Bolivarian Republic of))"."""
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        depth += (text[place] == ")") - (text[place] == "(")
        if depth == 0:
            return place
    return None


def _names(inside, is_state):
    """The States named inside one bracket, or none when something else stands there."""
    if not inside:
        return []
    if is_state(inside):
        return [inside]
    for separator in (";", ","):
        names = [name.strip() for name in inside.split(separator)]
        if len(names) > 1 and all(name and is_state(name) for name in names):
            return names
    return []


def _inner_states(text, is_state):
    found = []
    for place, character in enumerate(text):
        if character == "(":
            end = _closing(text, place)
            if end is not None and text[end + 1 : end + 2] in (";", "."):
                found += _names(text[place + 1 : end].strip(), is_state)
    return found


def _closing(text, start):
    depth = 0
    for place in range(start, min(len(text), start + 400)):
        depth += (text[place] == "(") - (text[place] == ")")
        if depth == 0:
            return place
    return None


def digest_of(words):
    """SHA-1 of the bare words: case, punctuation and space do not count, so that two prints of one text are one."""
    bare = _NOT_WORDS.sub(" ", unicodedata.normalize("NFKC", words).casefold()).strip()
    return hashlib.sha1(bare.encode(), usedforsecurity=False).hexdigest()


# Numbers of sessions of the UPR Working Group by cycle.
_CYCLES = ((1, 12), (13, 26), (27, 40), (41, 54))


def cycle_of(session):
    """The cycle of a UPR session by its number; None for a number that belongs to none of the four."""
    number = int(session) if str(session).isdecimal() else 0
    for cycle, (first, last) in enumerate(_CYCLES, start=1):
        if first <= number <= last:
            return cycle
    return None
