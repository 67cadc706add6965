"""The completeness of a risk form, and the gate it is."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from engagements.enums import RiskDecision, RiskLevel, RiskLine
from engagements.rules.gates import GateState


@dataclass(frozen=True)
class Missing:
    """What a risk form still lacks: the field it is about, the sentence, and its short form beside the field."""

    field: str
    sentence: str | Promise
    short: str | Promise = ""


def answer_state(answers, line):
    """(level, text) as far as given for one line; unknown levels count as not given."""
    given = (answers or {}).get(line) or {}
    level = given.get("level", "")
    return (level if level in RiskLevel.values else ""), (given.get("text") or "").strip()


def risk_missing(answers):
    """Every line needs a level and a sentence: an unanswered line blocks the decision (guide 4, line 75)."""
    missing = []
    for line in RiskLine:
        level, text = answer_state(answers, line)
        if not level and not text:
            missing.append(Missing(line.value, _("%(line)s: not answered.") % {"line": line.label}, _("Not answered.")))
        elif not level:
            missing.append(
                Missing(line.value, _("%(line)s: choose a level.") % {"line": line.label}, _("Choose a level."))
            )
        elif not text:
            missing.append(
                Missing(
                    line.value,
                    _("%(line)s: say why in a sentence.") % {"line": line.label},
                    _("Say why in a sentence."),
                )
            )
    return missing


def decision_missing(answers, mitigation, decision):
    """What stands in the way of `decision`: the unanswered lines, and the measures where it rests on them."""
    missing = risk_missing(answers)
    if decision not in RiskDecision.values:
        missing.append(Missing("decision", _("Choose a decision.")))
    if decision == RiskDecision.GO_WITH_MITIGATION and not (mitigation or "").strip():
        missing.append(Missing("mitigation", _("Name the measures on which this decision rests.")))
    return missing


# For readers who may not see the form: that it is open, not what it lacks.
RISK_NOT_FINISHED = _("The risk form is not finished.")


def risk_gate(*, exists, answers=None, mitigation="", decision="", review_on=None, today=None):
    """The gate opens with a complete form decided as "go" (with measures or without). A day set for looking again
    that has passed closes it."""
    if not exists:
        return GateState(False, [_("The risk form has not been started.")])
    if not decision:
        missing = [one.sentence for one in risk_missing(answers)]
        return GateState(False, missing or [_("The risk form is filled in, but no decision is taken.")])
    if decision == RiskDecision.NO_GO:
        return GateState(False, [_("The risk form ended with a no-go.")])
    missing = [one.sentence for one in decision_missing(answers, mitigation, decision)]
    if review_on is not None and today is not None and review_on < today:
        missing.append(_("The day set for looking again at the risks has passed."))
    return GateState(not missing, missing)
