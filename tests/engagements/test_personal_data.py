"""What gives a person away is found in six languages; what fills the texts of this portal is not."""

import time

import pytest

from engagements.enums import PersonalData
from engagements.rules import check_personal_data, likely_names, refused

NAME, PHONE, EMAIL = PersonalData.NAME, PersonalData.PHONE, PersonalData.EMAIL
BIRTH, PLACE, ID = PersonalData.BIRTH_DATE, PersonalData.COORDINATES, PersonalData.ID_NUMBER

HITS = [
    # E-mail addresses
    (EMAIL, "Write to amina.y@example.org for more.", "amina.y@example.org"),
    (EMAIL, "amina (at) example.org", "amina (at) example.org"),
    (EMAIL, "البريد: sami@example.sy", "sami@example.sy"),
    # Phone numbers
    (PHONE, "Call +234 803 123 4567 after dark.", "+234 803 123 4567"),
    (PHONE, "Joindre le 00227 96 12 34 56.", "00227 96 12 34 56"),
    (PHONE, "Reach her on 0803 123 4567.", "0803 123 4567"),
    (PHONE, "(082) 345 6789", "(082) 345 6789"),
    (PHONE, "555-123-4567", "555-123-4567"),
    (PHONE, "WhatsApp: 84 123 4567", "WhatsApp: 84 123 4567"),
    (PHONE, "tél. 96123456", "tél. 96123456"),
    (PHONE, "Teléfono 300 123 4567", "Teléfono 300 123 4567"),
    (PHONE, "Telefone: 841234567", "Telefone: 841234567"),
    (PHONE, "тел. 8 912 345-67-89", "тел. 8 912 345-67-89"),
    (PHONE, "هاتف: ٠٩٣٣١٢٣٤٥٦", "هاتف: ٠٩٣٣١٢٣٤٥٦"),
    (PHONE, "手机：13812345678", "手机：13812345678"),
    # Digits of other scripts, full-width signs, dashes and joiners that are not seen
    (PHONE, "ফোন +৮৮০ ১৭১২ ৩৪৫৬৭৮", "+৮৮০ ১৭১২ ৩৪৫৬৭৮"),
    (PHONE, "+၉၅ ၉ ၁၂၃ ၄၅၆ ၇၈၉", "+၉၅ ၉ ၁၂၃ ၄၅၆ ၇၈၉"),
    (PHONE, "＋２３４－８０３－１２３－４５６７", "＋２３４－８０３－１２３－４５６７"),
    (PHONE, "on +234\u2011803\u2011123\u20114567.", "+234\u2011803\u2011123\u20114567"),
    (PHONE, "on +234\u200b803\u200b123\u200b4567.", "+234\u200b803\u200b123\u200b4567"),
    (PHONE, "+ 234 803 123 4567", "+ 234 803 123 4567"),
    (PHONE, "06.12.34.56.78", "06.12.34.56.78"),
    (PHONE, "Joindre le 70 12 34 56 ce soir.", "70 12 34 56"),
    (PHONE, "8 (903) 123-45-67", "8 (903) 123-45-67"),
    (PHONE, "138 1234 5678", "138 1234 5678"),
    (PHONE, "0803-1234567", "0803-1234567"),
    (PHONE, "0 8 0 3 1 2 3 4 5 6 7", "0 8 0 3 1 2 3 4 5 6 7"),
    (EMAIL, "amina.y＠example．org", "amina.y＠example．org"),
    (EMAIL, "ami\u00adna@example.org", "ami\u00adna@example.org"),
    (EMAIL, "amina [at] example [dot] org", "amina [at] example [dot] org"),
    (BIRTH, "born 12 Mar 90", "born 12 Mar 90"),
    (BIRTH, "１９９０年５月４日出生", "１９９０年５月４日出生"),
    (PLACE, "٣٣٫٥١٠٠، ٣٦٫٢٩٠٠", "٣٣٫٥١٠٠، ٣٦٫٢٩٠٠"),
    (PLACE, "１１．８３３３， １３．１５００", "１１．８３３３， １３．１５００"),
    (PLACE, "−4.3217, 15.3125", "−4.3217, 15.3125"),
    (PLACE, "11,8333; 13,1500", "11,8333; 13,1500"),
    (PLACE, "lat 11.8333 lon 13.1500", "lat 11.8333"),
    (PLACE, "N 11.8333 E 13.1500", "N 11.8333 E 13.1500"),
    (PLACE, "11 50 00 N 13 09 00 E", "11 50 00 N 13 09 00 E"),
    (PLACE, "北纬11.8333 东经13.1500", "北纬11.8333"),
    (PLACE, "широта 11,8333", "широта 11,8333"),
    (PLACE, "33PWK 12345 67890", "33PWK 12345 67890"),
    (PLACE, "https://maps.app.goo.gl/abcdEFG", "https://maps.app.goo.gl/abcdEFG"),
    (ID, "ＩＤ no. 12345678", "ＩＤ no. 12345678"),
    # Dates of birth
    (BIRTH, "She was born on 4 May 1990 in the north.", "born on 4 May 1990"),
    (BIRTH, "DOB: 04/05/1990", "DOB: 04/05/1990"),
    (BIRTH, "date of birth 1990-05-04", "birth 1990-05-04"),
    (BIRTH, "Née le 4 mai 1990", "Née le 4 mai 1990"),
    (BIRTH, "né le 1er juin 1988", "né le 1er juin 1988"),
    (BIRTH, "nacido el 4 de mayo de 1990", "nacido el 4 de mayo de 1990"),
    (BIRTH, "nascida em 4 de maio de 1990", "nascida em 4 de maio de 1990"),
    (BIRTH, "родился 04.05.1990", "родился 04.05.1990"),
    (BIRTH, "04.05.1990 г.р.", "04.05.1990 г.р."),
    (BIRTH, "تاريخ الميلاد: ٤/٥/١٩٩٠", "الميلاد: ٤/٥/١٩٩٠"),
    (BIRTH, "出生日期 1990年5月4日", "出生日期 1990年5月4日"),
    # Coordinates
    (PLACE, "The house stands at 11.8333, 13.1500.", "11.8333, 13.1500"),
    (PLACE, "-12.345; 40.512", "-12.345; 40.512"),
    (PLACE, "@9.0765,7.3986", "9.0765,7.3986"),
    (PLACE, "13°31'17\"N 2°06'24\"E", "13°31'17\"N"),
    (PLACE, "33° 30′ N", "33° 30′ N"),
    (PLACE, "11.83° N", "11.83° N"),
    (PLACE, "11.83 N, 13.15 E", "11.83 N, 13.15 E"),
    (PLACE, "6FR5GH33+2X", "6FR5GH33+2X"),
    (PLACE, "٣٣٫٥١٠٠ ثم 33.5100, 36.2900", "33.5100, 36.2900"),
    # Numbers of documents
    (ID, "passport no. A1234567", "passport no. A1234567"),
    (ID, "carte d'identité n° 123456789", "carte d'identité n° 123456789"),
    (ID, "cédula 1.234", None),
    (ID, "cédula número 52345678", "cédula número 52345678"),
    (ID, "Bilhete de identidade 110100123456B", "Bilhete de identidade 110100123456B"),
    (ID, "паспорт серия 4509 123456", "паспорт серия 4509 123456"),
    (ID, "جواز سفر رقم 00123456", "جواز سفر رقم 00123456"),
    (ID, "身份证号码：11010519900504002X", "身份证号码：11010519900504002X"),
    (ID, "NIN 12345678901", "NIN 12345678901"),
    (ID, "registered under 110100123456 there", "110100123456"),
    # Names
    (NAME, "We met Mrs. Amina Yusuf at the camp.", "Mrs. Amina Yusuf"),
    (NAME, "Dr Bello treated them.", "Dr Bello"),
    (NAME, "Sheikh Ibrahim al Hassan spoke.", "Sheikh Ibrahim al Hassan"),
    (NAME, "My name is Amina and I fled.", "Amina"),
    (NAME, "a man named Musa Ali", "Musa Ali"),
    (NAME, "the witness Grace Okoro saw it", "Grace Okoro"),
    (NAME, "Amina Yusuf, aged 34, was held", "Amina Yusuf, aged 34"),
    (NAME, "Amina, 34 years old", "Amina, 34 years old"),
    (NAME, "Mme Aïssata Maïga a été menacée.", "Mme Aïssata Maïga"),
    (NAME, "M. Oumarou a fui.", "M. Oumarou"),
    (NAME, "Je m'appelle Fatouma.", "Fatouma"),
    (NAME, "le témoin Issa Moussa", "Issa Moussa"),
    (NAME, "Moussa Issa, 34 ans", "Moussa Issa, 34 ans"),
    (NAME, "La Sra. Pérez Gómez denunció", "Sra. Pérez Gómez"),
    (NAME, "Me llamo Rosa", "Rosa"),
    (NAME, "la testigo María del Carmen Ruiz", "María del Carmen Ruiz"),
    (NAME, "O Senhor João da Silva foi detido", "Senhor João da Silva"),
    (NAME, "Chamo-me Teresa", "Teresa"),
    (NAME, "г-жа Иванова сообщила", "г-жа Иванова"),
    (NAME, "Меня зовут Ольга", "Ольга"),
    (NAME, "Иван Петров, 34 года", "Иван Петров, 34 года"),
    (NAME, "قالت السيدة فاطمة إن", "السيدة فاطمة"),
    (NAME, "اسمي سامر", "اسمي سامر"),
    (NAME, "الدكتور حسن", "الدكتور حسن"),
    (NAME, "王芳女士说", "王芳女士"),
    (NAME, "我叫李明，", "李明"),
]

