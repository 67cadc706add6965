"""Who sees and does what in this room."""

from knowledge.policy.exchange import (
    check_can_invite,
    check_may_take_part,
    check_organises,
    leads_anywhere,
    organises,
)
from knowledge.policy.resources import check_keeps_resources, keeps_resources
from knowledge.policy.session_reports import check_writes_reports, writes_reports
from knowledge.policy.support import check_can_ask, check_sides, sides_of

__all__ = [
    "check_can_ask",
    "check_can_invite",
    "check_keeps_resources",
    "check_may_take_part",
    "check_organises",
    "check_sides",
    "check_writes_reports",
    "keeps_resources",
    "leads_anywhere",
    "organises",
    "sides_of",
    "writes_reports",
]
