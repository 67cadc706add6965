"""Who sees with whom a step is done."""

from django.db.models import Q

from core import policy
from engagements.models import EngagementStep, StepPartner
from stakeholders.models import Stakeholder


@policy.register(StepPartner)
def visible_step_partners(user):
    """Whoever sees the step and the entry of the register: of a protected one others do not learn that there is one."""
    steps = EngagementStep.objects.visible_to(user).order_by().values("pk")
    entries = Stakeholder.objects.visible_to(user).order_by().values("pk")
    return Q(step__in=steps) & Q(stakeholder__in=entries)
