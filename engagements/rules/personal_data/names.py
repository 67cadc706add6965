"""Names of persons: after a title, after a word for whoever bears them, before an age."""

import re

from engagements.enums.personal_data import PersonalData


def _set(words):
    return frozenset(words.split())


# Titles as they are written; what follows must be a capitalised word that is no office.
_TITLE = re.compile(
    r"(?<![\w-])(?:Mr|Mrs|Ms|Miss|Mx|MR|MRS|MS|Dr|Prof|Professor|Sheikh|Shaikh|Cheikh|Sheik|Imam|Pastor|Reverend|Rev|"
    r"Alhaji|Alhaja|Hajia|Hajj|Haji|Mallam|Malam|Mme|Mlle|Mmes|Madame|Mademoiselle|Monsieur|Maître|Sra|Srta|Sr|"
    # Ranks: whoever is blamed by name is a person too.
    r"Gen|General|Col|Colonel|Maj|Major|Capt|Captain|Lt|Lieutenant|Sgt|Sergeant|Général|Capitaine|Commandant|"
    r"Coronel|Capitán|Comandante|Sargento|Capitão|Coronel|[Гг]енерал|[Пп]олковник|[Мм]айор|[Кк]апитан|[Лл]ейтенант|"
    r"Señora|Señorita|Señor|Doña|Don|Senhora|Senhor|Dona|Doutora|Doutor|Dra|Г-н|г-н|Г-жа|г-жа|[Гг]осподин|[Гг]оспожа)"
    r"(?:\.\s?|\s+)(?=\w)|(?<![\w./-])M\.\s(?=\w)"
)
# After these a capitalised word is a name.
_CALLED = re.compile(
    r"\b(?:my name is|her name is|his name is|name of|named|je m['’]appelle|s['’]appelle|nommée?|dénommée?|"
    r"me llamo|mi nombre es|llamad[oa]|de nombre|chamo-me|me chamo|meu nome é|chamad[oa]|de nome|"
    r"меня зовут|е[её] зовут|его зовут|по имени|по фамилии)\s+",
    re.IGNORECASE,
)
# Words for people of whom a text may speak; two capitalised words after them are a name.
_BEARER = re.compile(
    r"\b(?:victim|witness|survivor|detainee|prisoner|complainant|activist|defender|journalist|lawyer|blogger|"
    r"wife|husband|son|daughter|mother|father|brother|sister|uncle|cousin|"
    r"victime|témoin|détenue?|plaignante?|militante?|défenseure?|avocate?|épouse|époux|fils|fille|frère|sœur|"
    r"víctima|testigo|detenid[oa]|activista|periodista|abogad[oa]|esposa|marido|hij[oa]|herman[oa]|"
    r"vítima|testemunha|ativista|jornalista|advogad[oa]|filh[oa]|irmãos?|irmã|"
    r"свидетел\w*|жертв\w*|активист\w*|журналист\w*|адвокат\w*)\b,?\s+",
    re.IGNORECASE,
)
# Name, then age: "Amina Yusuf, aged 34".
_AGED = re.compile(
    r"(?:,\s{0,2}|\s\()(?:aged\s+\d{1,2}\b|(?:âgée?\s+de\s+|de\s+)?\d{1,2}[ -]"
    r"(?:years?[ -]old|ans\b|años\b|anos\b|лет\b|года\b|год\b))",
    re.IGNORECASE,
)
_ARABIC_TITLE = re.compile(
    r"(?<!\w)(?:ال(?:سيدة|سيد|آنسة|دكتورة|دكتور|شيخ|حاجة|حاج|أستاذة|أستاذ|محامية|محامي|ناشطة|ناشط|عميد|عقيد|لواء|نقيب|صحفية|صحفي|شاهدة|شاهد|ضحية)"
    r"|د\.)\s*/?\s*"
)
_ARABIC_CALLED = re.compile(r"(?<!\w)(?:اسمي|اسمه|اسمها|[يت]دعى|المدعوة?|المسماة|المسمى)\s+")
_ARABIC_WORD = re.compile(r"[\u0621-\u064a\u0671-\u06d3]{2,}")
# What follows a title where no person is meant; nor do first names carry an article.
_ARABIC_OFFICES = frozenset(
    [
        "رئيس",
        "رئيسة",
        "وزير",
        "وزيرة",
        "مقرر",
        "مقررة",
        "مفوض",
        "مفوضة",
        "سفير",
        "سفيرة",
        "في",
        "من",
        "على",
        "عن",
        "إلى",
        "هو",
        "هي",
        "أن",
        "و",
    ]
)
_CHINESE = re.compile(r"([\u4e00-\u9fff]{1,3})(?:先生|女士|小姐|上校|少校|上尉|将军)(?!们)")
_CHINESE_CALLED = re.compile(r"(?:我叫|名叫|姓名[是为：:])\s?([\u4e00-\u9fff]{2,4})")
_CHINESE_OFFICES = ("主席", "各位", "部长", "大使", "委员", "专员", "们", "代表", "女士", "先生")

