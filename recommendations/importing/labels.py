"""Which theme of the portal a label of a source belongs to. A label without a theme here stays a label."""

import re

# Themes and groups of persons of the Universal Human Rights Index, thematic lists of OHCHR, issues of UPR Info.
_LABELS = {
    "armed-conflict": (
        "International criminal & humanitarian law (including crimes against humanity, war crimes, genocide)",
        "International humanitarian law",
    ),
    "life": (
        "Right to life",
        "Extrajudicial, summary or arbitrary executions",
        "Death penalty",
        "Extrajudicial executions",
    ),
    "torture": (
        "Prohibition of torture & ill-treatment (including cruel, inhuman or degrading treatment)",
        "National Preventive Mechanism (NPM)",
        "Persons deprived of liberty: definition of torture & ill-treatment",
        "Torture and other CID treatment",
    ),
    "detention": (
        "Liberty & security of the person",
        "Arbitrary arrest & detention",
        "Conditions of detention",
        "Persons deprived of liberty: concept of places of deprivation of liberty",
        "Detention",
    ),
    "disappearances": ("Enforced disappearances",),
    "justice": (
        "Administration of justice & fair trial",
        "Access to justice & remedy",
        "Rule of law & impunity",
        "Children: juvenile justice",
        "Justice",
        "Impunity",
    ),
    "truth-reparation": ("Transitional justice", "Support to victims & witnesses"),
    "gender-based-violence": ("Violence against women", "Sexual & gender-based violence"),
    "trafficking-slavery": (
        "Human trafficking & contemporary forms of slavery",
        "Prohibition of slavery, trafficking",
        "Trafficking",
    ),
    "child-protection": (
        "Children: definition; general principles; protection",
        "Children: protection against exploitation",
        "Children: family environment & alternative care",
        "Rights of the Child",
    ),
    "equality": ("Equality & non-discrimination", "Discrimination against women", "Advancement of women"),
    "racism": ("Racial discrimination",),
    "nationality": (
        "Rights related to name, identity & nationality",
        "Right to be recognized as a person before the law",
    ),
    "movement": ("Freedom of movement", "Refugees & asylum seekers", "Asylum-seekers - refugees"),
    "displacement": ("Internally displaced persons",),
    "housing-land": ("Right to adequate housing", "Land & property rights", "Right to housing", "Right to land"),
    "food": ("Right to food",),
    "water-sanitation": ("Safe drinking water & sanitation", "Right to water"),
    "health": ("Right to health", "Sexual & reproductive health and rights", "HIV - Aids"),
    "education": ("Right to education",),
    "poverty": (
        "Human rights & poverty",
        "Right to social security",
        "Right to an adequate standard of living",
        "Poverty",
    ),
    "culture": ("Cultural rights",),
    "expression": (
        "Freedom of opinion and expression & access to information",
        "Freedom of opinion and expression",
        "Freedom of the press",
    ),
    "assembly-association": (
        "Right to peaceful assembly",
        "Freedom of association",
        "Trade union rights",
        "Freedom of association and peaceful assembly",
    ),
    "religion-belief": ("Freedom of thought, conscience & religion", "Freedom of religion and belief"),
    "privacy": ("Private life & privacy",),
    "civic-space": ("Cooperation & consultation with civil society", "Civil society", "Human rights defenders"),
    "terrorism": ("Human rights & counter-terrorism", "Counter-terrorism"),
    "emergencies": ("Derogation & state of emergency",),
    "environment-climate": ("Human rights & the environment", "Human rights & climate change", "Environment"),
    "disasters": ("Economic & political crisis, natural disasters or other emergencies",),
    "toxics": ("Human rights & toxics / hazardous wastes",),
    "business": ("Business & Human Rights",),
    "debt-sanctions": ("Economic policy and foreign debt", "Unilateral coercive measures"),
    "development": ("Right to development", "Development"),
    "international-order": ("Use of mercenaries/private security",),
    "participation": (
        "Right to participate in public affairs & right to vote",
        "Participation of women in political & public life",
        "Elections",
    ),
    "national-institutions": ("National Human Rights Institution (NHRI)", "NHRI"),
    "women-girls": ("Women & girls", "Women's rights"),
    "children": (
        "Children",
        "Children in vulnerable situations (abused, living on the street, institutionalized, indigenous, migrant "
        "children etc.)",
    ),
    "older-persons": ("Older persons",),
    "persons-with-disabilities": (
        "Persons with disabilities",
        "Persons with disabilities: independence, inclusion",
        "Persons with disabilities: definition, general principles",
        "Persons with disabilities: accessibility, mobility",
        "Persons with disabilities: protection against exploitation, violence & abuse",
        "Persons with disabilities: protecting the integrity of the person",
        "Persons with disabilities: protection and safety in situations of risk",
        "Disabilities",
    ),
    "idps": ("Internally displaced persons",),
    "refugees": ("Refugees & asylum seekers", "Asylum-seekers - refugees"),
    "migrants": ("Migrants",),
    "stateless-persons": ("Stateless persons",),
    "minorities": (
        "Members of minorities",
        "Minorities",
        "Minorities/ racial, ethnic, linguistic, religious or descent-based groups",
        "Roma, Gypsies, Sinti & Travellers",
    ),
    "indigenous-peoples": ("Indigenous peoples",),
    "lgbti-persons": (
        "Lesbian, gay, bisexual and transgender and intersex persons (LGBTI)",
        "Sexual Orientation and Gender Identity",
    ),
    "persons-with-albinism": ("IE Albinism",),
    "defenders": ("Human rights defenders",),
    "journalists": ("Media",),
    "detained-persons": ("Persons deprived of their liberty & detainees",),
    "disappeared-persons": ("Disappeared persons",),
}


def _bare(label):
    return " ".join(label.casefold().split())


THEMES_OF: dict = {}
for _key, _names in _LABELS.items():
    for _name in _names:
        THEMES_OF.setdefault(_bare(_name), []).append(_key)


def theme_keys(labels):
    """Keys of the portal's themes for `labels`, each once, in a stable order."""
    return sorted({key for label in labels for key in THEMES_OF.get(_bare(label), ())})


# A goal or one of its targets: "5", "16.2", "17.a".
_GOAL = re.compile(r"[0-9]{1,2}(\.[0-9a-z]{1,2})?")


def sdg_numbers(labels):
    """Goals and targets of labels such as "16.2 - Protect children" or "5 - GENDER EQUALITY": " 5 16.2 "."""
    found = []
    for label in labels:
        number = label.split(" - ")[0].strip()
        if _GOAL.fullmatch(number) and 1 <= int(number.split(".")[0]) <= 17 and number not in found:
            found.append(number)
    ordered = sorted(found, key=lambda number: (int(number.split(".")[0]), number))
    return f" {' '.join(ordered)} " if ordered else ""
