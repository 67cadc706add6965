"""What is kept of a plan that was taken along."""

from core import audit
from engagements.enums import CLOSED_MARKS


def record_plan_export(*, cluster, year, lines, by):
    """That somebody took a plan with closed lines along. Nothing closed in it: nothing to say. Each time anew."""
    closed = sum(line.exposure in CLOSED_MARKS for line in lines)
    if closed:
        audit.record(
            verb="plan.exported",
            target=cluster,
            by=by,
            cluster_id=cluster.pk,
            after={"year": year, "number": len(lines), "closed": closed},
        )
