"""Writes to the risk form. Saved as one goes; decided when every line is answered. The trail keeps levels and decision,
never what people wrote about risks."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from clusters.policy import check_is_task_team
from core import audit, clock
from core.errors import Refused, Stale
from core.saving import save_version
from engagements import policy, rules
from engagements.actions.plans import hold, record
from engagements.enums import RiskCategory, RiskDecision, RiskLevel, RiskLine, YesNo
from engagements.models import RiskForm, RiskGuidance

# What the form says beside its lines, when nothing is said.
_MORE = {"mitigation": "", "benefits": "", "decision_reason": "", "sources_local": "", "categories": ()}


def _clean(answers):
    """Known lines and levels only, texts trimmed; an unknown level is an error at that line."""
    cleaned, errors = {}, {}
    for line in RiskLine.values:
        given = {name: (answers.get(line) or {}).get(name) or "" for name in rules.PARTS}
        for name in ("likelihood", "effect"):
            if given[name] and given[name] not in RiskLevel.values:
                errors[f"{line}_{name}"] = _("Choose a level.")
        given = {name: value.strip() for name, value in given.items()}
        if any(given.values()):
            cleaned[line] = given
    if errors:
        raise ValidationError(errors)
    return cleaned


def _clean_more(more):
    """What the form says beside its lines, as it is stored."""
    unknown = set(more) - set(_MORE)
    if unknown:
        raise TypeError(f"a risk form has no {', '.join(sorted(unknown))}")
    more = {**_MORE, **more}
    if set(more["categories"]) - set(RiskCategory.values):
        raise ValidationError({"categories": _("Choose from the list.")})
    if more["sources_local"] not in ("", *YesNo.values):
        raise ValidationError({"sources_local": _("Choose yes or no.")})
    texts = {name: more[name].strip() for name in ("benefits", "decision_reason", "mitigation")}
    return {**more, **texts, "categories": [one for one in RiskCategory.values if one in more["categories"]]}


def _levels(answers):
    """{line: level} of the lines that have one: what the trail keeps."""
    levels = {line: rules.answer_of(answers, line).level for line in RiskLine.values}
    return {line: str(level) for line, level in levels.items() if level}


def _form_for_update(plan_line, expected_version, by, guidance):
    """The form, created empty at the first save (`expected_version` 0). `Stale` when another was first."""
    form = RiskForm.objects.visible_to(by).filter(plan_line=plan_line).first()
    if form is None:
        if expected_version:
            raise Stale
        form = RiskForm(plan_line=plan_line, version=1, guidance=guidance)
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
def save_risk_form(*, plan_line, answers, review_on=None, expected_version, by, **more):
    """Keep what is answered so far; unanswered lines are allowed. Coordinators and SAG who see the line. `more`:
    mitigation, benefits, decision_reason, sources_local ("yes", "no", ""), categories (RiskCategory).
    `expected_version` is 0 for a form that does not exist yet; it is filled in by the guidance in force that day.
    Saving after a decision takes the decision back: it rested on other answers. Saving the same again changes
    nothing."""
    policy.check_can_answer_risks(by, plan_line.cluster_id)
    policy.check_still_visible(plan_line, by)
    answers, more = _clean(answers), _clean_more(more)
    form, version = _form_for_update(plan_line, expected_version, by, newest_guidance())
    given = {"answers": answers, "review_on": review_on, **more}
    if {name: getattr(form, name) for name in given} == given:
        if form.version != version:
            raise Stale
        return form
    old_levels, old_decision = _levels(form.answers), form.decision
    save_version(
        form,
        version,
        by,
        decision="",
        decided_by=None,
        decided_at=None,
        updated_at=clock.now(),
        **given,
    )
    policy.check_still_visible(form, by)
    policy.forget_standing(plan_line)
    record(
        "risk_form.saved",
        form,
        plan_line,
        by=by,
        before={"levels": old_levels, "decision": str(old_decision)},
        after={"levels": _levels(answers), "decision": "", "categories": more["categories"]},
    )
    return form


@transaction.atomic
def decide_risk_form(*, plan_line, answers, review_on, decision, expected_version, by, **more):
    """Save and decide: go (in one of its kinds), wait, no-go. Coordinators only. Raises `ValidationError` with one
    sentence at each field that is missing; nothing is saved then. The newest guidance is the one it was decided by."""
    policy.check_can_decide_risks(by, plan_line.cluster_id)
    given = _clean_more(more)
    missing = rules.decision_missing(
        _clean(answers),
        given["mitigation"],
        decision,
        reason=given["decision_reason"],
        sources_local=given["sources_local"],
    )
    if missing:
        raise ValidationError({one.field: one.short or one.sentence for one in missing})
    hold(plan_line, by)
    form = save_risk_form(
        plan_line=plan_line,
        answers=answers,
        review_on=review_on,
        expected_version=expected_version,
        by=by,
        **more,
    )
    if form.decision == decision:
        raise Refused(_("This decision is already taken."))
    before, guidance = form.decision, newest_guidance()
    policy.forget_standing(plan_line)
    save_version(
        form,
        form.version,
        by,
        decision=RiskDecision(decision),
        decided_by=by,
        decided_at=clock.now(),
        guidance=guidance,
    )
    record(
        "risk_form.decided",
        form,
        plan_line,
        by=by,
        before={"decision": str(before)},
        after={
            "decision": str(decision),
            "levels": _levels(form.answers),
            "guidance": guidance.number if guidance else 0,
        },
    )
    return form


def newest_guidance():
    """The guidance in force; None: the portal's own."""
    return RiskGuidance.objects.first()


@transaction.atomic
def publish_guidance(*, title, text, source="", url="", expected_number, by):
    """A new version of the guidance on risks. Task Team only; forms decided earlier keep theirs. `Stale` when another
    version was published since `expected_number`."""
    check_is_task_team(by)
    newest = newest_guidance()
    if (newest.number if newest else 0) != expected_number:
        raise Stale
    guidance = RiskGuidance(
        number=expected_number + 1,
        title=" ".join(title.split()),
        text=text.strip(),
        source=source.strip(),
        url=url.strip(),
        published_on=clock.day_of(by),
        created_by=by,
    )
    guidance.clean_fields(exclude=["created_by"])
    try:
        with transaction.atomic():
            guidance.save(force_insert=True)
    except IntegrityError as error:
        raise Stale from error
    audit.record(
        verb="risk_guidance.published",
        target=guidance,
        by=by,
        before={"number": expected_number},
        after={"number": guidance.number},
        label=f"{guidance._meta.verbose_name} {guidance.number}",
    )
    return guidance
