"""Ways of working, and influence and interest with what moved since the judgement before."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from core import clock
from core.errors import Refused, Stale
from core.models import AuditEntry
from stakeholders import actions, queries
from stakeholders.models import StakeholderStanding
from tests.factories import make_cluster, make_person
from tests.factories.stakeholders import make_protected, make_stakeholder

pytestmark = pytest.mark.django_db


class Here:
    def __init__(self):
        self.cluster = make_cluster("NGA")
        self.lead = make_person(Role.COORDINATOR, self.cluster, name="Amina Lead")
        self.member = make_person(Role.MEMBER, self.cluster)
        self.helper = make_person(Role.TASK_TEAM)
        self.stranger = make_person(Role.COORDINATOR, make_cluster("MOZ"))
        self.row = make_stakeholder(self.cluster, name="Ministry of Papers")

    def judge(self, row=None, *, number=0, **fields):
        wanted = {"influence": 2, "interest": 3, "stance": "undecided", "assessed_on": clock.today(), **fields}
        return actions.record_standing(stakeholder=row or self.row, expected_number=number, by=self.lead, **wanted)


@pytest.fixture
def here():
    return Here()


# --- Ways of working -------------------------------------------------------------------------------------------------


def test_ways_of_working_stand_in_the_order_of_the_list(here):
    actions.change_stakeholder(
        stakeholder=here.row, expected_version=1, ways=["investigate", "advise", "advise"], by=here.lead
    )
    here.row.refresh_from_db(from_queryset=type(here.row).objects.visible_to(here.lead))
    assert here.row.ways == ["advise", "investigate"]
    with pytest.raises(ValidationError):
        actions.change_stakeholder(stakeholder=here.row, expected_version=2, ways=["shout"], by=here.lead)


def test_ways_of_working_are_ticked_and_shown(here, client):
    client.force_login(here.lead)
    data = {"kind": "nhri", "family": "rights", "name": "Commission", "relation": "regular", "channels": "unknown"}
    answer = client.post(f"{reverse('stakeholders:add')}?cluster={here.cluster.pk}", {**data, "ways": ["advise"]})
    assert answer.status_code == 302
    assert "Advise authorities" in client.get(answer.headers["Location"]).content.decode()
    assert "Advise authorities" in client.get(reverse("stakeholders:list")).content.decode()
    found = client.get("/api/v1/stakeholders/?kind=nhri").json()["results"]
    assert [one["ways"] for one in found] == [["advise"]]


# --- Influence and interest ------------------------------------------------------------------------------------------


def test_what_moved_shows_with_day_and_who(here, client):
    before = clock.today() - dt.timedelta(days=90)
    here.judge(assessed_on=before)
    here.judge(number=1, influence=3, interest=1, stance="leans", note="Came to two meetings")
    newest, first = queries.standings_of(here.member, here.row)
    assert (newest.influence.now, newest.influence.was, newest.influence.is_up) == (3, 2, True)
    assert (newest.interest.now, newest.interest.was, newest.interest.is_up) == (1, 3, False)
    assert newest.stance_was == "Undecided"
    assert not first.has_moved
    client.force_login(here.member)
    page = client.get(reverse("stakeholders:detail", args=[here.row.pk])).content.decode()
    for words in ("up, was 2", "down, was 3", "was: Undecided", "Amina Lead", "Came to two meetings"):
        assert words in page
    picture = client.get(f"{reverse('stakeholders:standings')}?cluster={here.cluster.pk}").content.decode()
    assert "influence 3, interest 1 (was 2 and 3)" in picture
    assert "up, was 2" in picture


def test_a_judgement_keeps_to_its_rules(here):
    with pytest.raises(Refused):
        actions.record_standing(
            stakeholder=here.row, assessed_on=clock.today(), stance="unknown", expected_number=0, by=here.member
        )
    for wrong in ({"influence": 6}, {"interest": 0}, {"assessed_on": clock.today() + dt.timedelta(days=3)}):
        with pytest.raises(ValidationError):
            here.judge(**wrong)
    here.judge()
    with pytest.raises(Stale):
        here.judge()
    with pytest.raises(ValidationError):
        here.judge(number=1, assessed_on=clock.today() - dt.timedelta(days=1))
    assert StakeholderStanding.objects.visible_to(here.lead).count() == 1
    entry = AuditEntry.objects.visible_to(here.lead).get(verb="stakeholder.standing")
    assert entry.after == {"number": 1}
    with pytest.raises(IntegrityError), transaction.atomic():
        StakeholderStanding.objects.create(
            stakeholder=here.row, number=2, assessed_on=clock.today(), influence=9, stance="unknown"
        )


def test_nothing_known_is_no_mark_in_the_picture(here):
    here.judge(influence=None)
    chart = queries.standing_chart(here.lead, here.cluster)
    assert (chart.picture, [one.number for one in chart.rows], chart.not_judged) == ("", [None], [])


def test_under_an_alias_the_alias_alone_and_for_the_others_nothing(here, client):
    hidden = make_protected(here.cluster, alias="Heron")
    here.judge(hidden, note="Trusted by many")
    client.force_login(here.lead)
    address = f"{reverse('stakeholders:standings')}?cluster={here.cluster.pk}"
    assert "Heron" in client.get(address).content.decode()
    for person, status in ((here.member, 200), (here.stranger, 404), (here.helper, None)):
        assert not StakeholderStanding.objects.visible_to(person).exists()
        if status:
            client.force_login(person)
            answer = client.get(address)
            assert answer.status_code == status
            assert "Heron" not in answer.content.decode()
    client.force_login(here.member)
    assert client.post(reverse("stakeholders:standing", args=[hidden.pk])).status_code == 404


def test_protecting_wipes_the_notes_that_say_the_name(here):
    here.judge(note="The ministry of papers asked for it")
    here.judge(number=1, note="Said nothing")
    actions.protect_stakeholder(stakeholder=here.row, alias="Heron", expected_version=1, by=here.lead)
    notes = StakeholderStanding.objects.visible_to(here.lead).order_by("number").values_list("note", flat=True)
    assert list(notes) == ["", "Said nothing"]


def test_the_form_judges_and_refuses_at_the_place(here, client):
    address = reverse("stakeholders:standing", args=[here.row.pk])
    data = {"influence": "4", "interest": "", "stance": "resists", "assessed_on": clock.today().isoformat()}
    client.force_login(here.lead)
    assert client.post(address, {**data, "version": 0}).status_code == 302
    row = StakeholderStanding.objects.visible_to(here.lead).get()
    assert (row.influence, row.interest, row.stance, row.recorded_by) == (4, None, "resists", here.lead)
    answer = client.post(address, {**data, "note": "typed", "version": 0})
    assert answer.status_code == 409
    assert "typed" in answer.content.decode()
    assert client.post(address, {**data, "influence": "7", "version": 1}).status_code == 422
    client.force_login(here.member)
    assert client.post(address, {**data, "version": 1}).status_code == 403
    client.force_login(here.stranger)
    assert client.post(address, {**data, "version": 1}).status_code == 404


def test_the_same_through_the_api(here, client):
    address = f"/api/v1/stakeholders/{here.row.pk}/standings/"
    data = {"number": 0, "assessed_on": clock.today().isoformat(), "influence": 5, "interest": 2}
    client.force_login(here.lead)
    assert client.post(address, data, content_type="application/json").status_code == 201
    assert client.post(address, data, content_type="application/json").status_code == 409
    assert client.post(address, {**data, "influence": 9}, content_type="application/json").status_code == 400
    assert [one["influence"] for one in client.get(address).json()] == [5]
    client.force_login(here.member)
    assert client.post(address, {**data, "number": 1}, content_type="application/json").status_code == 403
    client.force_login(here.stranger)
    assert client.get(address).status_code == 404
    assert client.post(address, data, content_type="application/json").status_code == 404


def test_as_many_queries_for_one_as_for_thirty(here, client):
    here.judge()
    client.force_login(here.lead)
    address = f"{reverse('stakeholders:standings')}?cluster={here.cluster.pk}"
    asked = []
    for round_ in (1, 2):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        asked.append(len(captured))
        if round_ == 1:
            for _number in range(30):
                here.judge(make_stakeholder(here.cluster))
    assert asked[0] == asked[1] <= 15


def test_the_level_of_an_actor_is_chosen_and_shown(here, client):
    """Local and national actors are invited first (MATRIX T002)."""
    client.force_login(here.lead)
    data = {
        "kind": "civil_society",
        "family": "rights",
        "level": "local",
        "name": "Women of the river",
        "relation": "not_yet",
        "channels": "unknown",
    }
    answer = client.post(f"{reverse('stakeholders:add')}?cluster={here.cluster.pk}", data)
    assert answer.status_code == 302
    assert "Local" in client.get(answer.url).content.decode()
    bad = client.post(f"{reverse('stakeholders:add')}?cluster={here.cluster.pk}", {**data, "level": "galactic"})
    assert bad.status_code == 422
    assert "Women of the river" in bad.content.decode()
