"""The record that a submission went out: how, when, to whom, late or not, with the hash of the very file.

The trail keeps days, channels, hashes and what changed, never a receipt, a recipient or a speaker.
"""

import datetime as dt
import hashlib
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import Precision
from core import clock, files, uploads
from core.documents import docx, nodes
from core.documents.markup import clean_text
from core.errors import Refused
from engagements import policy, rules
from engagements.actions.submissions.common import hold, record
from engagements.actions.submissions.freezing import file_name_of, render_version, render_version_docx
from engagements.enums import Channel, LeadAgencyWay, SentFile, Status, SubmissionChannel
from engagements.models import Dispatch, FinalFile
from engagements.queries import submissions as queries

_THROUGH_OTHERS = (SubmissionChannel.LEAD_AGENCY, SubmissionChannel.OTHER_BODY)
MAX_SENT_FILE = 20 * 1024 * 1024
_FINAL = {
    SentFile.PORTAL_PDF: (render_version, uploads.PDF, "pdf"),
    SentFile.PORTAL_DOCX: (render_version_docx, docx.MEDIA_TYPE, "docx"),
}
# Clocks of people and of the portal may differ by so much.
SKEW = dt.timedelta(minutes=5)
# Longer than any speaking time; a slip of the keyboard.
MAX_SPOKEN = 4 * 3600


def record_sending(
    submission,
    by,
    *,
    channel,
    sent_at,
    time_zone,
    what="",
    file=None,
    file_name="",
    recipient="",
    receipt="",
    occasion="",
    speaker="",
    spoken_seconds=None,
):
    """Keep how and when the newest version went out, with the file itself; returns what the trail says of it. Call it
    with the row taken. `what` names the file (`SentFile`); with `file` it is an own one, without either the portal's
    PDF. Raises ValidationError by field, or pdf.PdfError when the portal's own file cannot be made."""
    check_when(submission, sent_at)
    version = queries.newest_version(by, submission)
    check_channel(submission, version, channel)
    texts = cleaned(recipient=recipient_for(submission, recipient), receipt=receipt, occasion=occasion, speaker=speaker)
    check_spoken(spoken_seconds)
    version.submission = submission
    what, content, kept = _file_sent(version, what, file, by)
    dispatch = Dispatch.objects.create(
        submission=submission,
        version=version,
        channel=channel,
        sent_at=sent_at,
        time_zone=time_zone,
        is_late=is_late(submission.plan_line.entry, sent_at),
        what=what,
        file_sha256=hashlib.sha256(content).hexdigest(),
        spoken_seconds=spoken_seconds,
        by=by,
        **texts,
    )
    # Whatever went out is kept as it is, for its hash; a file of one's own is a download and nothing else.
    dispatch.file = kept or files.store(
        content=content,
        file_name=file_name_of(submission, file_name or "file"),
        media_type="application/octet-stream",
        parent=f"engagements.dispatch:{dispatch.pk}",
        cluster_id=submission.plan_line.cluster_id,
        by=by,
    )
    dispatch.save(update_fields=["file"])
    return {
        "channel": str(channel),
        "sent_at": sent_at.isoformat(timespec="minutes"),
        "late": dispatch.is_late,
        "version": version.number,
        "what": str(what),
        "file_sha256": dispatch.file_sha256,
    }


def _file_sent(version, what, file, by):
    """(which, bytes, where they are kept already) of the very file that went out."""
    what = what or (SentFile.OWN if file is not None else SentFile.PORTAL_PDF)
    if what not in SentFile.values:
        raise ValidationError({"what": _("Choose which file was sent.")})
    if what == SentFile.OWN:
        if not file:
            raise ValidationError({"file": _("Choose the file that was sent.")})
        if len(file) > MAX_SENT_FILE:
            raise ValidationError({"file": _("This file is larger than 20 MB.")})
        return what, file, None
    if file is not None:
        raise ValidationError({"what": _("You chose a file of your own. Say so, or take it out.")})
    kept = final_file(version, what, by)
    return what, files.read(kept), kept


