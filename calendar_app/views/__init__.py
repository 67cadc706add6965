"""Pages of the calendar: parse, one query or one action, render."""

from calendar_app.views.calendar import calendar
from calendar_app.views.entries import entry_detail

__all__ = ["calendar", "entry_detail"]
