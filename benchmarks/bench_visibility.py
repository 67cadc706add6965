"""What the visibility filter of plan lines costs on PostgreSQL: 200 clusters, 100,000 engagements, one coordinator.

Prints the query plan of her plan of one year and of a count over all years, with and without the filter. Needs
HRE_TEST_DATABASE_URL (`make bench` starts a throw-away server where it can).
"""

import datetime as dt
import os
import sys
import tempfile

from measure import ROOT, median_ms, report

CLUSTERS, LINES = 200, 100_000


def fill():
    """Clusters with people, engagements of all marks spread over clusters and five years. Returns a coordinator."""
    from clusters.enums import Role
    from clusters.models import Cluster, Country, Membership, User
    from engagements.enums import Exposure
    from engagements.models import PlanLine, PlanLineReader
    from mechanisms.models import Mechanism

    country = Country.objects.create(iso3="XXA", name="Country of the benchmark")
    clusters = Cluster.objects.bulk_create(
        [Cluster(country=country, name=f"Cluster {number}") for number in range(CLUSTERS)]
    )
    users = User.objects.bulk_create(
        [User(email=f"p{number}@bench.example", name=f"P {number}", password="!") for number in range(CLUSTERS)]
    )
    Membership.objects.bulk_create(
        [
            Membership(user=user, cluster=cluster, role=Role.COORDINATOR, starts_on=dt.date(2020, 1, 1))
            for user, cluster in zip(users, clusters, strict=True)
        ]
    )
    body = Mechanism.objects.create(key="bench", family="upr", name="Body of the benchmark", short_name="BB")
    marks = list(Exposure)
    lines = PlanLine.objects.bulk_create(
        [
            PlanLine(
                cluster=clusters[number % CLUSTERS],
                year=2025 + number // CLUSTERS % 5,
                title=f"Line {number}",
                mechanism=body,
                exposure=marks[number // CLUSTERS % 4],
                lead_role="coordinator",
            )
            for number in range(LINES)
        ],
        batch_size=5000,
    )
    PlanLineReader.objects.bulk_create(
        [
            PlanLineReader(plan_line=line, user=users[number % CLUSTERS])
            for number, line in enumerate(lines)
            if number % 7 == 0
        ],
        batch_size=5000,
    )
    return users[0], clusters[0]


def main():
    if not os.environ.get("HRE_TEST_DATABASE_URL"):
        print("No PostgreSQL: skipped.")
        return
    with tempfile.TemporaryDirectory(prefix="hre-bench-") as folder:
        os.environ |= {
            "DATABASE_URL": os.environ["HRE_TEST_DATABASE_URL"],
            "HRE_DATA_DIR": folder,
            "HRE_LOG_LEVEL": "WARNING",
            "DJANGO_SETTINGS_MODULE": "hre_portal.settings",
        }
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        user, cluster = fill()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        measure(user, cluster)


def measure(user, cluster):
    from core import memo
    from engagements.models import PlanLine

    everything = PlanLine.objects.unscoped("the floor of the benchmark")

    def seen():
        return PlanLine.objects.visible_to(user)

    with memo.one_request():
        for name, rows, floor in (
            (
                "Plan of a year of one cluster",
                seen().filter(cluster=cluster, year=2027),
                everything.filter(cluster=cluster, year=2027),
            ),
            ("All that she sees, counted", seen(), everything.filter(cluster=cluster)),
        ):
            rows, floor = rows.order_by(), floor.order_by()
            bare = median_ms(lambda floor=floor: floor.count())
            report(name, median_ms(lambda rows=rows: rows.count()), floor=bare)
            plan = rows.explain(analyze=True)
            print(plan, flush=True)
            print(
                "subplans:",
                plan.count("SubPlan"),
                "seq scans of plan lines:",
                plan.count("Seq Scan on engagements_planline "),
            )


if __name__ == "__main__":
    sys.exit(main())
