"""Sessions, reviews, official dates, visits and calls from the reference files."""

from calendar_app.importers.sessions import load_official_dates, load_reviews, load_sessions
from calendar_app.importers.visits import load_visits

__all__ = ["load_official_dates", "load_reviews", "load_sessions", "load_visits"]
