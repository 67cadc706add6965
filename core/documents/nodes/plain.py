"""Nodes to JSON and back, and the hash that sign-offs are bound to."""

import dataclasses
import hashlib
import json

from core.documents.nodes.kinds import BY_NAME, FINAL, Document, UnknownNode


def to_json(node):
    """The node as plain dicts, lists and values; each node names its kind under "is"."""
    if isinstance(node, tuple):
        return [to_json(part) for part in node]
    if not dataclasses.is_dataclass(node):
        return node
    plain = {"is": type(node).__name__}
    if isinstance(node, Document):
        plain["direction"] = node.direction
    plain |= {each.name: to_json(getattr(node, each.name)) for each in dataclasses.fields(node)}
    if isinstance(node, Document) and not node.is_large:
        # Versions that were frozen before there was a large copy keep their fingerprint.
        del plain["is_large"]
    return plain


def from_json(plain):
    """The node that `to_json` wrote. Raises UnknownNode for a kind that does not exist."""
    if isinstance(plain, list):
        return tuple(from_json(part) for part in plain)
    if not isinstance(plain, dict):
        return plain
    kind = BY_NAME.get(str(plain.get("is")))
    if kind is None:
        raise UnknownNode(f"No node is called {plain.get('is')!r}.")
    return kind(**{each.name: from_json(plain[each.name]) for each in dataclasses.fields(kind) if each.name in plain})


def fingerprint(document):
    """SHA-256 (hex) of the canonical JSON. The mark DRAFT is left out: it tells of the file, not of the text, and a
    sign-off given for a draft holds for the same words when they go out."""
    plain = to_json(dataclasses.replace(document, status=FINAL))
    canonical = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
