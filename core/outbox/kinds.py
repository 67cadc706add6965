"""Kinds of notices. The app that owns the subject says how a row becomes a mail."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.mail import Mail


@dataclass(frozen=True)
class Dropped:
    """The mail is not to be sent. `reason` is shown to staff: a sentence without any text of the field.
    `is_withdrawn`: the wish itself is gone for now (the date moved away) and may come back as it was."""

    reason: str
    is_withdrawn: bool = False


@dataclass(frozen=True)
class Kind:
    name: str
    prepare: Callable[[Any, Any], Mail | Dropped]
    label: Any
    digest: Callable[[Any], str] | None
    tells_subject: Any
    stop: str


# Who offers to stop mails of a kind: the outbox, the app that writes them (in `Mail.stop`), or nobody.
BY_OUTBOX, BY_ITSELF, NEVER = "outbox", "itself", "never"

_kinds: dict[str, Kind] = {}


def register_kind(kind, *, prepare, label="", digest=None, tells_subject=False, stop=BY_OUTBOX):
    """Say how deliveries of `kind` are written. Call it once, from the app's `ready()`; again with another
    function is an error.

    `prepare(delivery, recipient)` is called right before sending, in the recipient's language. It must read the
    subject again through `visible_to(recipient)` and return a `Mail`, or `Dropped` when the person may no longer
    see it or the matter has settled itself. It must not write.
    `label` is what staff read (lazy translation). `digest(recipient)` names the digest into which the mail goes for
    this person ("" = a mail of its own): all her waiting rows with the same name are sent as one mail.
    `tells_subject`: those who look after the post may read which thing a mail is about: all of them (True), nobody
    (False), or those whom `tells_subject(subject_ids, user)` allows, a function that returns the ids `user` may read
    about. Where they may not, it would tell who is named on what they do not see.
    `stop`: whose page the mail's List-Unsubscribe leads to; NEVER is for news that nobody may switch off.
    """
    if kind in _kinds and _kinds[kind].prepare is not prepare:
        raise ValueError(f"{kind} is registered already.")
    _kinds[kind] = Kind(kind, prepare, label or kind, digest, tells_subject, stop)


def get_kind(kind):
    """The kind, or None if this release does not know it."""
    return _kinds.get(kind)


def kind_label(kind):
    known = _kinds.get(kind)
    return known.label if known else kind


def readable(deliveries, user):
    """Ids of those of `deliveries` of which `user`, who looks after the post, may read what they are about. One
    question for each kind that asks."""
    found, asked = set(), {}
    for row in deliveries:
        known = _kinds.get(row.kind)
        if known is not None and callable(known.tells_subject):
            asked.setdefault(known.tells_subject, []).append(row)
        elif known is not None and known.tells_subject:
            found.add(row.pk)
    for allows, rows in asked.items():
        seen = allows({row.subject_id for row in rows}, user)
        found.update(row.pk for row in rows if row.subject_id in seen)
    return found


def telling_kinds():
    """{kind: label} of the kinds whose mails staff may read about, all or some."""
    return {kind.name: kind.label for kind in _kinds.values() if kind.tells_subject}


def digest_of(kind, recipient):
    """Name of the digest into which `kind` goes for `recipient`; "" for none."""
    known = _kinds.get(kind)
    return known.digest(recipient) if known is not None and known.digest is not None else ""


def kinds_in_digest(name, recipient):
    return [kind for kind in _kinds if digest_of(kind, recipient) == name]
