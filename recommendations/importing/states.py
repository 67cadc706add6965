"""Names of States as the sources write them."""

import unicodedata

from clusters.models import Country

# Names and codes seen in the exports that are not the name of the catalogue, by ISO code.
_ALSO = {
    "ARE": ("UAE",),
    "BOL": ("Bolivia", "Plurinational State of Bolivia"),
    "BRN": ("Brunei",),
    "CIV": ("Ivory Coast",),
    "COD": ("Democratic Republic of Congo", "DR Congo", "DRC"),
    "COG": ("Republic of Congo", "Republic of the Congo"),
    "CPV": ("Cape Verde",),
    "CZE": ("Czech Republic",),
    "FSM": ("Micronesia",),
    "GBR": ("United Kingdom", "UK"),
    "GMB": ("The Gambia",),
    "IRN": ("Iran", "Islamic Republic of Iran"),
    "KNA": ("St Kitts and Nevis",),
    "KOR": ("South Korea",),
    "LAO": ("Laos", "Lao PDR"),
    "LCA": ("St Lucia",),
    "MDA": ("Moldova",),
    "MKD": ("Macedonia FYR", "The former Yugoslav Republic of Macedonia", "TFYR Macedonia", "Macedonia"),
    "NLD": ("Netherlands", "Kingdom of the Netherlands", "The Netherlands"),
    "PRK": ("DPR Korea", "North Korea"),
    "PSE": ("Palestine",),
    "RUS": ("Russia",),
    "SWZ": ("Swaziland",),
    "SYR": ("Syria",),
    "TUR": ("Turkey", "Republic of Türkiye"),
    "TZA": ("Tanzania",),
    "USA": ("United States", "USA"),
    "VAT": ("Vatican", "The Holy See"),
    "VCT": ("St Vincent and the Grenadines",),
    "VEN": ("Venezuela", "Bolivarian Republic of Venezuela"),
    "VNM": ("Vietnam",),
}
# Two-letter codes that stand in place of the name in some rows of the Index.
_CODES = {
    "AU": "AUS",
    "CA": "CAN",
    "CO": "COL",
    "CU": "CUB",
    "CY": "CYP",
    "CZ": "CZE",
    "ES": "ESP",
    "ET": "ETH",
    "GH": "GHA",
    "ID": "IDN",
    "IQ": "IRQ",
    "MV": "MDV",
    "MY": "MYS",
    "PK": "PAK",
    "RS": "SRB",
    "SG": "SGP",
    "SI": "SVN",
    "SV": "SLV",
    "UZ": "UZB",
    "WS": "WSM",
}


def bare_name(name):
    """Small letters without accents, apostrophes of one kind, no mark of a footnote."""
    name = name.replace("’", "'").replace("*", "").replace("\u00a0", " ")
    parts = unicodedata.normalize("NFKD", name)
    return " ".join("".join(sign for sign in parts if not unicodedata.combining(sign)).casefold().split())


class States:
    """Finds a State by the name a source gives it. One query when it is made."""

    def __init__(self, countries=None):
        """`countries`: [(ISO code, English name)], asked of the database when not given."""
        rows = Country.objects.values_list("iso3", "name") if countries is None else countries
        self._by_name, self.codes = {}, set()
        for code, name in rows:
            self.codes.add(code)
            self._by_name[bare_name(name)] = code
        for code, names in _ALSO.items():
            if code in self.codes:
                self._by_name.update((bare_name(name), code) for name in names)

    def code(self, name):
        """The ISO code of the State called `name`, or empty."""
        found = self._by_name.get(bare_name(name))
        if found:
            return found
        short = name.strip()
        code = _CODES.get(short, short if len(short) == 3 and short.isupper() else "")
        return code if code in self.codes else ""

    def is_state(self, name):
        return bool(self._by_name.get(bare_name(name)))

    def joined(self, names):
        """(codes between spaces, names that are no State known here)."""
        codes, unknown = [], []
        for name in names:
            code = self.code(name)
            if not code:
                unknown.append(name)
            elif code not in codes:
                codes.append(code)
        return (f" {' '.join(codes)} " if codes else ""), unknown