_WORD = re.compile(r"[^\W\d_](?:[\w]|['’-](?=\w))*\.?")
# Capitalised words after a title or a bearer that are offices, bodies, languages of procedure.
_OFFICES = _set(
    "president vice-president vice chair chairperson chairman chairwoman chairs moderator rapporteur minister "
    "secretary secretary-general commissioner ambassador excellency excellencies speaker coordinator director judge "
    "justice "
    "président présidente vice-président vice-présidente modérateur modératrice ministre secrétaire ambassadeur "
    "rapporteuse commissaire coordonnateur coordonnatrice directeur directrice "
    "presidente presidenta vicepresidente vicepresidenta ministro ministra secretario secretaria embajador "
    "embajadora relator relatora comisionado secretário secretária embaixador embaixadora moderador moderadora "
    "special human rights united nations high committee council state government protection cluster working group "
    "the in of and for from support assistance organisation organisations organization organizations "
    "comité conseil commission droits groupe comisión derechos grupo consejo conselho comissão direitos "
    "председатель президент министр посол секретарь докладчик комиссар"
)
# Small words inside names.
_PARTICLES = _set("de da do dos das del la las los al el ben bin bint ibn abu van von di du le ould uld")


def found_names(text):
    for match in _TITLE.finditer(text):
        if end := _name_from(text, match.end(), at_least=1):
            yield PersonalData.NAME, match.start(), end
    for match in _CALLED.finditer(text):
        if end := _name_from(text, match.end(), at_least=1):
            yield PersonalData.NAME, match.end(), end
    for match in _BEARER.finditer(text):
        if end := _name_from(text, match.end(), at_least=2):
            yield PersonalData.NAME, match.end(), end
    for match in _AGED.finditer(text):
        if (start := _name_before(text, match.start())) is not None:
            yield PersonalData.NAME, start, match.end()
    for pattern in (_ARABIC_TITLE, _ARABIC_CALLED):
        for match in pattern.finditer(text):
            word = _ARABIC_WORD.match(text, match.end())
            if word and not word[0].startswith("ال") and word[0] not in _ARABIC_OFFICES:
                yield PersonalData.NAME, match.start(), word.end()
    for match in _CHINESE.finditer(text):
        if not match[1].endswith(_CHINESE_OFFICES):
            yield PersonalData.NAME, *match.span()
    for match in _CHINESE_CALLED.finditer(text):
        yield PersonalData.NAME, *match.span(1)


def _name_from(text, place, *, at_least):
    """Where the capitalised words that begin at `place` end; None if they are fewer than `at_least`, or an office."""
    end, count = None, 0
    while count < 4 and (word := _WORD.match(text, place)):
        bare = word[0].rstrip(".")
        if bare.lower() in _PARTICLES and bare.islower() and count:
            place = word.end() + 1
            continue
        if not bare[0].isupper() or bare.lower() in _OFFICES:
            break
        count, end = count + 1, word.end() - (word[0].endswith(".") and len(bare) > 1)
        place = word.end() + 1
        if end < word.end() or text[word.end() : word.end() + 1] not in (" ", "\u00a0"):
            break
    return end if count >= at_least else None


def _name_before(text, place):
    """Where the one to four capitalised words that end at `place` begin; None where there are none."""
    words = re.search(r"(?:[^\W\d_][\w'’-]*[ \u00a0]){0,3}[^\W\d_][\w'’-]*$", text[max(place - 80, 0) : place])
    if not words:
        return None
    start, found = place, None
    for word in reversed(words[0].replace("\u00a0", " ").split(" ")):
        start -= len(word)
        if word[0].isupper() and word.lower() not in _OFFICES:
            found = start
        elif word.lower() not in _PARTICLES:
            break
        start -= 1
    return found
