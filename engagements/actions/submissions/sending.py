"""The record that a submission went out: how, when, to whom, late or not, with the hash of the very file.

The trail keeps days, channels, hashes and what changed, never a receipt, a recipient or a speaker.
"""

import datetime as dt
import hashlib
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import Precision
from core import clock, files, uploads
from core.documents import nodes
from core.documents.markup import clean_text
from engagements import policy, rules
from engagements.actions.submissions.freezing import file_name_of, render_version
from engagements.enums import Channel, LeadAgencyWay, SentFile, SubmissionChannel
from engagements.models import Dispatch
from engagements.queries import submissions as queries

_THROUGH_OTHERS = (SubmissionChannel.LEAD_AGENCY, SubmissionChannel.OTHER_BODY)
MAX_SENT_FILE = 20 * 1024 * 1024
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
    texts = cleaned(recipient=recipient, receipt=receipt, occasion=occasion, speaker=speaker)
    check_spoken(spoken_seconds)
    what, content, name, media_type = _file_sent(submission, version, what, file, file_name)
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
    dispatch.file = files.store(
        content=content,
        file_name=name,
        media_type=media_type,
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


def _file_sent(submission, version, what, file, file_name):
    """(which, bytes, name, media type) of the very file that went out."""
    what = what or (SentFile.OWN if file is not None else SentFile.PORTAL_PDF)
    if what not in SentFile.values:
        raise ValidationError({"what": _("Choose which file was sent.")})
    if what == SentFile.OWN:
        if not file:
            raise ValidationError({"file": _("Choose the file that was sent.")})
        if len(file) > MAX_SENT_FILE:
            raise ValidationError({"file": _("This file is larger than 20 MB.")})
        # Whatever went out is kept as it is, for its hash; handed out it is a download and nothing else.
        return what, file, file_name_of(submission, file_name or "file"), "application/octet-stream"
    if file is not None:
        raise ValidationError({"what": _("You chose a file of your own. Say so, or take it out.")})
    if what == SentFile.PORTAL_DOCX:
        raise ValidationError({"what": _("The portal has made no Word file of this version.")})
    content = render_version(version, status=nodes.FINAL)
    return what, content, file_name_of(submission), uploads.PDF


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
    line = submission.plan_line
    if line.channel == Channel.INDIRECT and channel not in _THROUGH_OTHERS:
        raise ValidationError(
            {"channel": _("This engagement is indirect: it goes through %(whom)s.") % {"whom": line.through_whom}}
        )
    if policy.standing_of(line, version).agency == LeadAgencyWay.CHANNEL and channel != SubmissionChannel.LEAD_AGENCY:
        raise ValidationError({"channel": _("This version goes through the lead agency.")})


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
