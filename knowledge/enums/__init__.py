"""Choices of this room."""

from knowledge.enums.exchange import ExchangeKind, ExchangeState, Reply
from knowledge.enums.practices import Worked
from knowledge.enums.resources import Place, ResourceKind
from knowledge.enums.session_reports import ReportReaders
from knowledge.enums.support import Audience, SupportKind, SupportOrigin, SupportProvider, SupportState, SupportVerb

__all__ = [
    "Audience",
    "ExchangeKind",
    "ExchangeState",
    "Place",
    "Reply",
    "ReportReaders",
    "ResourceKind",
    "SupportKind",
    "SupportOrigin",
    "SupportProvider",
    "SupportState",
    "SupportVerb",
    "Worked",
]
