"""The completeness of a risk form, and the gate it is."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from engagements.enums import Channel, Exposure, RiskDecision, RiskLevel, RiskLine, YesNo
from engagements.rules.gates import GateState

PARTS = ("likelihood", "effect", "text", "measures")
_RANK = {RiskLevel.LOW: 0, RiskLevel.MEDIUM: 1, RiskLevel.HIGH: 2}
# Decisions after which something may go out.
GOES = frozenset(
    {
        RiskDecision.GO,
        RiskDecision.GO_WITH_MITIGATION,
        RiskDecision.GO_CONFIDENTIALLY,
        RiskDecision.GO_INDIRECTLY,
    }
)


@dataclass(frozen=True)
class Missing:
    """What a risk form still lacks: the field it is about, the sentence, and its short form beside the field."""

    field: str
    sentence: str | Promise
    short: str | Promise = ""


@dataclass(frozen=True)
class LineAnswer:
    """What is said about one line; levels that nobody knows count as not given."""

    likelihood: str = ""
    effect: str = ""
    text: str = ""
    measures: str = ""

    @property
    def level(self):
        """How much weight the two have together, or ""."""
        if not (self.likelihood and self.effect):
            return ""
        return level_of(self.likelihood, self.effect)


def level_of(likelihood, effect):
    """Low, medium or high: unlikely and slight is low, likely and grave is high, what lies between is medium."""
    weight = _RANK[RiskLevel(likelihood)] + _RANK[RiskLevel(effect)]
    return RiskLevel.LOW if weight < 2 else RiskLevel.MEDIUM if weight == 2 else RiskLevel.HIGH


def answer_of(answers, line):
    """The `LineAnswer` for one line, empty where nothing is given."""
    given = (answers or {}).get(line) or {}
    levels = {name: given.get(name, "") for name in ("likelihood", "effect")}
    return LineAnswer(
        **{name: level if level in RiskLevel.values else "" for name, level in levels.items()},
        text=(given.get("text") or "").strip(),
        measures=(given.get("measures") or "").strip(),
    )


def risk_missing(answers):
    """Every line needs both levels and a sentence: an unanswered line blocks the decision (guide 4, line 75)."""
    missing = []
    for line in RiskLine:
        answer = answer_of(answers, line)
        if answer == LineAnswer():
            missing.append(Missing(line.value, _("%(line)s: not answered.") % {"line": line.label}, _("Not answered.")))
            continue
        if not answer.level:
            sentence = _("%(line)s: say how likely it is and how bad it would be.") % {"line": line.label}
            missing.append(Missing(line.value, sentence, _("Say how likely it is and how bad it would be.")))
        if not answer.text:
            sentence = _("%(line)s: say why in a sentence.") % {"line": line.label}
            missing.append(Missing(line.value, sentence, _("Say why in a sentence.")))
    return missing


def measures_missing(answers, sources_local):
    """Sources on the spot can be found out: then measures that keep them safe are needed (guide 4, line 69)."""
    line = RiskLine.RETALIATION_SOURCES
    if sources_local != YesNo.YES or answer_of(answers, line).measures:
        return []
    sentence = _("%(line)s: the sources are local, so say what keeps them safe.") % {"line": line.label}
    return [Missing(line.value, sentence, _("The sources are local, so say what keeps them safe."))]


def answers_missing(answers, sources_local):
    """What is still to be answered before any decision, whichever it will be."""
    missing = risk_missing(answers)
    if sources_local not in YesNo.values:
        missing.append(Missing("sources_local", _("Say whether the sources are local.")))
    return missing + measures_missing(answers, sources_local)


def decision_missing(answers, mitigation, decision, *, reason="", sources_local=""):
    """What stands in the way of `decision`: unanswered lines, the measures on which it rests, its reason."""
    missing = answers_missing(answers, sources_local)
    if decision not in RiskDecision.values:
        missing.append(Missing("decision", _("Choose a decision.")))
    if decision == RiskDecision.GO_WITH_MITIGATION and not _has_measures(answers, mitigation):
        missing.append(Missing("mitigation", _("Name the measures on which this decision rests.")))
    if not (reason or "").strip():
        missing.append(Missing("decision_reason", _("Give the reason for the decision.")))
    return missing


def _has_measures(answers, mitigation):
    return bool((mitigation or "").strip()) or any(answer_of(answers, line).measures for line in RiskLine)


# For readers who may not see the form: that it is open, not what it lacks.
RISK_NOT_FINISHED = _("The risk form is not finished.")


def risk_gate(
    *,
    exists,
    answers=None,
    mitigation="",
    sources_local="",
    decision="",
    review_on=None,
    today=None,
    exposure="",
    channel="",
):
    """The gate opens with a complete form decided as a kind of "go", as far as mark and way are what the decision
    says. A day set for looking again that has passed closes it."""
    if not exists:
        return GateState(False, [_("The risk form has not been started.")])
    if not decision:
        missing = [one.sentence for one in risk_missing(answers)]
        return GateState(False, missing or [_("The risk form is filled in, but no decision is taken.")])
    if decision == RiskDecision.NO_GO:
        return GateState(False, [_("The risk form ended with a no-go.")])
    if decision == RiskDecision.WAIT:
        return GateState(False, [_("The risk form ended with: wait.")])
    missing = [one.sentence for one in [*risk_missing(answers), *measures_missing(answers, sources_local)]]
    if decision not in GOES:
        missing.append(_("Choose a decision."))
    if decision == RiskDecision.GO_WITH_MITIGATION and not _has_measures(answers, mitigation):
        missing.append(_("Name the measures on which this decision rests."))
    if decision == RiskDecision.GO_CONFIDENTIALLY and exposure != Exposure.CONFIDENTIAL:
        missing.append(_("The decision was to go confidentially, but the mark is not “confidential”."))
    if decision == RiskDecision.GO_INDIRECTLY and channel != Channel.INDIRECT:
        missing.append(_("The decision was to go indirectly, but the way is direct."))
    if review_on is not None and today is not None and review_on < today:
        missing.append(_("The day set for looking again at the risks has passed."))
    return GateState(not missing, missing)
