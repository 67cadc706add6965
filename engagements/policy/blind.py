"""Who was asked in confidence, and what they said: the coordinators who see the plan line, nobody else."""

from django.db.models import Q

from clusters.enums import LEAD_ROLES
from clusters.policy import cluster_ids, glass_cluster_ids
from core import policy
from engagements.models import BlindAnswer, BlindConsultation, PlanLine


@policy.register(BlindConsultation)
def visible_consultations(user):
    led = Q(plan_line__cluster__in=cluster_ids(user, LEAD_ROLES))
    opened = Q(plan_line__cluster__in=glass_cluster_ids(user))
    return Q(plan_line__in=PlanLine.objects.visible_to(user).order_by().values("pk")) & (led | opened)


@policy.register(BlindAnswer)
def visible_answers(user):
    return Q(consultation__in=BlindConsultation.objects.visible_to(user).order_by().values("pk"))
