"""Reprisals: anybody inside may tell, a small circle reads, two of it delete, others learn one neutral sentence."""

import datetime as dt
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.actions import break_glass, end_membership
from clusters.enums import Role
from clusters.models import Membership
from core import clock
from core.errors import Refused, Stale
from core.models import AuditEntry, Delivery
from engagements.actions import reprisals as actions
from engagements.enums import Exposure, ReprisalKind, ReprisalState, Verb
from engagements.models import CirclePerson, ReprisalCircle, ReprisalIncident
from engagements.notices.safeguards import prepare_safeguard_note
from engagements.queries.reprisals import circle_names_before_sending
from mechanisms.models import Mechanism
from tests.factories import make_cluster, make_mechanism, make_person, make_plan_line, make_section, make_submission

pytestmark = pytest.mark.django_db
TEXT = "The office of a member was searched after the session."


class Here:
    def __init__(self):
        self.cluster = make_cluster("NGA")
        self.lead = make_person(Role.COORDINATOR, self.cluster)
        self.first = make_person(Role.SAG, self.cluster, name="First Circle")
        self.second = make_person(Role.MEMBER, self.cluster, name="Second Circle")
        self.member = make_person(Role.MEMBER, self.cluster)
        self.mechanism = make_mechanism()
        self.circle = actions.set_circle(
            cluster=self.cluster, people=[self.first, self.second], expected_version=0, by=self.lead
        )

    def report(self, by=None, **fields):
        wanted = {"kind": ReprisalKind.LEGAL, "mechanism": self.mechanism, "description": TEXT, **fields}
        return actions.report_reprisal(cluster=self.cluster, by=by or self.member, **wanted)

    def fresh(self, incident, by=None):
        rows = ReprisalIncident.objects.visible_to(by or self.first).select_related("cluster")
        return rows.get(pk=incident.pk)


@pytest.fixture
def here():
    return Here()


def sees(person, incident):
    return ReprisalIncident.objects.visible_to(person).filter(pk=incident.pk).exists()


# --- The circle ------------------------------------------------------------------------------------------------------


def test_the_circle_needs_two_people_of_the_cluster_named_by_a_coordinator(here):
    stranger = make_person(Role.MEMBER, make_cluster("MOZ"))
    for people in ([here.first], [here.first, here.first], [here.first, stranger]):
        with pytest.raises(ValidationError):
            actions.set_circle(cluster=here.cluster, people=people, expected_version=1, by=here.lead)
    for person in (here.first, here.member, stranger):
        with pytest.raises(Refused):
            actions.set_circle(cluster=here.cluster, people=[here.first, here.member], expected_version=1, by=person)
    with pytest.raises(Stale):
        actions.set_circle(cluster=here.cluster, people=[here.first, here.member], expected_version=9, by=here.lead)


def test_the_trail_tells_that_the_circle_changed_and_no_more(here):
    actions.set_circle(cluster=here.cluster, people=[here.first, here.member], expected_version=1, by=here.lead)
    entries = list(AuditEntry.objects.visible_to(here.lead).filter(verb="circle.changed"))
    assert len(entries) == 2
    for entry in entries:
        assert (entry.before, entry.after, entry.reason) == (None, None, "")
        assert "Circle" not in entry.target_label.replace("circle for reprisals", "")


def test_a_coordinator_sets_it_up_and_reads_nothing(here):
    incident = here.report()
    assert CirclePerson.objects.visible_to(here.lead).count() == 2
    assert not CirclePerson.objects.visible_to(here.member).exists()
    assert not ReprisalCircle.objects.visible_to(here.member).exists()
    assert not sees(here.lead, incident)


# --- Reporting -------------------------------------------------------------------------------------------------------


def test_the_circle_is_told_neutrally_and_the_writer_sees_it_no_more(here):
    incident = here.report(happened_on=dt.date(2026, 11, 5))
    assert sees(here.first, incident)
    assert sees(here.second, incident)
    for person in (here.member, here.lead, make_person(Role.TASK_TEAM), make_person(Role.ADMINISTRATOR)):
        assert not sees(person, incident)
    assert (incident.happened_on, incident.is_month) == (dt.date(2026, 11, 1), True)
    told = Delivery.objects.filter(kind="safeguard.note")
    assert {one.recipient for one in told} == {here.first, here.second}
    for one in told:
        mail = prepare_safeguard_note(one, one.recipient)
        assert "repris" not in f"{mail}".lower()
        assert TEXT not in f"{mail}"


