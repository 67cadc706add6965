"""A file becomes a preview: what each of its lines would do. Nothing of the calendar is written."""

import datetime as dt
import hashlib

from django.db import transaction

from calendar_app.actions.importing.checking import add_problems
from calendar_app.actions.importing.comparing import as_json, difference
from calendar_app.actions.importing.values import Things
from calendar_app.enums import EntryState, ImportFormat, ImportState, ImportVerdict, VisitStage
from calendar_app.importing import problems as say
from calendar_app.importing.csv_files import read_csv
from calendar_app.importing.files import format_of
from calendar_app.importing.ics_files import read_ics
from calendar_app.importing.lookups import Lookups
from calendar_app.importing.matching import known_dates, match, settle_instant
from calendar_app.importing.parsing import parse
from calendar_app.importing.problems import Problem
from calendar_app.importing.xlsx_files import read_xlsx
from calendar_app.models import Entry, EntryTheme, ImportRow, ImportRun
from calendar_app.policy import check_can_import
from core import clock

READERS = {ImportFormat.CSV: read_csv, ImportFormat.XLSX: read_xlsx, ImportFormat.ICS: read_ics}
# Previews that nobody applied are of no use after this long.
KEEP_PREVIEWS = dt.timedelta(days=30)
CHUNK = 500


def read_import(*, content, file_name, cluster=None, kind="", mechanism=None, country=None, by):
    """Read the bytes of a list of dates (CSV, XLSX or ICS, told by content) for the reference calendar (Task Team) or
    for `cluster` (its coordinators), and keep what each line would do as a preview. `kind`, `mechanism` and `country`
    stand in where the file says nothing. Returns the `ImportRun`. Raises `Refused` for others and UnreadableFile, with
    a sentence, for a file that is none of these; then nothing is kept. The same file twice gives two previews, the
    second of which finds its dates unchanged."""
    check_can_import(by, cluster.pk if cluster else None)
    file_format = format_of(content)
    table = READERS[file_format](content)
    lookups = Lookups()
    if cluster is not None:
        country = cluster.country
    defaults = {"kind": kind, "mechanism": mechanism and mechanism.pk, "country": country and country.pk}
    rows = [parse(raw, table.columns, lookups, defaults) for raw in table.rows]
    run = ImportRun(
        cluster=cluster,
        file_name=file_name.replace("\x00", "")[-200:],
        format=file_format,
        digest=hashlib.sha256(content).hexdigest(),
        reading={**table.reading, "defaults": defaults},
        created_by=by,
    )
    lines = list(_lines(rows, run, lookups, by))
    with transaction.atomic():
        _forget_old_previews(run, by)
        run.save()
        ImportRow.objects.bulk_create(lines, batch_size=CHUNK)
    return run


def _forget_old_previews(run, by):
    old = ImportRun.objects.visible_to(by).filter(
        cluster=run.cluster_id, state=ImportState.PREVIEW, created_at__lt=clock.now() - KEEP_PREVIEWS
    )
    old.delete()


def _lines(rows, run, lookups, by):
    """The `ImportRow` of each parsed row, with its verdict."""
    if run.cluster_id:
        _check_country(rows, run.cluster)
    known = known_dates(rows, cluster_id=run.cluster_id, by=by)
    missing = {row.uid for row in rows if row.uid and row.uid not in known.by_uid}
    elsewhere = set()
    for chunk in _chunks(missing):
        elsewhere |= set(Entry.objects.visible_to(by).filter(uid__in=chunk).order_by().values_list("uid", flat=True))
    found = match(rows, known, others=elsewhere)
    themes = _themes_of({entry.pk for entry in found.values() if entry is not None}, by)
    things = Things.of(lookups)
    for row in rows:
        entry = found.get(row.line)
        settle_instant(row, entry, lookups.mechanisms.by_pk.get(row.values.get("mechanism")))
        before, values = {}, row.values
        if entry is not None:
            change = difference(row, entry, themes.get(entry.pk, []), is_calendar_file=run.format == ImportFormat.ICS)
            before, values = change.before, change.after
        else:
            _check_state_of_new(row)
        if not row.problems:
            add_problems(row, entry, values, things, cluster=run.cluster, by=by)
        yield ImportRow(
            run=run,
            line=row.line,
            verdict=_verdict(row, entry, values),
            source_uid=row.source_uid,
            cells=row.cells,
            values=as_json(values),
            before=as_json(before),
            problems=[problem.as_json() for problem in row.problems],
            entry_id=entry.pk if entry else None,
            entry_version=entry.version if entry else None,
        )


def _verdict(row, entry, values):
    if row.problems:
        return ImportVerdict.BROKEN
    if entry is None:
        return ImportVerdict.NEW
    return ImportVerdict.CHANGED if values else ImportVerdict.UNCHANGED


def _check_country(rows, cluster):
    for row in rows:
        if row.values.get("country", cluster.country_id) != cluster.country_id:
            row.problems.append(Problem("country", say.OTHER_COUNTRY, {"country": str(cluster.country)}))


def _check_state_of_new(row):
    state = row.values.pop("state", None)
    if state == EntryState.CANCELLED:
        row.problems.append(Problem("state", say.CANCELLED_UNKNOWN))
    elif state == EntryState.MET and row.values.get("stage") != VisitStage.DONE:
        row.problems.append(Problem("state", say.STATE_NOT_HERE))


def _themes_of(keys, by):
    found: dict = {}
    for chunk in _chunks(keys):
        pairs = EntryTheme.objects.visible_to(by).filter(entry__in=chunk).order_by().values_list("entry_id", "theme_id")
        for entry_id, theme_id in pairs:
            found.setdefault(entry_id, []).append(theme_id)
    return found


def _chunks(values):
    values = sorted(values, key=str)
    return [values[start : start + CHUNK] for start in range(0, len(values), CHUNK)]
