"""Who has read the procedure card of a body, and whether it has changed since."""

import hashlib
import json

from django.db.models import Count, Prefetch

from clusters import policy as people
from mechanisms.models import CardReading, Mechanism

_CARD_FIELDS = {
    "requirements": (
        *("key", "title", "author_type", "limit", "unit", "limit_confidence", "formats", "channel", "languages"),
        *("at", "time_zone", "publicity", "confidence", "note"),
    ),
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


def readings(user):
    """Bodies whose card somebody has read, with the readings (`read_by`), newest first. Task Team only; raises
    `Refused` for others. Two queries."""
    people.check_is_task_team(user)
    newest_first = CardReading.objects.select_related("person").order_by("-read_at")
    read = Mechanism.objects.annotate(read_count=Count("readings")).filter(read_count__gt=0)
    return list(read.prefetch_related(Prefetch("readings", newest_first, to_attr="read_by")))
