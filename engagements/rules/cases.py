"""The states of an individual case and the moves between them: one table, no database, no clock.

Nothing moves past "identified" without the consent of the person concerned, and consent taken back closes the case
(guide 1, slide 73). `docs/safe-sharing.md` is drawn from this table and compared with it in a test.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from engagements.enums import CaseState, CaseVerb

OPEN_STATES = tuple(state for state in CaseState if state not in (CaseState.DECIDED, CaseState.CLOSED))


@dataclass(frozen=True)
class CaseTransition:
    source: CaseState
    target: CaseState
    verb: CaseVerb
    needs_consent: bool = True


_I, _C, _R, _L, _G, _D, _X = (
    CaseState.IDENTIFIED,
    CaseState.CONSENTED,
    CaseState.REFERRED,
    CaseState.LODGED,
    CaseState.REGISTERED,
    CaseState.DECIDED,
    CaseState.CLOSED,
)

CASE_TRANSITIONS = (
    CaseTransition(_I, _C, CaseVerb.CONSENT),
    CaseTransition(_C, _R, CaseVerb.REFER),
    # Without legal help in between: a person or her own counsel lodges it.
    CaseTransition(_C, _L, CaseVerb.LODGE),
    CaseTransition(_R, _L, CaseVerb.LODGE),
    CaseTransition(_L, _G, CaseVerb.REGISTER),
    CaseTransition(_L, _D, CaseVerb.DECIDE),
    CaseTransition(_G, _D, CaseVerb.DECIDE),
    *(CaseTransition(source, _X, CaseVerb.CLOSE, needs_consent=False) for source in (_I, _C, _R, _L, _G, _D)),
    *(CaseTransition(source, _X, CaseVerb.WITHDRAW_CONSENT, needs_consent=False) for source in (_C, _R, _L, _G, _D)),
)
_BY_MOVE = {(each.source, each.verb): each for each in CASE_TRANSITIONS}
# Moves with a form of their own; the others are one press.
WITH_FORM = frozenset({CaseVerb.CONSENT, CaseVerb.WITHDRAW_CONSENT})


def find_case_move(state, verb):
    """The move that `verb` makes from `state`, or None where there is none."""
    return _BY_MOVE.get((CaseState(state), CaseVerb(verb)))


def case_moves_from(state):
    return [each for each in CASE_TRANSITIONS if each.source == state]


def case_move_problem(transition, *, has_consent):
    """The sentence that stands in the way of a move, or None."""
    if transition.needs_consent and not has_consent:
        return _("Nothing moves before the person’s consent is recorded.")
    return None


def case_diagram():
    """The table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", "    [*] --> identified"]
    lines += [f"    {each.source.value} --> {each.target.value}: {each.verb.value}" for each in CASE_TRANSITIONS]
    lines += ["    closed --> [*]"]
    return "\n".join(lines)
