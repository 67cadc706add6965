"""What is kept of a plan that was taken along."""

from engagements.actions.exporting import record_taken_along
from engagements.enums import CLOSED_MARKS


def record_plan_export(*, cluster, year, lines, by):
    """That somebody took closed lines of a plan along."""
    closed = [line for line in lines if line.exposure in CLOSED_MARKS]
    record_taken_along(verb="plan.exported", things=closed, cluster=cluster, after={"year": year}, by=by)
