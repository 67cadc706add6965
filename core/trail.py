"""Reads of the audit trail."""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import Q
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from core import things
from core.dates import day_text, instant_text
from core.models import AuditEntry
from core.things import field_of
from core.words import listed

_verbs: dict[str, str] = {}
_words_of_keys: dict[str, dict[str, str]] = {}
_keys: dict[str, str] = {}
# Under these keys stand names of fields of the object, never what the fields hold.
FIELD_NAMES = ("fields", "texts")


def name_verbs(words):
    """Say how verbs of entries read: `words` maps verb to (lazy) text. From an app's `ready()`."""
    _verbs.update(words)


def name_codes(key, words):
    """Say how the codes under `key` of `before` and `after` read, where no field of a model knows them: `words` maps
    code, or key of a nested value, to (lazy) text. From an app's `ready()`."""
    _words_of_keys.setdefault(key, {}).update(words)


def name_keys(words):
    """Say how keys of `before` and `after` read that neither a field nor the catalogue names as they stand: `words`
    maps key to (lazy) text. From an app's `ready()`."""
    _keys.update(words)


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


def changes(entry, zone="UTC", names=None):
    """What `entry` changed, one `Change` a field, in the order of the fields' names. Instants as `zone` shows them.
    `names`: those of the things (`things.names_of`) where many entries are read at once."""
    before, after = entry.before or {}, entry.after or {}
    if not isinstance(before, dict) or not isinstance(after, dict):
        return [Change("", _plain(entry.before, zone), _plain(entry.after, zone))]
    names = things.names_of([entry]) if names is None else names
    lines = []
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        if _said(old) != _said(new):
            field = field_of(entry.target_type, name)
            thing = things.kind_of(entry.target_type, name)
            if thing is not None and thing.is_person:
                # A number tells no reader who that is; who acted stands in the head of the entry.
                continue
            if thing is not None:
                old, new = things.worded(old, thing, names), things.worded(new, thing, names)
            else:
                old, new = things.words_inside(old, names), things.words_inside(new, names)
            codes = _words_of_keys.get(name, {}) | _codes(field)
            if name in FIELD_NAMES:
                codes = _names_of_fields(entry.target_type, old, new)
            lines.append(
                Change(
                    _label(name, field, entry.target_type, names), _plain(old, zone, codes), _plain(new, zone, codes)
                )
            )
    return lines


def _said(value):
    """None where a value says nothing. A nought does: "on the day" is not "no day"."""
    return None if value is False or value in ("", [], {}) else value


def value_text(value, field=None, zone="UTC"):
    """One stored value as a reader sees it: codes of `field` in words, dates as people write them."""
    return _plain(value, zone, _codes(field))


def object_label(entry):
    """What an act was done to, as the reader names it. Labels that say no more than kind and number are kept in English
    (`audit.neutral_label`); all others stay as they were written."""
    kind, _space, number = entry.target_label.rpartition(" ")
    model = _model_of(entry)
    if model is None or not kind:
        return entry.target_label
    with override("en"):
        is_own_name = kind == str(model._meta.verbose_name)
    if number != entry.target_id and not is_own_name:
        return entry.target_label
    read = _(kind)
    if read == kind and kind.islower():
        # The short name of a table that the catalogue does not know.
        read = model._meta.verbose_name
    return f"{read} {number}"


def _model_of(entry):
    try:
        return apps.get_model(entry.target_type)
    except (LookupError, ValueError):
        return None


def verb_label(verb):
    """ "membership.ended" as a person reads it; a verb without words is shown by the words in it."""
    return str(_verbs.get(verb) or capfirst(verb.replace(".", " ").replace("_", " ").strip()))


def _label(name, field, target_type="", names=()):
    """The field's name; a key that is no field reads as its words do elsewhere in the catalogues."""
    if name in _keys:
        return str(_keys[name])
    if thing := things.kind_of_keys(target_type, field):
        return things.worded(name, thing, names)
    if verbose_name := getattr(field, "verbose_name", ""):
        return capfirst(str(verbose_name))
    words = name.replace("_", " ").strip()
    if not words:
        return ""
    read = _(capfirst(words))
    return read if read != capfirst(words) else capfirst(_(words))


def _names_of_fields(target_type, *values):
    names = [name for value in values if isinstance(value, list) for name in value if isinstance(name, str)]
    return {name: _label(name, field_of(target_type, name)) for name in names}


def _codes(field):
    return {str(code): text for code, text in getattr(field, "flatchoices", ())}


def _plain(value, zone, codes=()):
    if value is None or value == "":
        return ""
    if value is True:
        return _("yes")
    if value is False:
        return _("no")
    if isinstance(value, list):
        return listed(_plain(item, zone, codes) for item in value)
    if isinstance(value, dict):
        said = {key: item for key, item in value.items() if item is False or _said(item) is not None}
        return listed(
            f"{codes.get(key, key) if codes else key}: {_plain(item, zone, codes)}" for key, item in said.items()
        )
    text = str(value)
    if text in codes:
        return str(codes[text])
    return _date(text, zone) or text


def _date(text, zone):
    """ISO dates and instants as people write them; "" for any other text."""
    if len(text) < 10 or text[4:5] != "-" or text[7:8] != "-":
        return ""
    try:
        if day := parse_date(text):
            return day_text(day)
        instant = parse_datetime(text)
    except ValueError:
        return ""
    return instant_text(instant, zone) if instant is not None and instant.tzinfo else ""
