"""Two people, or a person and the nightly run, at the same moment. Threads with connections of their own."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from calendar_app import actions
from calendar_app.enums import EntryKind
from calendar_app.models import Entry, Session
from clusters.enums import Role
from core.errors import Stale
from core.models import AuditEntry
from tests.factories import make_country, make_person, make_review, make_rule, make_session

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

WHY = "a test looks at every row"


@pytest.fixture
def session():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time; the second run of `make test` uses PostgreSQL")
    make_rule(key="upr-report", title="National report", entry_kind=EntryKind.REPORT_DUE, days=-84)
    session = make_session(number="54")
    for iso3 in ("SYR", "VEN", "TGO"):
        make_review(session=session, country=make_country(iso3))
    return session


def together(*acts):
    """Run the functions at once; returns what each returned or raised."""
    start = Barrier(len(acts))

    def run(act):
        start.wait(timeout=10)
        try:
            return act()
        except Stale as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result(timeout=30) for future in [pool.submit(run, act) for act in acts]]


def test_of_two_movers_one_wins_and_the_other_is_told(session):
    actions.generate_entries()
    officer = make_person(Role.TASK_TEAM)

    def mover(month):
        return lambda: actions.move_session(
            session=session, opens_on=dt.date(2027, month, 1), reason="Note", expected_version=1, by=officer
        )

    answers = together(*(mover(month) for month in (2, 3, 4, 5)))
    assert sum(isinstance(answer, Stale) for answer in answers) == 3
    (moved,) = [answer for answer in answers if not isinstance(answer, Stale)]
    reports = Entry.objects.unscoped(WHY).filter(kind=EntryKind.REPORT_DUE)
    assert {entry.due_on for entry in reports} == {moved.opens_on - dt.timedelta(days=84)}
    assert AuditEntry.objects.unscoped(WHY).filter(verb="session.moved").count() == 1


def test_two_generators_make_each_date_once(session):
    results = together(*[lambda: actions.generate_entries()] * 4)
    assert sorted(len(result.created) for result in results) == [0, 0, 0, 7]
    assert Entry.objects.unscoped(WHY).count() == 7


def test_the_nightly_run_does_not_write_old_dates_over_a_move(session):
    actions.generate_entries()
    officer = make_person(Role.TASK_TEAM)
    together(
        lambda: actions.move_session(session=session, opens_on=dt.date(2027, 2, 1), reason="Note", by=officer),
        actions.recompute_stale,
        actions.recompute_stale,
    )
    reports = Entry.objects.unscoped(WHY).filter(kind=EntryKind.REPORT_DUE)
    assert {entry.due_on for entry in reports} == {dt.date(2026, 11, 9)}
    assert Session.objects.get().version == 2


def test_a_date_met_during_a_move_stays_met(session):
    actions.generate_entries()
    officer = make_person(Role.TASK_TEAM)
    report = Entry.objects.unscoped(WHY).filter(kind=EntryKind.REPORT_DUE).first()
    together(
        lambda: actions.move_session(session=session, opens_on=dt.date(2027, 2, 1), reason="Note", by=officer),
        lambda: actions.mark_met(entry=report, by=officer),
    )
    report.refresh_from_db()
    assert report.state == "met"
