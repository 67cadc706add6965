"""Other sectors on steps, findings and actions: a list of known keys, in one order, none twice."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from engagements.enums.sectors import Sector


def check_sectors(values):
    """`values` in the order of the list and without doubles; what is no sector is refused at the field `sectors`."""
    wanted = set(values or ())
    if wanted - set(Sector.values):
        raise ValidationError({"sectors": _("Choose sectors from the list.")})
    return [value for value in Sector.values if value in wanted]


def sector_words(values):
    return [Sector(value).label for value in values if value in Sector.values]
