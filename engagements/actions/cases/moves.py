"""The moves of a case, from consent to its end."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.errors import Refused
from core.saving import save_version
from engagements import policy, rules
from engagements.actions.cases.common import note_move, record
from engagements.actions.personal import check_texts
from engagements.enums import CaseVerb


@transaction.atomic
def move_case(*, case, verb, expected_version, by, consent_on=None, consent_scope="", names_nobody=False):
    """Make one move of `rules.CASE_TRANSITIONS`. Handler and deputies; consent is the handler's to record. `consent`
    takes its day and what it covers. `withdraw_consent` closes the case and blanks its texts for good."""
    transition = rules.find_case_move(case.state, verb)
    if transition is None:
        raise Refused(
            _("“%(verb)s” is not possible: this case is %(state)s.")
            % {"verb": CaseVerb(verb).label, "state": case.get_state_display().lower()}
        )
    changes = {"state": transition.target, "updated_at": clock.now()}
    if verb == CaseVerb.CONSENT:
        policy.check_can_handle_case(by, case)
        changes |= _consent(consent_on, consent_scope, names_nobody, by)
    else:
        policy.check_can_act_on_case(by, case)
    has_consent = (case.consent_on or changes.get("consent_on")) is not None and case.consent_withdrawn_on is None
    if problem := rules.case_move_problem(transition, has_consent=has_consent):
        raise Refused(problem)
    if verb == CaseVerb.WITHDRAW_CONSENT:
        changes |= {
            "consent_withdrawn_on": clock.day_of(by),
            "consent_scope": "",
            "notes": "",
            "outcome": "",
            "interim_measures": False,
            "interim_by": None,
        }
    before = case.state
    save_version(case, expected_version, by, **changes)
    note_move(case, verb, by)
    record(
        "case.moved",
        case,
        by,
        before={"state": str(before)},
        after={"state": str(transition.target), "verb": str(verb)},
    )
    return case


def _consent(consent_on, scope, names_nobody, by):
    scope = scope.strip()
    errors = {}
    if consent_on is None:
        errors["consent_on"] = _("Say on which day consent was given.")
    elif consent_on > clock.day_of(by):
        errors["consent_on"] = _("This day lies in the future.")
    if not scope:
        errors["consent_scope"] = _("Say what the consent covers.")
    if errors:
        raise ValidationError(errors)
    check_texts({"consent_scope": scope}, names_nobody=names_nobody)
    return {"consent_on": consent_on, "consent_scope": scope}
