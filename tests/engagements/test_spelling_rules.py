"""What counts as spelling only, in the languages of the texts."""

import time

import pytest

from engagements.rules.spelling import Objection, judge

SPELLING = [
    ("en", "Families recieve no help.", "Families receive no help."),
    ("en", "The goverment organizes it.", "The government organises it."),
    ("en", "Families, who returned are safe", "Families who returned, are safe"),
    ("en", "We saw the the camp.", "We saw the camp."),
    ("en", "It happens every day here.", "It happens everyday here."),
    ("en", "the state party", "the State party"),
    ("fr", "Les deplaces attendent.", "Les déplacés attendent."),
    ("fr", "La population a éte chassée.", "La population a été chassée."),
    ("es", "La proteccion de la poblacion", "La protección de la población"),
    ("pt", "A proteçao das familias", "A proteção das famílias"),
    ("ar", "المدنيون يحتاجون الى الحماية", "المدنيون يحتاجون إلى الحماية"),
    ("ru", "Перемещеные семьи ждут помощи", "Перемещенные семьи ждут помощи"),
    ("zh", "流离失所者需要帮住。", "流离失所者需要帮助。"),
]
MORE = [
    ("en", "Of 120 families 34 left.", "Of 120 families 43 left.", Objection.NUMBER),
    ("en", "Two families left.", "Ten families left.", Objection.NUMBER),
    ("en", "It rose by 3 %.", "It rose by 3.", Objection.NUMBER),
    ("en", "The State did act.", "The State did not act.", Objection.NEGATION),
    ("en", "It is now lawful.", "It is not lawful.", Objection.NEGATION),
    ("en", "They can leave.", "They can't leave.", Objection.NEGATION),
    ("en", "The arrest was lawful.", "The arrest was unlawful.", Objection.NEGATION),
    ("en", "a careful act", "a careless act", Objection.NEGATION),
    ("en", "They were killed.", "They were wounded.", Objection.OTHER_WORD),
    ("en", "The army attacked.", "The army often attacked.", Objection.ADDED),
    ("en", "The army often attacked.", "The army attacked.", Objection.REMOVED),
    ("fr", "L'État agit.", "L'État n'agit pas.", Objection.NEGATION),
    ("fr", "une détention légale", "une détention illégale", Objection.NEGATION),
    ("fr", "deux villages", "dix villages", Objection.NUMBER),
    ("es", "El Estado actúa.", "El Estado no actúa.", Objection.NEGATION),
    ("es", "con ayuda", "sin ayuda", Objection.NEGATION),
    ("es", "tres aldeas", "seis aldeas", Objection.NUMBER),
    ("pt", "O Estado age.", "O Estado não age.", Objection.NEGATION),
    ("pt", "três aldeias", "seis aldeias", Objection.NUMBER),
    ("ar", "الدولة تحمي المدنيين", "الدولة لا تحمي المدنيين", Objection.NEGATION),
    ("ar", "الدولة ولا تحمي", "الدولة تحمي", Objection.NEGATION),
    ("ar", "في ٣ قرى", "في ٤ قرى", Objection.NUMBER),
    ("ar", "ثلاث قرى", "أربع قرى", Objection.NUMBER),
    ("ru", "Государство действует.", "Государство не действует.", Objection.NEGATION),
    ("ru", "законный арест", "незаконный арест", Objection.NEGATION),
    ("ru", "три села", "два села", Objection.NUMBER),
    ("zh", "国家保护平民", "国家不保护平民", Objection.NEGATION),
    ("zh", "三个村庄", "五个村庄", Objection.NUMBER),
    ("zh", "村民离开了", "村民被迫离开了", Objection.ADDED),
    # A language without lists of its own is measured with all of them.
    ("sw", "Wawili sin", "Wawili con", Objection.NEGATION),
]


@pytest.mark.parametrize(("language", "old", "new"), SPELLING)
def test_letters_and_marks_are_spelling(language, old, new):
    judged = judge([(old, new)], language=language, most_words=10)
    assert judged.objections == []
    assert judged.words > 0


@pytest.mark.parametrize(("language", "old", "new", "why"), MORE)
def test_what_changes_the_meaning_is_not(language, old, new, why):
    assert why in [one for one, _words in judge([(old, new)], language=language, most_words=10).objections]
    # Nor the other way round, where that is another kind of change only in name.
    back = judge([(new, old)], language=language, most_words=10).objections
    assert back


def test_few_words_only():
    old = " ".join(f"goverment{letter}" for letter in "abcdefghijkl")
    new = old.replace("goverment", "government")
    assert judge([(old, new)], language="en", most_words=12).objections == []
    assert judge([(old, new)], language="en", most_words=11).objections == [(Objection.TOO_MANY, "12")]


def test_nothing_changed_is_nothing():
    judged = judge([("The same.", "The same.")], language="en", most_words=1)
    assert (judged.words, judged.objections) == (0, [])


def test_a_wholly_new_text_is_judged_quickly():
    started = time.perf_counter()
    judged = judge([("old word " * 8000, "new thing " * 8000)], language="en", most_words=10)
    assert judged.objections
    assert time.perf_counter() - started < 5
