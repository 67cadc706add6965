"""Finds in a text what would give a person away. Pure, no database; six languages.

It warns of what a careful reader would have struck out (report of the field, lines 69 and 75: sources are never
named); it does not prove that a text is safe. A name without title, age or word for its bearer looks like the name of a
place and is not found. Dates, symbols of documents, numbers of recommendations and of articles are no hits.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from engagements.enums.personal_data import PersonalData


@dataclass(frozen=True)
class Finding:
    """One hit: `text[start:end]` is `excerpt`; `sentence` says what it looks like."""

    kind: PersonalData
    start: int
    end: int
    excerpt: str
    sentence: object


_SENTENCES = {
    PersonalData.NAME: _("“%(text)s” looks like the name of a person."),
    PersonalData.PHONE: _("“%(text)s” looks like a phone number."),
    PersonalData.EMAIL: _("“%(text)s” looks like an e-mail address."),
    PersonalData.BIRTH_DATE: _("“%(text)s” looks like a date of birth."),
    PersonalData.COORDINATES: _("“%(text)s” looks like the coordinates of a place."),
    PersonalData.ID_NUMBER: _("“%(text)s” looks like the number of a document."),
}

# Every decimal digit of the scripts people type in, one for one, so that places in the text stay the same.
_DIGITS = {
    ord(sign): str(value)
    for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９")
    for value, sign in enumerate(digits)
}

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}", re.IGNORECASE
)

_SEPARATOR = r"[ \u00a0\u202f./()-]{0,3}"
# With a country code; a local number in groups of three and more; any number after a word for it.
_PHONES = (
    re.compile(rf"(?<![\w/])(?:\+|00)[1-9](?:{_SEPARATOR}\d){{7,13}}(?!\w)"),
    re.compile(r"(?<![\w./-])\(?0\d{1,4}\)?(?:[ \u00a0-]\d{2,4}){2,4}(?![\w-])"),
    re.compile(r"(?<![\w./-])\d{3}-\d{3}-\d{4}(?![\w-])"),
    re.compile(
        r"(?:\b(?:tel|tél|phone|telephone|téléphone|telefone|teléfono|telefono|mobile|cell|celular|portable|movil|móvil|"
        r"whatsapp|telegram|signal|viber|тел|телефон|моб)\b|هاتف|الهاتف|جوال|موبايل|واتساب|电话|手机)"
        rf"[^\d+\n]{{0,16}}(\+?\d(?:{_SEPARATOR}\d){{5,13}})(?!\w)",
        re.IGNORECASE,
    ),
)

_LETTERS = r"[^\W\d_]"
# A day, not only a year: how many were born in a year tells of nobody.
_DATE = (
    rf"(?:\d{{1,2}}(?:er|º|ª|st|nd|rd|th)?\.?\s*(?:de\s+|of\s+)?{_LETTERS}{{3,12}}\.?,?\s*(?:de\s+)?\d{{4}}"
    rf"|{_LETTERS}{{3,12}}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}"
    r"|\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)"
)
_BIRTH_WORDS = (
    r"\b(?:born|birth|birthday|d\.?o\.?b|née?|naissance|nacid[oa]s?|nació|nacimiento|nascid[oa]s?|nasceu|nascimento|"
    r"родил(?:ся|ась)|рождени[яе]|рожд)\b|"
    r"الميلاد|ميلاده|ميلادها|مواليد|وُ?لدت?\b|المولودة?|出生|生于|生日"
)
_BIRTHS = (
    re.compile(rf"(?:{_BIRTH_WORDS})[^\d\n.;]{{0,30}}?({_DATE})", re.IGNORECASE),
    re.compile(rf"({_DATE})\s{{0,3}}(?:г\.?\s?р\.?|года рождения|出生|生于)", re.IGNORECASE),
)

_HEMISPHERE = r"[NSEWOLСЮВЗ北南东西شجغق]"
_DEGREES = (
    # Degrees, minutes, perhaps seconds.
    re.compile(
        rf"{_HEMISPHERE}?\s?\b\d{{1,3}}\s?[°º]\s?\d{{1,2}}(?:[.,]\d+)?\s?['′’`](?:\s?\d{{1,2}}(?:[.,]\d+)?\s?(?:\"|″|”|''|′′))?"
        rf"\s?{_HEMISPHERE}?"
    ),
    # Decimal degrees with a sign of degree or a letter for the hemisphere.
    re.compile(rf"\b\d{{1,3}}[.,]\d{{2,}}\s?[°º]\s?{_HEMISPHERE}?"),
    re.compile(r"\b\d{1,2}\.\d{2,}\s?[NS]\b[ ,;]+\d{1,3}\.\d{2,}\s?[EWO]\b"),
    # Open location codes.
    re.compile(r"(?<!\w)[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}(?!\w)"),
)
_PAIR = re.compile(r"(?<![\w.,])([+-]?\d{1,3})\.(\d{3,})\s?[,;/ ]\s?([+-]?\d{1,3})\.(\d{3,})(?!\w|\.\d)")

_ID_WORDS = (
    r"\b(?:passport|passeport|pasaporte|passaporte|паспорт\w*|identity card|id card|id(?=\s?(?:no|nr|number|#|:))|"
    r"national id|nin|bvn|carte d['’]identité|cni|c[ée]dula|dni|bilhete de identidade|bi n|снилс|"
    r"refugee id|registration card|prisoner number)\b|جواز\s+(?:ال)?سفر|رقم\s+(?:ال)?هوية|الرقم\s+الوطني|护照|身份证"
)
_IDS = (
    re.compile(
        rf"(?:{_ID_WORDS})[^\w\n]{{0,4}}(?:(?:no|nr|nº|n°|number|numéro|número|num|серия|رقم|号码?|:)[^\w\n]{{0,4}}){{0,2}}"
        r"((?=[A-Z0-9 /-]*\d{3})[A-Z0-9][A-Z0-9 /-]{4,18}[A-Z0-9])",
        re.IGNORECASE,
    ),
    # Bare and long: nothing that people count has so many digits without a break.
    re.compile(r"(?<![\w./+-])\d{9,18}[A-Z]?(?![\w./-])"),
)


def _set(words):
    return frozenset(words.split())


# --- Names -------------------------------------------------------------------------------------------------------

# Titles as they are written; what follows must be a capitalised word that is no office.
_TITLE = re.compile(
    r"(?<![\w-])(?:Mr|Mrs|Ms|Miss|Mx|MR|MRS|MS|Dr|Prof|Professor|Sheikh|Shaikh|Cheikh|Sheik|Imam|Pastor|Reverend|Rev|"
    r"Alhaji|Alhaja|Hajia|Hajj|Haji|Mallam|Malam|Mme|Mlle|Mmes|Madame|Mademoiselle|Monsieur|Maître|Sra|Srta|Sr|"
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
    r"(?<!\w)(?:ال(?:سيدة|سيد|آنسة|دكتورة|دكتور|شيخ|حاجة|حاج|أستاذة|أستاذ|محامية|محامي|ناشطة|ناشط|صحفية|صحفي|شاهدة|شاهد|ضحية)"
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
_CHINESE = re.compile(r"([\u4e00-\u9fff]{1,3})(?:先生|女士|小姐)(?!们)")
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


def check_personal_data(text):
    """Everything in `text` that looks like personal data, in order of place; where two overlap, the longer stays."""
    text = text or ""
    plain = text.translate(_DIGITS)
    found = [
        *_each(PersonalData.EMAIL, plain, (_EMAIL,)),
        *_each(PersonalData.BIRTH_DATE, plain, _BIRTHS),
        *_each(PersonalData.COORDINATES, plain, _DEGREES),
        *_pairs(plain),
        *_each(PersonalData.PHONE, plain, _PHONES),
        *_each(PersonalData.ID_NUMBER, plain, _IDS),
        *_names(plain),
    ]
    return [_finding(kind, start, end, text) for kind, start, end in _without_overlaps(found)]


def refused(findings):
    """Those of `findings` that a confidential text must not carry."""
    return [finding for finding in findings if finding.kind != PersonalData.NAME]


def likely_names(findings):
    """Those that may also be an office or a place: whoever writes says so with a tick."""
    return [finding for finding in findings if finding.kind == PersonalData.NAME]


def _finding(kind, start, end, text):
    excerpt = text[start:end]
    return Finding(kind, start, end, excerpt, _SENTENCES[kind] % {"text": excerpt})


def _without_overlaps(found):
    """In order of place; of two that overlap the longer stays."""
    kept: list[tuple] = []
    for hit in sorted(found, key=lambda one: (one[1], one[1] - one[2])):
        if not kept or hit[1] >= kept[-1][2]:
            kept.append(hit)
        elif hit[2] - hit[1] > kept[-1][2] - kept[-1][1]:
            kept[-1] = hit
    return kept


def _each(kind, text, patterns):
    for pattern in patterns:
        for match in pattern.finditer(text):
            start, end = match.span()
            yield kind, start + (len(match[0]) - len(match[0].lstrip())), end - (len(match[0]) - len(match[0].rstrip()))


def _pairs(text):
    """Decimal latitude and longitude. Two recommendations of one review ("86.101, 86.102") share the number before the
    point, which is that of a late paragraph."""
    for match in _PAIR.finditer(text):
        first, first_part, second, second_part = match.groups()
        on_earth = abs(int(first)) <= 90 and abs(int(second)) <= 180
        is_list = first == second and int(first) >= 60 and len(first_part) == len(second_part) == 3
        if on_earth and not is_list:
            yield PersonalData.COORDINATES, *match.span()


def _names(text):
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
