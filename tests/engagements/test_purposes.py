"""The plan of a year by the three purposes: page, CSV, PDF and API."""

import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from clusters.enums import Role
from core import clock
from core.models import AuditEntry
from engagements.actions.aims import add_aim
from engagements.queries.purposes import plan_by_purpose
from tests.factories import make_cluster, make_person, make_plan_line, make_step

pytestmark = pytest.mark.django_db
D = dt.date


class Here:
    def __init__(self, client):
        self.client = client
        self.cluster = make_cluster("MOZ")
        self.lead = make_person(Role.COORDINATOR, self.cluster)
        self.member = make_person(Role.MEMBER, self.cluster)
        self.empower = add_aim(cluster=self.cluster, text="Legal aid for returnees", purpose="empower", by=self.lead)
        self.duty = add_aim(cluster=self.cluster, text="A law on displacement", purpose="duty_bearers", by=self.lead)

    def line(self, **fields):
        return make_plan_line(**{"cluster": self.cluster, "year": 2027, **fields})

    def done(self, **fields):
        return make_step(state="done", done_at=clock.now(), **fields)

    def found(self, user=None, year=2027, **options):
        parts = plan_by_purpose(user or self.lead, self.cluster, year, **options)
        return {
            part.value: ([row.step.title for row in part.rows], [row.line.title for row in part.idle]) for part in parts
        }

    def get(self, name, user=None, year=2027):
        self.client.force_login(user or self.lead)
        return self.client.get(f"{reverse(f'engagements:purpose-{name}')}?cluster={self.cluster.pk}&year={year}")


@pytest.fixture
def here(client):
    return Here(client)


def test_steps_stand_under_the_purpose_of_their_lines_objective(here):
    first = here.line(title="Clinics", aim=here.empower)
    here.done(plan_line=first, title="Done early", due_on=D(2027, 1, 1))
    make_step(plan_line=first, title="No day")
    make_step(plan_line=first, title="In May", due_on=D(2027, 5, 1))
    make_step(plan_line=first, title="Aside", state="not_now", state_reason="Later")
    here.line(title="Law", aim=here.duty)
    make_step(plan_line=here.line(title="Loose"), title="Without an aim")
    make_step(plan_line=here.line(aim=here.duty, state="not_now", state_reason="Later"), title="Of a line set aside")
    make_step(plan_line=here.line(aim=here.duty, year=2026), title="Of another year")
    assert here.found() == {
        "empower": (["In May", "No day", "Done early"], []),
        "advocate": ([], []),
        "duty_bearers": ([], ["Law"]),
        "": (["Without an aim"], []),
    }
    parts = plan_by_purpose(here.lead, here.cluster, 2027)
    assert [(part.open, part.done, part.lines) for part in parts] == [(2, 1, 1), (0, 0, 0), (0, 0, 1), (1, 0, 1)]


def test_of_a_line_over_years_each_year_has_its_own_steps(here):
    long = here.line(title="Long", aim=here.duty, year=2026, starts_on=D(2026, 3, 1), ends_on=D(2028, 3, 1))
    for day in (D(2025, 12, 1), D(2027, 2, 1), D(2028, 2, 1), D(2029, 1, 1)):
        make_step(plan_line=long, title=f"{day.year}", due_on=day)
    assert {year: here.found(year=year)["duty_bearers"] for year in (2026, 2027, 2028)} == {
        2026: (["2025"], []),
        2027: (["2027"], []),
        2028: (["2028", "2029"], []),
    }
    assert "" not in here.found(year=2029)


def test_nobody_is_shown_more_than_she_sees(here):
    closed = here.line(title="Closed canary", aim=here.empower, exposure="confidential", readers=[here.lead])
    make_step(plan_line=closed, title="Canary step", due_on=D(2027, 2, 1))
    open_line = here.line(title="Open line", aim=here.empower)
    make_step(plan_line=open_line, title="Open step")
    assert here.found()["empower"][0] == ["Canary step", "Open step"]
    assert here.found(here.member)["empower"] == (["Open step"], [])
    # On paper nothing closed, for nobody.
    assert here.found(on_paper=True)["empower"] == (["Open step"], [])
    for name in ("report", "csv"):
        assert "anary" in here.get(name).content.decode()
        assert "anary" not in here.get(name, here.member).content.decode()
    trail = AuditEntry.objects.visible_to(here.lead).get(verb="plan.exported")
    assert (trail.target_id, trail.after) == (str(closed.pk), {"year": 2027})
    assert "anary" not in trail.target_label
    # How many were closed would tell another coordinator that there is one.
    another = AuditEntry.objects.visible_to(make_person(Role.CO_COORDINATOR, here.cluster))
    assert not another.filter(verb="plan.exported").exists()
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(here.get("pdf").content)).pages)
    assert "Open step" in text
    assert "Empower people" in text
    assert "anary" not in text
    stranger = make_person(Role.COORDINATOR, make_cluster("SYR"))
    for name in ("report", "csv", "pdf"):
        assert here.get(name, stranger).status_code == 404


def test_the_page_and_the_table_say_it(here):
    line = here.line(title="Clinics", aim=here.empower, starts_on=D(2026, 9, 1), ends_on=D(2028, 6, 30))
    make_step(plan_line=line, title="=1+1", due_on=D(2027, 5, 1))
    page = here.get("report").content.decode()
    assert "Plan 2027 by purpose" in page
    assert "Legal aid for returnees" in page
    assert "1 September 2026 – 30 June 2028" in page
    answer = here.get("csv")
    assert answer.headers["Content-Disposition"].endswith('"hre-plan-MOZ-2027.csv"')
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("purpose,objective,line,title")
    assert "2026-09-01,2028-06-30,'=1+1,2027-05-01" in rows[1]
    here.client.force_login(here.lead)
    year = here.client.get(f"{reverse('engagements:plan')}?cluster={here.cluster.pk}&year=2027").content.decode()
    assert reverse("engagements:purpose-report") in year
    assert here.get("report", year=1999).status_code == 404


def test_the_api_has_the_same(here):
    line = here.line(title="Clinics", aim=here.empower)
    make_step(plan_line=line, title="Brief", due_on=D(2027, 5, 1))
    here.line(title="Loose")
    here.client.force_login(here.member)
    url = reverse("api-plan-line-by-purpose")
    parts = here.client.get(url, {"cluster": here.cluster.pk, "year": 2027}).json()
    assert [part["purpose"] for part in parts] == ["empower", "advocate", "duty_bearers", ""]
    assert parts[0]["objectives"] == ["Legal aid for returnees"]
    assert [row["step"]["title"] for row in parts[0]["rows"]] == ["Brief"]
    assert [(row["title"], row["step"]) for row in parts[3]["rows"]] == [("Loose", None)]
    assert here.client.get(url).status_code == 400
    assert here.client.get(url, {"cluster": here.cluster.pk, "year": 1}).status_code == 400
    here.client.force_login(make_person(Role.COORDINATOR, make_cluster("SYR")))
    assert here.client.get(url, {"cluster": here.cluster.pk, "year": 2027}).status_code == 404


def test_the_page_asks_the_same_for_one_and_thirty(here):
    numbers = []
    for more in (1, 29):
        for _line in range(more):
            make_step(plan_line=here.line(aim=here.empower))
            here.line()
        here.get("report")
        with CaptureQueriesContext(connection) as captured:
            assert here.get("report").status_code == 200
        # The log-in of the test asks as well.
        numbers.append(sum("auth" not in query["sql"] and "session" not in query["sql"] for query in captured))
    assert numbers[0] == numbers[1] <= 15
