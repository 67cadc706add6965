"""Mails about dates: who hears of a move, what each mail says, and the key that stops it."""

from calendar_app.notices import alerts, outcomes, planning_year, sharing  # noqa: F401  register their kinds of mails
from calendar_app.notices.moves import tell_cancelled, tell_move
from calendar_app.notices.stopping import EVERYTHING, read_stop_token, stop_token
from calendar_app.notices.texts import due_text, is_neutral

__all__ = ["EVERYTHING", "due_text", "is_neutral", "read_stop_token", "stop_token", "tell_cancelled", "tell_move"]
