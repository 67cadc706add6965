"""The components of an engagement as a process: what may be opened, closed, reopened and weighed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mechanisms.enums import Holds
from mechanisms.models.lists import ListEntry


class Component(ListEntry):
    """A part of the engagement process. The Task Team keeps the list: four are named in the guidance, the others are
    derived from it (MATRIX E010-E015). Retired ones stay on the engagements that used them."""

    holds = models.CharField(_("its versions hold"), max_length=12, choices=Holds, default=Holds.TEXT)
    is_derived = models.BooleanField(
        _("derived"), default=True, help_text=_("Not named in the guidance, but implied by it.")
    )

    class Meta(ListEntry.Meta):
        verbose_name = _("component of the process")
        verbose_name_plural = _("components of the process")
