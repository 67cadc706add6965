"""The record that a submission went out: how, when, late or not, with the hash of the very file."""

import datetime as dt
import hashlib
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import Precision
from core import clock, files
from core.documents import nodes
from core.documents.markup import clean_text
from engagements import policy
from engagements.actions.submissions.freezing import file_name_of, render_version
from engagements.enums import Channel, LeadAgencyWay, SubmissionChannel
from engagements.models import Dispatch
from engagements.queries import submissions as queries

_THROUGH_OTHERS = (SubmissionChannel.LEAD_AGENCY, SubmissionChannel.OTHER_BODY)
MAX_SENT_FILE = 20 * 1024 * 1024


def record_sending(submission, by, *, channel, sent_at, time_zone, receipt="", file=None, file_name=""):
    """Keep how and when the newest version went out, with the file itself; returns what the trail says of it. Call it
    with the row taken. Raises ValidationError by field, or pdf.PdfError when the portal's own file cannot be made."""
    if channel not in SubmissionChannel.values:
        raise ValidationError({"channel": _("Choose how it was sent.")})
    if sent_at > clock.now() + dt.timedelta(minutes=5):
        raise ValidationError({"sent_at": _("This moment lies in the future.")})
    version = queries.newest_version(by, submission)
    _check_channel(submission, version, channel)
    cluster_id = submission.plan_line.cluster_id
    if file is None:
        file = render_version(version, status=nodes.FINAL)
        file_name, media_type = file_name_of(submission), "application/pdf"
    else:
        if len(file) > MAX_SENT_FILE:
            raise ValidationError({"file": _("This file is larger than 20 MB.")})
        file_name, media_type = file_name_of(submission, file_name), "application/octet-stream"
    dispatch = Dispatch.objects.create(
        submission=submission,
        version=version,
        channel=channel,
        sent_at=sent_at,
        time_zone=time_zone,
        receipt=clean_text(receipt).strip(),
        is_late=is_late(submission.plan_line.entry, sent_at),
        file_sha256=hashlib.sha256(file).hexdigest(),
        by=by,
    )
    dispatch.file = files.store(
        content=file,
        file_name=file_name,
        media_type=media_type,
        parent=f"engagements.dispatch:{dispatch.pk}",
        cluster_id=cluster_id,
        by=by,
    )
    dispatch.save(update_fields=["file"])
    return {
        "channel": str(channel),
        "sent_at": sent_at.isoformat(timespec="minutes"),
        "late": dispatch.is_late,
        "version": version.number,
        "file_sha256": dispatch.file_sha256,
    }


def _check_channel(submission, version, channel):
    """What was decided about the way holds for the sending itself."""
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
