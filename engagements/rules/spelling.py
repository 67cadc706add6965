"""Whether a change after sign-off is spelling only. Pure; seven languages.

Signatories signed what the text says. A number, a negation or another word is another text; letters, marks and a word
typed twice are not. What cannot be told by letters alone is refused: asking sign-off anew costs less than a text that
somebody never agreed to. The signatories see the difference and may object all the same.
"""

import difflib
import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum


class Objection(StrEnum):
    """Why a change is more than spelling."""

    NUMBER = "number"
    NEGATION = "negation"
    OTHER_WORD = "other_word"
    ADDED = "added"
    REMOVED = "removed"
    TOO_MANY = "too_many"


@dataclass
class Judged:
    """`words` changed, and [(Objection, the words)] against it; empty where it is spelling only."""

    words: int = 0
    objections: list = field(default_factory=list)


_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(
    rf"[{_IDEOGRAPHS}]|[^\W_{_IDEOGRAPHS}][^\W_{_IDEOGRAPHS}\u0610-\u061a\u064b-\u065f]*"
    rf"(?:(?:['’-]|[\u0610-\u061a\u064b-\u065f]+)[^\W_{_IDEOGRAPHS}]+)*|\S"
)
_IDEOGRAPH = re.compile(rf"[{_IDEOGRAPHS}]")
# Two words are the same, differently spelt, when at least this part of their letters agrees.
ALIKE = 0.6
# Beyond so many tokens in one changed stretch nobody looks any further.
_STRETCH = 400


def _set(words):
    return frozenset(words.split())


NEGATIONS = {
    "en": _set("no not never none nor neither nobody nothing nowhere without cannot lack lacks absent except unless"),
    "fr": _set("ne n pas point jamais aucun aucune rien personne ni sans non nul nulle sauf guère"),
    "es": _set("no nunca jamás ningún ninguno ninguna nada nadie ni sin tampoco salvo excepto"),
    "pt": _set("não nunca jamais nenhum nenhuma nada ninguém nem sem tampouco salvo exceto"),
    "ar": _set("لا لم لن ليس ليست ليسوا ما غير دون بدون عدم سوى إلا"),
    "ru": _set("не ни нет нельзя никто ничто ничего никогда нигде без никакой кроме"),
    "zh": frozenset("不没沒无無未非莫勿别否"),
}
NUMBER_WORDS = {
    "en": _set(
        "zero one two three four five six seven eight nine ten eleven twelve hundred hundreds thousand "
        "thousands million "
        "millions billion half third quarter twice first second dozen"
    ),
    "fr": _set(
        "zéro un une deux trois quatre cinq six sept huit neuf dix onze douze cent cents mille million millions "
        "milliard milliards moitié tiers quart demi premier première vingt trente"
    ),
    "es": _set(
        "cero un uno una dos tres cuatro cinco seis siete ocho nueve diez once doce cien ciento cientos mil "
        "miles millón "
        "millones mitad tercio cuarto medio primero primera veinte treinta"
    ),
    "pt": _set(
        "zero um uma dois duas três quatro cinco seis sete oito nove dez onze doze cem cento centenas mil milhares "
        "milhão milhões metade terço quarto meio primeiro primeira vinte trinta"
    ),
    "ar": _set(
        "صفر واحد واحدة اثنان اثنين اثنتان ثلاث ثلاثة أربع أربعة خمس خمسة ست ستة سبع سبعة ثماني ثمانية تسع "
        "تسعة عشر عشرة "
        "مئة مائة ألف آلاف مليون ملايين نصف ثلث ربع"
    ),
    "ru": _set(
        "ноль один одна одно два две три четыре пять шесть семь восемь девять десять сто сотни тысяча тысяч тысячи "
        "миллион миллионов миллиона половина треть четверть"
    ),
    "zh": frozenset("零一二三四五六七八九十百千万亿半两"),
}
_PREFIXES = _set("un in im il ir non dis des dés dé mis mé a an anti des não no не без бес anti- non- не- غير 不 无 非")
_ENDINGS = (("less", "ful"), ("less", ""))


