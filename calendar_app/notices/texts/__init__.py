"""What the mails about dates say, written right before sending from what the recipient may see then.

Dates that not everyone with an account may see get a neutral subject and no title: the mail only says that something
waits behind the login.
"""

from calendar_app.notices.texts.digests import DIGESTS, digest_of_moves, digest_of_reminders
from calendar_app.notices.texts.entries import readable_dates
from calendar_app.notices.texts.mails import prepare_cancelled, prepare_moved, prepare_reminder
from calendar_app.notices.texts.words import day_or_month, due_text, is_neutral, title_beside_body

__all__ = [
    "DIGESTS",
    "day_or_month",
    "digest_of_moves",
    "digest_of_reminders",
    "due_text",
    "is_neutral",
    "prepare_cancelled",
    "prepare_moved",
    "prepare_reminder",
    "readable_dates",
    "title_beside_body",
]
