"""The reading list as it is sent: to whom, and what tells one list from another."""

import hashlib

from calendar_app.models import Share
from calendar_app.queries.sharing import Subject, audiences

READING = "engagements.reading"


def reading_key(items):
    """What tells one list from another: the documents and why they matter, as a short hash."""
    parts = sorted(f"{item.document_id}:{item.why}" for item in items)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def reading_members(cluster, sender):
    """Who belongs to the circle of the cluster and its sub-national nodes, but the sender. One query."""
    return audiences(cluster, Subject(kind=READING, key="", title="", link=""), sender).reached


def readers_of(user, cluster, key):
    """{person id: instant of the newest sending} of who has been sent the very list."""
    found = {}
    shares = Share.objects.visible_to(user).filter(cluster=cluster, subject_type=READING, subject_id=key)
    for ids, at in shares.order_by("shared_at").values_list("recipient_ids", "shared_at"):
        found.update(dict.fromkeys(ids, at))
    return found