CLEAN = [
    "",
    "The session opens on 4 May 2027 and closes on 22 May 2027.",
    "Session dates: 2027-05-04, 04/05/2027, 4.5.2027.",
    "La session s'ouvre le 4 mai 2027.",
    "El período de sesiones comienza el 4 de mayo de 2027.",
    "A sessão abre a 4 de maio de 2027.",
    "Сессия открывается 4 мая 2027 года.",
    "تبدأ الدورة في ٤ أيار/مايو ٢٠٢٧.",
    "会议于2027年5月4日开幕。",
    "See A/HRC/RES/53/1, A/HRC/56/12/Add.1 and CCPR/C/NGA/CO/2, para. 14.",
    "Security Council resolution 2475 (2019); S/2019/1000.",
    "Recommendations 118.27, 118.28 and 118.301 were supported.",
    "Recommendations 86.101, 86.102 and 86.103.",
    "Recommendation 118.27 (Norway).",
    "Articles 2, 7 and 17 of the Covenant; art. 12(3); article 26.",
    "l'article 12, paragraphe 3, alinéa b)",
    "artículo 3 de la Convención",
    "المادة ١٢ من العهد",
    "第12条第3款",
    "Children born in 2019 hold no birth certificate.",
    "Birth registration rose from 12 to 34 per cent in 2026.",
    "Les enfants nés en 2019 n'ont pas d'acte de naissance.",
    "2,150,000 people, 1 250 000 in camps, 12.5 million in need.",
    "USD 12,345,678 for 2026-2027.",
    "Between 2019 and 2026, 34 of 120 households.",
    "Mr President, the cluster welcomes the report.",
    "Mr. Vice-President, Excellencies,",
    "Madame la Présidente, le cluster salue le rapport.",
    "Monsieur le Président,",
    "Señor Presidente, el clúster agradece.",
    "Senhora Presidente, o cluster saúda.",
    "Г-н Председатель, кластер приветствует.",
    "السيد الرئيس، ترحب المجموعة بالتقرير.",
    "السيدة رئيسة المجلس",
    "主席先生，各位女士，",
    "The Special Rapporteur on Human Rights of Internally Displaced Persons visited Borno State.",
    "The High Commissioner for Human Rights and the United Nations Country Team.",
    "Journalists, lawyers and Human Rights Defenders were threatened.",
    "Victims Support Unit; witness protection; Sister organisations.",
    "La victime Droits de l'homme",
    "Protection Cluster Nigeria, 34 members",
    "Women aged 34 and older; men aged 18 to 59.",
    "Temperatures of 40° were measured.",
    "ISO 27001, ISBN 978-92-1-154198-4.",
    "Phase 3 of 5, line 12, 24/7, 18:00 (Geneva).",
    "The deadline is 11 October 2027, 18:00.",
    "Don't rely on one source.",
    "doctors and nurses; the Miss rate",
    "No. 169 (1989) of the ILO",
    "communication No. 2728/2016",
    "2728/2016, 1155/2003",
    "120,000; 250,000; 12,345,678",
    "Between 2015 and 2019: 120 000, 250 000 and 310 000 people.",
    "1 200 000 – 2 300 000 people; 118.27–118.31.",
    "16 DEC 2024; 16DEC2024; 04.05.2027–22.05.2027.",
    "En 2019–2020, 12,5 millions; 11,8 % et 13,1 %.",
    "Sessions 12, 14, 16 and 18; paragraphs 10 11 12.",
    "A longer session; a long 12-day visit.",
]


