"""Recommendations in a document: which are named, and how they are cited in the document's language."""

from typing import NamedTuple

from core.documents import nodes
from core.documents.labels import labels_for
from core.documents.markup import RECOMMENDATION_HERE


class _Cited(NamedTuple):
    reference: str
    text: str
    language: str
    url: str


def ids_in(texts):
    """The numbers of the recommendations that stand in markup, each once, in order."""
    return list(dict.fromkeys(int(pk) for text in texts for pk in RECOMMENDATION_HERE.findall(text)))


def with_recommendations(node, references, language):
    """The tree with recommendations filled in, cited as documents in `language` cite. `references`: {id: object with
    symbol, paragraph, text, language, url, label}; what is not in it stays what was typed."""
    if not references:
        return node

    def find(pk):
        found = references.get(pk)
        if found is None:
            return None
        reference = found.label or found.symbol
        if found.symbol and found.paragraph:
            reference = labels_for(language).cited % (found.symbol, found.paragraph)
        # On paper an address must lead somewhere without the portal.
        url = found.url if nodes.LINK.fullmatch(found.url) else ""
        return _Cited(reference, found.text, found.language, url)

    return nodes.resolve(node, find)
