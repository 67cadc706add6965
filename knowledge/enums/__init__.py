"""Choices of this room."""

from knowledge.enums.exchange import ExchangeKind, ExchangeState, Reply
from knowledge.enums.support import Audience, SupportKind, SupportOrigin, SupportState, SupportVerb

__all__ = [
    "Audience",
    "ExchangeKind",
    "ExchangeState",
    "Reply",
    "SupportKind",
    "SupportOrigin",
    "SupportState",
    "SupportVerb",
]
