"""What tables of plans and of submissions share."""

from django.conf import settings
from django.db import models

from core.scoping import ScopedModel
from engagements.enums import Exposure, strictest


def person(verbose_name, **options):
    options = {"null": True, "blank": True, "on_delete": models.SET_NULL, **options}
    return models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=verbose_name, related_name="+", **options)


class MarkedOnLine(ScopedModel):
    """What has a mark of its own, `exposure`, and hangs on a plan line (`plan_line`), or may."""

    class Meta:
        abstract = True

    @property
    def mark(self):
        """The mark that binds: its own, or that of its plan line where that is more closed. What is shown, counted or
        told of it follows this one. Needs `plan_line` joined."""
        if self.plan_line_id is None:
            return Exposure(self.exposure)
        return strictest(self.exposure, self.plan_line.exposure)
