"""Frozen versions: freeze, restore, render."""

from django.db import transaction
from django.utils.translation import gettext as _

from core import files
from core.documents import docx
from core.documents.markup import clean_text
from core.errors import Refused, Stale
from engagements import policy, workflow
from engagements.actions.sections import count_of
from engagements.actions.submissions import (
    file_name_of,
    freeze,
    record,
    render_version,
    render_version_docx,
    take,
)
from engagements.models import Section, Version
from engagements.queries.submissions import newest_version


@transaction.atomic
def freeze_version(*, submission, note="", expected_version, by):
    """Keep the text as it stands, with a note. Writers, while the text is open. Refused when nothing changed since the
    newest version; `Stale` when somebody changed the submission since `expected_version`."""
    policy.check_can_write(by, submission)
    take(submission, by, expected_version=expected_version, statuses=workflow.WRITABLE)
    newest = newest_version(by, submission)
    if newest is not None and _is_same(submission, newest):
        raise Refused(_("Nothing changed since version %(number)s.") % {"number": newest.number})
    return freeze(submission, by, note=" ".join(clean_text(note).split()))


def _is_same(submission, version):
    """The never-sent sections count here as well: they are kept too."""
    now = [[section.heading, section.body, section.is_sent] for section in policy.rows_of(Section, submission)]
    then = [[kept["heading"], kept["body"], kept["is_sent"]] for kept in version.sections]
    return now == then and version.text_hash == submission.text_hash


@transaction.atomic
def restore_version(*, submission, version, expected_version, by):
    """Bring the sections of `version` back and freeze the result as a new version. What stands there now is frozen
    first if it was not, so nothing is lost. Writers, while the text is open."""
    policy.check_can_write(by, submission)
    if version.submission_id != submission.pk:
        raise Refused(_("This version belongs to another submission."))
    take(submission, by, expected_version=expected_version, statuses=workflow.WRITABLE)
    newest = newest_version(by, submission)
    if newest is None or not _is_same(submission, newest):
        freeze(submission, by, note=_("Before version %(number)s was restored") % {"number": version.number})
    rows = policy.rows_of(Section, submission)
    existing = {section.pk: section for section in rows}
    rows.exclude(pk__in=[kept["section"] for kept in version.sections]).delete()
    # Out of the way first: positions are unique.
    free = max((section.position for section in existing.values()), default=0) + len(version.sections) + 1
    for position, kept in enumerate(version.sections, start=free):
        counted = count_of(submission, kept["heading"], kept["body"], by)
        section = existing.get(kept["section"]) or Section(submission=submission, version=0)
        if (section.heading, section.body) != (kept["heading"], kept["body"]):
            # Whoever brings back what stands there already has written nothing.
            section.updated_by = by
        section.key, section.heading, section.body = kept["key"], kept["heading"], kept["body"]
        section.guidance, section.is_sent = kept["guidance"], kept["is_sent"]
        section.words, section.note_words, section.paragraphs = counted.text, counted.notes, counted.paragraphs
        if "organisation" in kept:
            section.organisation_id = kept["organisation"]
        section.position, section.version = position, section.version + 1
        section.save()
    for position, section in enumerate(rows.order_by("position"), start=1):
        rows.filter(pk=section.pk).update(position=position)
    restored = freeze(submission, by, note=_("Version %(number)s restored") % {"number": version.number})
    record(
        "version.restored",
        restored,
        submission,
        by=by,
        before={"number": version.number},
        after={"number": restored.number},
    )
    return restored


def pdf_of_version(*, version, by):
    """The PDF of a frozen version as a private file, made at the first call and kept; later calls hand out the same
    bytes. Whoever sees the version. Raises pdf.PdfError with a sentence, files.FileLost if the kept file is damaged."""
    return _kept_file(version, "pdf", by)


def docx_of_version(*, version, by):
    """The Word file of a frozen version as a private file, made at the first call and kept like its PDF. Whoever sees
    the version. Raises pdf.DocumentTooLong with a sentence."""
    return _kept_file(version, "docx", by)


_MAKERS = {"pdf": (render_version, "application/pdf"), "docx": (render_version_docx, docx.MEDIA_TYPE)}


def _kept_file(version, kind, by):
    """The file of `kind` that is kept with `version`, made if it is not there yet."""
    submission = version.submission
    if not Version.objects.visible_to(by).filter(pk=version.pk).exists():
        raise Stale
    if getattr(version, f"{kind}_id") is not None:
        return getattr(version, kind)
    make, media_type = _MAKERS[kind]
    content = make(version)
    with transaction.atomic():
        file = files.store(
            content=content,
            file_name=file_name_of(submission, f"text.{kind}"),
            media_type=media_type,
            parent=f"engagements.version:{version.pk}",
            cluster_id=submission.plan_line.cluster_id,
            by=by,
        )
        if Version.objects.visible_to(by).filter(pk=version.pk, **{kind: None}).update(**{kind: file}):
            setattr(version, kind, file)
            record("version.rendered", version, submission, by=by, after={"format": kind, "sha256": file.sha256})
            return file
        # Somebody else was quicker: one file is kept, and it is theirs.
        file.delete()
    version.refresh_from_db(fields=[kind])
    return getattr(version, kind)
