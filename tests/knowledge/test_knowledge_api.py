"""Peer exchanges and resources over the API: the same actions and refusals as the pages."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clusters.enums import Role
from core import clock
from knowledge.enums import ExchangeState
from knowledge.models import ExchangeConcern, ExchangeInvitation, PeerExchange, Resource
from tests.api_calls import Caller, assert_bad, assert_refused, verbs
from tests.factories import make_cluster, make_person, make_theme
from tests.factories.knowledge import make_exchange, make_resource

pytestmark = pytest.mark.django_db
EXCHANGES, RESOURCES = "/api/v1/exchanges/", "/api/v1/resources/"


class Here:
    def __init__(self):
        self.cluster = make_cluster("NGA")
        self.people = {
            "lead": make_person(Role.COORDINATOR, self.cluster),
            "member": make_person(Role.MEMBER, self.cluster),
            "far_member": make_person(Role.MEMBER, make_cluster("MLI")),
            "task_team": make_person(Role.TASK_TEAM),
        }
        self.callers = {name: Caller(person) for name, person in self.people.items()}

    def __getattr__(self, name):
        return self.callers[name]


@pytest.fixture
def here():
    return Here()


def at(exchange, *parts):
    return "/".join([f"{EXCHANGES}{exchange.pk}", *parts, ""])


# --- Peer exchanges -------------------------------------------------------------------------------------------


def test_the_task_team_plans_changes_and_calls_off(here):
    body = {
        "title": "How we raised it",
        "kind": "advocacy",
        "starts_at": (clock.now() + dt.timedelta(days=20)).isoformat(),
        "time_zone": "Africa/Banjul",
        "minutes": 60,
        "language": "en",
    }
    made = here.task_team.post(EXCHANGES, **body)
    assert (made.status_code, made.json()["state"]) == (201, "planned")
    row = f"{EXCHANGES}{made.json()['id']}/"
    assert_refused(here.lead.post(EXCHANGES, **body))
    wrong = {"time_zone": "Mars/North", "minutes": 1}
    assert_bad(here.task_team.post(EXCHANGES, **{**body, **wrong}), "minutes", "time_zone")
    past = (clock.now() - dt.timedelta(days=1)).isoformat()
    assert_bad(here.task_team.post(EXCHANGES, **{**body, "starts_at": past}), "starts_at")
    changed = here.task_team.patch(row, minutes=90, version=1).json()
    assert (changed["minutes"], changed["title"]) == (90, "How we raised it")
    assert here.task_team.patch(row, minutes=30, version=1).status_code == 409
    assert_refused(here.lead.patch(row, minutes=30, version=2))
    assert here.member.patch(row).status_code == here.member.get(row).status_code == 404
    assert_refused(here.lead.post(f"{row}call-off/", reason="x", version=2))
    off = here.task_team.post(f"{row}call-off/", reason="Clash of dates", version=2).json()
    assert (off["state"], off["reason"]) == ("cancelled", "Clash of dates")
    assert_refused(here.task_team.post(f"{row}call-off/", reason="Again", version=3))
    assert here.lead.get(EXCHANGES).json()["count"] == 0
    assert here.lead.get(EXCHANGES, show="past").json()["count"] == 1
    assert {"exchange.planned", "exchange.changed", "exchange.called_off"} <= set(verbs())


def test_replies_and_guests_are_known_to_few(here):
    exchange = make_exchange()
    assert here.lead.post(at(exchange, "reply"), reply="coming").json()["my_reply"] == "coming"
    assert_bad(here.lead.post(at(exchange, "reply"), reply="perhaps so"), "reply")
    assert here.member.post(at(exchange, "reply"), reply="coming").status_code == 404
    member = here.people["member"].pk
    assert here.member.post(at(exchange, "guests"), person=member).status_code == 404
    assert_refused(here.task_team.post(at(exchange, "guests"), person=member))
    assert_bad(here.lead.post(at(exchange, "guests"), person=here.people["far_member"].pk), "person")
    (guest,) = here.lead.post(at(exchange, "guests"), person=member).json()
    assert guest["person"] == member
    seen = here.member.get(at(exchange)).json()
    assert (seen["guests"], seen["coming"]) == ([], [])
    assert here.task_team.get(at(exchange)).json()["coming"] == [str(here.people["lead"])]
    back = at(exchange, "guests", str(guest["id"]), "take-back")
    assert here.member.post(back).status_code == here.task_team.post(back).status_code == 404
    assert here.lead.post(back).status_code == 204
    assert not ExchangeInvitation.objects.visible_to(here.people["task_team"]).exists()
    assert here.member.get(at(exchange)).status_code == 404


def test_concerns_have_no_author(here):
    exchange = make_exchange()
    made = here.lead.post(at(exchange, "concerns"), text="Too many people listen in")
    assert made.status_code == 201
    assert set(made.json()) == {"id", "text", "raised_on", "answer", "answered_at", "version"}
    assert_bad(here.lead.post(at(exchange, "concerns"), text=""), "text")
    assert here.member.post(at(exchange, "concerns"), text="x").status_code == 404
    answer = at(exchange, "concerns", str(made.json()["id"]), "answer")
    assert_refused(here.lead.post(answer, answer="Mine", version=1))
    assert here.member.post(answer).status_code == 404
    assert here.task_team.post(answer, answer="Then by invitation", version=1).json()["version"] == 2
    assert here.task_team.post(answer, answer="Late", version=1).status_code == 409
    assert here.lead.get(at(exchange)).json()["concerns"][0]["answer"] == "Then by invitation"
    assert ExchangeConcern.objects.visible_to(here.people["lead"]).count() == 1


def test_notes_name_nobody(here):
    exchange = make_exchange(starts_at=clock.now() - dt.timedelta(hours=2))
    body = {"notes": "One cluster wrote first.", "attendance": 12, "names_nobody": True, "version": 1}
    assert_refused(here.lead.post(at(exchange, "notes"), **body))
    assert here.member.post(at(exchange, "notes"), **body).status_code == 404
    assert_bad(here.task_team.post(at(exchange, "notes"), **{**body, "names_nobody": False}), "names_nobody")
    held = here.task_team.post(at(exchange, "notes"), **body).json()
    assert (held["state"], held["attendance"]) == ("held", 12)
    assert here.task_team.post(at(exchange, "notes"), **body).status_code == 409
    assert PeerExchange.objects.visible_to(here.people["lead"]).get().state == ExchangeState.HELD


# --- Resources ------------------------------------------------------------------------------------------------


def test_resources_are_kept_by_the_task_team(here):
    theme = make_theme()
    body = {"title": "Three steps", "kind": "learning_bite", "language": "en", "text": "One.", "minutes": 5}
    made = here.task_team.post(RESOURCES, **body, theme=theme.key)
    assert (made.status_code, made.json()["theme"]) == (201, theme.key)
    row = f"{RESOURCES}{made.json()['id']}/"
    assert_refused(here.lead.post(RESOURCES, **body))
    assert_bad(here.task_team.post(RESOURCES, **{**body, "minutes": None}), "minutes")
    assert_bad(here.task_team.post(RESOURCES, **{**body, "text": ""}), "text")
    assert_bad(here.task_team.post(RESOURCES, **{**body, "kind": "song", "link": "nowhere"}), "kind", "link")
    assert here.task_team.patch(row, title="Four steps", version=1).json()["title"] == "Four steps"
    assert here.task_team.patch(row, title="Late", version=1).status_code == 409
    assert_refused(here.lead.patch(row, title="Mine", version=2))
    assert here.lead.get(RESOURCES, theme=theme.key).json()["count"] == 1
    assert_refused(here.lead.post(f"{row}retire/", is_retired=True, version=2))
    assert here.task_team.post(f"{row}retire/", is_retired=True, version=1).status_code == 409
    assert here.task_team.post(f"{row}retire/", is_retired=True, version=2).json()["is_retired"] is True
    # Offered no more: for others it is not there.
    assert here.lead.get(row).status_code == here.lead.patch(row).status_code == 404
    assert here.lead.get(RESOURCES).json()["count"] == 0
    assert verbs() == ["resource.added", "resource.changed", "resource.retired"]
    assert Resource.objects.count() == 1


def test_lists_ask_the_same_for_1_and_30_rows(here):
    def asked():
        counts = []
        for address in (EXCHANGES, RESOURCES):
            with CaptureQueriesContext(connection) as found:
                assert here.lead.get(address).status_code == 200
            counts.append(len(found))
        return counts

    theme = make_theme()
    make_exchange(), make_resource(theme=theme)
    asked()
    few = asked()
    for number in range(29):
        make_exchange(title=f"Exchange {number}"), make_resource(title=f"Bite {number}", theme=theme)
    assert asked() == few
    assert max(few) <= 10
