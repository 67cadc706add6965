"""What tables of plans and of submissions share."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.lookups import In

from core.scoping import ScopedModel
from engagements.enums import Exposure, strictest


def person(verbose_name, **options):
    options = {"null": True, "blank": True, "on_delete": models.SET_NULL, **options}
    return models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=verbose_name, related_name="+", **options)


def binding_mark(*paths, first=()):
    """`strictest` of the marks at `paths`, for the database: the most closed that any of them carries. A plan line that
    there is not carries none. `first`: what comes before it, as `When`."""
    carried = [(mark, reduce(or_, (Q(**{path: mark}) for path in paths))) for mark in reversed(Exposure)]
    return Case(*first, *(When(is_carried, then=Value(str(mark))) for mark, is_carried in carried))


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

    @classmethod
    def marked(cls, marks):
        """Condition over rows whose `mark` is one of `marks`."""
        return In(binding_mark("exposure", "plan_line__exposure"), list(marks))
