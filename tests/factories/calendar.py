import datetime as dt
import itertools

from calendar_app.enums import Certainty, EntryKind, Origin, Precision, Publication, ReviewBasis
from calendar_app.models import Entry, Review, Session
from tests.factories.clusters import make_country
from tests.factories.mechanisms import make_mechanism

_number = itertools.count(1)


def make_session(**fields):
    n = next(_number)
    defaults = {
        "mechanism": fields.pop("mechanism", None) or make_mechanism(),
        "number": str(n),
        "opens_on": dt.date(2027, 1, 18),
        "closes_on": dt.date(2027, 1, 29),
        "precision": Precision.DAY,
        "certainty": Certainty.CONFIRMED,
        "confidence": "checked",
        "source": "https://example.org/session",
    }
    return Session.objects.create(**{**defaults, **fields})


def make_review(**fields):
    defaults = {
        "country": fields.pop("country", None) or make_country(),
        "session": fields.pop("session", None) or make_session(),
        "basis": ReviewBasis.CONFIRMED,
    }
    return Review.objects.create(**{**defaults, **fields})


def make_entry(**fields):
    n = next(_number)
    defaults = {
        "kind": EntryKind.SUBMISSION,
        "title": f"Date {n}",
        "mechanism": fields.pop("mechanism", None) or make_mechanism(),
        "due_on": dt.date(2027, 1, 18),
        "precision": Precision.DAY,
        "origin": Origin.OFFICIAL,
        "certainty": Certainty.CONFIRMED,
        "publication": Publication.PUBLISHED,
        "confidence": "checked",
        "source": "https://example.org/date",
    }
    return Entry.objects.create(**{**defaults, **fields})
