"""Consultations in confidence over the API: coordinators who see the line, nobody else."""

import pytest

from clusters.enums import Role
from core import clock
from engagements.enums import Exposure
from engagements.models import BlindAnswer
from tests.api_calls import Caller, assert_bad, assert_refused, verbs
from tests.factories import make_cluster, make_person, make_plan_line
from tests.factories.stakeholders import make_protected, make_stakeholder

pytestmark = pytest.mark.django_db
CALL = "Ask Maria Petrova at maria.petrova@mail.example."


def test_a_consultation_from_the_question_to_what_follows():
    cluster = make_cluster("NGA")
    lead, member = make_person(Role.COORDINATOR, cluster), make_person(Role.MEMBER, cluster)
    line = make_plan_line(cluster=cluster, exposure=Exposure.MEMBERS)
    api, others = Caller(lead), [Caller(member), Caller(make_person(Role.COORDINATOR, make_cluster("MOZ")))]
    heron, open_one = make_protected(cluster, alias="Heron"), make_stakeholder(cluster)
    today = clock.today("UTC").isoformat()
    rows = f"/api/v1/plan-lines/{line.pk}/consultations/"
    assert_bad(api.post(rows, question=CALL), "question")
    assert_bad(api.post(rows, question="", due_on="soon"), "question", "due_on")
    made = api.post(rows, question="Is it safe to speak now?")
    assert (made.status_code, made.json()["answers"]) == (201, [])
    at = f"{rows}{made.json()['id']}/"
    asked = api.post(f"{at}asked/", stakeholder=heron.pk, asked_on=today, asked_how="in_person")
    assert (asked.status_code, asked.json()["called"]) == (201, "Heron")
    assert_bad(api.post(f"{at}asked/", stakeholder=heron.pk, asked_on=today, asked_how="in_person"), "stakeholder")
    assert_bad(api.post(f"{at}asked/", stakeholder=99_999, asked_on=today, asked_how="in_person"), "stakeholder")
    assert_bad(
        api.post(f"{at}asked/", stakeholder=open_one.pk, asked_on="2999-01-01", asked_how="in_person"), "asked_on"
    )
    answer = f"{at}answers/{asked.json()['id']}/"
    body = {"answer": "Not this month", "answered_on": today, "answered_how": "in_person"}
    assert_bad(api.post(answer, **{**body, "answer": CALL}, version=1), "answer")
    assert api.post(answer, **body, version=1).json()["answer"] == "Not this month"
    assert api.post(answer, **body, version=1).status_code == 409
    assert [(row["asked"], row["answered"]) for row in api.get(rows).json()] == [(1, 1)]
    for other in others:
        for call in (other.get, other.post):
            assert call(rows).status_code == 404
        for address in (f"{at}asked/", answer, f"{at}close/"):
            assert other.post(address).status_code == 404
    assert api.post(f"{at}close/", conclusion="Wait", version=9).status_code == 409
    assert api.post(f"{at}close/", conclusion="Wait", version=1).json()["closed_at"]
    assert_refused(api.post(answer, **body, version=2))
    assert verbs() == ["blind.begun", "blind.asked", "blind.answered", "blind.closed"]
    assert BlindAnswer.objects.visible_to(lead).count() == 1
    assert not BlindAnswer.objects.visible_to(member).exists()
