"""Reads of the audit trail."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from core.models import AuditEntry

_words: dict[str, dict[str, str]] = {}


def name_values(field, words):
    """Say how codes in the field `field` of entries read: `words` maps code to (lazy) text. From an app's `ready()`."""
    _words.setdefault(field, {}).update(words)


def entries(user, *, cluster_id=None, verb="", person=None, since=None, until=None, words=""):
    """The part of the trail that `user` may read, newest first. `since` and `until` are aware instants, `until`
    excluded; `words` looks in the names of people and objects."""
    found = AuditEntry.objects.visible_to(user)
    if cluster_id is not None:
        found = found.filter(cluster_id=cluster_id)
    if verb:
        found = found.filter(verb=verb)
    if person is not None:
        found = found.filter(actor_id=person)
    if since is not None:
        found = found.filter(at__gte=since)
    if until is not None:
        found = found.filter(at__lt=until)
    if words:
        found = found.filter(Q(actor_label__icontains=words) | Q(target_label__icontains=words))
    return found.order_by("-at", "-pk")


@dataclass(frozen=True)
class Change:
    """One line of what an act changed: old and new as a reader sees them ("" for nothing)."""

    field: str
    old: str
    new: str


def changes(entry):
    """What `entry` changed, one `Change` a field, in the order of the fields' names."""
    before, after = entry.before or {}, entry.after or {}
    if not isinstance(before, dict) or not isinstance(after, dict):
        return [Change("", _plain(entry.before), _plain(entry.after))]
    return [
        Change(field_label(field), _plain(before.get(field), field), _plain(after.get(field), field))
        for field in sorted(before.keys() | after.keys())
        if (before.get(field) or None) != (after.get(field) or None)
    ]


def verb_label(verb):
    """ "membership.ended" as a person reads it: the catalogue's words for it, else the words in it."""
    plain = verb.replace(".", " ").replace("_", " ").strip()
    return _(plain[:1].upper() + plain[1:]) if plain else ""


def field_label(field):
    plain = field.replace("_", " ").strip()
    return _(plain[:1].upper() + plain[1:]) if plain else ""


def _plain(value, field=""):
    if isinstance(value, str) and value in _words.get(field, ()):
        return str(_words[field][value])
    if value is None or value == "":
        return ""
    if value is True:
        return _("yes")
    if value is False:
        return _("no")
    if isinstance(value, list):
        return ", ".join(_plain(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_plain(item)}" for key, item in value.items())
    return str(value)
