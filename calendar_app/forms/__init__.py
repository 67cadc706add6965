"""Forms of the calendar: they parse and say what is wrong; the rules of the field are in the actions."""

from calendar_app.forms.feeds import FeedForm

__all__ = ["FeedForm"]
