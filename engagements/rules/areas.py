"""Areas of responsibility on steps: keys of one list, in its order, none twice."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from clusters.enums import Aor


def check_areas(values):
    """`values` in the order of the list and without doubles; what is no area is refused at the field `aors`."""
    try:
        return Aor.ordered(values)
    except ValueError as error:
        raise ValidationError({"aors": _("Choose areas from the list.")}) from error


def areas_in(groups):
    """[(key, name)] of the areas that stand in any of `groups` (lists of keys), in the order of the list."""
    held = {key for group in groups for key in group}
    return [(area.value, area.label) for area in Aor if area.value in held]
