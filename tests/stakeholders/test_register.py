"""The register: seen by the circle, protected entries by few, and no name where an alias protects."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.actions import end_membership
from clusters.enums import Role
from clusters.models import Membership
from core.errors import Refused, Stale
from core.models import AuditEntry
from stakeholders import actions, queries
from stakeholders.models import IndependenceNote, Stakeholder, StakeholderReader
from tests.api_calls import Caller, assert_bad, assert_refused
from tests.factories import make_cluster, make_organisation, make_person
from tests.factories.stakeholders import make_protected, make_stakeholder

pytestmark = pytest.mark.django_db
NAME = "Quetzalia Network"


class Here:
    def __init__(self):
        self.cluster = make_cluster("NGA")
        self.lead = make_person(Role.COORDINATOR, self.cluster)
        self.member = make_person(Role.MEMBER, self.cluster)
        self.ohchr = make_person(Role.OHCHR, self.cluster)
        self.stranger = make_person(Role.COORDINATOR, make_cluster("MOZ"))

    def add(self, **fields):
        wanted = {"kind": "rights_organisation", "family": "rights", "name": NAME, **fields}
        return actions.add_stakeholder(cluster=self.cluster, by=self.lead, **wanted)


@pytest.fixture
def here():
    return Here()


def seers(here, row):
    people = {"lead": here.lead, "member": here.member, "ohchr": here.ohchr, "stranger": here.stranger}
    return {
        name for name, person in people.items() if Stakeholder.objects.visible_to(person).filter(pk=row.pk).exists()
    }


def verbs(user):
    return list(AuditEntry.objects.visible_to(user).order_by("pk").values_list("verb", flat=True))


# --- Who sees --------------------------------------------------------------------------------------------------------


def test_the_circle_sees_the_register_and_few_the_protected(here):
    assert seers(here, here.add()) == {"lead", "member"}
    hidden = here.add(name="", alias="Heron", is_protected=True)
    assert seers(here, hidden) == {"lead"}
    actions.name_reader(stakeholder=hidden, person=here.member, by=here.lead)
    assert seers(here, hidden) == {"lead", "member"}
    end_membership(membership=Membership.objects.get(user=here.member), by=here.lead)
    assert seers(here, hidden) == {"lead"}


def test_others_do_not_learn_that_there_is_an_entry(here, client):
    make_stakeholder(here.cluster, name=NAME)
    hidden = make_protected(here.cluster, alias="Heron", family="peace")
    client.force_login(here.member)
    page = client.get(f"{reverse('stakeholders:list')}?cluster={here.cluster.pk}").content.decode()
    assert NAME in page
    assert "Heron" not in page
    # The family is a gap for her: the count would tell.
    assert page.count("Peace and security") == 2
    for name in ("detail", "edit", "protect", "readers", "independence", "archive"):
        assert client.get(reverse(f"stakeholders:{name}", args=[hidden.pk])).status_code in {404, 405}
        assert client.post(reverse(f"stakeholders:{name}", args=[hidden.pk])).status_code in {404, 405}
    assert client.get("/api/v1/stakeholders/").json()["count"] == 1
    client.force_login(here.ohchr)
    assert client.get(reverse("stakeholders:list")).status_code == 404


def test_a_reader_can_be_taken_off_and_outsiders_not_named(here):
    hidden = make_protected(here.cluster)
    for person in (here.stranger, here.ohchr):
        with pytest.raises(ValidationError):
            actions.name_reader(stakeholder=hidden, person=person, by=here.lead)
    actions.name_reader(stakeholder=hidden, person=here.member, by=here.lead)
    actions.name_reader(stakeholder=hidden, person=here.member, by=here.lead)
    assert StakeholderReader.objects.visible_to(here.lead).count() == 1
    with pytest.raises(Refused):
        actions.remove_reader(stakeholder=hidden, person_id=here.member.pk, by=here.member)
    actions.remove_reader(stakeholder=hidden, person_id=here.member.pk, by=here.lead)
    assert seers(here, hidden) == {"lead"}
    assert verbs(here.lead) == ["stakeholder.reader_named", "stakeholder.reader_removed"]


# --- The alias -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["name", "contact", "organisation"])
def test_under_an_alias_no_name_is_stored(here, field):
    given = {"name": "", "alias": "Heron", "is_protected": True}
    given[field] = make_organisation() if field == "organisation" else NAME
    with pytest.raises(ValidationError) as error:
        here.add(**given)
    assert field in error.value.message_dict
    hidden = here.add(name="", alias="Heron", is_protected=True)
    with pytest.raises(ValidationError):
        actions.change_stakeholder(stakeholder=hidden, expected_version=1, by=here.lead, **{field: given[field]})
    rows = Stakeholder.objects.visible_to(here.lead).filter(pk=hidden.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**{field: given[field]})
    assert (rows.get().name, rows.get().contact, rows.get().organisation_id) == ("", "", None)


def test_protecting_wipes_what_named_them(here):
    row = here.add(contact="Through the office", organisation=make_organisation())
    actions.protect_stakeholder(stakeholder=row, alias="Heron", expected_version=1, by=here.lead)
    fresh = Stakeholder.objects.visible_to(here.lead).get(pk=row.pk)
    assert (fresh.name, fresh.contact, fresh.organisation_id, fresh.alias) == ("", "", None, "Heron")
    assert (fresh.protected_by_id, fresh.version) == (here.lead.pk, 2)
    trail = AuditEntry.objects.visible_to(here.lead)
    assert [entry.verb for entry in trail.order_by("pk")] == ["stakeholder.added", "stakeholder.protected"]
    assert NAME not in str(list(trail.values()))
    assert "Heron" not in str(list(trail.values()))


def test_protecting_is_refused_while_a_text_says_the_name(here):
    row = here.add(obstacle=f"The {NAME.upper()} waits", relation="not_yet")
    for alias in ("", "Heron", f"The {NAME}"):
        with pytest.raises(ValidationError) as error:
            actions.protect_stakeholder(stakeholder=row, alias=alias, expected_version=1, by=here.lead)
        assert "alias" in error.value.message_dict
    actions.change_stakeholder(stakeholder=row, expected_version=1, by=here.lead, obstacle="Waits")
    actions.write_independence(
        stakeholder=row, text=f"{NAME} is free", may_drive_out=False, expected_version=0, by=here.lead
    )
    with pytest.raises(ValidationError):
        actions.protect_stakeholder(stakeholder=row, alias="Heron", expected_version=2, by=here.lead)
    assert not Stakeholder.objects.visible_to(here.lead).get(pk=row.pk).is_protected


def test_two_at_once_and_people_who_do_not_keep_it(here):
    row = here.add()
    with pytest.raises(Stale):
        actions.protect_stakeholder(stakeholder=row, alias="Heron", expected_version=4, by=here.lead)
    for person in (here.member, here.ohchr, here.stranger):
        with pytest.raises(Refused):
            actions.protect_stakeholder(stakeholder=row, alias="Heron", expected_version=1, by=person)
        with pytest.raises(Refused):
            actions.add_stakeholder(cluster=here.cluster, kind="media", family="rights", name="x", by=person)
    assert Stakeholder.objects.visible_to(here.lead).get().name == NAME


def test_values_that_are_none_are_refused_at_their_field(here):
    for field, value in {"kind": "dragon", "family": "", "brings": ["gold"], "name": " ", "channels": "x"}.items():
        with pytest.raises(ValidationError) as error:
            here.add(**{field: value})
        assert field in error.value.message_dict


# --- Independence ----------------------------------------------------------------------------------------------------


def test_the_note_on_independence_is_for_coordinators_alone(here, client):
    row = here.add(kind="nhri")
    note = actions.write_independence(
        stakeholder=row, text="Zorilla doubts", may_drive_out=True, expected_version=0, by=here.lead
    )
    assert IndependenceNote.objects.visible_to(here.lead).get() == note
    assert not IndependenceNote.objects.visible_to(here.member).exists()
    with pytest.raises(Stale):
        actions.write_independence(stakeholder=row, text="x", may_drive_out=False, expected_version=0, by=here.lead)
    with pytest.raises(Refused):
        actions.write_independence(stakeholder=row, text="x", may_drive_out=False, expected_version=1, by=here.member)
    url = reverse("stakeholders:detail", args=[row.pk])
    client.force_login(here.member)
    assert "Zorilla" not in client.get(url).content.decode()
    client.force_login(here.lead)
    page = client.get(url).content.decode()
    assert "Zorilla doubts" in page
    assert "Inviting them may make other members leave." in page


# --- Pages -----------------------------------------------------------------------------------------------------------


def test_adding_by_the_form_keeps_what_was_typed_on_refusal(here, client):
    client.force_login(here.lead)
    url = f"{reverse('stakeholders:add')}?cluster={here.cluster.pk}"
    data = {"kind": "defender", "family": "rights", "is_protected": "on", "name": NAME, "relation": "not_yet"}
    data["channels"] = "private"
    answer = client.post(url, data)
    assert answer.status_code == 422
    assert NAME in answer.content.decode()
    assert not Stakeholder.objects.visible_to(here.lead).exists()
    answer = client.post(url, {**data, "name": "", "alias": "Heron", "brings": ["monitoring"]})
    made = Stakeholder.objects.visible_to(here.lead).get()
    assert answer.headers["Location"] == reverse("stakeholders:detail", args=[made.pk])
    assert (made.is_protected, made.brings, made.channels) == (True, ["monitoring"], "private")
    client.force_login(here.member)
    assert client.get(url).status_code == 404


def test_changing_by_the_form(here, client):
    row = here.add()
    client.force_login(here.lead)
    url = reverse("stakeholders:edit", args=[row.pk])
    data = {"kind": "media", "family": "political", "name": "New name", "relation": "regular", "channels": "public"}
    assert client.post(url, {**data, "version": "8"}).status_code == 409
    assert client.post(url, {**data, "version": "1"}).status_code == 302
    fresh = Stakeholder.objects.visible_to(here.lead).get()
    assert (fresh.name, fresh.kind, fresh.version) == ("New name", "media", 2)
    assert verbs(here.lead) == ["stakeholder.added", "stakeholder.changed"]
    client.post(reverse("stakeholders:protect", args=[row.pk]), {"alias": "Heron", "version": "2"})
    page = client.get(url).content.decode()
    assert 'name="name"' not in page
    assert 'name="contact"' not in page
    client.post(reverse("stakeholders:archive", args=[row.pk]), {"archived": "yes", "version": "3"})
    assert "Heron" not in client.get(reverse("stakeholders:list")).content.decode()


def test_the_same_through_the_api(here, client):
    client.force_login(here.lead)
    data = {"cluster": here.cluster.pk, "kind": "defender", "family": "rights", "is_protected": True, "alias": "Heron"}
    url = "/api/v1/stakeholders/"
    assert client.post(url, {**data, "name": NAME}, content_type="application/json").status_code == 400
    assert client.post(url, data, content_type="application/json").json()["alias"] == "Heron"
    row = here.add()
    act = f"{url}{row.pk}/protect/"
    assert client.post(act, {"alias": "Ibis", "version": 5}, content_type="application/json").status_code == 409
    assert client.post(act, {"alias": "Ibis", "version": 1}, content_type="application/json").json()["name"] == ""
    client.force_login(here.member)
    assert client.post(act, {"alias": "Ibis", "version": 1}, content_type="application/json").status_code == 404
    assert client.post(url, data, content_type="application/json").status_code == 403
    client.force_login(here.stranger)
    assert client.post(url, data, content_type="application/json").status_code == 404


def test_the_list_asks_the_same_for_one_and_for_thirty(here, client):
    client.force_login(here.lead)
    counts = []
    for number in (1, 29):
        for _row in range(number):
            make_stakeholder(here.cluster, brings=["monitoring"])
        client.get(reverse("stakeholders:list"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("stakeholders:list")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15, counts


def test_an_entry_is_kept_through_the_api(here):
    row = here.add()
    url = f"/api/v1/stakeholders/{row.pk}/"
    lead, member, stranger = Caller(here.lead), Caller(here.member), Caller(here.stranger)
    changed = lead.patch(url, brings_note="Knows the courts", version=1).json()
    assert (changed["brings_note"], changed["name"], changed["version"]) == ("Knows the courts", row.name, 2)
    assert lead.patch(url, relation="regular", version=1).status_code == 409
    assert_bad(lead.patch(url, kind="ghost", name="", version=2), "kind")
    assert_bad(lead.patch(url, name="", version=2), "name")
    assert_refused(member.patch(url, name="Mine", version=2))
    written = lead.post(f"{url}independence/", text="By law alone", may_drive_out=True, version=0).json()
    assert (written["independence"]["text"], written["independence"]["version"]) == ("By law alone", 1)
    assert lead.post(f"{url}independence/", text="Late", version=0).status_code == 409
    assert_refused(member.post(f"{url}independence/", text="Mine", version=1))
    # What the coordinators think is theirs.
    assert member.get(url).json()["independence"] is None
    assert_refused(lead.post(f"{url}readers/", person=here.member.pk))
    for part in ("", "archive/", "independence/", "readers/", "protect/"):
        assert (stranger.post if part else stranger.patch)(f"{url}{part}").status_code == 404
    assert_refused(member.post(f"{url}archive/", is_archived=True, version=2))
    assert lead.post(f"{url}archive/", is_archived=True, version=1).status_code == 409
    assert lead.post(f"{url}archive/", is_archived=True, version=2).json()["is_archived"] is True
    assert lead.get("/api/v1/stakeholders/").json()["count"] == 0
    assert verbs(here.lead)[-3:] == ["stakeholder.changed", "stakeholder.independence", "stakeholder.archived"]


def test_readers_of_a_protected_entry_through_the_api(here):
    hidden = make_protected(here.cluster, alias="Heron")
    url = f"/api/v1/stakeholders/{hidden.pk}/"
    lead, member = Caller(here.lead), Caller(here.member)
    assert member.get(url).status_code == member.post(f"{url}readers/").status_code == 404
    assert_bad(lead.post(f"{url}readers/", person=here.stranger.pk), "person")
    named = lead.post(f"{url}readers/", person=here.member.pk)
    assert (named.status_code, [one["person"] for one in named.json()["readers"]]) == (201, [here.member.pk])
    seen = member.get(url).json()
    assert (seen["alias"], seen["readers"]) == ("Heron", [])
    assert_bad(lead.patch(url, name="A name", version=1), "name")
    assert_refused(member.post(f"{url}readers/{here.member.pk}/remove/"))
    assert lead.post(f"{url}readers/{here.member.pk}/remove/").json()["readers"] == []
    assert member.get(url).status_code == 404


def test_of_two_first_notes_on_independence_the_second_is_stale(here, monkeypatch):
    """Somebody is quicker in the very moment before the cluster is held."""
    row = here.add()
    wanted = {"stakeholder": row, "may_drive_out": False, "expected_version": 0, "by": here.lead}

    def quicker(cluster):
        monkeypatch.setattr(actions, "hold_cluster", lambda cluster: cluster)
        actions.write_independence(text="First", **wanted)

    monkeypatch.setattr(actions, "hold_cluster", quicker)
    with pytest.raises(Stale):
        actions.write_independence(text="Second", **wanted)


@pytest.mark.parametrize(
    "said", ["Quetzalia  Network", "Quetzalia\u00a0Network", "Quetza\u200blia Network", "Ｑuetzalia network"]
)
def test_a_name_is_found_however_it_is_written(here, said):
    row = here.add(obstacle=f"The {said} has moved.")
    with pytest.raises(ValidationError):
        actions.protect_stakeholder(stakeholder=row, alias="Heron", expected_version=1, by=here.lead)
    row = here.add()
    with pytest.raises(ValidationError):
        actions.protect_stakeholder(stakeholder=row, alias=f"{said} 2", expected_version=1, by=here.lead)


# --- Human rights advisers ---------------------------------------------------------------------------------------


def test_an_adviser_has_days_of_deployment_and_others_have_none(here):
    day = dt.date(2026, 5, 4)
    adviser = here.add(kind="human_rights_adviser", deployed_from=day, deployed_until=day)
    assert [adviser.is_deployed_on(day + dt.timedelta(days=n)) for n in (-1, 0, 1)] == [False, True, False]
    assert not here.add(kind="human_rights_adviser").is_deployed_on(day)
    assert here.add(kind="human_rights_adviser", deployed_from=day).is_deployed_on(dt.date(2030, 1, 1))
    for wrong in (
        {"deployed_from": day},
        {"kind": "human_rights_adviser", "deployed_from": day, "deployed_until": day - dt.timedelta(days=1)},
    ):
        with pytest.raises(ValidationError):
            here.add(**wrong)
    with pytest.raises(ValidationError):
        actions.change_stakeholder(stakeholder=adviser, expected_version=1, kind="ohchr", by=here.lead)


def test_advisers_are_found_by_who_sees_them_on_their_days(here):
    day = dt.date(2026, 5, 4)
    open_one = here.add(kind="human_rights_adviser", deployed_from=day)
    hidden = here.add(kind="human_rights_adviser", name="", alias="Heron", is_protected=True, deployed_from=day)
    gone = here.add(kind="human_rights_adviser", deployed_from=day)
    actions.archive_stakeholder(stakeholder=gone, is_archived=True, expected_version=1, by=here.lead)
    assert set(queries.advisers_on(here.lead, here.cluster, day)) == {open_one, hidden}
    assert queries.advisers_on(here.member, here.cluster, day) == [open_one]
    assert queries.advisers_on(here.member, here.cluster, day - dt.timedelta(days=1)) == []
    assert queries.advisers_on(here.stranger, here.cluster, day) == []


def test_the_form_and_programs_keep_the_days(here, client):
    client.force_login(here.lead)
    given = {
        "kind": "human_rights_adviser",
        "family": "rights",
        "name": NAME,
        "relation": "regular",
        "channels": "unknown",
        "deployed_from": "2026-01-05",
        "deployed_until": "2026-12-18",
    }
    answer = client.post(f"{reverse('stakeholders:add')}?cluster={here.cluster.pk}", given)
    page = client.get(answer.headers["Location"]).content.decode()
    assert "18 December 2026" in page
    api = Caller(here.lead)
    made = api.post("/api/v1/stakeholders/", cluster=here.cluster.pk, **given)
    assert (made.status_code, made.json()["deployed_until"]) == (201, "2026-12-18")
    wrong = {**given, "kind": "ohchr"}
    assert_bad(api.post("/api/v1/stakeholders/", cluster=here.cluster.pk, **wrong), "deployed_from")
