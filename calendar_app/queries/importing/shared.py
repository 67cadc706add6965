"""What pages of imports have in common, whatever is imported: numbers by verdict, the chips that narrow them, and the
import of the very same file before."""

from django.db.models import Count
from django.utils.translation import gettext as _

from calendar_app.enums import ImportState, ImportVerdict

# How a verdict looks: the tone of its pill, and its icon.
TONES = {
    ImportVerdict.NEW: ("ok", "add"),
    ImportVerdict.CHANGED: ("accent", "edit"),
    ImportVerdict.UNCHANGED: ("neutral", "check"),
    ImportVerdict.BROKEN: ("danger", "alert"),
    ImportVerdict.MEANWHILE: ("warn", "clock"),
}
# Lines that want a look come first.
ORDER = (
    ImportVerdict.BROKEN,
    ImportVerdict.MEANWHILE,
    ImportVerdict.NEW,
    ImportVerdict.CHANGED,
    ImportVerdict.UNCHANGED,
)


def with_sums(runs, rows):
    """Give each of `runs` (a page of imports) its `sums`: (tone, icon, label, number) by verdict. `rows` are the lines
    that the reader may see. One query."""
    sums: dict = {}
    rows = rows.filter(run__in=[run.pk for run in runs]).order_by()
    for run_id, verdict, count in rows.values_list("run_id", "verdict").annotate(Count("pk")):
        sums.setdefault(run_id, {})[verdict] = count
    for run in runs:
        found = sums.get(run.pk, {})
        run.sums = [
            (*TONES[verdict], ImportVerdict(verdict).label, found[verdict]) for verdict in ORDER if found.get(verdict)
        ]


def numbers_in(rows):
    """{verdict: how many of `rows`}. One query."""
    return dict(rows.order_by().values_list("verdict").annotate(Count("pk")))


def chips_for(numbers, chosen):
    """[(value, label, number, chosen)], all lines first, then the verdicts that there are."""
    chips: list = [("", _("All lines"), sum(numbers.values()), not chosen)]
    return chips + [
        (value.value, value.label, numbers[value], value == chosen) for value in ORDER if numbers.get(value)
    ]


def same_file_before(run, runs):
    """The latest of `runs` that took over the very same file before `run`, or None."""
    same = runs.filter(digest=run.digest, state=ImportState.APPLIED, created_at__lte=run.created_at)
    return same.exclude(pk=run.pk).order_by("-applied_at").first()
