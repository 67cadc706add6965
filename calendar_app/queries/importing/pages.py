"""Imports of dates as pages show them."""

from dataclasses import dataclass

from django.core.paginator import Paginator

from calendar_app.enums import ImportVerdict
from calendar_app.models import ImportRow, ImportRun
from calendar_app.queries.importing.reading import reading_notes
from calendar_app.queries.importing.shared import chips_for, numbers_in, same_file_before, with_sums
from calendar_app.queries.importing.words import Words

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class ImportPage:
    """An import with one page of its lines."""

    run: ImportRun
    lines: list
    page_obj: object
    # (value, label, number, chosen), all lines first.
    chips: list
    numbers: dict
    # Sentences on how the file was read.
    notes: list
    # The latest import of the very same file, if there was one before.
    same_file: ImportRun | None
    state: str
    total: int
    good: int
    broken: int


def visible_import(user, pk):
    """The import if `user` may see it, else None."""
    found = ImportRun.objects.visible_to(user).select_related("cluster__country", "created_by")
    return found.filter(pk=pk).first()


def import_list(user, number):
    """A page of the imports that `user` may see, latest first, each with `sums` by verdict. Three queries."""
    runs = ImportRun.objects.visible_to(user).select_related("cluster", "created_by").order_by("-created_at")
    page = Paginator(runs, 20).get_page(number)
    with_sums(page.object_list, ImportRow.objects.visible_to(user))
    return page


def import_page(user, run, verdict, number):
    """The `ImportPage` of `run` for one who may see it; `verdict` narrows the lines. The same number of queries
    whatever the number of lines."""
    rows = ImportRow.objects.visible_to(user).filter(run=run)
    numbers = numbers_of(user, run)
    total = sum(numbers.values())
    chosen = verdict if verdict in ImportVerdict.values else ""
    listed = rows.filter(verdict=chosen) if chosen else rows
    page = Paginator(listed.order_by("line"), PAGE_SIZE).get_page(number)
    words = Words(user, page.object_list)
    return ImportPage(
        run=run,
        lines=[words.line(row) for row in page.object_list],
        page_obj=page,
        chips=chips_for(numbers, chosen),
        numbers=numbers,
        notes=reading_notes(run),
        same_file=same_file_before(run, ImportRun.objects.visible_to(user).filter(cluster=run.cluster_id)),
        state=run.state,
        total=total,
        good=numbers.get(ImportVerdict.NEW, 0) + numbers.get(ImportVerdict.CHANGED, 0),
        broken=numbers.get(ImportVerdict.BROKEN, 0),
    )


def numbers_of(user, run):
    """{verdict: how many lines}."""
    return numbers_in(ImportRow.objects.visible_to(user).filter(run=run))


def all_lines(user, run):
    """Every line of `run` as `Line`s, for other programs."""
    rows = list(ImportRow.objects.visible_to(user).filter(run=run).order_by("line"))
    words = Words(user, rows)
    return [words.line(row) for row in rows]
