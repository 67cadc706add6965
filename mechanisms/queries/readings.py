"""Who has read the procedure card of a body, and whether it has changed since."""

import hashlib
import json

from clusters import policy as people
from mechanisms.models import CardReading

_CARD_FIELDS = {
    "requirements": ("key", "title", "author_type", "limit", "unit", "limit_confidence", "formats", "channel")
    + ("languages", "at", "time_zone", "publicity", "confidence", "note"),
    "rules": ("key", "months", "days", "at", "time_zone", "confidence", "note", "version"),
    "participation": ("actor", "may", "status_needed", "speaking", "confidence", "note"),
}


def fingerprint_of(requirements, rules, participation):
    """The same for two cards exactly when they say the same."""
    parts = {"requirements": requirements, "rules": rules, "participation": participation}
    said = {
        name: sorted(json.dumps([str(getattr(item, field)) for field in _CARD_FIELDS[name]]) for item in items)
        for name, items in parts.items()
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def readings_for(user, mechanism):
    """(the reader's own reading or None, the readings of others). Only the Task Team sees who has read a card. One
    query."""
    rows = CardReading.objects.filter(mechanism=mechanism).select_related("person").order_by("-read_at")
    if not people.is_task_team(user):
        rows = rows.filter(person=user)
    own, others = None, []
    for row in rows:
        if row.person_id == user.pk:
            own = row
        else:
            others.append(row)
    return own, others
