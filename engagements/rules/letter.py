"""What counts in the totals of the letter's steps, and which addresses may stand as evidence."""

from collections import Counter
from urllib.parse import urlsplit

from engagements.enums import LetterStatus

MOST_EVIDENCE = 6


def totals(statuses):
    """{status: number} over all four statuses, so that a table has no holes."""
    counted = Counter(statuses)
    return {status: counted[status.value] for status in LetterStatus}


def is_evidence_address(address: str) -> bool:
    """A page of this portal ("/plan/...") or of the web over http(s). Nothing that a browser would run or that leaves
    the portal in disguise ("//elsewhere", "/\\elsewhere")."""
    if any(ord(sign) <= 32 for sign in address) or "\\" in address:
        return False
    if address.startswith("/"):
        return not address.startswith("//")
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None
