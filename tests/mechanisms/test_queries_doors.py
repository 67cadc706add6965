"""What gates and pages ask about doors."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from mechanisms.enums import Acceptance, DoorKind, DoorNeed, DoorState, Family, InstrumentKind
from mechanisms.queries import doors
from tests.factories import (
    make_country,
    make_door,
    make_instrument,
    make_mechanism,
    make_ratification,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def country():
    return make_country("MOZ")


def test_a_gate_asks_for_one_door(country, django_assert_num_queries):
    make_door("cedaw-complaint")
    make_ratification(country)
    with django_assert_num_queries(2):
        verdict = doors.door_state(country, "cedaw-complaint")
    assert (verdict.state, verdict.is_verified) == (DoorState.OPEN, True)
    assert doors.door_state(make_country("SYR"), "cedaw-complaint").state == DoorState.UNKNOWN
    assert doors.door_state(country, "no-such-door") is None


def test_a_door_of_another_country_is_none(country):
    mission = make_mechanism("ffm-ven", family=Family.INVESTIGATION, country=make_country("VEN"), name="Mission")
    make_door("ffm-information", mechanism=mission, instrument=None, needs=DoorNeed.NOTHING)
    assert doors.door_state(country, "ffm-information") is None


def test_a_gate_asks_for_a_body_and_a_kind_and_gets_the_best_answer(country):
    committee = make_mechanism("cedaw", family=Family.TREATY_BODY, name="CEDAW", short_name="CEDAW")
    make_door("closed", mechanism=committee, kind=DoorKind.INQUIRY, instrument=make_instrument("no"))
    make_door("open", mechanism=committee, kind=DoorKind.INQUIRY, needs=DoorNeed.NOT_OPTED_OUT)
    make_ratification(country, make_instrument("no"), status=Acceptance.NONE)
    make_ratification(country)
    answer = doors.gate_answer(country, committee, DoorKind.INQUIRY)
    assert (answer.state, answer.is_verified) == (DoorState.OPEN, False)
    assert [line.door.key for line in answer.lines] == ["closed", "open"]
    assert doors.gate_answer(country, committee, DoorKind.COURT) == doors.GateAnswer(None, False, ())


def test_the_day_of_the_question_counts(country):
    make_door("ecowas", instrument=make_instrument("ecowas", kind=InstrumentKind.MEMBERSHIP))
    make_ratification(
        country, make_instrument("ecowas"), status=Acceptance.WITHDRAWN, withdrawn_on=dt.date(2025, 1, 29)
    )
    assert doors.door_state(country, "ecowas", on=dt.date(2025, 1, 28)).state == DoorState.OPEN
    assert doors.door_state(country, "ecowas", on=dt.date(2025, 1, 29)).state == DoorState.CLOSED


def test_a_declaration_under_a_treaty_never_accepted_is_closed(country):
    treaty = make_instrument("cat", kind=InstrumentKind.TREATY)
    declaration = make_instrument("cat-22", kind=InstrumentKind.DECLARATION, parent=treaty)
    make_door("cat-complaint", instrument=declaration)
    assert doors.door_state(country, "cat-complaint").state == DoorState.UNKNOWN
    make_ratification(country, treaty, status=Acceptance.NONE)
    assert doors.door_state(country, "cat-complaint").state == DoorState.CLOSED


def test_states_that_are_no_members_of_the_un_are_not_reviewed():
    make_door("upr-review", instrument=None, needs=DoorNeed.UN_MEMBER)
    holy_see = make_country("VAT", "Holy See", is_un_member=False)
    assert doors.door_state(holy_see, "upr-review").state == DoorState.CLOSED
    assert doors.door_state(make_country("SYR"), "upr-review").state == DoorState.OPEN


def test_records_are_read_once_for_instruments_and_doors(country, django_assert_num_queries):
    user = make_user()
    make_door("cedaw-complaint")
    make_ratification(country)
    make_ratification(make_country("SYR"))
    make_instrument("cat")
    with django_assert_num_queries(2):
        lines = doors.instruments_of(user, country)
        found = doors.doors_of(user, country, recorded=doors.recorded_in(lines))
    assert {line.instrument.key: line.ratification is not None for line in lines} == {"cedaw-op": True, "cat": False}
    assert lines[0].ratification is None or lines[0].ratification.country_id == "MOZ"
    assert found[0].verdict.state == DoorState.OPEN


def test_nobody_without_an_account_reads_anything(country):
    nobody = AnonymousUser()
    make_door("cedaw-complaint")
    make_ratification(country)
    assert doors.doors_of(nobody, country) == []
    assert doors.instruments_of(nobody, country) == []
    assert doors.institutions_of(nobody, country) == []
    assert doors.bodies_for(nobody, country) == ([], [])
    assert not doors.ratifications_of(nobody, country).exists()
