"""Planning the reminders of 10,000 due steps: 200 clusters, a thousand people, lines of three marks. Whom each reaches
is asked of the one policy, for twenty-five people at once.

Goal: no query for each step or person; the time beside planning half of the steps, per step, says how linear it is.
"""

import datetime as dt
import sys
import time

from measure import report, scratch_portal

CLUSTERS, PEOPLE, LINES, STEPS = 200, 5, 10, 5
ROLES = ("coordinator", "coordinator", "co_coordinator", "sag", "sag")
MARKS = ("members_only", "restricted", "confidential")
# A page of 500 steps asks after the people of ten clusters: two groups, and what the page itself needs.
QUERIES_PER_STEP, LIMIT_RATIO = 0.1, 1.5


def seed():
    """Steps due in a week; the first coordinator of each cluster is named on its lines."""
    from clusters.models import Cluster, Country, Membership, User
    from core import clock
    from engagements.enums import StepState
    from engagements.models import EngagementStep, PlanLine, PlanLineReader
    from mechanisms.models import Mechanism

    today = clock.today()
    mechanism = Mechanism.objects.create(key="upr", family="upr", name="Universal Periodic Review", short_name="UPR")
    codes = [f"{letter}{number:02}" for letter in "XY" for number in range(CLUSTERS // 2)]
    Country.objects.bulk_create(Country(iso3=code, name=f"Country {code}") for code in codes)
    clusters = Cluster.objects.bulk_create(Cluster(country_id=code, name=f"Cluster {code}") for code in codes)
    people = User.objects.bulk_create(
        User(email=f"{code}.{number}@test.example", name=f"{code} {number}", password="!")
        for code in codes
        for number in range(PEOPLE)
    )
    Membership.objects.bulk_create(
        Membership(
            user=person,
            cluster=clusters[place // PEOPLE],
            role=ROLES[place % PEOPLE],
            starts_on=today - dt.timedelta(days=900),
        )
        for place, person in enumerate(people)
    )
    lines = PlanLine.objects.bulk_create(
        PlanLine(
            cluster=cluster,
            mechanism=mechanism,
            year=today.year,
            title=f"Engagement {number}",
            lead_role="coordinator",
            exposure=MARKS[number % len(MARKS)],
            planned_for=today + dt.timedelta(days=60),
            created_by=people[place * PEOPLE],
        )
        for place, cluster in enumerate(clusters)
        for number in range(LINES)
    )
    PlanLineReader.objects.bulk_create(PlanLineReader(plan_line=line, user=line.created_by) for line in lines)
    EngagementStep.objects.bulk_create(
        [
            EngagementStep(
                plan_line=line,
                title=f"Step {number}",
                due_on=today + dt.timedelta(days=7),
                state=StepState.OPEN,
                position=number,
                owner_role="coordinator",
                deputy_role="co_coordinator",
            )
            for line in lines
            for number in range(STEPS)
        ],
        batch_size=2000,
    )


def plan(count):
    """Plans the first `count` steps; returns (seconds of processor, queries, mails queued)."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from core import clock
    from core.models import Delivery
    from engagements.models import EngagementStep
    from engagements.reminders import plan_step_reminders

    steps = EngagementStep.objects.unscoped("the benchmark chooses how many steps are due")
    last = steps.order_by("pk").values_list("pk", flat=True)[count - 1]
    steps.update(due_on=clock.today() + dt.timedelta(days=400))
    steps.filter(pk__lte=last).update(due_on=clock.today() + dt.timedelta(days=7))
    Delivery.objects.all().delete()
    began = time.process_time()
    with CaptureQueriesContext(connection) as captured:
        queued = plan_step_reminders()
    return time.process_time() - began, len(captured), queued


def main():
    with scratch_portal():
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        seed()
        every = CLUSTERS * LINES * STEPS
        few, _queries, some = plan(every // 2)
        many, queries, queued = plan(every)
        if not 0 < some < queued:
            sys.exit(f"{some} and {queued} mails were queued")
        report(f"{every} steps, {queued} mails: processor", many, "s")
        kept = report("queries per step", queries / every, "queries", limit=QUERIES_PER_STEP)
        kept &= report(
            f"per step, beside {every // 2} steps",
            many / every * 1e6,
            "us",
            floor=few / (every // 2) * 1e6,
            ratio_limit=LIMIT_RATIO,
        )
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
