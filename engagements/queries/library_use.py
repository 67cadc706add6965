"""Tells the step library how often its steps stand in plans that the reader sees."""

from django.db.models import Count

from engagements.models import EngagementStep
from mechanisms.queries.library import answers_used


@answers_used
def lines_with_steps(user, step_ids):
    """{step of the library: in how many plan lines}, of lines that `user` sees. One query."""
    steps = EngagementStep.objects.visible_to(user).filter(template__in=step_ids)
    return dict(steps.order_by().values_list("template_id").annotate(number=Count("plan_line", distinct=True)))
