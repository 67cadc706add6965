"""What citing asks for: recommendations by their numbers, and a short search for pickers."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from recommendations.models import OtherText, Recommendation
from recommendations.queries.lists import ordered, with_words

FOUND = 20


@dataclass(frozen=True)
class Reference:
    """A recommendation as it is quoted. `label`: "A/HRC/47/14, para. 122.4". `url`: the document, or empty."""

    symbol: str
    paragraph: str
    text: str
    language: str
    url: str
    label: str = ""
    page: str = ""


def references(user, ids, language=""):
    """{id: Reference} of those of `ids` that exist; `user` needs an account, nothing more. With `language` the words in
    that language where the portal has them. One query."""
    if not user.is_authenticated:
        return {}
    rows = Recommendation.objects.filter(pk__in=list(ids)).select_related("mechanism").order_by()
    if not language:
        return {row.pk: _reference(row, "", "") for row in rows}
    other = OtherText.objects.filter(recommendation=OuterRef("pk"), language=language).order_by()
    rows = rows.annotate(words_there=Subquery(other.values("text")[:1]))
    return {row.pk: _reference(row, row.words_there, language) for row in rows}


def _reference(row, other, language):
    return Reference(
        symbol=row.symbol,
        paragraph=row.paragraph,
        text=other or row.text,
        language=language if other else row.language,
        url=row.address,
        label=row.reference_text,
        page=row.get_absolute_url(),
    )


def search(user, *, text="", countries=(), mechanism=None, family="", limit=FOUND):
    """Up to `limit` recommendations in which all words of `text` stand, newest cycle first, with `mechanism` and
    `country` joined. `countries`: ISO codes, empty for all. `mechanism`: a key or a `Mechanism`;
    `family`: that of the mechanism. One query; none of
    them without an account."""
    if not user.is_authenticated:
        return []
    found = Recommendation.objects.select_related("mechanism", "country")
    if countries:
        found = found.filter(country__in=list(countries))
    if mechanism:
        found = found.filter(mechanism__key=getattr(mechanism, "key", mechanism))
    if family:
        found = found.filter(mechanism__family=family)
    return list(ordered(with_words(found, text))[:limit])
