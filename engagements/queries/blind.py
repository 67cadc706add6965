"""Reads of consultations in confidence, for the coordinators who see the line."""

from django.db.models import Count, Q

from engagements.models import BlindAnswer, BlindConsultation
from stakeholders.queries import to_choose


def consultations(user, line):
    """Those of a line, newest first, each with how many were `asked` and have `answered`."""
    rows = list(BlindConsultation.objects.visible_to(user).filter(plan_line=line))
    counts = {
        row["consultation"]: row
        for row in BlindAnswer.objects.visible_to(user)
        .filter(consultation__in=[row.pk for row in rows])
        .order_by()
        .values("consultation")
        .annotate(asked=Count("pk"), answered=Count("pk", filter=Q(answered_on__isnull=False)))
    }
    for row in rows:
        row.asked = counts.get(row.pk, {}).get("asked", 0)
        row.answered = counts.get(row.pk, {}).get("answered", 0)
    return rows


def consultation(user, line_pk, pk):
    rows = BlindConsultation.objects.visible_to(user).filter(pk=pk, plan_line=line_pk)
    return rows.select_related("plan_line__cluster", "created_by").first()


def answers(user, found):
    rows = BlindAnswer.objects.visible_to(user).filter(consultation=found)
    return list(rows.select_related("stakeholder", "recorded_by"))


def answer(user, line_pk, consultation_pk, pk):
    rows = BlindAnswer.objects.visible_to(user).filter(
        pk=pk, consultation=consultation_pk, consultation__plan_line=line_pk
    )
    return rows.select_related("consultation__plan_line__cluster", "stakeholder").first()


def people_to_ask(user, found):
    """Stakeholders of the register that were not asked yet, as a queryset."""
    asked = BlindAnswer.objects.visible_to(user).filter(consultation=found).values("stakeholder_id")
    return to_choose(user, found.plan_line.cluster).exclude(pk__in=asked)
