"""The span of time of a picture, where a day lies in it, and the frame around the drawing."""

import calendar
import datetime as dt
from dataclasses import dataclass

from django.utils.dateformat import format as format_date
from django.utils.translation import ngettext, pgettext

from core import dates
from core.svg.safe import format_html

WIDTH = 1088
PAD = 8


def months_on(first, months):
    """The first day of the month `months` after the one that begins on `first`."""
    years, month = divmod(first.month - 1 + months, 12)
    return dt.date(first.year + years, month + 1, 1)


def month_name(month):
    """ "Jan": the short name."""
    return format_date(month, pgettext("date format", "M"))


@dataclass(frozen=True)
class Window:
    """`months` months from `first`. "Across" is the distance in the reading direction, `x` the place in the picture.
    The line runs from `begin` to the other edge."""

    first: dt.date
    last: dt.date
    months: int
    is_rtl: bool
    width: float = WIDTH
    begin: float = PAD

    @classmethod
    def of(cls, day, months, is_rtl, **size):
        first = day.replace(day=1)
        return cls(first, months_on(first, months) - dt.timedelta(days=1), months, is_rtl, **size)

    def shows(self, point):
        return point.on >= self.first and point.first <= self.last

    @property
    def end(self):
        return self.width - PAD

    @property
    def month_width(self):
        return (self.end - self.begin) / self.months

    def across(self, day):
        """Distance from the beginning of the line: months are equally wide, whatever their days."""
        day = min(max(day, self.first), self.last)
        months = (day.year - self.first.year) * 12 + day.month - self.first.month
        length = calendar.monthrange(day.year, day.month)[1]
        return self.begin + (months + (day.day - 0.5) / length) * self.month_width

    def x(self, across):
        return round(self.width - across if self.is_rtl else across, 1)


def extent(point, window):
    """Where a point begins and ends across: the same for all but periods."""
    if point.is_bar:
        return window.across(point.begins_on), window.across(point.on)
    middle = window.across(point.on.replace(day=15) if point.is_month else point.on)
    return middle, middle


class Lanes:
    """Lines on which things are put side by side; nothing on a line meets another thing."""

    def __init__(self):
        self.taken = []

    def __len__(self):
        return len(self.taken)

    def place(self, begin, end, most):
        """The number of the first of `most` lines with room from `begin` to `end`, or None. The room is taken."""
        for number, line in enumerate(self.taken[:most]):
            if all(end <= other_begin or begin >= other_end for other_begin, other_end in line):
                line.append((begin, end))
                return number
        if len(self.taken) < most:
            self.taken.append([(begin, end)])
            return len(self.taken) - 1
        return None


def described(number, first, last):
    """What a picture holds, for whoever does not see it."""
    text = ngettext(
        "%(number)d date from %(first)s to %(last)s.", "%(number)d dates from %(first)s to %(last)s.", number
    )
    return text % {"number": number, "first": dates.month_text(first), "last": dates.month_text(last)}


def framed(body, *, width, height, name, title, description, classes="strip", role="group"):
    """The whole picture. `role` "img" where nothing in it can be reached, "group" where there are links."""
    return format_html(
        '<svg class="{classes}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="{role}" '
        'aria-labelledby="{name}-title {name}-desc" xmlns="http://www.w3.org/2000/svg">'
        '<title id="{name}-title">{title}</title><desc id="{name}-desc">{desc}</desc>{body}</svg>',
        classes=classes,
        width=round(width, 1),
        height=round(height, 1),
        role=role,
        name=name,
        title=title,
        desc=description,
        body=body,
    )
