"""An outcome arrived: the lines it concerns offer to look back. No mail of its own: the coordinators of the country are
told of the outcome by the calendar, and nothing opens by itself."""

from django.db.models import Q

from core import clock
from core.events import subscribe
from engagements.enums import LineState, LookBackState
from engagements.models import LookBack, PlanLine


@subscribe("outcome_published")
def offer_to_look_back(*, outcome, **facts):
    """Lines of the same mechanism in the countries of the outcome (in all, where it names none) that are not set aside.
    Announced again, for instance with one more country: only lines that have no offer yet get one. A line that is done
    is offered it too: recommendations often come months later (guide 1, slide 11)."""
    countries = list(outcome.countries.values_list("pk", flat=True))
    where = Q(cluster__country__in=countries) if countries else Q()
    lines = PlanLine.objects.unscoped("an offer on the line is read through visible_to by whoever opens it").filter(
        where, mechanism=outcome.mechanism_id
    )
    lines = lines.exclude(state=LineState.NOT_NOW).order_by()
    known = LookBack.objects.unscoped("lines that were offered it already").filter(outcome=outcome)
    now = clock.now()
    LookBack.objects.bulk_create(
        [
            LookBack(plan_line_id=pk, outcome=outcome, state=LookBackState.OFFERED, offered_at=now)
            for pk in lines.exclude(pk__in=known.values("plan_line_id")).values_list("pk", flat=True)
        ],
        batch_size=500,
    )
