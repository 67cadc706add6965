"""What can be wrong with a file or with a cell of it. Sentences are kept untranslated and put into words for whoever
reads them."""

from dataclasses import dataclass, field

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as noop


class UnreadableFile(Exception):
    """The file as a whole cannot be taken. `sentence` is for the person; `status` is the HTTP status."""

    def __init__(self, sentence, status=422):
        super().__init__(sentence)
        self.sentence, self.status = sentence, status


@dataclass(frozen=True)
class Problem:
    """Why a line is broken: the column where it shows ("" for the line as a whole), the sentence, its values."""

    column: str
    text: str
    values: dict = field(default_factory=dict)

    def as_json(self):
        return {"column": self.column, "text": self.text, "values": self.values}


def sentence_of(problem):
    """A kept problem in the reader's language."""
    text = gettext(problem["text"]) if problem["text"] else ""
    return text % problem["values"] if problem["values"] else text


MISSING = noop("A value is missing.")
UNKNOWN = noop("“%(value)s” is not known here.")
SEVERAL = noop("“%(value)s” is the name of several: write the key.")
NOT_ONE_OF = noop("“%(value)s” is not one of: %(choices)s.")
FORMULA = noop("This is a formula. Formulas are not calculated here: replace it by its value.")
CELL_ERROR = noop("The cell holds an error (%(value)s).")
MERGED = noop("This cell is merged with %(cell)s. Separate the cells and fill each.")
TOO_LONG = noop("Longer than %(limit)s characters.")
NOT_A_DAY = noop("“%(value)s” is not a date. Write it as 2027-05-04 or 4 May 2027.")
NO_SUCH_DAY = noop("There is no such day: “%(value)s”.")
AMBIGUOUS_DAY = noop("“%(value)s” can be two dates: day first or month first. Write it as 2027-05-04 or 4 May 2027.")
SHORT_YEAR = noop("“%(value)s”: write the year with four figures.")
SERIAL_DAY = noop("“%(value)s” is a bare number. Write the date as 2027-05-04 or 4 May 2027.")
NOT_AN_HOUR = noop("“%(value)s” is not an hour. Write it as 18:00.")
TWO_HOURS = noop("The cell of the day and the cell of the hour give different hours.")
HOUR_WITHOUT_DAY = noop("An hour without a day.")
HOUR_OF_MONTH = noop("A date known by month has no hour.")
END_WITHOUT_START = noop("The end is given, the beginning is not.")
END_BEFORE_START = noop("The end lies before the start.")
END_OF_MONTH = noop("A date known by month has no end.")
DATE_NOT_ANNOUNCED = noop("A date is given, but it is said to be not announced.")
PRECISION_WITHOUT_DATE = noop("“%(value)s”, but no date is given.")
INSTANT_WITHOUT_HOUR = noop("Give the hour, or choose “day”.")
DAY_WITH_HOUR = noop("An hour is given: choose “day and hour”, or leave it out.")
MONTH_AS_DAY = noop("Only a month is given: the day is not known.")
UNKNOWN_ZONE = noop("No time zone is called “%(value)s”. Write it as Europe/Zurich or Africa/Banjul.")
NOT_A_UID = noop("“%(value)s” is not an identifier of the portal. Leave the cell empty to add the date as new.")
NO_SUCH_UID = noop("No date of this calendar has this identifier. Leave the cell empty to add the date as new.")
OTHER_CALENDAR = noop("This date belongs to another calendar than the one you import into.")
SAME_LINE = noop("The same date stands in line %(line)s.")
SEVERAL_DATES = noop("Several dates of the calendar fit this line. Give the identifier of the one that is meant.")
SAME_MATCH = noop("Line %(line)s is about the same date of the calendar.")
KEPT_BY_PORTAL = noop("This date is kept by the portal. Pin it or set the official date on its page instead.")
STATE_NOT_HERE = noop("The state is not changed by an import. Open the date to do so.")
STAGE_NOT_HERE = noop("The stage of a visit is changed on its page.")
UNCONFIRMED_VISIT = noop("A visit that is not confirmed is for coordinators. Show it to others on its page.")
CANCELLED_UNKNOWN = noop("It is cancelled, and the calendar does not know it: nothing to do.")
OTHER_COUNTRY = noop("Your cluster’s own dates are dates of %(country)s.")
REPEATS = noop("A repeating event. Give each of its dates as an event of its own.")
PART_OF_REPEATING = noop("One occurrence of a repeating event. Give it as an event of its own.")
NO_UID = noop("The event has no UID.")
NO_START = noop("The event has no beginning.")
FLOATING = noop("The hour has no time zone, so it binds nowhere. Give a TZID or write the hour in UTC.")
FOREIGN_ZONE = noop("The time zone “%(value)s” is not known by that name. Use one like Europe/Zurich.")
UNREADABLE_PROPERTY = noop("Not readable: %(value)s.")
TOO_MANY_CELLS = noop("The line has more cells than the head line: a separator inside a text needs quotation marks.")