def final_file(version, what, by):
    """The file of a cleared version as it goes out, made at the first call and kept: later calls hand out the same
    bytes. The caller has checked who asks. Raises pdf.PdfError with a sentence, files.FileLost for a damaged file."""
    rows = FinalFile.objects.visible_to(by).filter(version=version, what=what).select_related("file")
    known = rows.first()
    if known is not None:
        return known.file
    submission = version.submission
    make, media_type, suffix = _FINAL[what]
    with transaction.atomic():
        # Nobody changes who stands on the cover while it is made; and of two who ask the second finds the first's file.
        policy.hold_line(submission.plan_line)
        hold(submission)
        known = rows.first()
        if known is not None:
            return known.file
        content = make(version, status=nodes.FINAL)
        file = files.store(
            content=content,
            file_name=file_name_of(submission, f"text.{suffix}"),
            media_type=media_type,
            parent=f"engagements.version:{version.pk}",
            cluster_id=submission.plan_line.cluster_id,
            by=by,
        )
        FinalFile.objects.create(version=version, what=what, file=file, by=by)
        record("version.final_made", version, submission, by=by, after={"what": str(what), "sha256": file.sha256})
    return file


def final_file_of(*, submission, what, by):
    """The file of a cleared text to download before it is sent. Coordinators, from the clearing on; refused before,
    since what is not cleared carries the mark of a draft."""
    policy.check_can_lead_submission(by, submission)
    if what not in _FINAL:
        raise ValidationError({"what": _("Choose which file was sent.")})
    if submission.status not in (Status.CLEARED, Status.SUBMITTED):
        raise Refused(_("The final file is made once the text is cleared."))
    version = queries.newest_version(by, submission)
    if version.text_hash != submission.text_hash:
        raise Refused(_("The text differs from the version that was cleared."))
    version.submission = submission
    return final_file(version, what, by)


def check_when(submission, sent_at):
    """Not ahead of the clock, and not before the text was cleared: what went out then was another text."""
    if sent_at > clock.now() + SKEW:
        raise ValidationError({"sent_at": _("This moment lies in the future.")})
    if submission.cleared_at is not None and sent_at < submission.cleared_at.replace(second=0, microsecond=0) - SKEW:
        raise ValidationError({"sent_at": _("At this moment the text was not cleared yet.")})


def cleaned(**texts):
    """The texts of a record without control characters; who spoke is a function, not a contact."""
    texts = {name: clean_text(value).strip() for name, value in texts.items()}
    for name, value in texts.items():
        if len(value) > Dispatch._meta.get_field(name).max_length:
            raise ValidationError({name: _("This is longer than 200 characters.")})
    if rules.holds_a_contact(texts.get("speaker", "")):
        raise ValidationError({"speaker": _("Write the function only, without an address or a telephone number.")})
    return texts


def check_spoken(seconds):
    if seconds is not None and not 0 < seconds <= MAX_SPOKEN:
        raise ValidationError({"spoken_seconds": _("Give the minutes that were spoken, more than none.")})


def check_channel(submission, version, channel):
    """What was decided about the way holds for the sending itself."""
    if channel not in SubmissionChannel.values:
        raise ValidationError({"channel": _("Choose how it was sent.")})
    if channel not in rules.channels_for(submission.kind):
        raise ValidationError({"channel": _("Confidential comments go straight to the secretariat of the committee.")})
    line = submission.plan_line
    if line.channel == Channel.INDIRECT and channel not in _THROUGH_OTHERS:
        raise ValidationError(
            {"channel": _("This engagement is indirect: it goes through %(whom)s.") % {"whom": line.through_whom}}
        )
    if policy.standing_of(line, version).agency == LeadAgencyWay.CHANNEL and channel != SubmissionChannel.LEAD_AGENCY:
        raise ValidationError({"channel": _("This version goes through the lead agency.")})


def recipient_for(submission, given):
    """To whom it went: as said, or as fixed for its kind, whatever is said."""
    fixed = str(rules.fixed_recipient(submission.kind, submission.plan_line.mechanism))[:200]
    if fixed and given.strip() not in ("", fixed):
        raise ValidationError(
            {"recipient": _("Confidential comments go to the secretariat of the committee and to nobody else.")}
        )
    return fixed or given


def is_late(entry, sent_at):
    """Whether `sent_at` lies after the date: its hour, or the end of its day in its own zone. Dates known only by month
    or estimate are never missed."""
    if entry is None or entry.due_on is None:
        return False
    if entry.due_at is not None:
        return sent_at > entry.due_at
    if entry.precision not in (Precision.DAY, Precision.INSTANT):
        return False
    return sent_at.astimezone(ZoneInfo(entry.time_zone)).date() > entry.due_on