def test_a_report_that_nobody_would_read_is_refused():
    cluster = make_cluster("NGA")
    member = make_person(Role.MEMBER, cluster)
    with pytest.raises(Refused):
        actions.report_reprisal(cluster=cluster, kind=ReprisalKind.LEGAL, description=TEXT, by=member)
    assert not ReprisalIncident.objects.unscoped("test counts").exists()


def test_bad_input_is_refused_at_its_field(here):
    for fields, field in (
        ({"kind": "nothing"}, "kind"),
        ({"description": " "}, "description"),
        ({"happened_on": clock.today() + dt.timedelta(days=2)}, "happened_on"),
        ({"description": "Write to a@example.org"}, "description"),
        ({"description": "Mrs Amina Yusuf was held"}, "names_nobody"),
    ):
        with pytest.raises(ValidationError) as refusal:
            here.report(**fields)
        assert field in refusal.value.message_dict
    with pytest.raises(Refused):
        here.report(by=make_person(Role.MEMBER, make_cluster("MOZ")))
    assert here.report(description="Mr Bello’s bakery, a place, was shut", names_nobody=True)


def test_access_ends_with_the_role_and_with_the_place_in_the_circle(here):
    incident = here.report()
    end_membership(membership=Membership.objects.get(user=here.second), by=here.lead)
    assert not sees(here.second, incident)
    actions.set_circle(cluster=here.cluster, people=[here.member, here.lead], expected_version=1, by=here.lead)
    assert not sees(here.first, incident)
    assert sees(here.member, incident)
    waiting = Delivery.objects.get(recipient=here.first)
    assert not hasattr(prepare_safeguard_note(waiting, here.first), "subject")


def test_broken_glass_reads_and_does_not_act(here):
    incident = here.report()
    administrator = make_person(Role.ADMINISTRATOR)
    break_glass(cluster=here.cluster, reason="The circle asked for help.", by=administrator)
    assert sees(administrator, incident)
    with pytest.raises(Refused):
        actions.ask_deletion(incident=incident, expected_version=1, by=administrator)


def test_follow_up_is_the_circles(here):
    incident = here.fresh(here.report())
    wanted = {"state": ReprisalState.WITH_FOCAL_POINT, "route": "", "follow_up": "", "warns": True}
    with pytest.raises(ValidationError) as refusal:
        actions.follow_up_reprisal(incident=incident, expected_version=1, by=here.first, **wanted)
    assert "route" in refusal.value.message_dict
    wanted["route"] = "The focal point of OHCHR, by phone."
    with pytest.raises(Refused):
        actions.follow_up_reprisal(incident=incident, expected_version=1, by=here.lead, **wanted)
    actions.follow_up_reprisal(incident=incident, expected_version=1, by=here.second, **wanted)
    assert here.fresh(incident).state == ReprisalState.WITH_FOCAL_POINT
    entry = AuditEntry.objects.unscoped("test of the trail").get(verb="reprisal.followed_up")
    assert "OHCHR" not in f"{entry.before}{entry.after}"
    assert not AuditEntry.objects.visible_to(here.lead).filter(verb__startswith="reprisal.").exists()


# --- Two to delete ---------------------------------------------------------------------------------------------------


def test_one_asks_and_another_confirms(here):
    incident = here.fresh(here.report())
    with pytest.raises(Refused):
        actions.confirm_deletion(incident=incident, expected_version=1, by=here.first)
    actions.ask_deletion(incident=incident, expected_version=1, by=here.first)
    with pytest.raises(Refused):
        actions.confirm_deletion(incident=incident, expected_version=incident.version, by=here.first)
    with pytest.raises(Refused):
        actions.confirm_deletion(incident=incident, expected_version=incident.version, by=here.lead)
    assert here.fresh(incident).description == TEXT
    actions.confirm_deletion(incident=incident, expected_version=incident.version, by=here.second)
    gone = here.fresh(incident)
    assert (gone.description, gone.route, gone.follow_up, gone.mechanism_id, gone.reported_by_id) == ("",) * 3 + (
        None,
        None,
    )
    assert (gone.deletion_asked_by, gone.deleted_by) == (here.first, here.second)
    verbs = AuditEntry.objects.unscoped("test of the trail").filter(target_id=str(incident.pk))
    assert set(verbs.values_list("verb", flat=True)) >= {"reprisal.deletion_asked", "reprisal.deleted"}
    with pytest.raises(Refused):
        actions.ask_deletion(incident=gone, expected_version=gone.version, by=here.first)


