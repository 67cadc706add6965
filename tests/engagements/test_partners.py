"""With whom a step is done: suggested with the reason, named with one press, seen by who sees both."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from core import clock
from core.errors import Refused
from core.models import AuditEntry
from engagements.actions.partners import add_partner, remove_partner
from engagements.enums import Exposure, StepPart
from engagements.models import Interaction, StepPartner
from engagements.queries.step_partners import partners_for, partners_of
from stakeholders.models import Stakeholder
from tests.api_calls import Caller, assert_bad, assert_refused
from tests.factories import make_cluster, make_organisation, make_person
from tests.factories.engagements import make_interaction, make_plan_line, make_step, make_submission
from tests.factories.stakeholders import make_protected, make_stakeholder

pytestmark = pytest.mark.django_db
WHY = "a test looks at every row"


class Here:
    def __init__(self):
        self.cluster = make_cluster("NGA")
        self.lead = make_person(Role.COORDINATOR, self.cluster)
        self.member = make_person(Role.MEMBER, self.cluster)
        self.stranger = make_person(Role.COORDINATOR, make_cluster("MOZ"))
        self.line = make_plan_line(cluster=self.cluster, exposure=Exposure.MEMBERS)
        self.step = make_step(plan_line=self.line, phase="contribute", due_on=dt.date(2026, 5, 4))
        self.address = reverse("engagements:step-partners", args=[self.line.pk, self.step.pk])

    def entry(self, **fields):
        return make_stakeholder(self.cluster, **fields)

    def adviser(self, **fields):
        wanted = {"kind": "human_rights_adviser", "name": "Adviser", "deployed_from": dt.date(2026, 1, 1), **fields}
        return self.entry(**wanted)

    def suggested(self, user=None):
        return {one.stakeholder: one for one in partners_for(user or self.lead, self.step).suggested}


@pytest.fixture
def here():
    return Here()


def rows():
    return StepPartner.objects.unscoped(WHY)


def trail(user):
    found = AuditEntry.objects.visible_to(user).filter(verb__startswith="step.partner").order_by("pk")
    return [(row.verb, row.before, row.after) for row in found]


# --- Suggestions -------------------------------------------------------------------------------------------------


def test_who_brings_what_the_phase_needs_is_suggested_with_the_reason(here):
    watcher = here.entry(kind="other", brings=["monitoring", "decision"])
    idle = here.entry(kind="other", brings=["decision"])
    found = here.suggested()
    assert idle not in found
    assert [str(reason) for reason in found[watcher].reasons] == [
        "Brings what “Prepare and give inputs” needs: Monitoring"
    ]


def test_way_mandate_mechanism_and_area_speak_for_somebody(here):
    here.line.aors = ["child_protection"]
    here.line.save(update_fields=["aors"])
    clinic = here.entry(kind="legal_aid", ways=["investigate"], areas=["child_protection"])
    words = " ".join(str(reason) for reason in here.suggested()[clinic].reasons)
    assert "Works in a way that helps here: Investigate violations" in words
    assert "Near to its mandate: Law clinic or legal aid" in words
    assert "Works in the same area: Child protection" in words


def test_more_reasons_come_first_and_no_contact_for_now_is_not_proposed(here):
    one = here.entry(kind="other", brings=["monitoring"], name="A")
    two = here.entry(kind="legal_aid", brings=["monitoring"], name="B")
    shut = here.entry(kind="legal_aid", brings=["monitoring"], relation="not_now")
    assert list(here.suggested()) == [two, one]
    assert shut in partners_for(here.lead, here.step).others


def test_protected_entries_are_suggested_to_those_who_see_them(here):
    hidden = make_protected(here.cluster, brings=["monitoring"])
    assert hidden in here.suggested()
    assert hidden not in here.suggested(here.member)
    assert hidden not in partners_for(here.member, here.step).others


@pytest.mark.parametrize(
    ("until", "is_there"), [(None, True), (dt.date(2026, 5, 4), True), (dt.date(2026, 5, 3), False)]
)
def test_an_adviser_is_suggested_to_present_and_draft_within_the_deployment(here, until, is_there):
    adviser = here.adviser(deployed_until=until)
    found = here.suggested()
    assert (adviser in found) is is_there
    if is_there:
        assert found[adviser].parts == [StepPart.PRESENTER, StepPart.DRAFTER]
        assert "adviser deployed on that day" in str(found[adviser].reasons[0])
    else:
        with pytest.raises(Refused):
            add_partner(step=here.step, stakeholder=adviser, by=here.lead)


# --- Naming -------------------------------------------------------------------------------------------------------


def test_somebody_is_named_once_and_may_change_the_part(here):
    clinic = here.entry(name="Clinic of Quetzalia")
    add_partner(step=here.step, stakeholder=clinic, by=here.lead)
    add_partner(step=here.step, stakeholder=clinic, by=here.lead)
    add_partner(step=here.step, stakeholder=clinic, part=StepPart.DRAFTER, by=here.lead)
    assert rows().get().part == StepPart.DRAFTER
    remove_partner(step=here.step, stakeholder_id=clinic.pk, by=here.lead)
    remove_partner(step=here.step, stakeholder_id=clinic.pk, by=here.lead)
    assert not rows().exists()
    number = clinic.pk
    assert trail(here.lead) == [
        ("step.partner_added", None, {"stakeholder": number, "part": "partner"}),
        ("step.partner_added", {"part": "partner"}, {"stakeholder": number, "part": "drafter"}),
        ("step.partner_removed", {"stakeholder": number, "part": "drafter"}, None),
    ]
    assert trail(here.stranger) == trail(here.member) == []


def test_only_entries_of_the_own_register_and_only_by_coordinators(here):
    other = make_stakeholder(make_cluster("SYR"))
    gone = here.entry(is_archived=True)
    for entry in (other, gone):
        with pytest.raises(ValidationError):
            add_partner(step=here.step, stakeholder=entry, by=here.lead)
    with pytest.raises(ValidationError):
        add_partner(step=here.step, stakeholder=here.entry(), part="boss", by=here.lead)
    for person in (here.member, here.stranger):
        with pytest.raises(Refused):
            add_partner(step=here.step, stakeholder=here.entry(), by=person)
    assert not rows().exists()


def test_a_partner_is_seen_by_who_sees_step_and_entry(here):
    add_partner(step=here.step, stakeholder=here.entry(name="Open"), by=here.lead)
    add_partner(step=here.step, stakeholder=make_protected(here.cluster, alias="Heron"), by=here.lead)

    def seen(person):
        return [row.stakeholder.called for row in partners_of(person, [here.step]).get(here.step.pk, [])]

    assert seen(here.lead) == ["Open", "Heron"]
    assert seen(here.member) == ["Open"]
    assert seen(here.stranger) == seen(make_person(Role.TASK_TEAM)) == []
    here.line.exposure = Exposure.CONFIDENTIAL
    here.line.save(update_fields=["exposure"])
    assert seen(here.member) == []


# --- Pages and programs ---------------------------------------------------------------------------------------------


def test_one_press_names_and_one_takes_off(here, client):
    adviser = here.adviser()
    client.force_login(here.lead)
    page = client.get(here.address).content.decode()
    assert f'value="{adviser.pk}:presenter"' in page
    assert client.post(here.address, {"add": f"{adviser.pk}:presenter"}).status_code == 302
    line = client.get(reverse("engagements:line-detail", args=[here.line.pk])).content.decode()
    assert "Joint presenter" in line
    assert client.post(here.address, {"add": "999999"}).status_code == 422
    assert client.post(here.address, {"add": f"{adviser.pk}", "part": "boss"}).status_code == 422
    assert client.post(here.address, {"remove": f"{adviser.pk}"}).status_code == 302
    assert not rows().exists()
    late = here.adviser(deployed_from=dt.date(2026, 6, 1))
    answer = client.post(here.address, {"add": f"{late.pk}", "part": "drafter"})
    assert answer.status_code == 403
    assert "not deployed on the day" in answer.content.decode()


def test_members_read_and_strangers_find_nothing(here, client):
    entry = here.entry(brings=["monitoring"], name="Watchers")
    client.force_login(here.member)
    page = client.get(here.address).content.decode()
    assert "Watchers" in page
    assert 'name="add"' not in page
    assert client.post(here.address, {"add": f"{entry.pk}:partner"}).status_code == 403
    client.force_login(here.stranger)
    assert client.get(here.address).status_code == 404
    assert client.post(here.address, {"add": f"{entry.pk}:partner"}).status_code == 404
    assert not rows().exists()


def test_programs_do_the_same(here):
    entry, api = here.entry(name="Watchers"), Caller(here.lead)
    address = f"/api/v1/plan-lines/{here.line.pk}/steps/{here.step.pk}/partners/"
    made = api.post(address, stakeholder=entry.pk, part="drafter")
    assert (made.status_code, made.json()["called"]) == (201, "Watchers")
    assert [row["part"] for row in api.get(address).json()] == ["drafter"]
    assert_bad(api.post(address, stakeholder=10**6), "stakeholder")
    assert_refused(Caller(here.member).post(address, stakeholder=entry.pk))
    stranger = Caller(here.stranger)
    assert stranger.get(address).status_code == stranger.post(address, stakeholder=entry.pk).status_code == 404
    assert api.post(f"{address}remove/", stakeholder=entry.pk).json() == []
    assert not rows().exists()


def test_the_page_costs_the_same_for_one_entry_and_for_thirty(here, client):
    client.force_login(here.lead)
    addresses = (here.address, reverse("engagements:line-detail", args=[here.line.pk]))

    def costs():
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as made:
                assert client.get(address).status_code == 200
            found.append(len(made))
        return found

    def grow(number):
        for _one in range(number):
            here.entry(brings=["monitoring"])
            step = make_step(plan_line=here.line)
            add_partner(step=step, stakeholder=here.entry(), by=here.lead)
            add_partner(step=here.step, stakeholder=here.entry(), by=here.lead)

    grow(1)
    first = costs()
    grow(14)
    assert costs() == first
    assert max(first) <= 15


# --- Joint presenter and drafter elsewhere ---------------------------------------------------------------------------


def test_a_deployed_adviser_is_offered_beside_who_speaks_and_nothing_typed_is_lost(here, client):
    today = clock.today()
    adviser = here.adviser(deployed_from=today, deployed_until=today, name="Adviser to the RC")
    client.force_login(here.lead)
    address = reverse("engagements:interaction-create") + f"?cluster={here.cluster.pk}"
    assert "Adviser to the RC" in client.get(address).content.decode()
    typed = {"kind": "meeting", "on": today.isoformat(), "with_whom": "Desk", "topic": "A long topic"}
    answer = client.post(address, {**typed, "speakers": "Our co-lead", "presenter": str(adviser.pk)})
    form = answer.context["form"]
    assert (form["speakers"].value(), form["topic"].value()) == ("Our co-lead, Adviser to the RC", "A long topic")
    assert not Interaction.objects.unscoped(WHY).exists()
    tomorrow = (today + dt.timedelta(days=1)).isoformat()
    answer = client.post(address, {**typed, "on": tomorrow, "presenter": str(adviser.pk)})
    assert answer.context["form"]["speakers"].value() == ""
    assert "Adviser to the RC" not in answer.content.decode().split('name="stakeholder"')[0]


def test_a_deployed_adviser_is_offered_as_a_drafter(here, client):
    office = make_organisation("Office of the adviser")
    here.adviser(deployed_from=clock.today(), organisation=office)
    submission = make_submission(plan_line=here.line)
    client.force_login(here.lead)
    address = reverse("engagements:contribution-ask", args=[submission.pk])
    assert f"?organisation={office.pk}" in client.get(address).content.decode()
    form = client.get(f"{address}?organisation={office.pk}").context["form"]
    assert form["organisation"].value() == office.pk


def test_changing_a_contact_takes_a_presenter_up_without_saving(here, client):
    here.adviser(deployed_from=dt.date(2026, 1, 1), name="Adviser to the RC")
    contact = make_interaction(cluster=here.cluster, on=dt.date(2026, 5, 4), exposure=Exposure.MEMBERS)
    client.force_login(here.lead)
    address = reverse("engagements:interaction-edit", args=[contact.pk])
    page = client.get(address).content.decode()
    # Enter presses the first button of the form.
    assert page.index('aria-hidden="true">Save') < page.index('name="presenter"')
    adviser = Stakeholder.objects.unscoped(WHY).get(name="Adviser to the RC")
    typed = {"on": "2026-05-04", "topic": "Another topic", "presenter": str(adviser.pk), "version": "1"}
    form = client.post(address, typed).context["form"]
    assert (form["speakers"].value(), form["topic"].value()) == ("Adviser to the RC", "Another topic")
    contact.refresh_from_db()
    assert (contact.speakers, contact.version) == ("", 1)