def judge(pairs, *, language, most_words):
    """Judge every pair (old text, new text) together. `language` of the document chooses the lists; one that is not
    known is measured with all of them."""
    judged = Judged()
    negations, numbers = _lists(NEGATIONS, language), _lists(NUMBER_WORDS, language)
    for old, new in pairs:
        for was, now, around in _stretches(old, new):
            judged.words += max(len(_words(was)), len(_words(now)), 1)
            if found := _against(was, now, around, negations, numbers):
                judged.objections.append((found, " ".join(was or now)[:80]))
    if judged.words > most_words:
        judged.objections.append((Objection.TOO_MANY, str(judged.words)))
    return judged


def _lists(by_language, language):
    return by_language.get(language.split("-")[0].lower()) or frozenset().union(*by_language.values())


def _stretches(old, new):
    """(tokens that went, tokens that came, the tokens beside them) of each changed stretch."""
    before, after = old.splitlines(), new.splitlines()
    for tag, a1, a2, b1, b2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        was, now = _TOKEN.findall("\n".join(before[a1:a2])), _TOKEN.findall("\n".join(after[b1:b2]))
        if len(was) > 50 * _STRETCH or len(now) > 50 * _STRETCH:
            yield was, now, ()
            continue
        for part, c1, c2, d1, d2 in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
            if part != "equal":
                yield was[c1:c2], now[d1:d2], (*was[max(c1 - 1, 0) : c1], *was[c2 : c2 + 1])


def _words(tokens):
    return [token for token in tokens if token[0].isalnum()]


def _against(was, now, around, negations, numbers):
    """The first reason why this stretch is more than spelling, or None."""
    both = [*was, *now]
    if any(_is_number(token, numbers) for token in both):
        return Objection.NUMBER
    old, new = _words(was), _words(now)
    if any(_is_negation(token, negations) for token in both) or _is_opposite(old, new):
        return Objection.NEGATION
    if len(both) > _STRETCH:
        return Objection.OTHER_WORD
    if _plain("".join(old)) == _plain("".join(new)):
        return None
    if not old or not new:
        beside = {_plain(token) for token in around}
        if len(old) == 1 and _plain(old[0]) in beside:
            return None
        return Objection.REMOVED if old else Objection.ADDED
    if _IDEOGRAPH.match(old[0]) or _IDEOGRAPH.match(new[0]):
        # A sign is a word or a part of one: exchanged one for one, never added or removed.
        return None if len(old) == len(new) else Objection.OTHER_WORD
    return _unlike(old, new)


def _unlike(old, new):
    same_number = len(old) == len(new)
    pairs = list(zip(old, new, strict=True)) if same_number else [("".join(old), "".join(new))]
    for one, other in pairs:
        if difflib.SequenceMatcher(None, _plain(one), _plain(other), autojunk=False).ratio() < ALIKE:
            return Objection.OTHER_WORD
    return None


def _plain(word):
    """Without case, accents, vowel signs and the marks that join words."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in parts if sign.isalnum())


def _is_number(token, numbers):
    """A digit of any script, a word for a number, or a sign that changes one: %, currency, minus before a digit."""
    if any(unicodedata.category(sign)[0] in "NS" or sign in "%‰" for sign in token):
        return True
    return token.casefold() in numbers


def _is_negation(token, negations):
    word = token.casefold().replace("’", "'")
    if word in negations or word.endswith("n't"):
        return True
    # Elided or attached: n'est, ولا.
    head, mark, _rest = word.partition("'")
    return bool((mark and head in negations) or (word[0] in "وف" and word[1:] in negations))


def _is_opposite(old, new):
    """One word for its opposite by a syllable: lawful, unlawful; légal, illégal; законный, незаконный."""
    if len(old) != len(new):
        return False
    for pair in zip(old, new, strict=True):
        short, long = sorted((word.casefold() for word in pair), key=len)
        if long != short and long.endswith(short) and long[: -len(short)] in _PREFIXES:
            return True
        for ending, instead in _ENDINGS:
            if any(
                one.endswith(ending) and one[: -len(ending)] + instead == other
                for one, other in ((short, long), (long, short))
            ):
                return True
    return False
