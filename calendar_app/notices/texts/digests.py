"""Which mails about dates come together in one."""

from clusters.enums import Rhythm

DIGESTS = {Rhythm.DAILY: "calendar.daily", Rhythm.WEEKLY: "calendar.weekly"}


def digest_of_reminders(recipient):
    """Who wants one mail a day or a week finds these in it."""
    return DIGESTS.get(recipient.reminder_rhythm, "")


def digest_of_moves(recipient):
    """A session that moves takes many dates along: still one mail."""
    return DIGESTS.get(recipient.reminder_rhythm, "calendar.moves")
