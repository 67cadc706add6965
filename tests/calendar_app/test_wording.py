"""Dates and duties of States in words."""

import datetime as dt

import pytest

from calendar_app.enums import EntryKind, EntryState, Precision
from calendar_app.models import Entry
from calendar_app.queries.wording import is_bygone, obligation_text
from mechanisms.enums import Obligation

D = dt.date
TODAY = D(2027, 5, 4)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"due_on": TODAY}, "The State (Niger) must hand this in by 4 May 2027."),
        ({"due_on": D(2027, 5, 3)}, "The State (Niger) had to hand this in by 3 May 2027."),
        ({"due_on": D(2027, 5, 3), "state": EntryState.MET}, ""),
        ({"due_on": TODAY, "state": EntryState.CANCELLED}, ""),
        (
            {"due_on": D(2027, 6, 1), "precision": Precision.MONTH},
            "The State (Niger) must hand this in during June 2027.",
        ),
        (
            {"due_on": D(2028, 1, 1), "precision": Precision.SEASON, "about_text": "2028"},
            "The State (Niger) must hand this in during 2028.",
        ),
        (
            {"due_on": None, "precision": Precision.NONE},
            "The State (Niger) must hand this in on a day that is not announced.",
        ),
        (
            {"due_on": TODAY, "kind": EntryKind.NEXT_REVIEW},
            "The State (Niger) must take part in this on 4 May 2027.",
        ),
        (
            {"due_on": D(2027, 3, 1), "kind": EntryKind.NEXT_REVIEW, "precision": Precision.MONTH},
            "The State (Niger) had to take part in this during March 2027.",
        ),
        (
            {"due_on": TODAY, "kind": EntryKind.MID_TERM, "obligation": Obligation.MAY},
            "The State (Niger) may hand this in by 4 May 2027.",
        ),
        (
            {
                "due_on": TODAY,
                "begins_on": D(2027, 4, 1),
                "kind": EntryKind.RELATED_EVENT,
                "obligation": Obligation.MAY,
            },
            "The State (Niger) may act on this by 4 May 2027.",
        ),
        ({"due_on": D(2027, 5, 3), "obligation": Obligation.MAY}, ""),
        ({"due_on": TODAY, "obligation": Obligation.NONE}, ""),
    ],
)
def test_who_must_do_what_until_when(given, said):
    fields = {"kind": EntryKind.REPORT_DUE, "precision": Precision.DAY, "obligation": Obligation.MUST} | given
    assert obligation_text(Entry(state=fields.pop("state", EntryState.OPEN), **fields), TODAY, "Niger") == said


def test_a_duty_of_every_state_names_none_and_a_feed_does_not_age():
    entry = Entry(kind=EntryKind.REPORT_DUE, precision=Precision.DAY, obligation=Obligation.MUST, due_on=D(2027, 5, 3))
    assert obligation_text(entry, None) == "The State must hand this in by 3 May 2027."


def test_a_month_is_over_with_its_last_day():
    assert not is_bygone(D(2027, 5, 1), Precision.MONTH, D(2027, 5, 31))
    assert is_bygone(D(2027, 5, 1), Precision.MONTH, D(2027, 6, 1))
    assert not is_bygone(D(2027, 5, 1), Precision.SEASON, D(2027, 6, 1))
    assert is_bygone(D(2027, 5, 1), Precision.SEASON, D(2027, 7, 1))
    assert not is_bygone(D(2027, 5, 1), Precision.DAY, D(2028, 6, 1))
    assert not is_bygone(None, Precision.NONE, D(2028, 6, 1))
