"""What the address of the worklist asks for."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db import models
from django.utils.translation import gettext_lazy as _

from calendar_app.queries.looks import Look


class By(models.TextChoices):
    """How the worklist is gathered."""

    SESSION = "session", _("By session")
    COUNTRY = "country", _("By country")
    MECHANISM = "mechanism", _("By mechanism")
    DATE = "date", _("Date by date")


@dataclass(frozen=True, slots=True)
class WorkFilter:
    """What the address of the worklist asks for. `group` is the key of one group: its dates one by one."""

    why: str = ""
    by: str = By.SESSION
    country: str = ""
    mechanism: str = ""
    group: str = ""

    def address(self, **changes):
        """The query string with `changes` made; what equals the default is left out, paging starts anew."""
        chosen = replace(self, **changes)
        pairs = [
            ("why", chosen.why),
            ("by", "" if chosen.by == By.SESSION else chosen.by),
            ("country", chosen.country),
            ("mechanism", chosen.mechanism),
            ("group", chosen.group),
        ]
        return "?" + urlencode([(name, value) for name, value in pairs if value])

    def pairs(self):
        """Name and value of what is set, for hidden fields."""
        names = ("why", "by", "country", "mechanism", "group")
        return [(name, getattr(self, name)) for name in names if getattr(self, name)]


def read_work_filter(query):
    """A `WorkFilter` from a QueryDict; an unknown value counts as none."""

    def one_of(name, allowed, default=""):
        value = query.get(name, "")
        return value if value in allowed else default

    return WorkFilter(
        why=one_of("why", Look.values),
        by=one_of("by", By.values, By.SESSION),
        country=query.get("country", "").upper()[:3],
        mechanism=query.get("mechanism", "")[:80],
        group=query.get("group", "")[:16],
    )
