"""Reads of the risk form, and the gate it is."""

from core import clock
from engagements import policy, rules
from engagements.enums import RiskLevel, RiskLine
from engagements.models import RiskForm
from engagements.rules import GateState


def risk_form(user, plan_line):
    """The form, or None where there is none or the reader may not see it."""
    forms = RiskForm.objects.visible_to(user).filter(plan_line=plan_line)
    return forms.select_related("decided_by").first()


def risk_gate(plan_line, user):
    """Whether the risk form lets the engagement go ahead, and what is missing. The answer is the same for everybody;
    the sentences tell which line lacks what only to those who may read the form. One query."""
    return form_and_gate(plan_line, user)[1]


def form_and_gate(plan_line, user):
    """(the form as `risk_form` gives it, the gate as `risk_gate` does). One query for both."""
    form = policy.risk_form_of(plan_line, user)
    if form is None:
        return None, rules.risk_gate(exists=False)
    state = rules.risk_gate(
        exists=True,
        answers=form.answers,
        mitigation=form.mitigation,
        decision=form.decision,
        review_on=form.review_on,
        today=clock.today(),
    )
    if form.is_readable:
        return form, state
    return None, state if state.ok else GateState(False, [rules.RISK_NOT_FINISHED])


def levels_in_words(form):
    """[(line, level)] of the answered lines, in the order of the form."""
    words = []
    for line in RiskLine:
        level, _text = rules.answer_state(form.answers if form else {}, line)
        words.append((line.label, RiskLevel(level).label if level else ""))
    return words
