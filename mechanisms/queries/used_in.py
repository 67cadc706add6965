"""Where a document is used. What uses it lives floors above, so that floor answers when it is there."""

from dataclasses import dataclass

_answerers = []


@dataclass(frozen=True)
class Use:
    """One place where a document is used, as the reader may see it."""

    label: object
    address: str


def answers_used_in(function):
    """Decorator: `function(user, document ids) -> {document id: [Use]}`, of what the user sees only."""
    if function not in _answerers:
        _answerers.append(function)
    return function


def used_in(user, document_ids):
    """{document id: [Use]} of all who answer. One query for each of them, none without documents."""
    found = {}
    if document_ids:
        for function in _answerers:
            for document_id, uses in function(user, document_ids).items():
                found.setdefault(document_id, []).extend(uses)
    return found
