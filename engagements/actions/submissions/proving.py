"""After the sending: proofs, a second attempt, the acknowledgement, corrections. Nothing here undoes what was recorded.

The trail keeps days, channels and hashes, never a receipt, a note or a name.
"""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from core import clock, files, uploads
from core.documents.markup import clean_text
from core.errors import Refused, Stale
from engagements import policy
from engagements.actions.submissions.common import record
from engagements.actions.submissions.sending import (
    check_channel,
    check_spoken,
    check_when,
    cleaned,
    is_late,
    recipient_for,
)
from engagements.enums import ProofKind
from engagements.models import Dispatch, DispatchAttempt, DispatchCorrection, DispatchProof

MAX_PROOF = 10 * 1024 * 1024
MAX_PROOFS = 12
MAX_ATTEMPTS = 12
PROOF_TYPES = (uploads.PDF, uploads.PNG, uploads.JPEG, uploads.EML, uploads.MSG)
# A message is handed out as bytes, so that no program opens it by itself.
_OPAQUE = (uploads.EML, uploads.MSG)
CORRECTED = ("channel", "sent_at", "time_zone", "recipient", "receipt", "occasion", "speaker", "spoken_seconds")
_KEPT = ("channel", "sent_at", "time_zone", "spoken_seconds")


@transaction.atomic
def add_proof(*, dispatch, kind, content, note="", by):
    """Keep a file that proves the sending. PDF, PNG, JPEG or an e-mail (EML, MSG), told by its bytes and not by its
    name; at most 10 MB and twelve files. Data of camera and place are taken out of pictures. The coordinators and the
    author; twice keeps two. Raises ValidationError by field. Returns the proof."""
    submission = dispatch.submission
    policy.check_can_add_proof(by, submission)
    if kind not in ProofKind.values:
        raise ValidationError({"kind": _("Choose what this is.")})
    if not content:
        raise ValidationError({"file": _("This file is empty.")})
    if len(content) > MAX_PROOF:
        raise ValidationError({"file": _("This file is larger than 10 MB.")})
    media_type = uploads.media_type_of(content)
    if media_type not in PROOF_TYPES:
        raise ValidationError({"file": _("Only PDF, PNG, JPEG and e-mails (EML, MSG) are kept as proofs.")})
    note = clean_text(note).strip()
    if len(note) > 200:
        raise ValidationError({"note": _("This is longer than 200 characters.")})
    # One after another, so that the count holds.
    _hold(dispatch)
    known = DispatchProof.objects.visible_to(by).filter(dispatch=dispatch).count()
    if known >= MAX_PROOFS:
        raise ValidationError({"file": _("There are twelve proofs already.")})
    file = files.store(
        content=uploads.without_metadata(content, media_type),
        # Neutral, whatever it was called: names of files tell as much as their text.
        file_name=f"proof-{submission.pk}-{known + 1}.{uploads.SUFFIXES[media_type]}",
        media_type="application/octet-stream" if media_type in _OPAQUE else media_type,
        parent=f"engagements.dispatch:{dispatch.pk}",
        cluster_id=submission.plan_line.cluster_id,
        by=by,
    )
    proof = DispatchProof.objects.create(dispatch=dispatch, kind=kind, note=note, file=file, added_by=by)
    record("dispatch.proof_added", proof, submission, by=by, after={"kind": str(kind), "sha256": file.sha256})
    return proof


@transaction.atomic
def record_attempt(*, dispatch, channel, sent_at, time_zone, why, recipient="", receipt="", by):
    """Note that the same file went out once more, after a bounce for instance. Coordinators only. The first record
    stays as it is. Raises ValidationError by field; twice notes two. Returns the attempt."""
    submission = dispatch.submission
    policy.check_can_correct_sending(by, submission)
    _check_zone(time_zone)
    check_when(submission, sent_at)
    if sent_at < dispatch.sent_at:
        raise ValidationError({"sent_at": _("It was first sent later than that.")})
    check_channel(submission, dispatch.version, channel)
    why = _reason(why, "why")
    texts = cleaned(recipient=recipient_for(submission, recipient), receipt=receipt)
    _hold(dispatch)
    if DispatchAttempt.objects.visible_to(by).filter(dispatch=dispatch).count() >= MAX_ATTEMPTS:
        raise Refused(_("Twelve further sendings are noted already."))
    attempt = DispatchAttempt.objects.create(
        dispatch=dispatch,
        channel=channel,
        sent_at=sent_at,
        time_zone=time_zone,
        why=why,
        is_late=is_late(submission.plan_line.entry, sent_at),
        by=by,
        **texts,
    )
    record(
        "dispatch.sent_again",
        attempt,
        submission,
        by=by,
        after={"channel": str(channel), "sent_at": sent_at.isoformat(timespec="minutes"), "late": attempt.is_late},
    )
    return attempt


