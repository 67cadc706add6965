"""What can be told by its shape: addresses, phones, dates of birth, coordinates, numbers of documents."""

import re

from engagements.enums.personal_data import PersonalData

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,63}(?:(?:\.|\s?[(\[]dot[)\]]\s?)[\w-]{1,63}){1,6}",
    re.IGNORECASE,
)

_SEPARATOR = r"[ \u00a0\u202f./()-]{0,3}"
# With a country code; a local number as people group it, or digit by digit; any number after a word for it.
_PHONES = (
    re.compile(rf"(?<![\w/])(?:\+\s?|00)[1-9](?:{_SEPARATOR}\d){{7,13}}(?!\w)"),
    re.compile(r"(?<![\w./-])\(?0\d{1,4}\)?(?:[ \u00a0-]\d{2,4}){2,4}(?![\w-])"),
    re.compile(r"(?<![\w./-])\d{3}-\d{3}-\d{4}(?![\w-])"),
    re.compile(r"(?<![\w./-])0\d{2,4}[ \u00a0-]\d{5,8}(?![\w/-])"),
    re.compile(r"(?<![\w.,/-])\d{2}(?:[ \u00a0.]\d{2}){3,4}(?![ \u00a0]?\d|[\w/%-]|[.,]\d)"),
    re.compile(r"(?<![\w.,/-])\d(?: \d){7,14}(?! ?\d|[\w.,/-]\d)"),
    # Russian and Chinese mobile numbers.
    re.compile(r"(?<![\w./-])8\s?[ (-]\d{3}[ )-]\s?\d{3}[ -]\d{2}[ -]\d{2}(?![\w-])"),
    re.compile(r"(?<![\w./-])1[3-9]\d[ -]\d{4}[ -]\d{4}(?![\w-])"),
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
    rf"(?:\d{{1,2}}(?:er|º|ª|st|nd|rd|th)?\.?\s*(?:de\s+|of\s+)?{_LETTERS}{{3,12}}\.?,?\s*(?:de\s+)?(?:\d{{4}}|['’]?\d{{2}}\b)"
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
    re.compile(r"\b[NS]\s?\d{1,2}\.\d{2,}[ ,;]+[EWO]\s?\d{1,3}\.\d{2,}\b"),
    # Degrees, minutes and seconds without their signs.
    re.compile(r"\b\d{1,2}\s\d{1,2}\s\d{1,2}(?:\.\d+)?\s?[NS]\b[ ,;]+\d{1,3}\s\d{1,2}\s\d{1,2}(?:\.\d+)?\s?[EWO]\b"),
    # A word for latitude or longitude before the number.
    re.compile(
        r"(?:\b(?:lat|latitude|latitud|long?|longitude|longitud|широта|широты|долгота|долготы)\b"
        r"|خط\s+(?:العرض|الطول)|[东西]经|[南北]纬|[经纬]度)[.:=\s]{0,3}[+-]?\d{1,3}[.,]\d{2,}",
        re.IGNORECASE,
    ),
    # With a decimal comma: no number of people has four digits after it.
    re.compile(r"(?<![\w.,])[+-]?\d{1,3},\d{4,}\s?[;/ ]\s?[+-]?\d{1,3},\d{4,}(?!\w)"),
    # Grid references, with at least three digits on each side.
    re.compile(
        r"(?<![\w./-])\d{1,2}[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?(?:\d{3}\s?\d{3}|\d{4}\s?\d{4}|\d{5}\s?\d{5})(?![\w/-])"
    ),
    # A link to a place on a map.
    re.compile(
        r"(?:https?://)?(?:maps\.app\.goo\.gl|goo\.gl/maps|maps\.google\.[a-z.]{2,6}|(?:www\.)?google\.[a-z.]{2,6}/maps"
        r"|(?:www\.)?openstreetmap\.org|osm\.org|what3words\.com|w3w\.co)/\S{1,200}",
        re.IGNORECASE,
    ),
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


def found_numbers(text):
    """(kind, start, end) of every hit in `text`, whose digits are those of ASCII."""
    yield from _each(PersonalData.EMAIL, text, (_EMAIL,))
    yield from _each(PersonalData.BIRTH_DATE, text, _BIRTHS)
    yield from _each(PersonalData.COORDINATES, text, _DEGREES)
    yield from _pairs(text)
    yield from _each(PersonalData.PHONE, text, _PHONES)
    yield from _each(PersonalData.ID_NUMBER, text, _IDS)


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
