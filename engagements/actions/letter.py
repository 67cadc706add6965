"""Writes to where a cluster stands with the steps of the letter (MATRIX T001 to T019)."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core.errors import Stale
from core.saving import save_version
from engagements import policy, rules
from engagements.enums import LetterArea, LetterStatus
from engagements.models import LetterStep


@transaction.atomic
def review_letter_step(*, cluster, step, status, reason="", note="", evidence=(), expected_version, by):
    """Say where `cluster` stands with `step` of the letter; every saving is a review, also where nothing changed.
    Coordinators only. `evidence`: [{"label", "address"}]. `expected_version` 0: nobody had looked at it yet. `Stale`
    when somebody did since. Returns the row."""
    policy.check_can_plan(by, cluster.pk)
    if step.group not in LetterArea.values or step.cluster_id is not None:
        raise ValidationError({"step": _("This is no step of the letter.")})
    values = {
        "status": status,
        "reason": reason.strip() if status == LetterStatus.NOT_APPLICABLE else "",
        "note": note.strip(),
        "evidence": _clean_evidence(evidence),
        "reviewed_at": clock.now(),
        "reviewed_by": by,
    }
    if status == LetterStatus.NOT_APPLICABLE and not values["reason"]:
        raise ValidationError({"reason": _("Say in a sentence why it does not apply.")})
    row = LetterStep.objects.visible_to(by).filter(cluster=cluster, step=step).first()
    before = _plain(row) if row else None
    if row is None:
        row = LetterStep(cluster=cluster, step=step, **values)
        row.full_clean(exclude=["cluster", "step", "reviewed_by"])
        _create(row, expected_version)
    else:
        for name, value in values.items():
            setattr(row, name, value)
        row.full_clean(exclude=["cluster", "step", "reviewed_by"])
        save_version(row, expected_version, by, **values)
    audit.record(
        verb="letter_step.reviewed",
        target=row,
        by=by,
        cluster_id=cluster.pk,
        before=before,
        after=_plain(row),
        label=f"{row._meta.verbose_name} {step.key}",
    )
    return row


def _create(row, expected_version):
    """Two first looks at once: the second is told to look again."""
    if expected_version != 0:
        raise Stale()
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Stale() from error


def _plain(row):
    """What the trail keeps: the status and how much evidence there is, never the texts."""
    return {"status": str(row.status), "evidence": len(row.evidence)}


def _clean_evidence(evidence):
    """The evidence without empty rows; `ValidationError` with the number of the row that is wrong."""
    found = []
    for number, one in enumerate(evidence, start=1):
        label, address = one.get("label", "").strip(), one.get("address", "").strip()
        if not label and not address:
            continue
        if not rules.is_evidence_address(address):
            sentence = _("Evidence %(number)s: give an address that begins with https://, or with / in this portal.")
            raise ValidationError({"evidence": sentence % {"number": number}})
        found.append({"label": label[:200] or address[:200], "address": address[:500]})
    if len(found) > rules.MOST_EVIDENCE:
        raise ValidationError({"evidence": _("Keep the best %(most)s.") % {"most": rules.MOST_EVIDENCE}})
    return found


def evidence_address(meeting):
    """Where a meeting leads as evidence; who may not see it finds nothing there."""
    return reverse("engagements:interaction-agenda", args=[meeting.pk])


def unnamed_meeting():
    """What a closed meeting is called in the evidence, which more people read: neither topic, day nor numbers."""
    return str(_("A meeting of the cluster"))


@transaction.atomic
def unname_meetings(*, meetings, cluster_id, by):
    """Take topic, day and numbers of `meetings`, closed by now, out of the evidence of the letter's steps. Again
    changes nothing."""
    addresses = {evidence_address(meeting) for meeting in meetings}
    if not addresses:
        return
    rows = LetterStep.objects.visible_to(by).filter(cluster=cluster_id).exclude(evidence=[])
    for row in rows.select_for_update(of=("self",)):
        evidence = [{**one, "label": unnamed_meeting()} if one["address"] in addresses else one for one in row.evidence]
        if evidence != row.evidence:
            save_version(row, row.version, by, evidence=evidence)