def test_it_may_be_kept_after_all(here):
    incident = here.fresh(here.report())
    actions.ask_deletion(incident=incident, expected_version=1, by=here.first)
    actions.refuse_deletion(incident=incident, expected_version=2, by=here.second)
    with pytest.raises(Refused):
        actions.confirm_deletion(incident=here.fresh(incident), expected_version=3, by=here.second)


# --- The one sentence ------------------------------------------------------------------------------------------------


def ready_text(here):
    line = make_plan_line(cluster=here.cluster, mechanism=here.mechanism, exposure=Exposure.MEMBERS)
    text = make_submission(plan_line=line, exposure=Exposure.MEMBERS, author=here.lead, status="cleared")
    make_section(submission=text)
    return text


def warning(client, here, text):
    client.force_login(here.lead)
    body = client.get(reverse("engagements:submission-advance", args=[text.pk, Verb.SUBMIT])).content.decode()
    found = re.search(r"Before you send, speak with ([^<]*)\.", body)
    assert TEXT not in body
    assert "repris" not in body.lower()
    return found and found[0]


def test_senders_to_the_same_mechanism_read_one_sentence_whatever_the_number(client, here):
    text = ready_text(here)
    assert warning(client, here, text) is None
    here.report()
    once = warning(client, here, text)
    assert once == "Before you send, speak with First Circle, Second Circle."
    for _n in range(3):
        here.report()
    assert warning(client, here, text) == once


def test_another_mechanism_a_quiet_or_a_deleted_incident_say_nothing(client, here):
    text = ready_text(here)
    here.report(mechanism=make_mechanism("cat", name="Committee against Torture"))
    assert warning(client, here, text) is None
    incident = here.fresh(here.report())
    assert warning(client, here, text)
    actions.follow_up_reprisal(
        incident=incident,
        state=ReprisalState.FOLLOWED_UP,
        route="",
        follow_up="",
        warns=False,
        expected_version=1,
        by=here.first,
    )
    assert warning(client, here, text) is None
    assert not circle_names_before_sending(text.plan_line)


def test_the_warning_holds_below_the_cluster_that_was_told(here):
    """A part of the cluster sends to the mechanism from which somebody of the country came to harm."""
    node = make_cluster("NGA", parent=here.cluster)
    line = make_plan_line(cluster=node, mechanism=here.mechanism)
    assert not circle_names_before_sending(line)
    here.report()
    assert circle_names_before_sending(line) == "First Circle, Second Circle"
    elsewhere = make_plan_line(cluster=make_cluster("MOZ"), mechanism=here.mechanism)
    assert not circle_names_before_sending(elsewhere)


def test_where_the_circle_has_left_the_coordinators_are_named(here):
    here.report()
    Membership.objects.filter(user__in=[here.first, here.second]).update(
        starts_on=dt.date(2020, 1, 1), ends_on=dt.date(2021, 1, 1)
    )
    line = make_plan_line(cluster=here.cluster, mechanism=here.mechanism)
    assert circle_names_before_sending(line) == str(here.lead)


# --- Pages -----------------------------------------------------------------------------------------------------------


def url(name, *args):
    return reverse(f"engagements:{name}", args=args)


