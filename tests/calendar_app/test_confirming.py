"""Confirming a session after looking: what is ticked, and nothing else."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from calendar_app import actions
from calendar_app.actions.confirming import confirm_session
from calendar_app.models import Entry, OfficialDate, Review, Session
from core.errors import Refused, Stale
from core.models import AuditEntry
from tests.factories import make_country, make_mechanism, make_review, make_rule, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
LIST = "https://example.org/who-is-reviewed"


@pytest.fixture
def upr54():
    body = make_mechanism("upr")
    session = make_session(mechanism=body, number="54", certainty="provisional", publication="draft")
    make_rule(mechanism=body, key="upr-report", entry_kind="report_due", days=-30)
    rule = make_rule(mechanism=body, key="upr-stakeholders", days=0)
    OfficialDate.objects.create(
        session=session,
        rule=rule,
        due_on=dt.date(2026, 12, 1),
        certainty="provisional",
        source="https://example.org/deadlines",
        confidence="single_source",
    )
    for code in ("MOZ", "SYR"):
        make_review(country=make_country(code), session=session, source=LIST, basis="inferred", confidence="checked")
    actions.generate_entries()
    return session


def dates(**only):
    return Entry.objects.unscoped("what the test looks at").filter(**only)


def verbs():
    trail = AuditEntry.objects.unscoped("what was recorded").filter(verb__contains=".confirmed")
    return sorted(trail.values_list("verb", flat=True))


def test_the_days_alone(upr54, task_team):
    confirm_session(session=upr54, days=True, expected_version=upr54.version, by=task_team)
    session = Session.objects.get(pk=upr54.pk)
    assert (session.certainty, session.publication, session.verified_by) == ("confirmed", "published", task_team)
    itself = dates(kind="session").get()
    assert (itself.certainty, itself.publication, itself.verified_by) == ("confirmed", "published", task_team)
    assert {entry.verified_by for entry in dates(kind="report_due")} == {task_team}
    # Who is reviewed, and what was published of deadlines, stands on other pages.
    assert {entry.verified_by for entry in dates(kind__in=["review", "submission"])} == {None}
    assert OfficialDate.objects.get().certainty == "provisional"
    assert {review.basis for review in Review.objects.all()} == {"inferred"}
    assert verbs() == ["session.confirmed"]


def test_all_of_it(upr54, task_team):
    confirm_session(
        session=upr54,
        days=True,
        officials=[OfficialDate.objects.get().pk],
        reviews=[review.pk for review in Review.objects.all()],
        by=task_team,
    )
    assert {(entry.certainty, entry.verified_by) for entry in dates(kind__in=["session", "submission", "review"])} == {
        ("confirmed", task_team)
    }
    assert {(review.basis, review.verified_by) for review in Review.objects.all()} == {("confirmed", task_team)}
    assert OfficialDate.objects.get().verified_by == task_team
    assert verbs() == ["official_date.confirmed", "review.confirmed", "review.confirmed", "session.confirmed"]


def test_what_cannot_be_confirmed(upr54, task_team, coordinator):
    with pytest.raises(Refused):
        confirm_session(session=upr54, days=True, by=coordinator)
    with pytest.raises(ValidationError, match="Tick"):
        confirm_session(session=upr54, by=task_team)
    with pytest.raises(Stale):
        confirm_session(session=upr54, days=True, expected_version=upr54.version + 1, by=task_team)
    other = make_review(country=make_country("NGA"))
    with pytest.raises(ValidationError, match="look again"):
        confirm_session(session=upr54, reviews=[other.pk], by=task_team)
    vague = make_session(number="55", opens_on=None, closes_on=None, about_on=dt.date(2027, 5, 1), precision="month")
    with pytest.raises(ValidationError, match="not announced"):
        confirm_session(session=vague, days=True, by=task_team)
    assert verbs() == []


def test_the_page_ticks_what_has_a_source_and_no_more(login, task_team, upr54):
    client = login(task_team)
    page = client.get(f"/calendar/sessions/{upr54.pk}/confirm/")
    official = OfficialDate.objects.get()
    assert page.context["ticked"] == ["days", f"official-{official.pk}"]
    text = page.content.decode()
    for words in ("18–29 January 2027", "1 December 2026", "Mozambique, Syrian Arab Republic", LIST):
        assert words in text
    nothing = client.post(f"/calendar/sessions/{upr54.pk}/confirm/", {"version": upr54.version})
    assert nothing.status_code == 422
    foreign = client.post(f"/calendar/sessions/{upr54.pk}/confirm/", {"ticked": "places-999"})
    assert foreign.status_code == 422
    late = client.post(f"/calendar/sessions/{upr54.pk}/confirm/", {"ticked": "days", "version": "99"})
    assert late.status_code == 409
    data = {
        "ticked": ["days", f"official-{official.pk}"],
        "version": upr54.version,
        "source": "https://example.org/new",
    }
    done = client.post(f"/calendar/sessions/{upr54.pk}/confirm/", data)
    assert done["Location"] == f"/calendar/sessions/{upr54.pk}/"
    assert Session.objects.get(pk=upr54.pk).source == "https://example.org/new"
    assert "Confirm the dates" in client.get(done["Location"]).content.decode()


def test_nobody_else_sees_the_page(login, coordinator, upr54):
    Session.objects.filter(pk=upr54.pk).update(publication="published")
    client = login(coordinator)
    assert client.get(f"/calendar/sessions/{upr54.pk}/confirm/").status_code == 403
    assert client.post(f"/calendar/sessions/{upr54.pk}/confirm/", {"ticked": "days"}).status_code == 403
    assert Session.objects.get(pk=upr54.pk).verified_by is None
