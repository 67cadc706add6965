"""Writes to the agenda of a meeting, and the meeting as evidence of a step of the letter (MATRIX T001).

The trail keeps marks and numbers, never the words of an item.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit
from core.dates import day_text
from core.errors import Refused
from core.saving import change_version, save_version, stripped
from core.words import paused
from engagements import policy, rules
from engagements.actions.letter import evidence_address, review_letter_step, unnamed_meeting
from engagements.enums import InteractionKind, InteractionState, LetterStatus
from engagements.models import AgendaItem, Interaction
from engagements.queries import letter, meetings

FIELDS = frozenset({"text", "is_rights", "has_findings"})
_KEPT = ("is_rights", "has_findings")
_GONE = gettext_lazy("This meeting does not exist.")


def _record(verb, item, by, *, before=None, after=None):
    meeting = item.interaction
    audit.record(
        verb=verb,
        target=item,
        by=by,
        cluster_id=meeting.cluster_id,
        parent=f"engagements.interaction:{meeting.pk}",
        before=before,
        after=after,
    )


def hold_meeting(interaction, by):
    """Whoever writes to the same meeting waits; who does not see it is told that it does not exist. Inside the caller's
    transaction."""
    held = Interaction.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=interaction.pk)
    if held.first() is None:
        raise ValidationError(_GONE)


def _cleaned(values):
    unknown = set(values) - FIELDS
    if unknown:
        raise TypeError(f"An item of an agenda has no {', '.join(sorted(unknown))}")
    cleaned = stripped(values)
    if cleaned.get("has_findings"):
        # Findings on human rights are an item on human rights.
        cleaned["is_rights"] = True
    return cleaned


def _check(item):
    item.full_clean(exclude=["interaction"])


@transaction.atomic
def add_agenda_item(*, interaction, by, **fields):
    """Add an item at the end: text, is_rights, has_findings (which makes it one on human rights). The coordinators, and
    whoever recorded the meeting. More than `rules.MOST_ITEMS`: refused. Twice adds two."""
    policy.check_can_change_interaction(by, interaction)
    hold_meeting(interaction, by)
    known = AgendaItem.objects.visible_to(by).filter(interaction=interaction)
    if known.count() >= rules.MOST_ITEMS:
        raise Refused(_("An agenda has at most %(most)d items.") % {"most": rules.MOST_ITEMS})
    last = known.order_by("-position").values_list("position", flat=True).first() or 0
    item = AgendaItem(interaction=interaction, position=last + 1, **_cleaned(fields))
    _check(item)
    item.save(force_insert=True)
    _record("agenda.added", item, by, after={name: getattr(item, name) for name in _KEPT})
    return item


@transaction.atomic
def edit_agenda_item(*, item, expected_version, by, **changes):
    """Change an item. Taking the tag of human rights off takes "findings presented" off too. `Stale` when somebody was
    quicker; unchanged values write nothing."""
    policy.check_can_change_interaction(by, item.interaction)
    if changes.get("is_rights") is False and "has_findings" not in changes:
        changes["has_findings"] = False
    old = {name: getattr(item, name) for name in _KEPT}
    changes = change_version(item, _cleaned(changes), expected_version, by, check=_check)
    if changes:
        after = {name: changes[name] for name in _KEPT if name in changes}
        before = {name: old[name] for name in after}
        if "text" in changes:
            after["texts"] = ["text"]
        _record("agenda.changed", item, by, before=before or None, after=after)
    return item


@transaction.atomic
def move_agenda_item(*, item, direction, by):
    """Change places with the neighbour; at the end of the list nothing happens. `direction` is "up" or "down"."""
    policy.check_can_change_interaction(by, item.interaction)
    if direction not in ("up", "down"):
        raise ValidationError({"direction": _("Choose a direction.")})
    hold_meeting(item.interaction, by)
    rows = list(AgendaItem.objects.visible_to(by).filter(interaction=item.interaction).order_by("position", "pk"))
    places = [row.pk for row in rows]
    if item.pk not in places:
        raise ValidationError(_("This item does not exist."))
    place = places.index(item.pk)
    other = place + (-1 if direction == "up" else 1)
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for number, row in enumerate(rows, start=1):
        if row.position != number:
            AgendaItem.objects.visible_to(by).filter(pk=row.pk).update(position=number, version=F("version") + 1)
    _record("agenda.moved", item, by)


@transaction.atomic
def remove_agenda_item(*, item, expected_version, by):
    """Take an item off the agenda. `Stale` when somebody changed it since."""
    policy.check_can_change_interaction(by, item.interaction)
    save_version(item, expected_version, by)
    _record("agenda.removed", item, by, before={name: getattr(item, name) for name in _KEPT})
    AgendaItem.objects.visible_to(by).filter(pk=item.pk).delete()


# --- The letter ------------------------------------------------------------------------------------------------


def _evidence_label(interaction, share):
    """More people read the evidence than a closed meeting: of that it says neither topic, day nor numbers."""
    if policy.is_closed(interaction):
        return unnamed_meeting()
    numbers = {"rights": share.rights, "total": share.total}
    counted = _("human rights on %(rights)d of %(total)d items") % numbers
    return paused(interaction.topic[:100], f"{day_text(interaction.on)}: {counted}")[:200]


@transaction.atomic
def cite_in_letter(*, interaction, by):
    """Put a meeting of the cluster that was held among the evidence of the letter's step on agendas, which reviews that
    step; one nobody had looked at is then under way. Coordinators. Nothing on human rights, not held, or there already:
    refused. Returns the step's row."""
    policy.check_can_plan(by, interaction.cluster_id)
    hold_meeting(interaction, by)
    step = letter.letter_step(rules.AGENDA_STEP)
    if step is None:
        raise Refused(_("The step of the letter is not in the library."))
    if interaction.kind != InteractionKind.CLUSTER_MEETING or interaction.state != InteractionState.HELD:
        raise Refused(_("Only a meeting of the cluster that was held shows something."))
    share = rules.agenda_share(meetings.agenda_of(by, interaction))
    if not share.rights:
        raise Refused(_("No item of its agenda is tagged human rights."))
    row = letter.answer(by, interaction.cluster, step)
    evidence = list(row.evidence) if row else []
    if any(one["address"] == evidence_address(interaction) for one in evidence):
        raise Refused(_("It stands among the evidence already."))
    if row is not None and row.status == LetterStatus.NOT_APPLICABLE:
        raise Refused(_("This step of the letter is marked as not applicable here. Review it first."))
    if len(evidence) >= rules.MOST_EVIDENCE:
        raise Refused(
            _("The step has %(most)d pieces of evidence. Take one away first.") % {"most": rules.MOST_EVIDENCE}
        )
    evidence.append({"label": _evidence_label(interaction, share), "address": evidence_address(interaction)})
    begun = LetterStatus.UNDER_WAY
    return review_letter_step(
        cluster=interaction.cluster,
        step=step,
        status=begun if row is None or row.status == LetterStatus.NOT_STARTED else row.status,
        note=row.note if row else "",
        evidence=evidence,
        expected_version=row.version if row else 0,
        by=by,
    )
