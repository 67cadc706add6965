"""Writes to consultations in confidence. The trail keeps that there was one; neither question, nor answer, nor whom."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core import policy as visibility
from core.errors import Refused
from core.saving import save_version
from engagements import policy
from engagements.actions.personal import check_texts
from engagements.actions.plans import hold
from engagements.models import BlindAnswer, BlindConsultation


def _record(verb, consultation, by, *, after=None):
    audit.record(
        verb=verb,
        target=consultation,
        by=by,
        cluster_id=consultation.plan_line.cluster_id,
        parent=f"engagements.planline:{consultation.plan_line_id}",
        after=after,
        label=str(consultation),
    )


def _check_lead(consultation, by):
    policy.check_can_plan(by, consultation.plan_line.cluster_id)


def _check_open(consultation, by):
    """Held until the transaction ends, so that nobody closes it while something is added, or adds the same."""
    hold(consultation.plan_line, by)
    if not BlindConsultation.objects.visible_to(by).filter(pk=consultation.pk, closed_at=None).exists():
        raise Refused(_("This consultation is closed."))


def _check_day(name, day, by):
    if day is None:
        raise ValidationError({name: _("Say on which day.")})
    if day > clock.day_of(by):
        raise ValidationError({name: _("This day lies in the future.")})


@transaction.atomic
def begin_consultation(*, plan_line, question, due_on=None, names_nobody=False, by):
    """Write down the one question that all are asked. Coordinators who see the line; a question that could give a
    person away is refused, since it leaves the portal in somebody's mouth. Twice begins two."""
    policy.check_can_plan(by, plan_line.cluster_id)
    if not visibility.is_visible(plan_line, by):
        raise Refused(_("This plan line does not exist."))
    question = question.strip()
    if not question:
        raise ValidationError({"question": _("Write the question.")})
    check_texts({"question": question}, names_nobody=names_nobody)
    row = BlindConsultation(plan_line=plan_line, question=question, due_on=due_on, created_by=by)
    row.full_clean(exclude=["plan_line", "created_by"])
    row.save(force_insert=True)
    _record("blind.begun", row, by)
    return row


@transaction.atomic
def note_asked(*, consultation, stakeholder, asked_on, asked_how, by):
    """Write down that one of the register was asked, alone. Coordinators. The same one twice is refused."""
    _check_lead(consultation, by)
    _check_open(consultation, by)
    _check_day("asked_on", asked_on, by)
    if stakeholder.cluster_id != consultation.plan_line.cluster_id or not visibility.is_visible(stakeholder, by):
        raise ValidationError({"stakeholder": _("This entry is not in the register of the cluster.")})
    if BlindAnswer.objects.visible_to(by).filter(consultation=consultation, stakeholder=stakeholder).exists():
        raise ValidationError({"stakeholder": _("They were asked already.")})
    row = BlindAnswer(
        consultation=consultation, stakeholder=stakeholder, asked_on=asked_on, asked_how=asked_how, recorded_by=by
    )
    row.full_clean(exclude=["consultation", "stakeholder", "recorded_by"], validate_unique=False)
    row.save(force_insert=True)
    _record("blind.asked", consultation, by)
    return row


@transaction.atomic
def record_answer(*, answer_row, answer, answered_on, answered_how, names_nobody=False, expected_version, by):
    """Write down what one of them answered, on which day and how. Coordinators; it can be put right while the
    consultation is open. What could give a person away is refused."""
    consultation = answer_row.consultation
    _check_lead(consultation, by)
    _check_open(consultation, by)
    answer = answer.strip()
    if not answer:
        raise ValidationError({"answer": _("Write down the answer.")})
    _check_day("answered_on", answered_on, by)
    if answered_on < answer_row.asked_on:
        raise ValidationError({"answered_on": _("This day lies before the one on which they were asked.")})
    check_texts({"answer": answer}, names_nobody=names_nobody)
    changes = {"answer": answer, "answered_on": answered_on, "answered_how": answered_how, "recorded_by": by}
    save_version(answer_row, expected_version, by, **changes)
    _record("blind.answered", consultation, by)
    return answer_row


@transaction.atomic
def close_consultation(*, consultation, conclusion, names_nobody=False, expected_version, by):
    """Keep what follows from all answers together; then nothing is added any more."""
    _check_lead(consultation, by)
    _check_open(consultation, by)
    conclusion = conclusion.strip()
    check_texts({"conclusion": conclusion}, names_nobody=names_nobody)
    save_version(consultation, expected_version, by, conclusion=conclusion, closed_at=clock.now())
    _record("blind.closed", consultation, by)
    return consultation
