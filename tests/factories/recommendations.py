import itertools

from core.enums import Confidence
from recommendations.models import Recommendation
from recommendations.rules.text import digest_of
from tests.factories.clusters import make_country
from tests.factories.mechanisms import make_mechanism

_number = itertools.count(1)


def make_recommendation(**fields):
    n = next(_number)
    defaults = {
        "country": fields.pop("country", None) or make_country(),
        "mechanism": fields.pop("mechanism", None) or make_mechanism(),
        "symbol": "A/HRC/47/14",
        "paragraph": f"122.{n}",
        "text": f"Protect displaced persons, point {n}",
        "session": "38",
        "cycle": 3,
        "position": "supported",
        "confidence": Confidence.SINGLE_SOURCE,
        "source": "Report of the Working Group",
    }
    values = {**defaults, **fields}
    themes = values.pop("themes", ())
    row = Recommendation.objects.create(digest=digest_of(values["text"]), **values)
    row.themes.set(themes)
    return row
