"""Why a date is what it is: the sentences of the calendar, and how its values are worded (see `core.reasons`)."""

from django.utils.translation import gettext, gettext_noop, ngettext, pgettext

from core.reasons import has_past, has_plural, word_values

OPENS = gettext_noop("%(subject)s opens on %(date)s.")
OPENS_MONTH = gettext_noop("%(subject)s opens in %(month)s; the day is not announced.")
CLOSES = gettext_noop("%(subject)s closes on %(date)s.")
CLOSES_MONTH = gettext_noop("%(subject)s closes in %(month)s; the day is not announced.")
REVIEWED = gettext_noop("The review at %(subject)s takes place on %(date)s.")
REVIEWED_MONTH = gettext_noop("The review takes place at %(subject)s, in %(month)s; its day is not announced.")
ADOPTED = gettext_noop("The outcome is adopted at %(subject)s, on %(date)s.")
ADOPTED_MONTH = gettext_noop("The outcome is adopted at %(subject)s, in %(month)s; the day is not announced.")
REPORT_DUE = gettext_noop("The report of the State for %(subject)s is due on %(date)s.")
LIST_ADOPTED = gettext_noop("The list of issues for %(subject)s is adopted on %(date)s.")
YEAR = gettext_noop("It comes every year; this is the one of %(year)s.")
OTHER = gettext_noop("%(subject)s: %(date)s.")
OTHER_MONTH = gettext_noop("%(subject)s: %(month)s; the day is not announced.")
AS_ANNOUNCED = gettext_noop("%(subject)s is announced as “%(as_announced)s”.")
PERIOD = gettext_noop("%(subject)s runs from %(begins)s to %(date)s.")
NO_ANCHOR = gettext_noop("No date is announced for %(subject)s. The portal does not guess: no date is shown.")
UNVERIFIED_RULE = gettext_noop("The rule “%(rule)s” is not verified, so no date is computed from it.")
SAME_DAY = gettext_noop("The rule “%(rule)s” takes that very day.")
CALENDAR_DAY = gettext_noop("The rule “%(rule)s” names a fixed day of the calendar: %(date)s.")
NO_SUCH_MONTH = gettext_noop(
    "The rule “%(rule)s” names no day for %(month)s. The portal does not guess: no date is shown."
)
DAY_OF_CALENDAR = gettext_noop("A fixed day of the calendar stands, although the day it counts from is not known.")
HALF_CYCLE = gettext_noop("A review cycle lasts %(cycle)s months; the rule “%(rule)s” adds half of it.")
WHOLE_CYCLE = gettext_noop("A review cycle lasts %(cycle)s months; the rule “%(rule)s” adds one cycle.")
BY_MONTH = gettext_noop("The day it counts from is not known: the month is the earliest possible one.")
ABOUT = gettext_noop("The moment it counts from is known roughly, so this date is about.")
APPROXIMATE_RULE = gettext_noop("The rule is approximate; only an official date binds.")
ESTIMATE = gettext_noop("This is an estimate; only an official date binds.")
ROLLED_BACK = gettext_noop("%(date)s is a day off, so the working day before counts: %(result)s.")
ROLLED_FORWARD = gettext_noop("%(date)s is a day off, so the next working day counts: %(result)s.")
BINDS_AT = gettext_noop("It binds at %(time)s, %(zone)s time.")
WINDOW_OPENS = gettext_noop("It can be handed in from %(date)s.")
OFFICIAL = gettext_noop("The date was published officially: %(date)s.")
OFFICIAL_MONTH = gettext_noop("It was published officially by month only: %(month)s.")
PINNED = gettext_noop("%(person)s set this date by hand: %(reason)s")
CONSIDERING = gettext_noop(
    "Between the review and the adoption the State decides at home which recommendations it accepts."
)
SHORTENED = gettext_noop("%(subject)s was shortened; its deadlines stand unless the secretariat says otherwise.")
PLACE_INFERRED = gettext_noop("That the review falls into this session is inferred from the previous cycle.")
PLACE_TENTATIVE = gettext_noop("That the review falls into this session is not confirmed.")
PLACE_UNKNOWN = gettext_noop("The session of this review is not known.")

# How they read when the day, or the month, is over.
PASTS = {
    OPENS: gettext_noop("%(subject)s opened on %(date)s."),
    OPENS_MONTH: gettext_noop("%(subject)s opened in %(month)s; its day is not on record."),
    CLOSES: gettext_noop("%(subject)s closed on %(date)s."),
    CLOSES_MONTH: gettext_noop("%(subject)s closed in %(month)s; its day is not on record."),
    REVIEWED: gettext_noop("The review at %(subject)s took place on %(date)s."),
    REVIEWED_MONTH: gettext_noop("The review took place at %(subject)s, in %(month)s; its day is not on record."),
    ADOPTED: gettext_noop("The outcome was adopted at %(subject)s, on %(date)s."),
    ADOPTED_MONTH: gettext_noop("The outcome was adopted at %(subject)s, in %(month)s; its day is not on record."),
    REPORT_DUE: gettext_noop("The report of the State for %(subject)s was due on %(date)s."),
    LIST_ADOPTED: gettext_noop("The list of issues for %(subject)s was adopted on %(date)s."),
    OTHER_MONTH: gettext_noop("%(subject)s: %(month)s; its day is not on record."),
    PERIOD: gettext_noop("%(subject)s ran from %(begins)s to %(date)s."),
}

_MONTHS_BACK = "The rule “%(rule)s” counts back %(count)s month."
_MONTHS_ON = "The rule “%(rule)s” counts on %(count)s month."
_DAYS_BACK = "The rule “%(rule)s” counts back %(count)s day."
_DAYS_ON = "The rule “%(rule)s” counts on %(count)s day."
# The literals stand here a second time because that is where the catalogue's tool looks for plurals.
_PLURALS = {
    _MONTHS_BACK: lambda n: ngettext(
        "The rule “%(rule)s” counts back %(count)s month.", "The rule “%(rule)s” counts back %(count)s months.", n
    ),
    _MONTHS_ON: lambda n: ngettext(
        "The rule “%(rule)s” counts on %(count)s month.", "The rule “%(rule)s” counts on %(count)s months.", n
    ),
    _DAYS_BACK: lambda n: ngettext(
        "The rule “%(rule)s” counts back %(count)s day.", "The rule “%(rule)s” counts back %(count)s days.", n
    ),
    _DAYS_ON: lambda n: ngettext(
        "The rule “%(rule)s” counts on %(count)s day.", "The rule “%(rule)s” counts on %(count)s days.", n
    ),
}


def counted_months(count):
    return _MONTHS_BACK if count < 0 else _MONTHS_ON


def counted_days(count):
    return _DAYS_BACK if count < 0 else _DAYS_ON


def _session_name(stored, is_translated, language):
    """Sessions are stored as "UPR 54": the reader of French meets "EPU 54"."""
    body, _space, number = stored.rpartition(" ")
    return f"{gettext(body)} {number}" if body and number.isdigit() else stored


def _rule_name(stored, is_translated, language):
    """Rules of the reference data are translated with it, unless the date kept the name in that language."""
    return stored if is_translated or language == "en" else pgettext("reference", stored)


for _text, _choose in _PLURALS.items():
    has_plural(_text, _choose)
for _text, _past in PASTS.items():
    has_past(_text, _past)
word_values("subject", _session_name)
word_values("rule", _rule_name)
