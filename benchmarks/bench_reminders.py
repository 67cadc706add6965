"""Planning the reminders of 20,000 deadlines for ten people each, in a process of its own.

Goal: memory that stays bounded (under 300 MB in all), time linear in the pairs; the figure is printed per 10,000 pairs.
Measured at a quarter and at the whole of the dates: the ratio of the two figures per pair says how linear it is. On
SQLite, and on PostgreSQL where `make bench` started one.
"""

import datetime as dt
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench_mail import databases, peak_mib
from measure import ROOT, report

DATES = int(os.environ.get("HRE_BENCH_DATES", "20000"))
PEOPLE = 10
LIMIT_MIB, LIMIT_RATIO = 300, 1.5
# As many of them are due as on any one day of a full calendar, and all of them.
COUNTRIES = 40


def seed():
    """Ten coordinators for each of forty countries; the dates lie a week ahead, so that every pair is due."""
    from calendar_app.models import Entry
    from clusters.models import Cluster, Country, Membership, User
    from core import clock
    from mechanisms.models import Mechanism

    mechanism = Mechanism.objects.create(key="upr", family="upr", name="Universal Periodic Review", short_name="UPR")
    codes = [f"X{number:02}" for number in range(COUNTRIES)]
    Country.objects.bulk_create(Country(iso3=code, name=f"Country {code}") for code in codes)
    clusters = Cluster.objects.bulk_create(Cluster(country_id=code, name=f"Cluster {code}") for code in codes)
    people = User.objects.bulk_create(
        User(email=f"{code}.{number}@test.example", name=f"{code} {number}", password="!")
        for code in codes
        for number in range(PEOPLE)
    )
    Membership.objects.bulk_create(
        Membership(user=person, cluster=clusters[place // PEOPLE], role="coordinator", starts_on=dt.date(2020, 1, 1))
        for place, person in enumerate(people)
    )
    Entry.objects.bulk_create(
        [
            Entry(
                kind="submission",
                title=f"Date {number}",
                mechanism=mechanism,
                country_id=codes[number % COUNTRIES],
                due_on=clock.today() + dt.timedelta(days=7),
                precision="day",
                origin="official",
                certainty="confirmed",
                publication="published",
            )
            for number in range(DATES)
        ],
        batch_size=2000,
    )


def plan(count):
    """Plans `count` of the dates; returns seconds."""
    from calendar_app.models import Entry
    from calendar_app.reminders import plan_reminders
    from core.models import Delivery

    everything = Entry.objects.unscoped("the benchmark chooses how many dates are open")
    chosen = list(everything.order_by("pk").values_list("pk", flat=True)[:count])
    everything.update(state="met")
    everything.filter(pk__lte=chosen[-1]).update(state="open")
    Delivery.objects.all().delete()
    began = time.perf_counter()
    planned = plan_reminders()
    seconds = time.perf_counter() - began
    assert planned.queued == count * PEOPLE, planned
    return seconds


def measure(engine):
    import django

    django.setup()
    from django.core.management import call_command

    from calendar_app.reminders import plan_reminders

    call_command("migrate", verbosity=0)
    seed()
    quarter = DATES // 4
    few = plan(quarter)
    many = plan(DATES)
    began = time.perf_counter()
    assert plan_reminders().queued == 0
    again = time.perf_counter() - began
    pairs = DATES * PEOPLE
    rungs = "with the three rungs passed over"
    report(f"{engine}: {pairs} pairs, {rungs}, per 10,000", many / pairs * 10_000, "s")
    report(f"{engine}: planned again, nothing to do, per 10,000", again / pairs * 10_000, "s")
    kept = report(
        f"{engine}: per pair, beside {quarter * PEOPLE} pairs",
        many / pairs * 1e6,
        "us",
        floor=few / (quarter * PEOPLE) * 1e6,
        ratio_limit=LIMIT_RATIO,
    )
    kept &= report(f"{engine}: memory of the whole process, at most", peak_mib(), "MiB", limit=LIMIT_MIB)
    sys.exit(0 if kept else 1)


def main():
    kept = True
    with databases() as found:
        for engine, url in found:
            folder = Path(tempfile.mkdtemp(prefix="hre-bench-"))
            env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
            env |= {
                "HRE_DATA_DIR": str(folder),
                # The wake-up finds no broker in a scratch folder, and need not.
                "HRE_LOG_LEVEL": "ERROR",
                "DJANGO_SETTINGS_MODULE": "hre_portal.settings",
                "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "scripts"), str(ROOT / "benchmarks")]),
            }
            if url:
                env["DATABASE_URL"] = url
            try:
                run = subprocess.run([sys.executable, __file__, "--on", engine], env=env, check=False, cwd=ROOT)
                kept &= run.returncode == 0
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--on", engine]:
            measure(engine)
        case _:
            main()
