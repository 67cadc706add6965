"""Choices of this room."""

from knowledge.enums.exchange import ExchangeKind, ExchangeState, Reply
from knowledge.enums.practices import Worked
from knowledge.enums.resources import ResourceKind
from knowledge.enums.support import Audience, SupportKind, SupportOrigin, SupportProvider, SupportState, SupportVerb

__all__ = [
    "Audience",
    "ExchangeKind",
    "ExchangeState",
    "Reply",
    "ResourceKind",
    "SupportKind",
    "SupportOrigin",
    "SupportProvider",
    "SupportState",
    "SupportVerb",
    "Worked",
]
