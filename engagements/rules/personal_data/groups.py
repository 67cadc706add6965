"""Few people at an exact place: neighbours, soldiers, a landlord can tell who is meant although nobody is named.

A count of at most ten people and the name of a village, camp, street or the like, in one sentence and near each other.
"""

import re
from bisect import bisect_left

from engagements.enums.personal_data import PersonalData

# Longest way between the people and the place, in signs. Further apart they are rarely about each other.
_NEAR = 90
_END = re.compile(r"[.!?。！？؟](?=\s|$)|\n")

_NUMBERS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|deux|trois|quatre|cinq|sept|huit|neuf|dix|dos|tres|cuatro|cinco|"
    "seis|siete|ocho|nueve|diez|dois|duas|três|quatro|sete|oito|nove|dez|"
    "дв(?:а|е|ух|оих|ое)|тр(?:и|ёх|ех|ое|оих)|четыр(?:е|ех|ёх)|четверо|пять|пяти|пятеро|шесть|шести|семь|семи|восемь|"
    "восьми|девять|девяти|десять|десяти"
)
_MANY = (
    "women|men|girls|boys|children|people|persons|families|households|survivors|victims|witnesses|detainees|refugees|"
    "returnees|idps|farmers|teachers|activists|civilians|villagers|members|"
    "femmes|hommes|filles|garçons|enfants|personnes|familles|ménages|survivantes?|victimes|témoins|détenu[es]{1,2}|"
    "déplacé[es]{1,2}|réfugié[es]{1,2}|"
    "mujeres|hombres|niñas|niños|personas|familias|hogares|víctimas|testigos|detenid[oa]s|desplazad[oa]s|"
    "mulheres|homens|meninas|meninos|raparigas|rapazes|crianças|pessoas|famílias|agregados|vítimas|testemunhas|"
    "detid[oa]s|deslocad[oa]s|"
    "женщин\\w*|мужчин\\w*|девоч\\w*|мальчик\\w*|дет(?:ей|и|ям)|человек\\w*|сем(?:ьи|ей|ьям)|жертв\\w*|свидетел\\w*|"
    "задержанн\\w*|беженц\\w*|переселенц\\w*"
)
# One person needs no number.
_ONE = (
    r"(?:a|one|the only|une?|una?|uma?|одна|один)\s+(?:[^\W\d_]+\s+)?(?:woman|man|girl|boy|child|family|survivor|"
    r"femme|homme|fille|garçon|enfant|famille|mujer|hombre|niña|niño|familia|mulher|homem|menina|menino|criança|família|"
    r"женщина|мужчина|девочка|мальчик|семья)"
)
_PEOPLE = (
    re.compile(
        rf"(?<![\w.,/-])(?:(?:10|[1-9]|{_NUMBERS})\s+(?:[^\W\d_][\w'’-]*\s+){{0,2}}(?:{_MANY})|{_ONE})(?!\w)",
        re.IGNORECASE,
    ),
    # Counted, or in the dual.
    re.compile(
        r"(?<!\w)(?:(?:10|[1-9]|ثلاثة?|أربعة?|خمسة?|ستة?|سبعة?|ثمان(?:ي|ية)|تسعة?|عشرة?)\s+"
        r"(?:نساء|رجال|فتيات|أطفال|أشخاص|أسر|عائلات|ناجيات|محتجزين|نازحين|ضحايا|شهود)"
        r"|(?:امرأت|رجل|فتات|طفل|شخص|عائلت|أسرت|ناجيت)(?:ان|ين))(?!\w)"
    ),
    re.compile(
        r"(?:10|[1-9]|[一二两三四五六七八九十])(?:名|个|位|户)"
        r"[\u4e00-\u9fff]{0,4}?(?:妇女|男子|女孩|男孩|儿童|人|家庭|村民|幸存者|受害者|证人)"
    ),
)

_NAMED = (
    r"(?:(?:de\s+la|de\s+l['’]|du|des|de|del|da|do|d['’]|of)\s*)?"
    r"(?:[^\W\d_a-zа-яñçáéíóúâêôãõàèù][\w'’-]+(?:\s+[A-ZÀ-Þ][\w'’-]+)?|\d{1,4})"
)
_PLACE_WORDS = (
    "village|hamlet|camp|settlement|site|neighbourhood|quarter|street|road|school|mosque|church|clinic|hospital|market|"
    "prison|shelter|checkpoint|"
    "hameau|quartier|rue|école|mosquée|église|marché|centre de santé|"
    "aldea|vereda|caserío|barrio|calle|escuela|iglesia|campamento|albergue|cárcel|"
    "aldeia|bairro|rua|escola|mesquita|igreja|mercado|acampamento|campo|povoado|"
    "дерев(?:ня|не|ни|ню)|сел[оае]|лагер[ьяе]|улиц[аые]|школ[аые]|посёл(?:ок|ке)|поселк?е?"
)
_PLACES = (
    # The name stands after the word, or before it. Case matters in the name only.
    re.compile(rf"(?<!\w)(?:(?i:{_PLACE_WORDS}))\s+{_NAMED}"),
    re.compile(
        r"(?<!\w)[A-ZÀ-Þ][\w'’-]+\s+(?:village|hamlet|camp|settlement|site|neighbourhood|street|road|school|prison)(?!\w)"
    ),
    re.compile(r"(?<!\w)[بلوف]?(?:قرية|مخيم|حي|شارع|مدرسة|مسجد|بلدة|سجن)\s+[\u0621-\u064a]{2,}"),
    re.compile(r"[\u4e00-\u9fff]{2,4}(?:村|营地|难民营|街|学校|社区|监狱)"),
)


def found_groups(text):
    """(kind, start, end) from the people to the place, or the other way round, in order of the text."""
    places = sorted(match.span() for pattern in _PLACES for match in pattern.finditer(text))
    if not places:
        return
    for pattern in _PEOPLE:
        for match in pattern.finditer(text):
            near = _nearest(text, match.span(), places)
            if near is not None:
                yield PersonalData.SMALL_GROUP, min(match.start(), near[0]), max(match.end(), near[1])


def _nearest(text, people, places):
    """The place closest to `people` in the same sentence, or None."""
    best = None
    # A place is a few words long: earlier ones end too far away.
    for index in range(bisect_left(places, (people[0] - 2 * _NEAR, 0)), len(places)):
        start, end = places[index]
        if start > people[1] + _NEAR:
            break
        first, second = sorted([people, (start, end)])
        gap = second[0] - first[1]
        if gap > _NEAR or (gap > 0 and _END.search(text, first[1], second[0])):
            continue
        if best is None or gap < best[0]:
            best = gap, (start, end)
    return best[1] if best else None
