"""Files that take long: asked for on a page, made by the worker, handed out to whoever asked, gone after a day."""

import datetime as dt
import logging

from billiard.exceptions import SoftTimeLimitExceeded
from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from kombu.exceptions import OperationalError

from core import clock, files
from core.documents import docx, pdf
from core.errors import Refused, Stale
from core.texts import interface_language
from engagements.actions.archive import archive_of
from engagements.actions.submissions import (
    file_name_of,
    note_pages,
    record,
    speaking_copy_now,
    tree_now,
    word_of,
)
from engagements.actions.versions import docx_of_version, pdf_of_version
from engagements.enums import FileKind, RenderFailure, RenderState, RenderStep
from engagements.models import Rendering, Submission, Version
from engagements.queries.rendering import waiting_of

log = logging.getLogger(__name__)

KEPT = dt.timedelta(hours=24)
# So long the row stays after its file, to say what became of a link.
_REMEMBERED = dt.timedelta(days=7)
MAX_WAITING = 3
MAX_BYTES = 50 * 1024 * 1024
# After so long a message counts as lost, and a worker as dead (above the limits of the task).
_LOST_AFTER = dt.timedelta(minutes=2)
_DEAD_AFTER = dt.timedelta(minutes=15)
MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.READ_OUT: "application/pdf",
    FileKind.DOCX: docx.MEDIA_TYPE,
    FileKind.ARCHIVE: "application/zip",
}


@transaction.atomic
def ask_for_file(*, submission, kind, version=None, by):
    """Have a file made, of `version` or of the text as it stands; returns its row. Whoever sees the submission; a copy
    to read from there is of a spoken text as it stands. Asked for twice while the first is waiting, it is the same row.
    Refused when MAX_WAITING files of that person wait."""
    if not Submission.objects.visible_to(by).filter(pk=submission.pk).exists():
        raise Stale
    if version is not None and not _sees_version(by, submission, version):
        raise Refused(_("This version belongs to another submission."))
    is_copy_to_read = kind == FileKind.READ_OUT
    if kind not in FileKind.values or (is_copy_to_read and (version is not None or not submission.is_spoken)):
        raise Refused(_("The portal makes no such file."))
    waiting = waiting_of(by)
    for row in waiting:
        if (row.submission_id, row.version_id, row.kind) == (submission.pk, version and version.pk, kind):
            return row
    if len(waiting) >= MAX_WAITING:
        raise Refused(
            _("%(count)s files of yours are still being made. Wait for them first.") % {"count": len(waiting)}
        )
    now = clock.now()
    row = Rendering.objects.create(
        submission=submission, version=version, kind=kind, asked_by=by, asked_at=now, expires_at=now + KEPT
    )
    record("rendering.asked", row, submission, by=by, after={"kind": str(kind), "version": version and version.number})
    transaction.on_commit(lambda: hand_over(row.pk))
    return row


def _sees_version(by, submission, version):
    return Version.objects.visible_to(by).filter(pk=version.pk, submission=submission).exists()


def hand_over(rendering_id):
    """Give a file to the worker. Where no worker runs on purpose it is made here and now; where the broker does not
    answer the sweeper finds it."""
    if has_no_worker():
        make_file(rendering_id=rendering_id)
        return
    try:
        current_app.send_task("engagements.tasks.task_render", kwargs={"rendering_id": rendering_id}, retry=False)
    except (OperationalError, OSError) as error:
        log.warning("rendering.hand_over_failed error=%s", type(error).__name__)


def has_no_worker():
    """Whether a message to the broker would be read by nobody."""
    return settings.HRE_CRON_ONLY or current_app.conf.task_always_eager


def make_file(*, rendering_id):
    """Make one file that was asked for, if nobody else has begun. For the worker; it sees no more than whoever asked.
    Returns the state the row is in afterwards, or None when somebody else has it."""
    rows = Rendering.objects.unscoped("the worker makes it for whoever asked").filter(pk=rendering_id)
    if not rows.filter(state=RenderState.QUEUED).update(
        state=RenderState.RUNNING, step=RenderStep.READING, started_at=clock.now()
    ):
        return None
    row = rows.select_related("asked_by").get()
    failure = RenderFailure.STOPPED
    try:
        with override(interface_language(getattr(row.asked_by, "language", "")) or "en"):
            failure = _make(row, rows)
    finally:
        # Also on an error that nobody foresaw, which goes on to the worker's log: nobody waits for a file that will
        # not come.
        if failure:
            _give_up(rows, failure)
    return RenderState.FAILED if failure else RenderState.DONE


