"""Go through a tree: number its paragraphs, fill its recommendations in."""

import dataclasses

from core.documents.nodes.kinds import Paragraph, RecommendationQuote, RecommendationRef, Table


def number_paragraphs(blocks, start=1):
    """The blocks with their top-level paragraphs numbered from `start`, and the next free number."""
    numbered, following = [], start
    for block in blocks:
        if isinstance(block, Paragraph):
            block = dataclasses.replace(block, number=following)
            following += 1
        numbered.append(block)
    return tuple(numbered), following


def walk(node):
    """Each node below and including `node`, in reading order."""
    if isinstance(node, tuple):
        for part in node:
            yield from walk(part)
        return
    yield node
    if isinstance(node, Table):
        yield from walk(node.head)
    yield from walk(getattr(node, "children", ()))


def recommendation_ids(node):
    """The recommendations that are quoted or referred to, each once, in reading order."""
    found = (part.id for part in walk(node) if isinstance(part, RecommendationRef | RecommendationQuote))
    return list(dict.fromkeys(found))


def resolve(node, find):
    """The same tree with each recommendation filled in. `find(id)` answers with an object that has `reference`,
    `text`, `language` and `url`, or None: what it does not know stays what was typed."""
    match node:
        case tuple():
            return tuple(resolve(part, find) for part in node)
        case RecommendationRef() | RecommendationQuote():
            found = find(node.id)
            if found is None:
                return node
            names = [each.name for each in dataclasses.fields(node) if each.name != "id"]
            return type(node)(node.id, **{name: getattr(found, name) for name in names})
        case Table():
            return Table(resolve(node.head, find), resolve(node.children, find))
        case _ if getattr(node, "children", ()):
            return dataclasses.replace(node, children=resolve(node.children, find))
        case _:
            return node