@pytest.mark.parametrize(("kind", "text", "excerpt"), [row for row in HITS if row[2]])
def test_what_gives_a_person_away_is_found(kind, text, excerpt):
    found = {(one.kind, one.excerpt) for one in check_personal_data(text)}
    assert (kind, excerpt) in found


@pytest.mark.parametrize("text", CLEAN)
def test_what_the_work_is_made_of_is_no_hit(text):
    assert [(one.kind, one.excerpt) for one in check_personal_data(text)] == []


def test_places_and_sentences_fit_the_text_as_it_was_typed():
    text = "اتصلوا على +٢٣٤ ٨٠٣ ١٢٣ ٤٥٦٧ أو amina@example.org."
    for one in check_personal_data(text):
        assert text[one.start : one.end] == one.excerpt
        assert one.excerpt in str(one.sentence)
    assert [one.kind for one in check_personal_data(text)] == [PHONE, EMAIL]


def test_one_place_is_one_hit():
    """A number after a word for phone is not told again as the number of a document."""
    assert [one.kind for one in check_personal_data("phone 0803123456789")] == [PHONE]


def test_names_are_asked_about_and_the_rest_is_refused():
    found = check_personal_data("Mrs Amina Yusuf, +234 803 123 4567, 11.8333, 13.1500")
    assert [one.kind for one in likely_names(found)] == [NAME]
    assert [one.kind for one in refused(found)] == [PHONE, PLACE]