def test_the_log_exists_for_the_circle_only(client, here):
    incident = here.report()
    pages = [url("reprisal-list"), url("reprisal-detail", incident.pk)]
    client.force_login(here.first)
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 200
        assert "repris" not in re.search(r"<title>(.*?)</title>", answer.content.decode(), re.DOTALL)[1].lower()
    assert TEXT in client.get(pages[1]).content.decode()
    for person in (here.member, here.lead, make_person(Role.TASK_TEAM), make_person(Role.MEMBER, make_cluster("MOZ"))):
        client.force_login(person)
        for address in pages:
            assert client.get(address).status_code in (302, 404)
        assert client.post(url("reprisal-delete", incident.pk), {"act": "ask"}).status_code in (302, 404)
    assert here.fresh(incident).deletion_asked_at is None


def test_reporting_keeps_what_was_typed_and_then_shows_it_no_more(client, here):
    client.force_login(here.member)
    address = f"{url('reprisal-report')}?cluster={here.cluster.pk}"
    data = {"kind": "legal", "when": "2026-10", "description": "Call +234 803 123 4567"}
    answer = client.post(address, data)
    assert answer.status_code == 422
    assert "looks like a phone number" in answer.content.decode()
    assert client.post(address, data | {"when": "October"}).status_code == 422
    answer = client.post(address, data | {"description": TEXT}, follow=True)
    assert answer.status_code == 200
    assert TEXT not in answer.content.decode()
    incident = ReprisalIncident.objects.visible_to(here.first).get()
    assert (incident.happened_on, incident.is_month) == (dt.date(2026, 10, 1), True)
    client.post(address, data | {"when": "2026-10-09", "description": TEXT})
    assert ReprisalIncident.objects.visible_to(here.first).filter(happened_on=dt.date(2026, 10, 9)).exists()


def test_deleting_through_the_pages_takes_two(client, here):
    incident = here.report()
    client.force_login(here.first)
    delete = url("reprisal-delete", incident.pk)
    assert client.post(delete, {"act": "ask", "version": 1}).status_code == 302
    assert client.post(delete, {"act": "confirm", "version": 2}).status_code == 403
    client.force_login(here.second)
    assert client.post(delete, {"act": "confirm", "version": 1}).status_code == 409
    assert client.post(delete, {"act": "confirm", "version": 2}).status_code == 302
    assert TEXT not in client.get(url("reprisal-detail", incident.pk)).content.decode()


def test_the_circle_is_set_up_on_a_page_of_the_coordinators(client, here):
    address = f"{url('circle')}?cluster={here.cluster.pk}"
    client.force_login(here.lead)
    assert "First Circle" in client.get(address).content.decode()
    assert client.post(address, {"people": [here.first.pk], "version": 1}).status_code == 422
    assert client.post(address, {"people": [here.first.pk, here.member.pk], "version": 1}).status_code == 302
    client.force_login(here.member)
    answer = client.get(address)
    assert answer.status_code == 403
    assert "First Circle" not in answer.content.decode()


def test_the_guidelines_are_linked_where_the_catalogue_holds_them(client, here):
    client.force_login(here.member)
    address = f"{url('reprisal-report')}?cluster={here.cluster.pk}"
    assert "San José" not in client.get(address).content.decode()
    make_mechanism("san-jose-guidelines", name="San José Guidelines")
    assert Mechanism.objects.filter(key="san-jose-guidelines").exists()
    assert "San José" in client.get(address).content.decode()


def test_same_few_queries_for_one_report_and_for_thirty(client, here):
    client.force_login(here.first)

    def count():
        with CaptureQueriesContext(connection) as found:
            assert client.get(url("reprisal-list")).status_code == 200
        return len(found)

    here.report()
    few = count()
    for _n in range(29):
        here.report()
    assert count() == few <= 15


def test_of_two_who_name_the_first_circle_at_once_the_second_is_told(monkeypatch):
    """Somebody is quicker in the very moment before the cluster is held."""
    cluster = make_cluster("MOZ")
    lead = make_person(Role.COORDINATOR, cluster)
    wanted = {"people": [lead, make_person(Role.MEMBER, cluster)], "expected_version": 0, "by": lead}

    def quicker(cluster):
        monkeypatch.setattr(actions, "hold_cluster", lambda cluster: cluster)
        actions.set_circle(cluster=cluster, **wanted)

    monkeypatch.setattr(actions, "hold_cluster", quicker)
    with pytest.raises(Stale):
        actions.set_circle(cluster=cluster, **wanted)
