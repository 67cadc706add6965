"""Writes to messages: draft, agree, use, show in the gallery; and the hints beside the editor.

Everybody of the cluster drafts; the coordinators agree, use and show. No text enters the trail.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import Refused, Stale
from engagements import policy
from engagements.actions.records import add_row, change_row, check_finding, stripped
from engagements.enums import Exposure, HintKind, MessageChannel, MessageState
from engagements.models import AdvocacyIssue, AdvocacyMessage, MessageCitation, MessageHint
from engagements.rules.hints import OWN_HINTS

_KEPT = ("audience", "document", "language", "exposure", "state", "used_on", "used_channel", "in_gallery", "finding")
# What was agreed is what is said to whom, on what it rests.
_WORDS = frozenset({"audience", "audience_detail", "document", "paragraph", "quote", "text", "language"})


def _check_parts(issue, finding, by):
    if not AdvocacyIssue.objects.visible_to(by).filter(pk=issue.pk).exists():
        raise ValidationError(_("This issue does not exist."))
    check_finding(finding, issue.cluster_id, by)


def _check_citation(document, paragraph, quote):
    if document is None and (paragraph.strip() or quote.strip()):
        raise ValidationError({"document": _("Choose the document from which these words come.")})


def _cite(message, recommendations):
    """Let the message rest on these, in this order."""
    rows = [
        MessageCitation(message=message, recommendation=each, position=place)
        for place, each in enumerate(dict.fromkeys(recommendations), start=1)
    ]
    MessageCitation.objects.bulk_create(rows)


@transaction.atomic
def draft_message(*, issue, by, document=None, finding=None, recommendations=(), **fields):
    """A new draft: audience, audience_detail, document with paragraph and quote, `recommendations` on which it rests,
    text, language, exposure. Everybody of the cluster who sees the issue. Twice makes two drafts."""
    policy.check_can_draft(by, issue.cluster_id)
    _check_parts(issue, finding, by)
    fields = stripped(fields)
    _check_citation(document, fields.get("paragraph", ""), fields.get("quote", ""))
    message = AdvocacyMessage(
        issue=issue, cluster_id=issue.cluster_id, document=document, finding=finding, created_by=by, **fields
    )
    add_row(message, verb="message.drafted", by=by, cluster_id=issue.cluster_id, kept=_KEPT)
    _cite(message, recommendations)
    return message


def _change(message, expected_version, by, changes, verb="message.changed", parts=()):
    return change_row(
        message,
        verb=verb,
        expected_version=expected_version,
        by=by,
        cluster_id=message.cluster_id,
        changes=changes,
        kept=_KEPT,
        parts=parts,
    )


@transaction.atomic
def edit_message(*, message, expected_version, by, recommendations=None, **changes):
    """Change a message; without `recommendations` it keeps those on which it rests. Other words, or others to rest on,
    make an agreed one a draft again; a used one keeps its words. A message that is no longer open leaves the gallery
    with the same act. The coordinators, and its author while it is a draft."""
    policy.check_can_edit(by, message)
    changes = {name: value for name, value in stripped(changes).items() if value != getattr(message, name)}
    cited = MessageCitation.objects.visible_to(by).filter(message=message)
    others = recommendations is not None and {each.pk for each in recommendations} != set(
        cited.order_by().values_list("recommendation_id", flat=True)
    )
    other_words = others or bool(_WORDS & set(changes))
    if message.state != MessageState.DRAFT:
        policy.check_can_advocate(by, message.cluster_id)
        if message.state == MessageState.USED and other_words:
            raise Refused(_("This message was used as it stands. Write a new one for other words."))
    if "finding" in changes:
        _check_parts(message.issue, changes["finding"], by)
    _check_citation(
        changes.get("document", message.document),
        changes.get("paragraph", message.paragraph),
        changes.get("quote", message.quote),
    )
    if other_words and message.state == MessageState.AGREED:
        changes["state"] = MessageState.DRAFT
    if changes.get("exposure", message.exposure) != Exposure.OPEN or changes.get("state") == MessageState.DRAFT:
        changes["in_gallery"] = False
    changed = _change(message, expected_version, by, changes, parts=["recommendations"] if others else ())
    if others:
        cited.delete()
        _cite(message, recommendations)
    return changed


@transaction.atomic
def set_message_state(*, message, state, expected_version, by, used_on=None, used_channel=""):
    """Draft, agreed, or used on a day through a channel. Coordinators only; a draft again leaves the gallery."""
    policy.check_can_advocate(by, message.cluster_id)
    if state not in MessageState.values:
        raise ValidationError({"state": _("Choose a state.")})
    changes = {"state": state, "used_on": None, "used_channel": ""}
    if state == MessageState.USED:
        if used_on is None or used_channel not in MessageChannel.values:
            raise ValidationError(_("Say when and how the message was used."))
        changes |= {"used_on": used_on, "used_channel": used_channel}
    if state == MessageState.DRAFT:
        changes["in_gallery"] = False
    return _change(message, expected_version, by, changes, verb="message.state")


@transaction.atomic
def show_in_gallery(*, message, shown, expected_version, by):
    """Show the message to the coordinators of every cluster as an example, or take it back. Only what is open and
    agreed, and whose issue and plan line are not closed themselves (MATRIX H026). Coordinators only."""
    policy.check_can_advocate(by, message.cluster_id)
    if shown:
        if message.exposure != Exposure.OPEN:
            raise Refused(_("Only open messages can be shown in the gallery."))
        if message.state == MessageState.DRAFT:
            raise Refused(_("A draft is not an example yet. Agree on it first."))
    changed = _change(message, expected_version, by, {"in_gallery": shown}, verb="message.gallery")
    if shown and not AdvocacyMessage.objects.visible_to(by).filter(policy.in_gallery_q(), pk=message.pk).exists():
        raise Refused(_("The issue or the plan line behind this message is closed to others. Nothing was shown."))
    return changed


# --- Hints ----------------------------------------------------------------------------------------------------


@transaction.atomic
def keep_hint(*, key, kind, text, source, is_shown, expected_version, by):
    """Put words in the place of a hint, hide it, or add one. Task Team only. `expected_version` is 0 as long as nobody
    has changed it; `Stale` when somebody did meanwhile."""
    policy.check_can_keep_hints(by)
    if kind not in HintKind.values:
        raise ValidationError({"kind": _("Choose a kind.")})
    row = MessageHint.objects.select_for_update().filter(key=key).first()
    if expected_version != (row.version if row else 0):
        raise Stale
    row = row or MessageHint(key=key, version=0)
    row.kind, row.text, row.source, row.is_shown = kind, text.strip(), source.strip(), is_shown
    row.version += 1
    row.full_clean()
    row.save()
    audit.record(
        verb="hint.kept",
        target=row,
        by=by,
        after={"kind": row.kind, "text": row.text, "is_shown": row.is_shown, "own": key in own_keys()},
    )
    return row


@transaction.atomic
def restore_hint(*, key, by):
    """Take the portal's own words back (of an added hint: take it away). The second time nothing happens."""
    policy.check_can_keep_hints(by)
    row = MessageHint.objects.select_for_update().filter(key=key).first()
    if row is not None:
        audit.record(verb="hint.restored", target=row, by=by, before={"kind": row.kind, "text": row.text})
        row.delete()


def own_keys():
    return {hint.key for hint in OWN_HINTS}
