"""Writes to the risk form. Saved as one goes; decided when every line is answered. The trail keeps levels and decision,
never what people wrote about risks."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.errors import Refused, Stale
from engagements import policy, rules
from engagements.actions.plans import record, save_version
from engagements.enums import RiskDecision, RiskLevel, RiskLine
from engagements.models import RiskForm


def _clean(answers):
    """Known lines and levels only, texts trimmed; an unknown level is an error at that line."""
    cleaned, errors = {}, {}
    for line in RiskLine.values:
        given = answers.get(line) or {}
        level, text = given.get("level") or "", (given.get("text") or "").strip()
        if level and level not in RiskLevel.values:
            errors[f"{line}_level"] = _("Choose a level.")
        if level or text:
            cleaned[line] = {"level": level, "text": text}
    if errors:
        raise ValidationError(errors)
    return cleaned


def _levels(answers):
    return {line: given["level"] for line, given in answers.items() if given.get("level")}


def _form_for_update(plan_line, expected_version, by):
    """The form, created empty at the first save (`expected_version` 0). `Stale` when another was first."""
    form = RiskForm.objects.visible_to(by).filter(plan_line=plan_line).first()
    if form is None:
        if expected_version:
            raise Stale
        form = RiskForm(plan_line=plan_line, version=1)
        try:
            with transaction.atomic():
                form.save(force_insert=True)
        except IntegrityError as error:
            raise Stale from error
        return form, 1
    if not expected_version:
        raise Stale
    return form, expected_version


@transaction.atomic
def save_risk_form(*, plan_line, answers, mitigation="", review_on=None, expected_version, by):
    """Keep what is answered so far; unanswered lines are allowed. Coordinators and SAG who see the line.
    `expected_version` is 0 for a form that does not exist yet. Saving after a decision takes the decision back:
    it rested on other answers. Saving the same again changes nothing."""
    policy.check_can_answer_risks(by, plan_line.cluster_id)
    policy.check_still_visible(plan_line, by)
    answers, mitigation = _clean(answers), mitigation.strip()
    form, version = _form_for_update(plan_line, expected_version, by)
    before = (form.answers, form.mitigation, form.review_on)
    if before == (answers, mitigation, review_on):
        if form.version != version:
            raise Stale
        return form
    old_levels, old_decision = _levels(form.answers), form.decision
    save_version(
        form,
        version,
        by,
        answers=answers,
        mitigation=mitigation,
        review_on=review_on,
        decision="",
        decided_by=None,
        decided_at=None,
        updated_at=clock.now(),
    )
    policy.check_still_visible(form, by)
    record(
        "risk_form.saved",
        form,
        plan_line,
        by=by,
        before={"levels": old_levels, "decision": str(old_decision)},
        after={"levels": _levels(answers), "decision": ""},
    )
    return form


@transaction.atomic
def decide_risk_form(*, plan_line, answers, mitigation, review_on, decision, expected_version, by):
    """Save and decide: go, go with measures, no-go. Coordinators only. Raises `ValidationError` with one sentence at
    each field that is missing; nothing is saved then."""
    policy.check_can_decide_risks(by, plan_line.cluster_id)
    missing = rules.decision_missing(_clean(answers), mitigation, decision)
    if missing:
        raise ValidationError({one.field: one.short or one.sentence for one in missing})
    form = save_risk_form(
        plan_line=plan_line,
        answers=answers,
        mitigation=mitigation,
        review_on=review_on,
        expected_version=expected_version,
        by=by,
    )
    if form.decision == decision:
        raise Refused(_("This decision is already taken."))
    before = form.decision
    save_version(form, form.version, by, decision=RiskDecision(decision), decided_by=by, decided_at=clock.now())
    record(
        "risk_form.decided",
        form,
        plan_line,
        by=by,
        before={"decision": str(before)},
        after={"decision": str(decision), "levels": _levels(form.answers)},
    )
    return form
