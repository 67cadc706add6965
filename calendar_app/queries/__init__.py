"""Reads of the calendar. Each takes the person (or her `Reader`) and starts from what she may see."""

from calendar_app.queries.agenda import agenda_page, upcoming_rows
from calendar_app.queries.entries import entry_page, visible_entry
from calendar_app.queries.filters import ALL, CalendarFilter, read_filter
from calendar_app.queries.month import month_page
from calendar_app.queries.page import calendar_page
from calendar_app.queries.reader import Reader, reader_of
from calendar_app.queries.rows import AgendaRow, RowMaker
from calendar_app.queries.worklist import worklist_page

__all__ = [
    "ALL",
    "AgendaRow",
    "CalendarFilter",
    "Reader",
    "RowMaker",
    "agenda_page",
    "calendar_page",
    "entry_page",
    "month_page",
    "read_filter",
    "reader_of",
    "upcoming_rows",
    "visible_entry",
    "worklist_page",
]
