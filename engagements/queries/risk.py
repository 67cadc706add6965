"""Reads of the risk form, and the gate it is."""

from core import clock
from engagements import policy, rules
from engagements.models import RiskForm
from engagements.rules import GateState


def risk_form(user, plan_line):
    """The form, or None where there is none or the reader may not see it."""
    forms = RiskForm.objects.visible_to(user).filter(plan_line=plan_line)
    return forms.select_related("decided_by", "guidance").first()


def risk_gate(plan_line, user, *, exposure="", is_needed=True):
    """Whether the risk form lets the engagement go ahead, and what is missing; None where it is not needed and says
    nothing. The answer is the same for everybody; the sentences tell which line lacks what only to those who may read
    the form. `exposure`: the mark that counts, else the line's. One query."""
    return form_and_gate(plan_line, user, exposure=exposure, is_needed=is_needed)[1]


def form_and_gate(plan_line, user, *, exposure="", is_needed=True):
    """(the form as `risk_form` gives it, the gate as `risk_gate` does). One query for both, and for a second call with
    the same line."""
    form = policy.risk_form_of(plan_line, user)
    if form is None:
        return None, rules.risk_gate(exists=False) if is_needed else None
    shown = form if form.is_readable else None
    if not is_needed and not form.decision:
        return shown, None
    state = rules.risk_gate(
        exists=True,
        answers=form.answers,
        mitigation=form.mitigation,
        sources_local=form.sources_local,
        decision=form.decision,
        review_on=form.review_on,
        today=clock.today(),
        exposure=exposure or plan_line.exposure,
        channel=plan_line.channel,
    )
    if state.ok or form.is_readable:
        return shown, state
    return None, GateState(False, [rules.RISK_NOT_FINISHED])
