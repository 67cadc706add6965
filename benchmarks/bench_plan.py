"""The plan of a cluster with 200 lines and 1,000 steps, the page of one line, and a line created from a review with 12
steps, in process, beside the bare writes.

Goals: at most 15 queries and 30 KB compressed a page; a line with 12 steps created in less than 100 ms.
"""

import datetime as dt
import gzip
import sys

from measure import load_world, median_ms, report, scratch_portal

LINES, STEPS, CHOSEN = 200, 5, 12
QUERIES, SIZE = 15, 30


def fill(cluster, by, year):
    """The lines and steps, in two writes; every tenth line is confidential and names its planner."""
    from engagements.enums import StepState
    from engagements.models import EngagementStep, PlanLine, PlanLineReader
    from mechanisms.models import Mechanism

    bodies = list(Mechanism.objects.order_by("pk")[:20])
    first = dt.date(year, 1, 5)
    lines = PlanLine.objects.bulk_create(
        PlanLine(
            cluster=cluster,
            mechanism=bodies[number % len(bodies)],
            year=year,
            title=f"Engagement number {number} on a matter of protection",
            lead_role="coordinator",
            exposure="confidential" if number % 10 == 0 else "members_only",
            reasons=["advocacy", "networks"],
            planned_for=first + dt.timedelta(days=number),
            created_by=by,
        )
        for number in range(LINES)
    )
    PlanLineReader.objects.bulk_create(PlanLineReader(plan_line=line, user=by) for line in lines)
    EngagementStep.objects.bulk_create(
        EngagementStep(
            plan_line=line,
            title=f"Step {number} of the engagement",
            due_on=line.planned_for - dt.timedelta(days=7 * number),
            state=StepState.OPEN,
            position=number,
        )
        for line in lines
        for number in range(STEPS)
    )
    return lines


def page(client, address):
    """(queries, KB compressed, the answer)."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    if answer.status_code != 200:
        sys.exit(f"{address} answers {answer.status_code}")
    return len(captured), len(gzip.compress(answer.content)) / 1024


def create(cluster, by, entry):
    """(ms to plan a line with its steps from the date of a review, ms of the bare writes)."""
    from django.db import transaction

    from engagements.actions.plans import create_plan_line
    from engagements.models import EngagementStep, PlanLine
    from engagements.queries.plans import proposed_steps

    proposals = proposed_steps(
        by, entry.mechanism, entry=entry, review=entry.review, today=dt.date(2026, 1, 1), cluster=cluster
    )
    steps = [proposal.as_step() for proposal in proposals if not proposal.due_on or proposal.due_on <= entry.due_on]
    steps = steps[:CHOSEN]
    if len(steps) != CHOSEN:
        sys.exit(f"The library proposes {len(steps)} steps before the review, not {CHOSEN}.")

    def action():
        create_plan_line(
            cluster=cluster,
            mechanism=entry.mechanism,
            entry=entry,
            review=entry.review,
            year=entry.due_on.year,
            title="A review",
            lead_role="coordinator",
            steps=steps,
            by=by,
        )

    def bare():
        with transaction.atomic():
            line = PlanLine(
                cluster=cluster, mechanism=entry.mechanism, year=2027, title="A review", lead_role="coordinator"
            )
            line.save(force_insert=True)
            EngagementStep.objects.bulk_create(EngagementStep(plan_line=line, **step) for step in steps)

    return median_ms(action, rounds=25), median_ms(bare, rounds=25)


def main():
    kept = True
    with scratch_portal():
        load_world()
        from django.test import Client

        from calendar_app.enums import EntryKind
        from calendar_app.models import Entry
        from clusters.models import User
        from core import clock, memo

        by = User.objects.get(email="coordinator.moz@demo.example")
        cluster = by.memberships.get().cluster
        year = clock.today().year + 1
        lines = fill(cluster, by, year)
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(by)
        for what, address in (
            ("plan of 200 lines and 1,000 steps", f"/engagements/?cluster={cluster.pk}&year={year}"),
            ("page of one line", f"/engagements/plan/{lines[0].pk}/"),
            ("page of a new line", f"/engagements/plan/new/?cluster={cluster.pk}&mechanism=upr"),
        ):
            queries, size = page(client, address)
            kept = report(f"{what}: queries", queries, "", limit=QUERIES) and kept
            kept = report(f"{what}: compressed", size, "KB", limit=SIZE) and kept
            report(f"{what}: in process", median_ms(lambda address=address: client.get(address)))
        # The review of another country of the demonstration, planned by its own coordinator.
        planner = User.objects.get(email="coordinator.syr@demo.example")
        cluster = planner.memberships.get().cluster
        reviews = Entry.objects.visible_to(planner).filter(
            kind=EntryKind.REVIEW, country=cluster.country_id, due_on__isnull=False
        )
        entry = reviews.select_related("mechanism", "review").latest("due_on")
        # As a page does it: roles are read once for the whole request.
        with memo.one_request():
            took, floor = create(cluster, planner, entry)
        kept = report("a line from a review with 12 steps", took, floor=floor, limit=100) and kept
    if not kept:
        sys.exit(1)


if __name__ == "__main__":
    main()
