"""The personal calendar feed: a secret address that answers in iCalendar (RFC 5545); and the same dates as a file."""

from calendar_app.feeds.download import export_ics
from calendar_app.feeds.views import feed

__all__ = ["export_ics", "feed"]
