"""What stands in the way of engaging with mechanisms: a list for plans, requests for support and questionnaires."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mechanisms.enums import ObstacleKind
from mechanisms.models.lists import ListEntry


class Obstacle(ListEntry):
    """An obstacle that clusters named, of one of three linked kinds (document 001, lines 91-115; MATRIX A025). The Task
    Team keeps the list. Retired ones stay where they were named."""

    kind = models.CharField(_("kind"), max_length=12, choices=ObstacleKind)

    class Meta(ListEntry.Meta):
        verbose_name = _("obstacle")
        verbose_name_plural = _("obstacles")
