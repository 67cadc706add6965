"""Shared by the benchmarks: medians, ratios to a floor measured in the same run, a scratch portal."""

import contextlib
import io
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def median_ms(function, *, rounds=15, warm=2, clock=time.perf_counter):
    """Median duration of `function()` in milliseconds."""
    for _ in range(warm):
        function()
    times = []
    for _ in range(rounds):
        began = clock()
        function()
        times.append((clock() - began) * 1000)
    return statistics.median(times)


def median_cpu_ms(function, **rounds):
    """The same in time of the processor: what else the machine does hardly lengthens it."""
    return median_ms(function, clock=time.process_time, **rounds)


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def report(what, value, unit="ms", *, floor=None, limit=None, ratio_limit=None):
    """One line: the figure, the ratio to the floor, the limit it should keep. Returns whether it keeps it."""
    line, kept = f"{what:<58} {value:>10.2f} {unit}", True
    if floor is not None:
        ratio = value / floor
        line += f"   {ratio:5.2f} x floor ({floor:.2f} {unit})"
        if ratio_limit is not None:
            kept = ratio <= ratio_limit
            line += f", limit {ratio_limit} x"
    if limit is not None:
        kept = kept and value <= limit
        line += f"   limit {limit} {unit}"
    print(line + ("" if kept else "   <-- OVER"), flush=True)
    return kept


@contextlib.contextmanager
def scratch_portal():
    """A data folder of its own, with Django set up on it. Yields the folder; it is removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="hre-bench-"))
    (folder / "static").mkdir()
    os.environ.update(
        HRE_DATA_DIR=str(folder), HRE_DEMO="1", HRE_DEMO_PASSWORD="only for the benchmark", HRE_LOG_LEVEL="WARNING"
    )
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hre_portal.settings")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def load_world():
    """Tables, reference data and demonstration people in the scratch portal."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    with contextlib.redirect_stdout(io.StringIO()):
        call_command("load_reference", verbosity=0)
        call_command("load_demo", verbosity=0)


def add_entries(count, *, country="MOZ", first_day=None, days=700):
    """Published dates, `count` of them, a tenth for `country`, the rest over all others, on `days` days in turn."""
    import datetime as dt

    from calendar_app.enums import Certainty, EntryKind, Origin, Precision, Publication
    from calendar_app.models import Entry
    from clusters.models import Country
    from core import clock
    from mechanisms.models import Mechanism

    first_day = first_day or clock.today()
    others = list(Country.objects.exclude(pk=country).values_list("pk", flat=True))
    mechanisms = list(Mechanism.objects.all()[:40])
    kinds = [EntryKind.SUBMISSION, EntryKind.REPORT_DUE, EntryKind.CONSULTATION, EntryKind.RELATED_EVENT]
    Entry.objects.bulk_create(
        [
            Entry(
                kind=kinds[number % len(kinds)],
                title=f"Date number {number} of the benchmark",
                mechanism=mechanisms[number % len(mechanisms)],
                country_id=country if number % 10 == 0 else others[number % len(others)],
                due_on=first_day + dt.timedelta(days=number % days),
                precision=Precision.DAY,
                origin=Origin.OFFICIAL,
                certainty=Certainty.CONFIRMED,
                publication=Publication.PUBLISHED,
                confidence="checked",
            )
            for number in range(count)
        ],
        batch_size=2000,
    )