def _give_up(rows, failure):
    rows.update(state=RenderState.FAILED, failure=failure, finished_at=clock.now())


def _make(row, rows):
    """Make the file and put it into the row; returns why not, or nothing."""
    try:
        return _made(row, rows)
    except pdf.DocumentTooLong:
        return RenderFailure.TOO_LONG
    except pdf.PdfError:
        return RenderFailure.NO_PDF
    except files.FileLost:
        return RenderFailure.LOST
    except SoftTimeLimitExceeded:
        return RenderFailure.TOO_SLOW
    except Stale:
        return RenderFailure.CLOSED


def _made(row, rows):
    by = row.asked_by
    submission = (
        Submission.objects.visible_to(by)
        .select_related("plan_line__cluster__country", "plan_line__mechanism", "plan_line__entry", "requirement")
        .filter(pk=row.submission_id)
        .first()
    )
    if submission is None or not by.is_active:
        return RenderFailure.CLOSED
    steps = {
        FileKind.PDF: RenderStep.LAYING_OUT,
        FileKind.READ_OUT: RenderStep.LAYING_OUT,
        FileKind.DOCX: RenderStep.WRITING,
    }
    rows.update(step=steps.get(row.kind, RenderStep.READING))
    if row.version_id is not None and row.kind in steps:
        version = Version.objects.visible_to(by).select_related("pdf", "docx").get(pk=row.version_id)
        version.submission = submission
        keep = pdf_of_version if row.kind == FileKind.PDF else docx_of_version
        file = keep(version=version, by=by)
        rows.update(state=RenderState.DONE, file=file, finished_at=clock.now())
        return ""
    match row.kind:
        case FileKind.PDF:
            content, pages = pdf.laid_out(tree_now(submission, by))
            note_pages(submission, pages)
        case FileKind.READ_OUT:
            content = pdf.render_pdf(speaking_copy_now(submission, by))
        case FileKind.DOCX:
            content = word_of(submission, tree_now(submission, by))
        case _:
            content = archive_of(submission, by, lambda step: rows.update(step=step))
    if len(content) > MAX_BYTES:
        return RenderFailure.TOO_LARGE
    rows.update(step=RenderStep.KEEPING)
    with transaction.atomic():
        file = files.store(
            content=content,
            file_name=file_name_of(submission, f"text.{row.ending}"),
            media_type=MEDIA_TYPES[FileKind(row.kind)],
            parent=f"engagements.rendering:{row.pk}",
            cluster_id=submission.plan_line.cluster_id,
            by=by,
            keep_days=KEPT.days,
        )
        rows.update(state=RenderState.DONE, file=file, finished_at=clock.now())
        record("rendering.made", row, submission, by=by, after={"kind": row.kind, "sha256": file.sha256})
    return ""


def sweep_renderings():
    """Make what a lost message left waiting, give up what a dead worker held, remove files that are older than a day.
    For the periodic run; safe at any time and twice. Returns the number of rows dealt with."""
    now = clock.now()
    everything = Rendering.objects.unscoped("the periodic run looks after the files of everybody")
    dead = everything.filter(state=RenderState.RUNNING, started_at__lt=now - _DEAD_AFTER).update(
        state=RenderState.FAILED, failure=RenderFailure.STOPPED, finished_at=now
    )
    lost = list(
        everything.filter(state=RenderState.QUEUED, asked_at__lt=now - _LOST_AFTER, expires_at__gt=now).values_list(
            "pk", flat=True
        )
    )
    for rendering_id in lost:
        make_file(rendering_id=rendering_id)
    gone, _each = everything.filter(expires_at__lte=now - _REMEMBERED).delete()
    files.remove_expired()
    return dead + len(lost) + gone