def test_a_long_text_is_read_quickly():
    """Patterns that run away on hostile input would stop the portal: 200,000 signs of the worst kinds."""
    started = time.perf_counter()
    for piece in (
        "0 " * 50_000,
        "A" * 100_000,
        "1.111, " * 20_000,
        "a@" * 50_000,
        "a." * 50_000,
        " " * 100_000,
        "+1" * 50_000,
        "Mr A " * 20_000,
        "10 " * 8_000,
        "\u200b1" * 8_000,
    ):
        check_personal_data(piece)
    assert time.perf_counter() - started < 10


GROUPS = [
    ("Three women from Kukawa village were taken.", "Three women from Kukawa village"),
    ("In the village of Kukawa, 4 girls left school.", "village of Kukawa, 4 girls"),
    ("A woman in Bakassi camp said so.", "A woman in Bakassi camp"),
    ("Deux femmes du village de Tillabéri ont fui.", "Deux femmes du village de Tillabéri"),
    ("Cinco familias de la vereda El Salado se fueron.", "Cinco familias de la vereda El Salado"),
    ("Três mulheres da aldeia de Muidumbe fugiram.", "Três mulheres da aldeia de Muidumbe"),
    ("Две женщины из деревни Ольховка уехали.", "Две женщины из деревни Ольховка"),
    ("ثلاث نساء من قرية الزهراء غادرن.", "ثلاث نساء من قرية الزهراء"),
    ("在库卡村的三名妇女离开了。", "在库卡村的三名妇女"),
]
NO_GROUPS = [
    "Three women were taken. Kukawa village was empty.",
    "45 women from Kukawa village were taken.",
    "Three women from the north were taken.",
    "2,150,000 people live in camps.",
    "Trois provinces du pays; le village était vide.",
    "The three members of the committee met in Geneva.",
    "本村有三百人",
]


@pytest.mark.parametrize(("text", "excerpt"), GROUPS)
def test_few_people_at_an_exact_place_are_found(text, excerpt):
    found = check_personal_data(text, with_groups=True)
    assert (PersonalData.SMALL_GROUP, excerpt) in {(one.kind, one.excerpt) for one in found}
    # Only where it is asked for: texts that stay in the house may say it.
    assert not [one for one in check_personal_data(text) if one.kind == PersonalData.SMALL_GROUP]


@pytest.mark.parametrize("text", [*NO_GROUPS, *CLEAN])
def test_many_people_or_no_exact_place_are_no_hit(text):
    assert [one.excerpt for one in check_personal_data(text, with_groups=True)] == []


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("Colonel Musa gave the order.", "Colonel Musa"),
        ("Le Capitaine Issa Moussa a tiré.", "Capitaine Issa Moussa"),
        ("Coronel Pérez", "Coronel Pérez"),
        ("полковник Иванов приказал", "полковник Иванов"),
        ("العقيد سامر أمر", "العقيد سامر"),
        ("李上校下令", "李上校"),
    ],
)
def test_a_rank_and_a_name_are_a_name(text, excerpt):
    assert (NAME, excerpt) in {(one.kind, one.excerpt) for one in check_personal_data(text)}


def test_what_is_inside_a_group_is_still_told():
    found = check_personal_data("Mrs Amina Yusuf and two women from Kukawa village fled.", with_groups=True)
    assert {one.kind for one in found} == {NAME, PersonalData.SMALL_GROUP}


def test_groups_are_looked_for_quickly():
    started = time.perf_counter()
    for piece in ("two women " * 10_000, "Kukawa village " * 6_000, "two women Kukawa village " * 4_000, "a " * 50_000):
        check_personal_data(piece, with_groups=True)
    assert time.perf_counter() - started < 10
