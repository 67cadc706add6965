"""The personal calendar feed: a secret address that answers in iCalendar (RFC 5545)."""

from calendar_app.feeds.views import feed

__all__ = ["feed"]
