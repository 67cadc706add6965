"""Recommendations that a text quotes by their numbers."""

from django.utils.translation import override

from core.documents import nodes
from core.documents.citing import ids_in, with_recommendations
from core.texts import interface_language
from recommendations import queries as recommendations


def references_in(user, sections, *, language):
    """{id: Reference} of the recommendations that these sections name, in their words in `language` where the portal
    has them. Nothing is asked where none is named."""
    return references_of(user, _ids_in(sections), language=language)


def _ids_in(sections):
    return ids_in(f"{section.heading} {section.body}" for section in sections)


def references_of(user, ids, *, language):
    """The same for numbers that are known already. Where a body stands for a symbol, it does so in the document's
    language and not in that of whoever looks."""
    if not ids:
        return {}
    with override(interface_language(language) or "en"):
        return recommendations.references(user, ids, language=language.split("-")[0].lower())


def resolved(user, blocks, *, language):
    """Blocks with their recommendations filled in."""
    found = references_of(user, nodes.recommendation_ids(blocks), language=language)
    return with_recommendations(blocks, found, language)


def unknown_in(user, sections, *, language):
    """What was typed for recommendations that the portal does not know ("{rec:12}"), in order, of what is sent."""
    ids = _ids_in([section for section in sections if section.is_sent])
    found = references_of(user, ids, language=language)
    return [nodes.token_of(pk) for pk in ids if pk not in found]
