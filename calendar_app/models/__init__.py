"""Everything with a date. A `Session` or `Review` is an anchor; an `Entry` is a date in the calendar."""

from calendar_app.models.anchors import OfficialDate, Review, ReviewDocument, Session
from calendar_app.models.clusters import Attendance, DataOffer, FollowedTheme, PlannedYear, PriorityMandate, Share
from calendar_app.models.desk import CountryCalendar, ImportRow, ImportRun, Outcome
from calendar_app.models.entries import Entry, EntryTheme
from calendar_app.models.readers import KindRule, Mute, OwnLadder, Subscription

__all__ = [
    "Attendance",
    "CountryCalendar",
    "DataOffer",
    "Entry",
    "EntryTheme",
    "FollowedTheme",
    "ImportRow",
    "ImportRun",
    "KindRule",
    "Mute",
    "OfficialDate",
    "Outcome",
    "OwnLadder",
    "PlannedYear",
    "PriorityMandate",
    "Review",
    "ReviewDocument",
    "Session",
    "Share",
    "Subscription",
]
