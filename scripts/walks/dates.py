"""The calendar and the desk of who keeps it."""

import datetime as dt


def calendar(visitor):
    visitor.go("/calendar/")


def calendar_year(visitor):
    visitor.go(f"/calendar/?view=year&year={dt.datetime.now(dt.UTC).year + 1}&world=all")


def calendar_two_years(visitor):
    visitor.go("/calendar/?view=timeline&world=all")


def date(visitor):
    visitor.go("/calendar/")
    visitor.follow("Mid-term report of Mozambique")


def worklist(visitor):
    visitor.go("/calendar/worklist/")


def move_session(visitor):
    """The preview: nothing is written."""
    opens = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=60)
    visitor.go("/calendar/sessions/")
    visitor.follow("UPR 54").follow("Move")
    visitor.page.select_option("[name=precision]", "day")
    visitor.page.fill("[name=opens_on]", opens.isoformat())
    visitor.page.fill("[name=closes_on]", (opens + dt.timedelta(days=11)).isoformat())
    visitor.page.fill("[name=reason]", "OHCHR published the days of the session")
    visitor.press("Show what would move")


def desk(visitor):
    """The eight calendars of the demonstration are kept; one more that nobody went through yet."""
    visitor.go("/calendar/desk/?sort=name")
    visitor.follow("South Sudan").press("We keep it from now on")
    visitor.go("/calendar/desk/?sort=looks")


def confirm_session(visitor):
    visitor.go("/calendar/sessions/")
    visitor.follow("UPR 54").follow("Confirm the dates")


def differences(visitor):
    """A session moved by hand, then the files loaded again. Taken last: the session stays moved."""
    move_session(visitor)
    visitor.press("Move and tell everyone concerned")
    visitor.portal.manage("load_reference")
    visitor.go("/calendar/desk/differences/")


def import_list(visitor):
    """The preview of a list with three broken lines: nothing is written."""
    lines = (
        "title;kind;mechanism;country;starts_on;ends_on;hour;certainty;source",
        "Reply to the list of issues;submission;CRC;Mozambique;2027-05-04;;18:00;confirmed;https://www.ohchr.org/en/crc",
        "Workshop on follow-up;consultation;crc;MOZ;3 May 2027;5 May 2027;;provisional;",
        "Deadline;submission;crc;MOZ;04/05/2027;;;;",
        "Hearing;hearing;crc;Atlantis;2027-06-01;;;;",
        "Meeting;consultation;crc;MOZ;2027-06-10;2027-06-01;;;",
    )
    visitor.go("/calendar/imports/")
    content = "\n".join(lines).encode()
    visitor.page.set_input_files("[name=file]", {"name": "dates 2027.csv", "mimeType": "text/csv", "buffer": content})
    visitor.press("Show what it would do")


def visit(visitor):
    visitor.go("/calendar/?country=SSD&kind=country_visit")
    visitor.follow("Official visit of the Special Rapporteur on internally displaced persons")


def review(visitor):
    visitor.go("/calendar/sessions/")
    visitor.follow("UPR 54").follow("Syrian Arab Republic")


def following(visitor):
    visitor.go("/calendar/following/")


def outcomes(visitor):
    visitor.go("/calendar/outcomes/")


def share(visitor):
    visitor.go("/calendar/outcomes/?country=MOZ")
    visitor.follow("Report of the Working Group").follow("Share with members")


def reminders(visitor):
    visitor.go("/calendar/reminders/kinds/")
