"""Conditions of library steps: met, not met, or not known, and never proposed by default where known not to be met."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import ProfileAnswer, ProfileTopic, Role
from clusters.models import ProfileNote
from core import clock
from engagements import rules
from engagements.enums import ConditionState
from engagements.models import EngagementStep
from engagements.queries.conditions import judgements
from engagements.queries.plans import proposed_steps
from mechanisms.enums import DoorState, Family, MechanismKind, StepCondition
from mechanisms.models import StepTemplate
from tests.factories import (
    make_cluster,
    make_country,
    make_entry,
    make_mechanism,
    make_person,
    make_plan_line,
    make_step_template,
)
from tests.factories.mechanisms import make_door, make_instrument, make_ratification

pytestmark = pytest.mark.django_db
MET, NOT_MET, UNKNOWN = ConditionState.MET, ConditionState.NOT_MET, ConditionState.UNKNOWN
OPEN = rules.DoorSeen(DoorState.OPEN, True, "Accepted.")


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster, client):
    user = make_person(Role.COORDINATOR, cluster)
    client.force_login(user)
    return user


@pytest.fixture
def committee():
    return make_mechanism("cat", family=Family.TREATY_BODY, name="Committee against Torture", short_name="CAT")


# --- The rule --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "facts", "state"),
    [
        (StepCondition.COMPLAINTS, {"complaints": OPEN}, MET),
        (StepCondition.COMPLAINTS, {"complaints": rules.DoorSeen(DoorState.CLOSED, True)}, NOT_MET),
        # What comes from no source that was found is not known, whichever way it points.
        (StepCondition.COMPLAINTS, {"complaints": rules.DoorSeen(DoorState.CLOSED, False)}, UNKNOWN),
        (StepCondition.COMPLAINTS, {"complaints": rules.DoorSeen(DoorState.OPEN, False)}, UNKNOWN),
        (StepCondition.COMPLAINTS, {"complaints": rules.DoorSeen(DoorState.UNKNOWN, False)}, UNKNOWN),
        (StepCondition.COMPLAINTS, {}, UNKNOWN),
        # The other procedure says nothing of this one.
        (StepCondition.COMPLAINTS, {"inquiry": OPEN}, UNKNOWN),
        (StepCondition.INQUIRY, {"inquiry": OPEN}, UNKNOWN),
        (StepCondition.INQUIRY, {"inquiry": OPEN, "has_pattern": True}, MET),
        (StepCondition.INQUIRY, {"inquiry": rules.DoorSeen(DoorState.CLOSED, True), "has_pattern": True}, NOT_MET),
        (StepCondition.PEACEKEEPING, {}, UNKNOWN),
        (StepCondition.PEACEKEEPING, {"answers": (("mission", ("component", "")),)}, MET),
        (StepCondition.PEACEKEEPING, {"answers": (("mission", ("no_component", "")),)}, NOT_MET),
        (StepCondition.PEACEKEEPING, {"answers": (("ohchr", ("in_mission", "")),)}, MET),
        (StepCondition.PEACEKEEPING, {"answers": (("ohchr", ("no_presence", "")),)}, UNKNOWN),
        (StepCondition.AFRICA, {"is_african": True}, MET),
        (StepCondition.AFRICA, {"is_african": False}, NOT_MET),
        (StepCondition.AFRICA, {}, UNKNOWN),
        (StepCondition.INVESTIGATION, {"is_investigated": True}, MET),
        (StepCondition.INVESTIGATION, {}, UNKNOWN),
    ],
)
def test_what_is_met_not_met_and_not_known(condition, facts, state):
    found = rules.judge(condition, rules.Facts(**facts))
    assert found.state == state


def test_every_condition_of_the_library_is_judged():
    assert rules.judge("", rules.Facts()) is None
    for condition in StepCondition:
        assert rules.judge(condition, rules.Facts()).why


def test_the_inquiry_says_both_halves():
    assert rules.judge(StepCondition.INQUIRY, rules.Facts(inquiry=OPEN)).why == (
        "Accepted. Whether violations are systematic is for you to describe."
    )


# --- The facts -------------------------------------------------------------------------------------------------------


def accept(cluster, committee, *, kind, status, confidence="checked"):
    instrument = make_instrument(f"cat-{kind}", kind="declaration", short_name=f"CAT {kind}")
    make_door(mechanism=committee, kind=kind, instrument=instrument, confidence="checked", source="The Convention")
    if status:
        make_ratification(
            country=cluster.country, instrument=instrument, status=status, confidence=confidence, source="A list"
        )


def judged(lead, cluster, mechanism, *wanted, **fields):
    return {key: one.state for key, one in judgements(lead, cluster, mechanism, wanted, **fields).items()}


@pytest.mark.parametrize(
    ("status", "confidence", "state"),
    [
        ("party", "checked", MET),
        ("none", "checked", NOT_MET),
        ("none", "memory", UNKNOWN),
        ("", "", UNKNOWN),
    ],
)
def test_acceptance_comes_from_the_record(lead, cluster, committee, status, confidence, state):
    accept(cluster, committee, kind="complaint", status=status, confidence=confidence)
    assert judged(lead, cluster, committee, "complaints", "") == {"complaints": state}
    found = judgements(lead, cluster, committee, {"complaints"})[StepCondition.COMPLAINTS]
    assert "CAT complaint" in found.why
    # Nothing is known of a body that has no such procedure.
    assert judged(lead, cluster, make_mechanism("other", family="treaty_body"), "complaints") == {"complaints": UNKNOWN}


def test_the_profile_tells_of_peace_operations_and_the_newest_counts(lead, cluster, committee):
    def note(answer, as_of, topic=ProfileTopic.MISSION):
        ProfileNote.objects.create(cluster=cluster, topic=topic, answer=answer, as_of=as_of)

    assert judged(lead, cluster, committee, "peacekeeping") == {"peacekeeping": UNKNOWN}
    note(ProfileAnswer.COMPONENT, "2021-01")
    assert judged(lead, cluster, committee, "peacekeeping") == {"peacekeeping": MET}
    note(ProfileAnswer.NO_COMPONENT, "2024-06")
    assert judged(lead, cluster, committee, "peacekeeping") == {"peacekeeping": NOT_MET}
    found = judgements(lead, cluster, committee, {"peacekeeping"})[StepCondition.PEACEKEEPING]
    assert "June 2024" in found.why
    # Another cluster's profile is not read.
    assert judged(lead, make_cluster("SYR"), committee, "peacekeeping") == {"peacekeeping": UNKNOWN}


@pytest.mark.parametrize(
    ("iso3", "zone", "state"),
    [
        ("MOZ", "Africa/Maputo", MET),
        ("MDG", "Indian/Antananarivo", MET),
        ("SYR", "Asia/Damascus", NOT_MET),
        ("ZZZ", "", UNKNOWN),
    ],
)
def test_where_a_country_lies(lead, committee, iso3, zone, state):
    country = make_country(iso3)
    country.time_zone = zone
    country.save()
    assert judged(lead, make_cluster(iso3), committee, "africa") == {"africa": state}


# --- Planning --------------------------------------------------------------------------------------------------------


def tb_step(condition, **fields):
    return make_step_template(
        **{
            "mechanism_kind": MechanismKind.TREATY_BODY,
            "condition": condition,
            "group": "000-slide9-tb-first-list",
            "timing": {"basis": "stated", "anchor": "tb_session"},
            "lead_days": 30,
            **fields,
        }
    )


def test_what_is_known_not_to_be_met_is_not_ticked_but_stays_selectable(client, lead, cluster, committee):
    accept(cluster, committee, kind="complaint", status="none")
    accept(cluster, committee, kind="inquiry", status="party")
    shut = tb_step("complaints", title="Bring an individual complaint")
    half = tb_step("inquiry", title="Ask for an inquiry")
    free = tb_step("", title="Send information")
    on = clock.today() + dt.timedelta(days=200)
    entry = make_entry(country=cluster.country, mechanism=committee, due_on=on, kind="session")
    found = proposed_steps(lead, committee, entry=entry, review=None, today=clock.today(), cluster=cluster)
    ticked = {one.title: (one.preselected, one.judgement and one.judgement.state) for one in found}
    assert ticked == {
        str(shut): (False, NOT_MET),
        # Not known is not refused.
        str(half): (True, UNKNOWN),
        str(free): (True, None),
    }
    # Nor where a plan template names it.
    leads = {shut.pk: 10, free.pk: 10}
    found = proposed_steps(lead, committee, entry=entry, review=None, today=clock.today(), cluster=cluster, leads=leads)
    assert {one.title for one in found if one.preselected} == {str(free)}
    url = f"{reverse('engagements:line-create')}?entry={entry.pk}&cluster={cluster.pk}"
    page = client.get(url).content.decode()
    assert "condition not met" in page
    assert "has not accepted" in page
    assert f'id="id_step-use_{shut.pk}" checked' not in page
    data = {
        "title": "Line",
        "year": on.year,
        "lead_role": "coordinator",
        "channel": "direct",
        "trigger": "planned",
        "on_behalf_of": "cluster",
        "exposure": "members_only",
        "avenue": f"entry:{entry.pk}",
        "avenue_shown": f"entry:{entry.pk}",
        f"step-use_{shut.pk}": "on",
        f"step-lead_{shut.pk}": "30",
    }
    assert client.post(url, data).status_code == 302
    assert EngagementStep.objects.visible_to(lead).get().template == shut


def test_the_api_does_not_take_it_with_the_proposed_ones(client, lead, cluster, committee):
    accept(cluster, committee, kind="complaint", status="none")
    shut, free = tb_step("complaints", title="Shut"), tb_step("", title="Free")
    on = clock.today() + dt.timedelta(days=200)
    entry = make_entry(country=cluster.country, mechanism=committee, due_on=on, kind="session")
    given = {"cluster": cluster.pk, "entry": entry.pk, "year": on.year, "title": "Line", "lead_role": "coordinator"}
    url = reverse("api-plan-line-list")
    answer = client.post(url, {**given, "take_proposed": True}, content_type="application/json")
    assert [one["template"] for one in answer.json()["steps"]] == [free.key]
    # Named, it is taken.
    named = {**given, "steps": [{"template": shut.key}]}
    answer = client.post(url, named, content_type="application/json")
    assert [one["template"] for one in answer.json()["steps"]] == [shut.key]


def test_the_api_lists_what_a_line_may_take_with_its_conditions(client, lead, cluster, committee):
    accept(cluster, committee, kind="complaint", status="none")
    shut, free = tb_step("complaints", title="Shut"), tb_step("", title="Free")
    line = make_plan_line(cluster=cluster, mechanism=committee)
    url = reverse("api-plan-line-steps-to-add", args=[line.pk])
    rows = {row["template"]: row for row in client.get(url).json()}
    assert (rows[shut.key]["condition_state"], rows[free.key]["condition_state"]) == ("not_met", "")
    assert "has not accepted" in rows[shut.key]["why"]
    client.force_login(make_person(Role.MEMBER, cluster))
    assert client.get(url).status_code == 403
    client.force_login(make_person(Role.COORDINATOR, make_cluster("SYR")))
    assert client.get(url).status_code == 404


def test_the_form_of_a_step_says_it_too(client, lead, cluster, committee):
    accept(cluster, committee, kind="inquiry", status="party")
    tb_step("inquiry", title="Ask for an inquiry")
    line = make_plan_line(cluster=cluster, mechanism=committee)
    url = reverse("engagements:step-create", args=[line.pk])
    page = client.get(url).content.decode()
    assert "Ask for an inquiry (not known whether it is met)" in page
    line.pattern = "Each month since 2024."
    line.save()
    assert "Ask for an inquiry (condition met)" in client.get(url).content.decode()
    client.force_login(make_person(Role.COORDINATOR, make_cluster("SYR")))
    assert client.get(url).status_code == 404


def test_the_pages_ask_the_same_whatever_the_steps(client, lead, cluster, committee):
    accept(cluster, committee, kind="complaint", status="none")
    line = make_plan_line(cluster=cluster, mechanism=committee)
    addresses = [
        f"{reverse('engagements:line-create')}?mechanism={committee.key}&cluster={cluster.pk}",
        reverse("engagements:step-create", args=[line.pk]),
    ]
    for url in addresses:
        numbers = []
        for more in (1, 29):
            for _one in range(more):
                tb_step("complaints")
                make_step_template(mechanism_kind=MechanismKind.ANY, condition="peacekeeping", key=f"any.{_one}.{more}")
            client.get(url)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(url).status_code == 200
            numbers.append(len(captured))
        assert numbers[0] == numbers[1] <= 15
        StepTemplate.objects.all().delete()
