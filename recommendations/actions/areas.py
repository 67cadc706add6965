"""Marking the areas of responsibility that a recommendation concerns; no source of recommendations gives them."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from clusters.enums import Aor
from core import audit
from recommendations import policy
from recommendations.models import Recommendation


def _areas_of(values):
    try:
        return Aor.ordered(values)
    except ValueError as error:
        raise ValidationError({"areas": _("Choose areas from the list.")}) from error


@transaction.atomic
def mark_areas(*, recommendation, areas, by):
    """Say which areas of responsibility (`clusters.enums.Aor`) a recommendation concerns: these and no others. The Task
    Team and the coordinators of the country (MATRIX B031). Open like the recommendation; twice changes nothing."""
    policy.check_may_mark(by, recommendation)
    wanted = _areas_of(areas)
    held = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    before = held.area_keys
    if before == wanted:
        return held
    held.areas = f" {' '.join(wanted)} " if wanted else ""
    # Its version rises: an import that is undone leaves what people have touched.
    Recommendation.objects.filter(pk=held.pk).update(areas=held.areas, version=F("version") + 1)
    audit.record(verb="recommendation.areas", target=held, by=by, before={"areas": before}, after={"areas": wanted})
    return held
