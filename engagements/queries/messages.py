"""Reads of messages: one with its citation, those in the gallery, documents to cite and where each was used."""

from dataclasses import dataclass

from django.urls import reverse

from engagements.models import AdvocacyMessage
from engagements.queries.citations import recommendations_of
from mechanisms.queries.documents import documents_of
from mechanisms.queries.used_in import Use, answers_used_in

DOCUMENTS_FOUND = 12
_JOINED = ("cluster__country", "document__mechanism", "created_by", "issue__plan_line")


@dataclass(frozen=True)
class Citation:
    """The official words on which a message rests, whatever kind of record they come from: what stands first."""

    body: object
    symbol: str
    title: str
    paragraph: str
    quote: str
    address: str
    recommendation: object = None


def citation_of(message):
    """The citation of a message, or None. Needs `document__mechanism` joined."""
    document = message.document
    if document is None:
        return None
    return Citation(
        body=document.mechanism,
        symbol=document.symbol,
        title=document.title,
        paragraph=message.paragraph,
        quote=message.quote,
        address=document.address,
    )


def citations_of(message, recommendations):
    """Everything official on which a message rests: its document, then its recommendations, in the form of `Citation`,
    each with where the State stands."""
    own = citation_of(message)
    found = [own] if own else []
    for row in recommendations:
        found.append(
            Citation(
                body=row.mechanism,
                symbol=row.reference_text,
                title="",
                paragraph="",
                quote=row.text,
                address=row.get_absolute_url(),
                recommendation=row,
            )
        )
    return found


def with_citations(user, messages):
    """Hang `citations` on each of `messages`. One query, none without messages."""
    found = recommendations_of(user, messages)
    for each in messages:
        each.recommendations = found.get(each.pk, [])
        each.citations = citations_of(each, each.recommendations)
    return messages


def message(user, pk):
    """The message with its citation, or None for whoever may not see it. Its issue is asked for on its own: who sees a
    message in the gallery does not see the issue behind it."""
    found = AdvocacyMessage.objects.visible_to(user).filter(pk=pk).select_related(*_JOINED).first()
    if found is not None:
        with_citations(user, [found])
    return found


def gallery(user, *, audience="", language=""):
    """The messages in the gallery, newest first. The policy alone says what hangs there and who may look."""
    found = AdvocacyMessage.objects.visible_to(user).filter(in_gallery=True).select_related(*_JOINED)
    if audience:
        found = found.filter(audience=audience)
    if language:
        found = found.filter(language=language)
    return found.order_by("-updated_at", "-pk")


def documents_to_cite(user, words, family=""):
    """Documents of the catalogue in which all `words` stand, of one family of mechanisms or of all; none without
    words."""
    if not words.strip():
        return []
    found = documents_of(user, search=words)
    return list((found.filter(mechanism__family=family) if family else found)[:DOCUMENTS_FOUND])


def of_cluster(user, cluster):
    """The messages of a cluster that the reader sees, newest first."""
    found = AdvocacyMessage.objects.visible_to(user).filter(cluster=cluster)
    return found.select_related(*_JOINED).order_by("-updated_at", "-pk")


@answers_used_in
def messages_citing(user, document_ids):
    """{document id: [Use]}: the messages the reader sees that cite the documents. One query."""
    rows = AdvocacyMessage.objects.visible_to(user).filter(document__in=document_ids).select_related("cluster")
    found = {}
    for row in rows.order_by("-updated_at", "-pk"):
        label = f"{row.cluster}: {row.get_audience_display()}"
        address = reverse("engagements:message-detail", args=[row.pk])
        found.setdefault(row.document_id, []).append(Use(label, address))
    return found
