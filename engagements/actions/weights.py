"""What the components of a line weigh in a quarter."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.errors import Stale
from core.saving import save_version
from engagements.actions.components import check_process
from engagements.actions.plans import record
from engagements.models import QuarterWeights
from engagements.rules.process import weights_problem
from mechanisms.models import Component


@transaction.atomic
def set_weights(*, plan_line, quarter, weights, expected_version, by):
    """Say what each component weighs in `quarter` (a `rules.process.Quarter`): {component id: 1 to 5}. It holds until a
    later quarter says otherwise. Coordinators only. `expected_version`: 0 where the quarter was not weighed yet.
    Raises `Stale` when somebody was quicker; the same weights again change nothing."""
    check_process(plan_line, by)
    weights = {str(number): value for number, value in weights.items()}
    if weights_problem(weights):
        raise ValidationError({"weights": _("A weight is a number from 1 to 5.")})
    keys = {str(component.pk): component.key for component in Component.objects.all()}
    if set(weights) - set(keys):
        raise ValidationError({"weights": _("This component does not exist.")})
    rows = QuarterWeights.objects.visible_to(by).filter(plan_line=plan_line, year=quarter.year, quarter=quarter.number)
    row = rows.select_for_update(of=("self",)).first()
    if (row.version if row else 0) != expected_version:
        raise Stale
    if row is not None and row.weights == weights:
        return row
    before = {keys[number]: value for number, value in row.weights.items() if number in keys} if row else None
    if row is None:
        row = _first(plan_line, quarter, weights, by)
    else:
        save_version(row, expected_version, by, weights=weights, updated_by=by, updated_at=clock.now())
    after = {"quarter": quarter.code, **{keys[number]: value for number, value in weights.items()}}
    record("weights.set", row, plan_line, by=by, before=before, after=after)
    return row


def _first(plan_line, quarter, weights, by):
    row = QuarterWeights(
        plan_line=plan_line,
        year=quarter.year,
        quarter=quarter.number,
        weights=weights,
        updated_by=by,
        updated_at=clock.now(),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Stale from error
    return row
