"""What happened to a plan line: who, what, when, old and new, in words."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import dateparse
from django.utils.translation import gettext_lazy as _

from clusters.enums import Aor
from core.dates import day_text
from core.models import AuditEntry
from core.trail import verb_label
from core.words import listed
from engagements.enums import (
    Channel,
    ComponentState,
    Exposure,
    LineState,
    OnBehalfOf,
    RiskDecision,
    StepOwner,
    StepState,
    Trigger,
    TriggerKind,
)
from engagements.enums.sectors import Sector

_LABELS = {
    "due_on": _("due"),
    "planned_for": _("planned for"),
    "owner_role": _("owner"),
    "deputy_role": _("deputy"),
    "lead_role": _("lead"),
    "exposure": _("mark"),
    "state": _("state"),
    "channel": _("channel"),
    "trigger": _("trigger"),
    "on_behalf_of": _("on behalf of"),
    "year": _("year"),
    "starts_on": _("starts on"),
    "ends_on": _("ends on"),
    "hold_until": _("hold until"),
    "is_pinned": _("fixed day"),
    "trigger_kind": _("set off by"),
    "quarter": _("quarter"),
    "decision": _("decision"),
    "policy": _("approval policy, version"),
    "sectors": _("other sectors"),
    "aors": _("areas of responsibility"),
    "instruments": _("instruments cited"),
}
_CHOICES = {
    "owner_role": (StepOwner,),
    "deputy_role": (StepOwner,),
    "lead_role": (StepOwner,),
    "exposure": (Exposure,),
    "state": (LineState, StepState, ComponentState),
    "channel": (Channel,),
    "trigger": (Trigger,),
    "trigger_kind": (TriggerKind,),
    "on_behalf_of": (OnBehalfOf,),
    "decision": (RiskDecision,),
    "sectors": (Sector,),
    "aors": (Aor,),
}


@dataclass(frozen=True)
class Happening:
    at: object
    who: str
    what: str
    about: str
    changes: list
    reason: str


def _in_words(name, value):
    if value in (None, "", []):
        return ""
    if isinstance(value, list):
        return listed([_in_words(name, one) for one in value])
    for choices in _CHOICES.get(name, ()):
        if value in choices.values:
            return choices(value).label
    day = dateparse.parse_date(value) if isinstance(value, str) and name.endswith(("_on", "_for")) else None
    return day_text(day) if day else str(value)


def _changes(before, after):
    changes = []
    for name, label in _LABELS.items():
        old, new = _in_words(name, (before or {}).get(name)), _in_words(name, (after or {}).get(name))
        if old != new:
            changes.append((label, old, new))
    return changes


def _about(entry, titles):
    if entry.target_type == "engagements.engagementstep":
        return titles.get(entry.target_id, "")
    # A part of the process names its component by key.
    return titles.get((entry.after or {}).get("component"), "")


def line_history(user, line, *, target, parent, titles=None, limit=30):
    """The newest happenings of a line and its parts, as far as the trail is open to `user`. `titles` maps the ids of
    steps, and the keys of components, to what they are called: the trail itself holds no text."""
    entries = AuditEntry.objects.visible_to(user).filter(cluster_id=line.cluster_id)
    mine = Q(target_type=target, target_id=str(line.pk)) | Q(parent=parent)
    return [
        Happening(
            at=entry.at,
            who=entry.actor_label,
            what=verb_label(entry.verb),
            about=_about(entry, titles or {}),
            changes=_changes(entry.before, entry.after),
            reason=entry.reason,
        )
        for entry in entries.filter(mine).order_by("-at", "-pk")[:limit]
    ]
