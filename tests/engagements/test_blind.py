"""Consultations in confidence: the same question to each alone, answers for the coordinators who see the line."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from core import clock
from core.errors import Refused, Stale
from core.models import AuditEntry, Delivery
from engagements.actions import blind as actions
from engagements.enums import Exposure
from engagements.models import BlindAnswer, BlindConsultation
from engagements.queries import blind as queries
from tests.factories import make_cluster, make_person, make_plan_line
from tests.factories.stakeholders import make_protected, make_stakeholder

pytestmark = pytest.mark.django_db
QUESTION = "would a public statement help or harm people in the north"


class Here:
    def __init__(self):
        self.cluster = make_cluster("NGA")
        self.lead = make_person(Role.COORDINATOR, self.cluster)
        self.other_lead = make_person(Role.CO_COORDINATOR, self.cluster)
        self.member = make_person(Role.MEMBER, self.cluster)
        self.helper = make_person(Role.TASK_TEAM)
        self.stranger = make_person(Role.COORDINATOR, make_cluster("MOZ"))
        self.line = make_plan_line(cluster=self.cluster, exposure=Exposure.MEMBERS)
        self.heron = make_protected(self.cluster, alias="Heron")
        self.ibis = make_protected(self.cluster, alias="Ibis")

    def begin(self, line=None, **fields):
        return actions.begin_consultation(
            plan_line=line or self.line, question=QUESTION, names_nobody=True, by=self.lead, **fields
        )

    def ask(self, consultation, stakeholder=None):
        return actions.note_asked(
            consultation=consultation,
            stakeholder=stakeholder or self.heron,
            asked_on=clock.today(),
            asked_how="in_person",
            by=self.lead,
        )

    def answer(self, row, **fields):
        wanted = {"answer": "it would harm", "answered_on": clock.today(), "answered_how": "call", **fields}
        version = wanted.pop("expected_version", 1)
        by = wanted.pop("by", self.lead)
        return actions.record_answer(answer_row=row, expected_version=version, names_nobody=True, by=by, **wanted)


@pytest.fixture
def here():
    return Here()


def test_only_coordinators_who_see_the_line_see_it(here):
    closed = make_plan_line(cluster=here.cluster, exposure=Exposure.CONFIDENTIAL, readers=[here.lead])
    rows = [here.begin(), here.begin(closed)]
    here.ask(rows[0])
    here.ask(rows[1])
    seen = {
        name: set(BlindConsultation.objects.visible_to(person).values_list("pk", flat=True))
        for name, person in vars(here).items()
        if name in {"lead", "other_lead", "member", "helper", "stranger"}
    }
    both, first = {row.pk for row in rows}, {rows[0].pk}
    assert seen == {"lead": both, "other_lead": first, "member": set(), "helper": set(), "stranger": set()}
    assert BlindAnswer.objects.visible_to(here.other_lead).count() == 1
    assert not BlindAnswer.objects.visible_to(here.member).exists()


def test_nobody_is_told_and_the_trail_knows_neither_question_nor_people(here):
    consultation = here.begin()
    here.answer(here.ask(consultation))
    assert not Delivery.objects.exists()
    trail = AuditEntry.objects.visible_to(here.lead).order_by("pk")
    assert [entry.verb for entry in trail] == ["blind.begun", "blind.asked", "blind.answered"]
    kept = str(list(trail.values()))
    assert not [word for word in (QUESTION, "Heron", "it would harm", f"stakeholder {here.heron.pk}") if word in kept]


def test_the_question_and_the_answers_may_not_give_a_person_away(here):
    for text, field in (("Ring +44 7911 123456 before", "question"), (" ", "question")):
        with pytest.raises(ValidationError) as error:
            actions.begin_consultation(plan_line=here.line, question=text, names_nobody=True, by=here.lead)
        assert field in error.value.message_dict
    row = here.ask(here.begin())
    for fields, field in (
        ({"answer": "Write to someone@example.org"}, "answer"),
        ({"answer": ""}, "answer"),
        ({"answered_on": clock.today() + dt.timedelta(days=2)}, "answered_on"),
        ({"answered_on": clock.today() - dt.timedelta(days=2)}, "answered_on"),
    ):
        with pytest.raises(ValidationError) as error:
            here.answer(row, **fields)
        assert field in error.value.message_dict
    assert BlindAnswer.objects.visible_to(here.lead).get().answer == ""


def test_each_is_asked_once_and_stands_in_the_register(here):
    consultation = here.begin()
    here.ask(consultation)
    foreign = make_stakeholder(here.stranger.memberships.get().cluster)
    for wrong in (here.heron, foreign):
        with pytest.raises(ValidationError):
            here.ask(consultation, wrong)
    assert list(queries.people_to_ask(here.lead, consultation)) == [here.ibis]
    for person in (here.member, here.helper, here.stranger):
        with pytest.raises(Refused):
            actions.note_asked(
                consultation=consultation,
                stakeholder=here.ibis,
                asked_on=clock.today(),
                asked_how="call",
                by=person,
            )
        with pytest.raises(Refused):
            actions.begin_consultation(plan_line=here.line, question="x", by=person)


def test_two_who_write_at_once_and_a_closed_one(here):
    consultation = here.begin()
    row = here.ask(consultation)
    here.answer(row)
    with pytest.raises(Stale):
        here.answer(row, answer="Something else", expected_version=1)
    actions.close_consultation(
        consultation=consultation, conclusion="we stay silent", names_nobody=True, expected_version=1, by=here.lead
    )
    fresh = BlindConsultation.objects.visible_to(here.other_lead).get()
    assert (fresh.conclusion, fresh.closed_at is not None, fresh.version) == ("we stay silent", True, 2)
    for act in (lambda: here.ask(fresh, here.ibis), lambda: here.answer(queries.answers(here.lead, fresh)[0])):
        with pytest.raises(Refused):
            act()


def test_the_pages_from_question_to_conclusion(here, client):
    client.force_login(here.lead)
    url = reverse("engagements:blind-list", args=[here.line.pk])
    answer = client.post(url, {"question": "Ring +44 7911 123456 before", "names_nobody": "on"})
    assert answer.status_code == 422
    assert "Ring +44 7911 123456 before" in answer.content.decode()
    answer = client.post(url, {"question": QUESTION, "names_nobody": "on"})
    made = BlindConsultation.objects.visible_to(here.lead).get()
    page = reverse("engagements:blind-detail", args=[here.line.pk, made.pk])
    assert answer.headers["Location"] == page
    today = clock.today().isoformat()
    asked = reverse("engagements:blind-asked", args=[here.line.pk, made.pk])
    assert client.post(asked, {"stakeholder": "99999", "asked_on": today, "asked_how": "call"}).status_code == 422
    assert client.post(asked, {"stakeholder": here.heron.pk, "asked_on": today, "asked_how": "call"}).status_code == 302
    row = BlindAnswer.objects.visible_to(here.lead).get()
    given = reverse("engagements:blind-answer", args=[here.line.pk, made.pk, row.pk])
    data = {"answered_on": today, "answered_how": "call", "answer": "typed answer", "names_nobody": "on"}
    answer = client.post(given, {**data, "version": "7"})
    assert answer.status_code == 409
    assert "typed answer" in answer.content.decode()
    assert client.post(given, {**data, "version": "1"}).status_code == 302
    text = client.get(page).content.decode()
    assert "typed answer" in text
    assert "Heron" in text
    close = reverse("engagements:blind-close", args=[here.line.pk, made.pk])
    assert client.post(close, {"conclusion": "we stay silent", "names_nobody": "on", "version": "1"}).status_code == 302
    other = make_plan_line(cluster=here.cluster)
    assert client.get(reverse("engagements:blind-detail", args=[other.pk, made.pk])).status_code == 404
    for person in (here.member, here.helper, here.stranger):
        client.force_login(person)
        assert client.get(url).status_code in {302, 404}
        assert client.get(page).status_code in {302, 404}
        assert client.post(given, data).status_code in {302, 404}


def test_the_page_asks_the_same_for_one_and_for_thirty(here, client):
    client.force_login(here.lead)
    consultation = here.begin()
    page = reverse("engagements:blind-detail", args=[here.line.pk, consultation.pk])
    counts = []
    for number in (1, 29):
        for _row in range(number):
            here.ask(consultation, make_stakeholder(here.cluster))
        client.get(page)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15, counts


def test_of_two_who_note_the_same_at_once_the_second_is_told(here, monkeypatch):
    """Somebody is quicker in the very moment before the line is held."""
    consultation = here.begin()

    def quicker(plan_line, by):
        monkeypatch.setattr(actions, "hold", lambda plan_line, by: None)
        here.ask(consultation)

    monkeypatch.setattr(actions, "hold", quicker)
    with pytest.raises(ValidationError):
        here.ask(consultation)


def test_nothing_is_added_to_what_was_closed_meanwhile(here):
    """The page was open before somebody closed the consultation."""
    consultation = here.begin()
    row = here.ask(consultation)
    known = BlindConsultation.objects.visible_to(here.lead).get()
    actions.close_consultation(
        consultation=known, conclusion="quiet talks", names_nobody=True, expected_version=1, by=here.lead
    )
    assert row.consultation.closed_at is None
    with pytest.raises(Refused):
        here.answer(row)
    with pytest.raises(Refused):
        here.ask(consultation, here.ibis)
