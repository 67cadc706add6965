"""When what the directory says wants a new look."""

import datetime as dt

# The network of focal points meets once a year (document 004, line 139): what nobody has confirmed since is doubtful.
CONFIRMED_FOR = dt.timedelta(days=365)


def is_doubtful(confirmed_on, today):
    """Whether the day of the last confirmation lies more than a year before `today`, or is not known."""
    return confirmed_on is None or confirmed_on < today - CONFIRMED_FOR
