"""Looking back when an outcome arrives: the portal offers, people decide."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.errors import Refused
from core.saving import save_version
from engagements.actions.components import check_process, clean_why, place_of, write_move
from engagements.actions.plans import record
from engagements.enums import ComponentState, LookBackState
from engagements.rules.process import act_back_to


@transaction.atomic
def look_back(*, offer, components, why, expected_version, by):
    """Take the chosen `components` up again because of the offer's outcome: quiet ones are opened, closed ones
    reopened, open ones marked as looked back at. Coordinators only. Refused once it was answered; `Stale` when somebody
    was quicker; `ValidationError` without a component. Returns the moves."""
    line = offer.plan_line
    check_process(line, by)
    _check_waiting(offer)
    why = clean_why(why)
    if not components:
        raise ValidationError({"components": _("Choose at least one component.")})
    _answer(offer, LookBackState.TAKEN, "", expected_version, by)
    moves = []
    for component in components:
        place = place_of(line, component, by)
        act = act_back_to(place.state if place else ComponentState.QUIET)
        moves.append(write_move(line, component, place, act, why, by, because_outcome=offer.outcome))
    return moves


@transaction.atomic
def set_look_back_aside(*, offer, reason, expected_version, by):
    """This outcome changes nothing for the line, and why. Coordinators only. Nothing is opened."""
    check_process(offer.plan_line, by)
    _check_waiting(offer)
    _answer(offer, LookBackState.SET_ASIDE, clean_why(reason), expected_version, by)
    return offer


def _check_waiting(offer):
    if offer.state != LookBackState.OFFERED:
        raise Refused(_("This was answered already."))


def _answer(offer, state, reason, expected_version, by):
    save_version(offer, expected_version, by, state=state, reason=reason, answered_at=clock.now(), answered_by=by)
    record(
        "look_back.answered",
        offer,
        offer.plan_line,
        by=by,
        before={"state": str(LookBackState.OFFERED)},
        after={"state": str(state), "outcome": offer.outcome_id},
    )
