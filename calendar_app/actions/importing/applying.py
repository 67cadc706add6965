"""A preview becomes dates: all or nothing, or only the good lines."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from calendar_app.actions.importing.writing import CHUNK, Writer
from calendar_app.actions.locking import one_writer
from calendar_app.enums import ImportState, ImportVerdict, Publication
from calendar_app.importing.columns import plain_word
from calendar_app.models import Entry, ImportRow, ImportRun
from calendar_app.policy import check_can_import
from core import audit, clock
from core.errors import Refused, Stale

WRITTEN = ("verdict", "problems", "entry_id", "entry_version", "is_applied")
_MEANWHILE = _("Some dates changed since the file was read. Nothing was imported; they are marked below.")


def apply_import(*, run, good_only=False, publish=False, by):
    """Write what the preview `run` shows: every line, or with `good_only` those that are not broken. New dates are
    drafts, or published with `publish`; each is audited like one added by hand, and the run once. A line whose date
    somebody changed since the preview is never written: with `good_only` it is left out, else nothing is written and
    `Stale` is raised, with the lines marked. Raises ValidationError when broken lines stand in the way or nothing is
    left to do, `Refused` for others. Applied already: the run as it is."""
    check_can_import(by, run.cluster_id)
    with transaction.atomic():
        run = locked_run(run, by)
        if run.state != ImportState.PREVIEW:
            return run
        rows = list(ImportRow.objects.visible_to(by).filter(run=run).order_by("line"))
        if not good_only and any(row.verdict == ImportVerdict.BROKEN for row in rows):
            raise ValidationError(
                _("There are broken lines. Import only the good ones, or mend the file and read it again.")
            )
        overtaken = _mark_overtaken(run, rows, by)
        ImportRow.objects.visible_to(by).bulk_update(overtaken, ["verdict"], batch_size=CHUNK)
        is_stale = bool(overtaken) and not good_only
        if not is_stale:
            _write(run, rows, good_only=good_only, publish=publish, by=by)
    if is_stale:
        raise Stale(_MEANWHILE)
    return run


def locked_run(run, by):
    """The run as it is now, held until the transaction ends; nobody else writes to the calendar meanwhile."""
    one_writer()
    held = ImportRun.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=run.pk).first()
    if held is None:
        raise Refused(_("This import is no longer there."))
    return held


def _write(run, rows, *, good_only, publish, by):
    wanted = [row for row in rows if row.verdict in (ImportVerdict.NEW, ImportVerdict.CHANGED)]
    if not wanted:
        raise ValidationError(_("There is nothing to import: no line is new or changed."))
    Writer(run, wanted, publish=publish, by=by).write(wanted, good_only=good_only)
    ImportRow.objects.visible_to(by).bulk_update(wanted, WRITTEN, batch_size=CHUNK)
    run.state, run.applied_at = ImportState.APPLIED, clock.now()
    run.publication = Publication.PUBLISHED if publish else Publication.DRAFT
    run.version += 1
    run.save()
    audit.record(
        verb="import.applied",
        target=run,
        label=gettext("Import of dates"),
        by=by,
        cluster_id=run.cluster_id,
        after={"publication": run.publication, **counts(rows)},
    )


def counts(rows):
    """{verdict: how many} of the verdicts that occur."""
    found: dict = {}
    for row in rows:
        found[str(row.verdict)] = found.get(str(row.verdict), 0) + 1
    return found


def _mark_overtaken(run, rows, by):
    """The lines that somebody was quicker for: their date changed, or was added, since the file was read."""
    now = dict(_versions([row.entry_id for row in rows if row.verdict == ImportVerdict.CHANGED], by))
    new = [row for row in rows if row.verdict == ImportVerdict.NEW]
    there = _names_there(run, new, by)
    sources = _sources_there(run, new, by)
    marked = []
    for row in rows:
        is_overtaken = (row.verdict == ImportVerdict.CHANGED and now.get(row.entry_id) != row.entry_version) or (
            row.verdict == ImportVerdict.NEW and (_name(row.values) in there or row.source_uid in sources)
        )
        if is_overtaken:
            row.verdict = ImportVerdict.MEANWHILE
            marked.append(row)
    return marked


def _versions(keys, by):
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        yield from Entry.objects.visible_to(by).filter(pk__in=chunk).order_by().values_list("pk", "version")


def _name(values):
    starts = values.get("begins_on") or values.get("due_on") or ""
    return values["mechanism"], values.get("country") or "", values["kind"], plain_word(values["title"]), starts


def _names_there(run, rows, by):
    fields = ("mechanism_id", "country_id", "kind", "title", "begins_on", "due_on")
    mechanisms = {row.values["mechanism"] for row in rows}
    there = Entry.objects.visible_to(by).filter(cluster=run.cluster_id, mechanism__in=mechanisms).order_by()
    return {
        (mechanism, country or "", kind, plain_word(title), (begins or due).isoformat() if due else "")
        for mechanism, country, kind, title, begins, due in there.values_list(*fields)
    }


def _sources_there(run, rows, by):
    keys = [row.source_uid for row in rows if row.source_uid]
    found = set()
    for start in range(0, len(keys), CHUNK):
        lines = ImportRow.objects.visible_to(by).filter(
            source_uid__in=keys[start : start + CHUNK], run__cluster=run.cluster_id, is_applied=True, undone_as=""
        )
        found |= set(lines.order_by().values_list("source_uid", flat=True))
    return found
