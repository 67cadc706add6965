import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from calendar_app import actions
from calendar_app.enums import EntryKind
from calendar_app.models import Entry, Session
from clusters.enums import Role
from tests.factories import make_country, make_person, make_review, make_rule, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    make_rule(key="upr-report", title="National report", entry_kind=EntryKind.REPORT_DUE, days=-84)
    session = make_session(number="54")
    make_review(session=session, country=make_country("SYR"))
    actions.generate_entries()
    make_person(Role.TASK_TEAM, email="taskteam@demo.example")
    return session


def run(*args, **options):
    return call_command("move_session", *args, **{"reason": "Note verbale", "by": "taskteam@demo.example", **options})


def test_it_moves_and_says_what_followed(session, capsys):
    run("upr", "54", "2027-02-01", closes="2027-02-12")
    out = capsys.readouterr().out
    assert "SYR  UPR 54: national report: 26 October 2026 -> 9 November 2026" in out
    assert "UPR 54 moved; 3 dates followed." in out
    report = Entry.objects.unscoped("the test looks").get(kind=EntryKind.REPORT_DUE)
    assert report.due_on == dt.date(2026, 11, 9)


def test_a_dry_run_shows_and_writes_nothing(session, capsys):
    run("upr", "54", "2027-02-01", dry_run=True)
    out = capsys.readouterr().out
    assert "-> 9 November 2026" in out
    assert "Nothing was written" in out
    assert Session.objects.get().opens_on == dt.date(2027, 1, 18)


def test_a_month_is_enough(session):
    run("upr", "54", "2027-05")
    moved = Session.objects.get()
    assert (moved.opens_on, moved.about_on, moved.precision) == (None, dt.date(2027, 5, 1), "month")


@pytest.mark.parametrize(
    ("args", "options", "sentence"),
    [
        (("upr", "54", "2027-02-30"), {}, "is no date"),
        (("upr", "54", "soon"), {}, "is no date"),
        (("upr", "54", "2027-02-01"), {"closes": "2027-01-01"}, "close before it opens"),
        (("upr", "54", "2027-01-18"), {"closes": "2027-01-29"}, "nothing would move"),
        (("upr", "99", "2027-02-01"), {}, "has no session 99"),
        (("epu", "54", "2027-02-01"), {}, "No mechanism has the key “epu”"),
        (("upr", "54", "2027-02-01"), {"by": "nobody@demo.example"}, "No active account"),
        (("upr", "54", "2027-02-01"), {"reason": " "}, "Say why"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(session, args, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(*args, **options)
    assert Session.objects.get().version == 1


def test_others_may_not(session):
    make_person(Role.COORDINATOR, email="coordinator@demo.example")
    with pytest.raises(CommandError, match="Only the Task Team"):
        run("upr", "54", "2027-02-01", by="coordinator@demo.example")


def test_two_sessions_of_one_number_are_not_guessed_between(session):
    make_session(number="54", kind="pswg")
    with pytest.raises(CommandError, match="several sessions"):
        run("upr", "54", "2027-02-01")