@transaction.atomic
def record_acknowledgement(*, dispatch, on, reference="", expected_version, by):
    """The mechanism said that it has it: the day and its reference. The coordinators and the author. Said already: the
    new words stand, and the old ones among the corrections. `Stale` when somebody was quicker."""
    submission = dispatch.submission
    policy.check_can_add_proof(by, submission)
    if on > clock.today(dispatch.time_zone):
        raise ValidationError({"acknowledged_on": _("This day lies in the future.")})
    if on < clock.local_day(dispatch.sent_at, dispatch.time_zone):
        raise ValidationError({"acknowledged_on": _("This day lies before the sending.")})
    reference = clean_text(reference).strip()
    if len(reference) > 200:
        raise ValidationError({"acknowledgement": _("This is longer than 200 characters.")})
    before = {"acknowledged_on": dispatch.acknowledged_on, "acknowledgement": dispatch.acknowledgement}
    _save(dispatch, expected_version, acknowledged_on=on, acknowledgement=reference)
    if before["acknowledged_on"] is not None:
        DispatchCorrection.objects.create(
            dispatch=dispatch, reason="", before={name: _plain(value) for name, value in before.items()}, by=by
        )
    record("dispatch.acknowledged", dispatch, submission, by=by, after={"on": on.isoformat()})
    return dispatch


@transaction.atomic
def correct_sending(*, dispatch, reason, expected_version, by, **changes):
    """Put right what was recorded (`CORRECTED`), with a reason. Coordinators only. What stood there before stays
    readable for ever; the version and the file that went out are not changed by anybody. Lateness is computed anew.
    `Stale` when somebody was quicker; nothing changed: nothing happens. Returns the record."""
    submission = dispatch.submission
    policy.check_can_correct_sending(by, submission)
    unknown = set(changes) - set(CORRECTED)
    if unknown:
        raise TypeError(f"{', '.join(sorted(unknown))} cannot be corrected")
    reason = _reason(reason, "reason")
    if "recipient" in changes and changes["recipient"] != dispatch.recipient:
        changes["recipient"] = recipient_for(submission, changes["recipient"])
    texts = {name: value for name, value in changes.items() if isinstance(value, str) and name not in _KEPT}
    changes |= cleaned(**texts)
    changes = {name: value for name, value in changes.items() if value != getattr(dispatch, name)}
    if not changes:
        return dispatch
    if "time_zone" in changes:
        _check_zone(changes["time_zone"])
    if "sent_at" in changes:
        check_when(submission, changes["sent_at"])
        changes["is_late"] = is_late(submission.plan_line.entry, changes["sent_at"])
    if "channel" in changes:
        check_channel(submission, dispatch.version, changes["channel"])
    check_spoken(changes.get("spoken_seconds"))
    before = {name: _plain(getattr(dispatch, name)) for name in changes}
    _save(dispatch, expected_version, **changes)
    DispatchCorrection.objects.create(dispatch=dispatch, reason=reason, before=before, by=by)
    kept = [name for name in changes if name in (*_KEPT, "is_late")]
    after = {name: _plain(changes[name]) for name in kept}
    after["texts"] = sorted(set(changes) - set(kept))
    record(
        "dispatch.corrected",
        dispatch,
        submission,
        by=by,
        before={name: before[name] for name in kept} or None,
        after=after,
    )
    return dispatch


def _hold(dispatch):
    """One writer after another until the transaction ends."""
    policy.rows_of(Dispatch, dispatch.submission).filter(pk=dispatch.pk).update(row_version=F("row_version"))


def _save(dispatch, expected_version, **changes):
    rows = policy.rows_of(Dispatch, dispatch.submission).filter(pk=dispatch.pk, row_version=expected_version)
    if not rows.update(row_version=F("row_version") + 1, **changes):
        raise Stale
    for name, value in changes.items():
        setattr(dispatch, name, value)
    dispatch.row_version = expected_version + 1


def _check_zone(zone):
    if zone not in available_timezones():
        raise ValidationError({"time_zone": _("This time zone is not known.")})


def _reason(text, field):
    text = clean_text(text).strip()
    if not text:
        raise ValidationError({field: _("Say why.")})
    if len(text) > 300:
        raise ValidationError({field: _("This is longer than 300 characters.")})
    return text


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value
