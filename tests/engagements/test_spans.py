"""Engagements over time: start and end, the plans of the years they touch, and no copy where they stand already."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from core.models import AuditEntry
from engagements import rules
from engagements.actions.copying import copy_plan_line
from engagements.actions.obstacles import name_obstacle
from engagements.actions.plans import create_plan_line, edit_plan_line
from engagements.models import PlanLine
from engagements.queries.obstacles import lines_to_name
from engagements.queries.overview import overview, plans_of_all
from engagements.queries.spans import from_year, in_year, span_words
from engagements.queries.year import year_plan
from engagements.rules.process_time import span_of
from hre_portal.queries.cluster.around import mechanism_rows, planned_lines
from tests.factories import make_cluster, make_mechanism, make_person, make_plan_line, make_step
from tests.factories.mechanisms import make_obstacle

pytestmark = pytest.mark.django_db
D = dt.date


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster, client):
    user = make_person(Role.COORDINATOR, cluster)
    client.force_login(user)
    return user


def long_line(cluster, **fields):
    return make_plan_line(
        **{
            "cluster": cluster,
            "title": "Towards a law on displacement",
            "year": 2026,
            "starts_on": D(2026, 9, 1),
            "ends_on": D(2028, 6, 30),
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("year", "starts_on", "ends_on", "years"),
    [
        (2026, None, None, [2026]),
        (2026, D(2026, 9, 1), D(2028, 6, 30), [2026, 2027, 2028]),
        (2027, D(2026, 9, 1), None, [2026, 2027]),
        (2026, None, D(2027, 1, 1), [2026, 2027]),
        (2026, D(2027, 1, 1), D(2027, 12, 31), [2026, 2027]),
    ],
)
def test_the_years_of_a_line_and_the_lists_of_a_year_agree(cluster, lead, year, starts_on, ends_on, years):
    assert list(rules.years_of(year, starts_on, ends_on)) == years
    make_plan_line(cluster=cluster, year=year, starts_on=starts_on, ends_on=ends_on)
    lines = PlanLine.objects.visible_to(lead)
    assert [one for one in range(2020, 2035) if lines.filter(in_year(one)).exists()] == years
    assert [one for one in range(2020, 2035) if lines.filter(from_year(one)).exists()] == list(
        range(2020, years[-1] + 1)
    )


def test_the_end_does_not_lie_before_the_start(client, cluster, lead):
    body = make_mechanism()
    wrong = {"starts_on": D(2027, 5, 2), "ends_on": D(2027, 5, 1)}
    given = {"cluster": cluster, "mechanism": body, "year": 2027, "title": "Line", "lead_role": "coordinator"}
    with pytest.raises(ValidationError) as refused:
        create_plan_line(**given, **wrong, by=lead)
    assert set(refused.value.message_dict) == {"ends_on"}
    with pytest.raises(ValidationError) as refused:
        create_plan_line(**given, starts_on=D(1999, 1, 1), by=lead)
    assert set(refused.value.message_dict) == {"starts_on"}
    line = make_plan_line(**given)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanLine.objects.visible_to(lead).filter(pk=line.pk).update(**wrong)
    url = reverse("engagements:line-edit", args=[line.pk])
    typed = {
        "title": "Typed title",
        "lead_role": "coordinator",
        "year": "2027",
        "channel": "direct",
        "trigger": "planned",
        "on_behalf_of": "cluster",
        "version": "1",
    }
    answer = client.post(url, {**typed, "starts_on": "2027-05-02", "ends_on": "2027-05-01"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_ends_on_error"' in page
    assert "It ends before it starts." in page
    assert "Typed title" in page
    assert not AuditEntry.objects.visible_to(lead).filter(verb="plan_line.changed").exists()
    assert client.post(url, {**typed, "starts_on": "2027-05-02", "ends_on": "2029-05-01"}).status_code == 302
    trail = AuditEntry.objects.visible_to(lead).get(verb="plan_line.changed")
    assert (trail.after["starts_on"], trail.after["ends_on"]) == ("2027-05-02", "2029-05-01")
    history = client.get(reverse("engagements:line-history", args=[line.pk])).content.decode()
    assert "ends on" in history
    assert "1 May 2029" in history


def test_it_stands_in_each_years_plan_once_and_without_double_entry(client, cluster, lead):
    line = long_line(cluster)
    make_step(plan_line=line)
    today = D(2026, 11, 22)
    labels = {}
    for year in range(2025, 2030):
        plan = year_plan(lead, cluster, year, today=today)
        rows = [(quarter.label, row) for quarter in plan.quarters for row in quarter.rows]
        labels[year] = [label for label, _row in rows]
        assert [row.steps_text for _label, row in rows] == ["1 step open"] * len(rows)
        assert bool(plan.strip) == bool(rows)
        assert bool(plan.overview.touched) == bool(rows)
    assert labels == {
        2025: [],
        2026: ["July to September"],
        2027: ["Through the year"],
        2028: ["April to June"],
        2029: [],
    }
    # It began once.
    assert [(one.year, one.total) for one in overview(lead, cluster, 2027).beginnings] == [(2026, 1)]
    assert overview(lead, cluster, 2027).years == [2026, 2027, 2028]
    page = client.get(f"{reverse('engagements:plan')}?cluster={cluster.pk}&year=2027").content.decode()
    assert page.count("Towards a law on displacement</a>") + page.count("Towards a law on displacement</bdi></a>") == 1
    assert "1 September 2026 – 30 June 2028" in page
    assert "in the plans of 2026 to 2028" in page
    page = client.get(reverse("engagements:line-detail", args=[line.pk])).content.decode()
    assert page.count("year=2027") == 1
    assert page.count("year=2028") == 1


def test_a_date_of_another_year_is_no_date_of_this_plan(cluster, lead):
    line = long_line(cluster, planned_for=D(2028, 5, 4))
    rows = {year: year_plan(lead, cluster, year, today=D(2026, 1, 1)).quarters[0].rows[0] for year in (2027, 2028)}
    assert [rows[year].shows_day for year in (2027, 2028)] == [False, True]
    assert rows[2028].month == "May"
    assert span_words(line) == "1 September 2026 – 30 June 2028"
    assert span_words(make_plan_line(starts_on=D(2027, 1, 2))) == "from 2 January 2027"
    assert span_words(make_plan_line(ends_on=D(2027, 1, 2))) == "until 2 January 2027"
    assert span_words(make_plan_line()) == ""


def test_it_is_never_copied_into_a_year_in_which_it_stands(client, cluster, lead):
    line = long_line(cluster)
    for year in (2026, 2027, 2028):
        with pytest.raises(ValidationError) as refused:
            copy_plan_line(plan_line=line, year=year, by=lead)
        assert set(refused.value.message_dict) == {"year"}
    url = reverse("engagements:line-copy", args=[line.pk])
    page = client.get(url).content.decode()
    assert 'value="2029"' in page
    assert "stands in every plan from 2026 to 2028 already" in page
    answer = client.post(url, {"title": "Again", "year": "2028"})
    assert answer.status_code == 422
    assert "Nothing needs copying there" in answer.content.decode()
    assert PlanLine.objects.visible_to(lead).count() == 1
    copy = copy_plan_line(plan_line=line, year=2029, by=lead)
    assert (copy.year, copy.starts_on, copy.ends_on) == (2029, None, None)
    # A line of one year is copied as before, into the same year as well.
    short = make_plan_line(cluster=cluster, year=2027, starts_on=D(2027, 1, 1), ends_on=D(2027, 3, 1))
    assert copy_plan_line(plan_line=short, year=2027, by=lead).year == 2027


def test_other_lists_of_a_year_have_it_too(client, cluster, lead):
    line = long_line(cluster)
    assert list(lines_to_name(lead, cluster, 2028)) == [line]
    row = name_obstacle(cluster=cluster, year=2028, obstacle=make_obstacle(), plan_line=line, by=lead)
    assert row.year == 2028
    row = name_obstacle(cluster=cluster, year=2031, obstacle=make_obstacle(), plan_line=line, by=lead)
    assert row.year == 2026
    helper = make_person(Role.TASK_TEAM)
    assert [one.lines for one in plans_of_all(helper, 2027) if one.cluster == cluster] == [1]
    assert [one.lines for one in plans_of_all(helper, 2029) if one.cluster == cluster] == [0]

    class Reader:
        user, today = lead, D(2028, 2, 1)

    assert [one.lines for one in mechanism_rows(planned_lines(Reader, cluster))] == [1]
    Reader.today = D(2029, 2, 1)
    assert mechanism_rows(planned_lines(Reader, cluster)) == []
    first, last = span_of([], None, D(2026, 11, 22), line.starts_on, line.ends_on)
    assert first <= D(2026, 8, 31)
    assert last >= D(2028, 6, 30)


def test_the_api_takes_start_and_end_and_its_year_is_the_plans(client, cluster, lead):
    url = reverse("api-plan-line-list")
    given = {
        "cluster": cluster.pk,
        "mechanism": make_mechanism().key,
        "year": 2026,
        "title": "Through the API",
        "lead_role": "coordinator",
        "starts_on": "2026-09-01",
        "ends_on": "2025-09-01",
    }
    answer = client.post(url, given, content_type="application/json")
    assert answer.status_code == 400
    assert list(answer.json()) == ["ends_on"]
    answer = client.post(url, {**given, "ends_on": "2028-06-30"}, content_type="application/json")
    assert answer.status_code == 201
    assert (answer.json()["starts_on"], answer.json()["ends_on"]) == ("2026-09-01", "2028-06-30")
    for year, number in ((2025, 0), (2026, 1), (2027, 1), (2028, 1), (2029, 0), (9, 0), (99999, 0)):
        assert client.get(url, {"year": year}).json()["count"] == number
    pk = answer.json()["id"]
    answer = client.post(reverse("api-plan-line-copy", args=[pk]), {"year": 2027}, content_type="application/json")
    assert answer.status_code == 400
    assert list(answer.json()) == ["year"]
    change = {"ends_on": "2026-08-31", "version": 1}
    answer = client.patch(reverse("api-plan-line-detail", args=[pk]), change, content_type="application/json")
    assert answer.status_code == 400
    client.force_login(make_person(Role.COORDINATOR, make_cluster("SYR")))
    assert client.get(url, {"year": 2027}).json()["count"] == 0
    answer = client.patch(reverse("api-plan-line-detail", args=[pk]), change, content_type="application/json")
    assert answer.status_code == 404


def test_the_year_asks_the_same_questions_whatever_the_lines(client, cluster, lead):
    url = f"{reverse('engagements:plan')}?cluster={cluster.pk}&year=2027"
    numbers = []
    for _n in (1, 29):
        for _line in range(_n):
            long_line(cluster)
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        numbers.append(len(captured))
    assert numbers[0] == numbers[1] <= 15


def test_edit_keeps_what_is_not_named(cluster, lead):
    line = long_line(cluster)
    edit_plan_line(plan_line=line, expected_version=1, by=lead, ends_on=None)
    line.refresh_from_db()
    assert (line.starts_on, line.ends_on) == (D(2026, 9, 1), None)
