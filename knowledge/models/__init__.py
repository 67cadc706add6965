"""Tables of this room."""

from knowledge.models.exchange import ExchangeConcern, ExchangeInvitation, ExchangeReply, PeerExchange
from knowledge.models.practices import GoodPractice
from knowledge.models.resources import Resource
from knowledge.models.session_reports import SessionReport, SessionReportCluster
from knowledge.models.support import SupportRequest

__all__ = [
    "ExchangeConcern",
    "ExchangeInvitation",
    "ExchangeReply",
    "GoodPractice",
    "PeerExchange",
    "Resource",
    "SessionReport",
    "SessionReportCluster",
    "SupportRequest",
]
