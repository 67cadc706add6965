"""The risk form's completeness and the gate it is: pure."""

import datetime as dt

import pytest

from engagements import rules
from engagements.enums import RiskDecision, RiskLine

TODAY = dt.date(2026, 11, 22)


def said(level="low", text="Thought about it.", measures=""):
    return {"likelihood": level, "effect": level, "text": text, "measures": measures}


ALL = {line: said() for line in RiskLine.values}


@pytest.mark.parametrize(
    ("likelihood", "effect", "level"),
    [
        ("low", "low", "low"),
        ("low", "medium", "low"),
        ("medium", "low", "low"),
        ("low", "high", "medium"),
        ("high", "low", "medium"),
        ("medium", "medium", "medium"),
        ("medium", "high", "high"),
        ("high", "medium", "high"),
        ("high", "high", "high"),
    ],
)
def test_likelihood_and_effect_together(likelihood, effect, level):
    assert rules.level_of(likelihood, effect) == level


def test_an_empty_form_misses_every_line():
    assert [one.field for one in rules.risk_missing({})] == list(RiskLine.values)
    assert rules.risk_missing(None)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (said(text=""), "say why"),
        (said(""), "how likely"),
        (said("enormous"), "how likely"),
        ({"likelihood": "low", "text": "Because"}, "how likely"),
        ({"effect": "low", "text": "Because"}, "how likely"),
        (said(text="   "), "say why"),
        (None, "not answered"),
    ],
)
@pytest.mark.parametrize("line", RiskLine.values)
def test_each_line_needs_both_levels_and_a_sentence(line, answer, words):
    (missing,) = rules.risk_missing({**ALL, line: answer})
    assert missing.field == line
    assert words in str(missing.sentence)


SAFE = {**ALL, "retaliation_sources": said(measures="No names.")}


@pytest.mark.parametrize(
    ("answers", "decision", "measures", "reason", "local", "fields"),
    [
        (ALL, RiskDecision.GO, "", "Why", "no", []),
        (ALL, RiskDecision.NO_GO, "", "Why", "no", []),
        (ALL, RiskDecision.WAIT, "", "Why", "no", []),
        (ALL, RiskDecision.GO, "", " ", "no", ["decision_reason"]),
        (ALL, RiskDecision.GO, "", "Why", "", ["sources_local"]),
        (ALL, RiskDecision.GO, "", "Why", "yes", ["retaliation_sources"]),
        (SAFE, RiskDecision.GO, "", "Why", "yes", []),
        (ALL, RiskDecision.GO_WITH_MITIGATION, "", "Why", "no", ["mitigation"]),
        (ALL, RiskDecision.GO_WITH_MITIGATION, "  ", "Why", "no", ["mitigation"]),
        (ALL, RiskDecision.GO_WITH_MITIGATION, "No names.", "Why", "no", []),
        (SAFE, RiskDecision.GO_WITH_MITIGATION, "", "Why", "no", []),
        (ALL, "", "", "Why", "no", ["decision"]),
        (ALL, "maybe", "", "Why", "no", ["decision"]),
    ],
)
def test_what_a_decision_needs(answers, decision, measures, reason, local, fields):
    missing = rules.decision_missing(answers, measures, decision, reason=reason, sources_local=local)
    assert [one.field for one in missing] == fields


FULL = {"exists": True, "answers": ALL, "sources_local": "no"}


@pytest.mark.parametrize(
    ("facts", "ok", "words"),
    [
        ({"exists": False}, False, "not been started"),
        ({"exists": True, "answers": {}}, False, "not answered"),
        (FULL, False, "no decision"),
        (FULL | {"decision": "no_go"}, False, "no-go"),
        (FULL | {"decision": "wait"}, False, "wait"),
        (FULL | {"decision": "perhaps"}, False, "Choose"),
        (FULL | {"decision": "go"}, True, ""),
        (FULL | {"decision": "go", "sources_local": "yes"}, False, "keeps them safe"),
        (FULL | {"decision": "go_with_mitigation"}, False, "measures"),
        (FULL | {"decision": "go_with_mitigation", "mitigation": "x"}, True, ""),
        (FULL | {"decision": "go_confidentially", "exposure": "restricted"}, False, "confidential"),
        (FULL | {"decision": "go_confidentially", "exposure": "confidential"}, True, ""),
        (FULL | {"decision": "go_indirectly", "channel": "direct"}, False, "the way is direct"),
        (FULL | {"decision": "go_indirectly", "channel": "indirect"}, True, ""),
        (FULL | {"decision": "go", "review_on": TODAY}, True, ""),
        (FULL | {"decision": "go", "review_on": TODAY - dt.timedelta(days=1)}, False, "looking again"),
    ],
)
def test_gate(facts, ok, words):
    state = rules.risk_gate(**facts, today=TODAY)
    assert state.ok is ok
    assert bool(state.missing) is not ok
    assert words in " ".join(str(one) for one in state.missing)
