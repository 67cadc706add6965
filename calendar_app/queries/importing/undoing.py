"""What undoing an import would do, for the page that asks."""

from calendar_app.enums import UndoneAs

UNDO_NAMED = 100


def undo_lines(plan):
    """What undoing would do, for the page that asks: how many of each, and by name those that are left or only
    cancelled. `plan` is {line: (row, date or None, UndoneAs)}."""
    sums: dict = {}
    named: list = []
    for row, entry, fate in sorted(plan.values(), key=lambda each: each[0].line):
        sums[fate] = sums.get(fate, 0) + 1
        if fate in (UndoneAs.LEFT, UndoneAs.CANCELLED) and len(named) < UNDO_NAMED:
            title = str(entry) if entry is not None else row.cells.get("title", "")
            named.append((row.line, title, entry.pk if entry is not None else None, UndoneAs(fate)))
    return {"sums": {fate.value: sums.get(fate, 0) for fate in UndoneAs}, "named": named, "is_cut": _is_cut(sums)}


def _is_cut(sums):
    return sums.get(UndoneAs.LEFT, 0) + sums.get(UndoneAs.CANCELLED, 0) > UNDO_NAMED
